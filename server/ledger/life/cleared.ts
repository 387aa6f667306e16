import { type CaseState, type Change } from '../../contract/caseState.ts'
import { MASKED } from '../mask.ts'
import { isOpenSupervision, isOpenWhistle } from './state.ts'

const TEXTS: ReadonlySet<string> = new Set<keyof CaseState>(['summary', 'categoryTerm', 'colourReason', 'plan', 'leadPost', 'unit'])
/** Texts of a part, such as the reason of a call or the name of a file. */
const PART_TEXTS: ReadonlySet<string> = new Set(['reason', 'result', 'answer', 'name'])

/** A value of a change without what a person wrote: something stood there, and no more is said. */
export function withoutTexts({ field }: Pick<Change, 'field'>, value: unknown): unknown {
  if (TEXTS.has(field)) return blank(value)
  return field.includes('.') && typeof value === 'object' && value !== null ? withoutPartTexts(value) : value
}

function withoutPartTexts(part: object): object {
  return Object.fromEntries(Object.entries(part).map(([name, value]) => [name, PART_TEXTS.has(name) ? blank(value) : value]))
}

const blank = (text: unknown): unknown => (typeof text === 'string' ? MASKED : text)

/**
 * A case from whose ended calls and supervisions, and from whose tier, the words are taken, which nobody can mend later;
 * its text and its plan are mended apart. What is still to be answered goes on saying what it asks for.
 */
export function withoutOldTexts(state: CaseState): CaseState {
  const each = <Part extends object>(parts: Record<string, Part>, isOpen: (part: Part) => boolean): Record<string, Part> =>
    Object.fromEntries(Object.entries(parts).map(([no, part]) => [no, isOpen(part) ? part : (withoutPartTexts(part) as Part)]))
  return {
    ...state,
    colourReason: state.colourReason === null ? null : MASKED,
    whistles: each(state.whistles, isOpenWhistle),
    supervisions: each(state.supervisions, isOpenSupervision),
  }
}

/** Did the event make a call or a supervision that is still to be answered? */
export function asksStill({ whistles, supervisions }: Pick<CaseState, 'whistles' | 'supervisions'>, { kind, changes }: { kind: string; changes: readonly Change[] }): boolean {
  if (kind !== 'whistle' && kind !== 'supervise') return false
  const open = new Set([
    ...Object.entries(whistles).flatMap(([no, part]) => (isOpenWhistle(part) ? [`whistles.${no}`] : [])),
    ...Object.entries(supervisions).flatMap(([no, part]) => (isOpenSupervision(part) ? [`supervisions.${no}`] : [])),
  ])
  return changes.some(({ field }) => open.has(field))
}
