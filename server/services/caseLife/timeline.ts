import type { CaseEvent } from '../../contract/cases.ts'
import type { CaseState, CaseTold, Change } from '../../contract/caseState.ts'
import { dayAt, type Day } from '../../contract/day.ts'
import { AppError } from '../../contract/error.ts'
import { changesBetween, rewind } from '../../ledger/life/replay.ts'
import type { StoredEvent, StoredImport } from '../../store/caseEvents.ts'

/** One thing that happened, with what it changed in the form that can be put back. */
export interface Step {
  at: Date
  kind: CaseEvent['kind']
  from: CaseState['state'] | null
  to: CaseState['state'] | null
  organisation: string | null
  login: string | null
  note: string | null
  changes: Change[]
}

/** The life of a case from its first day on, and how it stood after each step. */
export interface Timeline {
  steps: Step[]
  /** `after[k]`: the case after step k */
  after: CaseState[]
}

/**
 * Puts what Fengtu did and what imports did in one order, by going back from the present state: the log tells what an
 * event changed, the image of the case before an import what that import did.
 */
export function timelineOf(present: CaseState, events: readonly StoredEvent[], imports: readonly StoredImport[]): Timeline {
  const happened = [...events, ...imports].sort((a, b) => b.revision - a.revision || order(b) - order(a))
  const steps: Step[] = []
  const after: CaseState[] = []
  let state = present
  for (const one of happened) {
    after.unshift(state)
    if ('seq' in one) {
      steps.unshift({ ...one, kind: one.kind as CaseEvent['kind'], from: one.from as Step['from'], to: one.to as Step['to'] })
      state = rewind(state, one.changes)
    } else {
      const before: CaseState = one.before === null ? state : { ...state, ...(one.before as CaseTold) }
      const changes = one.before === null ? [] : changesBetween(before, state)
      const from = one.before === null ? null : before.state
      steps.unshift({ at: one.at, kind: one.before === null ? 'imported' : 'carried', from, to: state.state, organisation: null, login: null, note: null, changes })
      state = before
    }
  }
  return { steps, after }
}

/** Several events of one revision stand in their own order, imports first. */
function order(one: StoredEvent | StoredImport): number {
  return 'seq' in one ? one.seq : one.before === null ? -1 : 0
}

/** The case at the end of a day. Throws `AppError` 404 for a day before it came in. */
export function asOfDay({ steps, after }: Timeline, present: CaseState, day: Day): { state: CaseState; steps: Step[] } {
  const known = steps.filter(({ at }) => dayAt(at.getTime()) <= day).length
  if (known === steps.length) return { state: present, steps }
  if (known === 0) throw notYet(day)
  return { state: after[known - 1]!, steps: steps.slice(0, known) }
}

function notYet(day: Day): AppError {
  return new AppError('case_not_yet', {
    status: 404,
    field: 'asOf',
    say: { zh: `${day} 时系统里还没有这件案件，请选更晚的日期`, en: `On ${day} this case was not in the system yet: choose a later day` },
  })
}
