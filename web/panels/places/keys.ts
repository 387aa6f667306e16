export type KeyDoes = { do: 'settle'; at: number } | { do: 'step'; by: 1 | -1 } | { do: 'find' }

/** What a key does while a group is on the desk; null for keys that are none of its business. */
export function keyDoes(key: string, candidates: number): KeyDoes | null {
  if (/^[1-9]$/.test(key)) {
    const at = Number(key) - 1
    return at < candidates ? { do: 'settle', at } : null
  }
  if (key === 'ArrowDown' || key === 'j') return { do: 'step', by: 1 }
  if (key === 'ArrowUp' || key === 'k') return { do: 'step', by: -1 }
  return key === '/' ? { do: 'find' } : null
}
