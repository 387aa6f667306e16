import type { AreaCode } from '../../../geodata/place/area.ts'
import type { CaseEvent } from '../../contract/cases.ts'
import type { Change } from '../../contract/caseState.ts'
import { withoutTexts } from '../../ledger/life/cleared.ts'
import type { Ground } from './reach.ts'
import { organisationsIn } from './events.ts'
import { isOpen, namesOrganisation } from './others.ts'

/** The town that an area lies in, or the area itself where it is wider than a village; null for one that is unknown. */
export type TownOf = (area: AreaCode) => AreaCode | null

export function townsOf({ pack: { tree }, today }: Pick<Ground, 'pack' | 'today'>): TownOf {
  return (area) => {
    const index = tree.current(area, today)
    const town = index < 0 ? -1 : tree.ancestorAt(index, 'town')
    if (town >= 0) return tree.areas[town]!.code
    return index < 0 || tree.ancestorAt(index, 'village') >= 0 ? null : tree.areas[index]!.code
  }
}

const POINT: ReadonlySet<string> = new Set(['lng', 'lat'])

/** What an event keeps of a sensitive case: no point, and of its place the town. */
export function withoutPlace(changes: readonly Change[], townOf: TownOf): Change[] {
  const town = (area: unknown) => (typeof area === 'string' ? townOf(area as AreaCode) : null)
  return changes
    .filter(({ field }) => !POINT.has(field))
    .map((change) => (change.field === 'area' ? { ...change, before: town(change.before), after: town(change.after) } : change))
}

/** The changes as the log of events keeps them. `towns` is there for a sensitive case. */
export function loggedChanges(changes: readonly Change[], { towns, cleared }: { towns: TownOf | null; cleared: boolean }): Change[] {
  const placed = towns ? withoutPlace(changes, towns) : [...changes]
  if (!cleared) return placed
  const blanked = placed.map((change) => ({ ...change, before: withoutTexts(change, change.before) }))
  // where nothing but words went
  return blanked.filter(({ before, after }) => JSON.stringify(before) !== JSON.stringify(after))
}

/** The changes without what a person wrote, before and after. */
export function saidNothing(changes: readonly Change[]): Change[] {
  return changes.map((change) => ({ ...change, before: withoutTexts(change, change.before), after: withoutTexts(change, change.after) }))
}

/** Free text goes into no audit line: that it changed is all that is said. */
const TEXTS: ReadonlySet<string> = new Set(['summary', 'categoryTerm', 'colourReason', 'plan', 'leadPost', 'unit'])
const UNSAID = '…'

/**
 * What the audit log has of an event: no text, no other case, no place finer than the town and no organisation of a
 * village, for a line stays as it is when the case turns out to be a sensitive one; and of a sensitive one no
 * organisation at all.
 */
export function auditOf(
  kind: CaseEvent['kind'],
  changes: readonly Change[],
  { towns, sensitive, isOfVillage }: { towns: TownOf; sensitive: boolean; isOfVillage(organisation: string): boolean },
): { before: unknown; after: unknown } {
  const placed = withoutPlace(changes, towns).map((change) => (change.field === 'area' ? { ...change, field: 'town' } : change))
  const told = placed.flatMap((change) => (sensitive || organisationsIn(change).some(isOfVillage) ? guarded(change) : [change]))
  const side = (which: 'before' | 'after') =>
    Object.fromEntries(told.filter(({ field }) => field !== 'since').map((change) => [change.field, quiet(change, change[which])]))
  return { before: side('before'), after: { kind, ...side('after') } }
}

function guarded(change: Change): Change[] {
  const { field, before, after } = change
  if (isOpen(field) || TEXTS.has(field) || field === 'town') return [change]
  const unsaid = { before: before === null ? null : UNSAID, after: after === null ? null : UNSAID }
  return namesOrganisation(field) ? [{ field: field.startsWith('participants.') ? 'participants' : field, ...unsaid }] : []
}

function quiet({ field }: Change, value: unknown): unknown {
  if (value === null) return null
  // the number of a case that may be, or become, a sensitive one
  if (TEXTS.has(field) || field === 'mergedInto') return UNSAID
  if (typeof value !== 'object' || Array.isArray(value)) return value
  const { reason: _, result: __, answer: ___, name: ____, by: _____, ...rest } = value as Record<string, unknown>
  return rest
}
