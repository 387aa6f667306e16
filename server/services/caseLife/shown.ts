import type { AreaCode } from '../../../geodata/place/area.ts'
import type { AreaTree } from '../../../geodata/place/tree.ts'
import { caseCode } from '../../contract/caseCode.ts'
import type { CaseRow } from '../../contract/cases.ts'
import type { CaseState } from '../../contract/caseState.ts'
import { dayNumber, type Day } from '../../contract/day.ts'
import { mayReadText, type Asker } from '../../ledger/life/asker.ts'
import { isPending } from '../../ledger/life/state.ts'
import type { ListedState } from '../../store/caseList.ts'
import type { NamedOrganisation } from '../../store/namedOrganisations.ts'
import { askerOf, type Ground } from './reach.ts'

export type Names = Map<string, NamedOrganisation>

/** An organisation by name; one that is gone from the county is named by its id. */
export function named(names: Names, id: string): { id: string; name: string } {
  return { id, name: names.get(id)?.name ?? id }
}

/**
 * Would an organisation's name tell the village of a sensitive case? So it is hidden from whoever may not know it, but
 * not from the centre, which gave the case to it.
 */
export function tellsPlace(ground: Pick<Ground, 'pack' | 'today'>, asker: Asker, state: ListedState, names: Names): (id: string | null) => boolean {
  const { pack: { tree }, today } = ground
  if (mayReadText(asker, state) || (asker.inArea && asker.rights.includes('direct'))) return () => false
  return (id) => {
    const area = id === null ? undefined : names.get(id)?.area
    const index = area === undefined ? -1 : tree.current(area, today)
    return index >= 0 && tree.ancestorAt(index, 'village') >= 0
  }
}

/** A case as a list shows it to this asker: of a sensitive one the town and no text, but to those who handle it. */
export function rowOf(ground: Ground, stored: { id: number; originalNo: string | null; state: ListedState }, names: Names): CaseRow {
  const { state, id, originalNo } = stored
  const { scope, today } = ground
  const asker = askerOf(ground, state)
  const readable = mayReadText(asker, state)
  const hidden = tellsPlace(ground, asker, state, names)
  const place = placeOf(ground, state, readable)
  return {
    id,
    code: caseCode(scope.county, id, state),
    originalNo,
    occurredOn: state.occurredOn,
    dueOn: state.dueOn,
    closedOn: state.closedOn,
    category: state.category,
    categoryTerm: readable ? state.categoryTerm : null,
    colour: state.colour,
    state: state.state,
    channel: state.channel,
    people: state.people,
    amountFen: state.amountFen,
    unit: readable ? state.unit : null,
    holder: state.holder === null || hidden(state.holder) ? null : named(names, state.holder),
    area: place.area,
    place: place.words,
    summary: readable ? state.summary : null,
    sensitive: state.sensitive,
    daysInState: state.since === null ? null : dayNumber(today) - dayNumber(state.since),
    overdue: isOverdue(state, today),
  }
}

/** As the headline figures count it: pending past its due day. */
export function isOverdue({ state, dueOn }: Pick<CaseState, 'state' | 'dueOn'>, today: Day): boolean {
  return isPending(state) && dueOn !== null && dueOn < today
}

/** Organisations that a case names. */
export function organisationsOf({ holder, enteredBy, escalatedTo, participants, whistles, supervisions }: CaseState): string[] {
  const called = Object.values(whistles).map(({ department }) => department)
  const by = Object.values(supervisions).map((one) => one.by)
  return [holder, enteredBy, escalatedTo, ...Object.keys(participants), ...called, ...by].filter((id) => id !== null)
}

export interface ShownPlace {
  area: AreaCode | null
  town: AreaCode | null
  words: string | null
}

/** Today's area; reduced to its town for who may not know more. */
export function placeOf({ pack: { tree }, today }: Pick<Ground, 'pack' | 'today'>, state: Pick<CaseState, 'area' | 'town'>, exact: boolean): ShownPlace {
  const index = state.area === null ? -1 : tree.current(state.area, today)
  const townIndex = index >= 0 ? tree.ancestorAt(index, 'town') : state.town === null ? -1 : tree.current(state.town, today)
  const town = tree.areas[townIndex]?.code ?? null
  if (exact) return { area: tree.areas[index]?.code ?? null, town, words: wordsOf(tree, index >= 0 ? index : townIndex) }
  // wider than a town there is nothing to take back
  const shown = townIndex >= 0 ? townIndex : index >= 0 && tree.ancestorAt(index, 'village') < 0 ? index : -1
  return { area: tree.areas[shown]?.code ?? null, town, words: wordsOf(tree, shown) }
}

/** From the town down; the county for what lies in it and no further. */
function wordsOf(tree: AreaTree, index: number): string | null {
  if (index < 0) return null
  const names = tree.path(index).split(' / ')
  return (names.length > 1 ? names.slice(1) : names).join(' / ')
}
