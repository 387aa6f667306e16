const LIMIT = 20_000

/** The function with a memory of its answers, emptied when it grows large; for values that repeat down a column. */
export function cached<Key, Value>(compute: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>()
  return (key) => {
    let value = known.get(key)
    if (value === undefined && !known.has(key)) {
      value = compute(key)
      if (known.size >= LIMIT) known.clear()
      known.set(key, value)
    }
    return value as Value
  }
}
