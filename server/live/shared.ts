type Elements = ArrayBufferView & { length: number; set(values: never): void; constructor: unknown }

/** The same value with every typed array in it on memory that threads share: it goes to them without a copy. */
export function shared<T>(value: T): T {
  if (ArrayBuffer.isView(value)) return sharedArray(value as unknown as Elements) as T
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(shared) as T
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, shared(part)])) as T
}

function sharedArray(array: Elements): ArrayBufferView {
  const Kind = array.constructor as new (buffer: SharedArrayBuffer) => Elements
  const copy = new Kind(new SharedArrayBuffer(array.byteLength))
  copy.set(array as never)
  return copy
}
