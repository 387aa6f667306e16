/** One thing that a line of the log says was changed; null for a side on which it was not. */
export interface LineChange {
  key: string
  before: string | null
  after: string | null
}

/** What stands in the two JSON texts of a line, side by side and one thing a row; a text that is no object is one thing without a name. */
export function lineChanges(before: string | null, after: string | null): LineChange[] {
  const [old, fresh] = [partsOf(before), partsOf(after)]
  const keys = [...new Set([...old.keys(), ...fresh.keys()])]
  return keys.map((key) => ({ key, before: old.get(key) ?? null, after: fresh.get(key) ?? null }))
}

function partsOf(text: string | null): Map<string, string> {
  const parts = new Map<string, string>()
  if (text !== null) collect(parts, '', parsed(text))
  return parts
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function collect(parts: Map<string, string>, key: string, value: unknown) {
  const inner = typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : []
  if (inner.length === 0) return parts.set(key, typeof value === 'string' ? value : JSON.stringify(value))
  for (const [name, part] of inner) collect(parts, key ? `${key}.${name}` : name, part)
}
