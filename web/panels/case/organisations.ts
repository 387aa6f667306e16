import { ORGANISATION_TYPES, type Organisation } from '../../../server/contract/organisations.ts'

/** What a case may be given to, or who may be called to it; null: any organisation. */
export type Part = 'handles' | 'called' | null

const MOST = 30

/**
 * Organisations for a case: those in `first`, in its order; then those that serve its place, its town, wider areas, the
 * rest; by name among equals. `path`: codes from the root down to the place of the case.
 */
export function choosable(
  organisations: readonly Organisation[], { part, path, words, without, first = [] }: { part: Part; path: readonly string[]; words: string; without: readonly string[]; first?: readonly string[] },
): Organisation[] {
  const near = (one: Organisation) => path.indexOf(one.area)
  const rank = ({ id }: Organisation) => (first.includes(id) ? first.indexOf(id) : first.length)
  const text = words.trim().toLowerCase()
  return organisations
    .filter((one) => !without.includes(one.id) && (part === null || ORGANISATION_TYPES.row(one.type)[part]))
    .filter((one) => text === '' || [one.name, one.areaName, ORGANISATION_TYPES.row(one.type).label.zh, ORGANISATION_TYPES.row(one.type).label.en].some((said) => said.toLowerCase().includes(text)))
    .sort((a, b) => rank(a) - rank(b) || near(b) - near(a) || a.name.localeCompare(b.name, 'zh'))
    .slice(0, MOST)
}
