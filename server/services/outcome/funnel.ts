import type { Rate } from '../../contract/answers.ts'
import { PARTS, STAGES, type FunnelStage, type PartCode, type Stage } from '../../contract/outcome.ts'
import { rate } from '../../contract/rates.ts'
import type { CubeOutcome } from '../../cube/outcome.ts'
import type { OutcomeGroup } from '../../store/outcome.ts'

/** How far the cases of a filter came, each stage with a part for every case of its denominator. */
export interface Funnel {
  stages: FunnelStage[]
  count: Record<PartCode, number>
  /** cases that have the mark of a stage without being of those that the stage is counted of: in none of its parts */
  odd: Odd
  /** mediations that were terminated, without those that had an agreement all the same */
  terminated: number
}

type Counted = Record<PartCode, number>
export type Odd = Record<Exclude<Stage, 'agreed'>, number>

/** The cases of a group that the filter lets through, by how they stand. */
interface Members {
  all: number
  resolved: number
  pending: number
}

/** `found` are the cases of the filter, `groups` what is on record of cases, also of others. */
export function funnelOf(found: CubeOutcome, groups: readonly OutcomeGroup[]): Funnel {
  const count = Object.fromEntries(PARTS.codes.map((code) => [code, 0])) as Counted
  const odd: Odd = { performed: 0, confirmed: 0, followed: 0 }
  let [agreedResolved, agreedPending, followedUp, resolvedWorked, terminated] = [0, 0, 0, 0, 0]
  for (const group of groups) {
    const members = membersOf(found, group.ids)
    if (group.agreed) {
      count[formOf(group)] += members.all
      agreedResolved += members.resolved
      agreedPending += members.pending
    } else if (group.terminated) terminated += members.all
    if (group.agreed) count[performanceOf(group)] += members.all
    else if (group.performance === 'full') odd.performed += members.all
    if (group.agreement === 'written') count[confirmationOf(group)] += members.all
    else if (group.confirmed) odd.confirmed += members.all
    if (group.followed) {
      count[followUpOf(group)] += members.resolved
      odd.followed += members.all - members.resolved
      followedUp += members.resolved
    } else if (group.worked) resolvedWorked += members.resolved
  }
  count.closedWithout = found.resolved - agreedResolved
  count.pending = found.pending - agreedPending
  count.left = found.count - sumOf(count, 'agreed')
  count.unfollowed = resolvedWorked
  count.followUpUnrecorded = found.resolved - followedUp - resolvedWorked
  return { stages: STAGES.codes.map((stage) => stageOf(stage, count)), count, odd, terminated }
}

function membersOf({ ids, isResolved, isPending }: CubeOutcome, of: Uint32Array): Members {
  const members = { all: 0, resolved: 0, pending: 0 }
  for (const id of of) {
    if (!ids.has(id)) continue
    members.all++
    if (isResolved(id)) members.resolved++
    else if (isPending(id)) members.pending++
  }
  return members
}

const formOf = ({ agreement }: OutcomeGroup): PartCode => agreement ?? 'formless'

function performanceOf({ performance, notDue, due }: OutcomeGroup): PartCode {
  if (performance === 'full' || performance === 'instalments') return performance
  if (performance === 'none' || due) return 'unperformed'
  return notDue ? 'notDue' : 'performanceUnrecorded'
}

function confirmationOf({ confirmed, applied, worked }: OutcomeGroup): PartCode {
  if (confirmed) return 'granted'
  if (applied) return 'applied'
  return worked ? 'unapplied' : 'confirmationUnrecorded'
}

function followUpOf({ followResult }: OutcomeGroup): PartCode {
  return followResult === 'stable' || followResult === 'watch' || followResult === 'relapse' ? followResult : 'unsaid'
}

/** What makes the numerator: the parts whose cases have the mark of the stage. */
const MARKED: Record<Stage, readonly PartCode[]> = {
  agreed: ['written', 'oral', 'formless'],
  performed: ['full'],
  confirmed: ['granted'],
  followed: ['stable', 'unsaid', 'watch', 'relapse'],
}

function stageOf(stage: Stage, count: Counted): FunnelStage {
  const parts = PARTS.rows.filter((part) => part.stage === stage).map(({ code }) => ({ code, count: count[code] }))
  const marked = MARKED[stage].reduce((sum, code) => sum + count[code], 0)
  const { label, of, rule } = STAGES.row(stage)
  const said: Rate['rule'] = { zh: `${label.zh} = ${rule.zh} ÷ ${of.zh}`, en: `${label.en} = ${rule.en} ÷ ${of.en}` }
  return { stage, rate: rate(marked, sumOf(count, stage), said), parts }
}

function sumOf(count: Counted, stage: Stage): number {
  return PARTS.rows.reduce((sum, part) => (part.stage === stage ? sum + count[part.code] : sum), 0)
}
