import type { AreaCode } from '../../../geodata/place/area.ts'
import type { AreaTree } from '../../../geodata/place/tree.ts'
import { caseCode } from '../../contract/caseCode.ts'
import type { CaseRow } from '../../contract/cases.ts'
import type { CaseState } from '../../contract/caseState.ts'
import { dayNumber, type Day } from '../../contract/day.ts'
import type { Asker } from '../../ledger/life/asker.ts'
import { isPending } from '../../ledger/life/state.ts'
import type { ListedState } from '../../store/caseList.ts'
import type { NamedOrganisation } from '../../store/namedOrganisations.ts'
import { forOthers } from './others.ts'
import { askerOf, type Ground } from './reach.ts'
import { reads, type Guarded } from './reading.ts'

export type Names = Map<string, NamedOrganisation>

/** An organisation by name; one that is gone from the county is named by its id. */
export function named(names: Names, id: string): { id: string; name: string } {
  return { id, name: names.get(id)?.name ?? id }
}

/** What an asker may know of a case, by the case as it stands now. */
export interface Sight {
  asker: Asker
  readable: boolean
  /**
   * Would this organisation's name tell the village of a sensitive case? So it is hidden from whoever may not know it,
   * but not from the centre, which gave the case to it.
   */
  hidden(organisation: string | null): boolean
}

export function sightOf(ground: Ground, now: Guarded, names: Names): Sight {
  const { pack: { tree }, today } = ground
  const asker = askerOf(ground, now)
  const readable = reads(ground, now)
  const knows = readable || (asker.inArea && asker.rights.includes('direct'))
  const hidden = (id: string | null): boolean => {
    const area = knows || id === null ? undefined : names.get(id)?.area
    const index = area === undefined ? -1 : tree.current(area, today)
    return index >= 0 && tree.ancestorAt(index, 'village') >= 0
  }
  return { asker, readable, hidden }
}

/** A case as a list shows it to this asker: of a sensitive one the town and no text, but to those who handle it. */
export function rowOf(ground: Ground, stored: { id: number; originalNo: string | null; state: ListedState }, names: Names): CaseRow {
  const sight = sightOf(ground, stored.state, names)
  const row = wholeRow(ground, stored, { names, sight })
  return sight.readable ? row : forOthers(row)
}

/** The same before what is not for everybody is taken out; place and holder are reduced already. */
export function wholeRow(
  { pack, today, scope }: Pick<Ground, 'pack' | 'today' | 'scope'>,
  { id, originalNo, state }: { id: number; originalNo: string | null; state: ListedState },
  { names, sight }: { names: Names; sight: Sight },
): CaseRow {
  const place = placeOf({ pack, today }, state, sight.readable)
  return {
    id,
    code: caseCode(scope.county, id, state),
    originalNo,
    occurredOn: state.occurredOn,
    dueOn: state.dueOn,
    closedOn: state.closedOn,
    category: state.category,
    categoryTerm: state.categoryTerm,
    colour: state.colour,
    state: state.state,
    channel: state.channel,
    people: state.people,
    amountFen: state.amountFen,
    unit: state.unit,
    holder: state.holder === null || sight.hidden(state.holder) ? null : named(names, state.holder),
    area: place.area,
    place: place.words,
    summary: state.summary,
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
