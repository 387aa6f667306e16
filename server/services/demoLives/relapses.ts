import type { CaseDraft } from '../../contract/case.ts'
import { dayNumber, dayOfNumber } from '../../contract/day.ts'
import type { Ground } from '../caseLife/reach.ts'
import { villageOf } from '../village.ts'

/** The kind whose settlements hold least, and the chances of a case to break out again. */
const FRAIL = '08'
const IN_FRAIL_VILLAGES = 0.75
const OF_FRAIL_KIND = 0.18
const USUAL = 0.035
const FRAIL_VILLAGES = 2
/** Days since the close within which little can have happened yet. */
const LEAST_AGO = 60

/** Relapses gather in the two villages that settled most cases of the frail kind. */
export function relapsesOf(drafts: readonly CaseDraft[], { pack: { tree }, today }: Ground): (draft: CaseDraft) => number {
  const village = ({ area }: CaseDraft): string => villageOf(tree, area!)
  const counts = new Map<string, number>()
  const early = dayOfNumber(dayNumber(today) - LEAST_AGO)
  for (const draft of drafts) if (draft.category === FRAIL && draft.closedOn !== null && draft.closedOn < early) counts.set(village(draft), (counts.get(village(draft)) ?? 0) + 1)
  const frail = new Set([...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).slice(0, FRAIL_VILLAGES).map(([code]) => code))
  return (draft) => (frail.has(village(draft)) ? IN_FRAIL_VILLAGES : draft.category === FRAIL ? OF_FRAIL_KIND : USUAL)
}
