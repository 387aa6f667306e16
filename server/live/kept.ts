/** Results by key, the ones that were asked for last, up to a number of them and of bytes. */
export interface Kept {
  get(key: string): { value: unknown } | null
  put(key: string, value: unknown): void
}

export function openKept({ entries, bytes }: { entries: number; bytes: number }): Kept {
  // a Map keeps the order in which keys came in
  const kept = new Map<string, { value: unknown; weight: number }>()
  let weight = 0
  const drop = (key: string): void => {
    weight -= kept.get(key)?.weight ?? 0
    kept.delete(key)
  }
  return {
    get(key) {
      const found = kept.get(key)
      if (!found) return null
      kept.delete(key)
      kept.set(key, found)
      return found
    },
    put(key, value) {
      const own = weightOf(value)
      if (own > bytes) return
      drop(key)
      kept.set(key, { value, weight: own })
      weight += own
      for (const oldest of kept.keys()) {
        if (kept.size <= entries && weight <= bytes) break
        drop(oldest)
      }
    },
  }
}

/** Bytes of a value in memory, about. */
export function weightOf(value: unknown): number {
  if (typeof value === 'string') return 16 + 2 * value.length
  if (ArrayBuffer.isView(value)) return 100 + value.byteLength
  if (typeof value !== 'object' || value === null) return 8
  let sum = 32
  for (const part of Object.values(value)) sum += 8 + weightOf(part)
  return sum
}
