export type RowStep = { do: 'go'; to: number } | { do: 'choose' }

/** What a key does on a row of the ledger; null for keys that are none of its business. */
export function rowStep(key: string, at: number, rows: number): RowStep | null {
  if (at < 0) return null
  switch (key) {
    case 'ArrowDown':
      return { do: 'go', to: Math.min(at + 1, rows - 1) }
    case 'ArrowUp':
      return { do: 'go', to: Math.max(at - 1, 0) }
    case 'Home':
      return { do: 'go', to: 0 }
    case 'End':
      return { do: 'go', to: rows - 1 }
    case ' ':
      return { do: 'choose' }
    default:
      return null
  }
}
