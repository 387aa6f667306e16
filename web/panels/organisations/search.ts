import type { Organisation } from '../../../server/contract/organisations.ts'

/** Organisations whose name, place or kind hold every word. */
export function organisationsLike<One extends Pick<Organisation, 'name' | 'areaName' | 'type'>>(all: readonly One[], words: string, kind: (one: One) => string): One[] {
  const parts = words.trim().toLowerCase().split(/\s+/).filter(Boolean)
  if (parts.length === 0) return [...all]
  return all.filter((one) => {
    const text = `${one.name} ${one.areaName} ${kind(one)}`.toLowerCase()
    return parts.every((part) => text.includes(part))
  })
}
