import type { VisitKind } from '../contract/patrol.ts'
import type { PatrolRules } from '../contract/patrolRules.ts'
import type { Verdict } from './checkIn.ts'
import { visitOfStay, type Stay } from './stay.ts'
import type { Visit } from './visit.ts'

const MS_PER_MINUTE = 60_000

/**
 * Visits of one team from its check-ins: those in one grid one after another, no two more than `joinMinutes` apart, are one visit of the grid from the
 * first to the last; those at the plate of one checkpoint, in the same way, one of the checkpoint. What has a fault is left out. One check-in alone lasts
 * 0 minutes: whether that is enough the rule says.
 * @param verdicts of one team by time, see `judge`
 * @param kind what the team was out for; the hour decides between `daily` and `night`
 */
export function visitsOf(verdicts: readonly Verdict[], { rules, kind = 'daily' }: { rules: Pick<PatrolRules, 'checkIn' | 'night'>; kind?: VisitKind }): Visit[] {
  const good = verdicts.filter(({ faults, spot }) => faults.length === 0 && spot !== null)
  const grids = stays(good.map((one) => stay(one, one.spot!.grid, 'grid')), rules.checkIn.joinMinutes)
  const plates = good.filter(({ spot }) => spot!.checkpoint !== null)
  const checkpoints = stays(plates.map((one) => stay(one, one.spot!.checkpoint!, 'checkpoint')), rules.checkIn.joinMinutes)
  return [...grids.map((one) => visitOfStay(one, kind, rules)), ...checkpoints.map((one) => visitOfStay(one, 'checkpoint', rules))]
}

function stay({ checkIn: { id, atMs, receivedMs, code } }: Verdict, place: number, of: string): Stay {
  return { id: `${of}:${id}`, place, fromMs: atMs, toMs: atMs, knownMs: receivedMs, source: code === null ? 'position' : 'code' }
}

/** Joins those that follow one another in one place. */
function stays(single: readonly Stay[], joinMinutes: number): Stay[] {
  const joined: Stay[] = []
  for (const one of single) {
    const last = joined.at(-1)
    if (last && last.place === one.place && one.fromMs - last.toMs <= joinMinutes * MS_PER_MINUTE) {
      last.toMs = one.toMs
      last.knownMs = Math.max(last.knownMs, one.knownMs)
    } else joined.push({ ...one })
  }
  return joined
}
