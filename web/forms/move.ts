import { BOUNDS } from '../../server/contract/bounds.ts'
import type { CaseDetail, Step, Supervision, Whistle } from '../../server/contract/cases.ts'
import type { Day } from '../../server/contract/day.ts'
import { ASKS, type Ask, type AskKind, type Check, type MoveCode } from '../../server/contract/moves.ts'

/** What a person typed into the form of a move: text as it stands in the fields, ids of what was picked. */
export type Typed = Partial<Record<Ask, string | string[]>>

/** Why a field cannot be sent; the words are the page's. */
export type Fault = 'empty' | 'number' | 'whole' | 'most'

export interface FormField {
  ask: Ask
  kind: AskKind
  needed: boolean
}

/** Fields in the order of the move: what it asks for, then what it may be told. */
export function formFields({ asks, may }: Pick<Step, 'asks' | 'may'>): FormField[] {
  const field = (needed: boolean) => (ask: Ask) => ({ ask, kind: ASKS.row(ask).kind, needed })
  return [...asks.map(field(true)), ...may.filter((ask) => !asks.includes(ask)).map(field(false))]
}

/** Days that most often are today's. */
const TODAY: readonly Ask[] = ['agreedOn', 'appliedOn', 'decidedOn', 'closedOn', 'followedOn']

/** What a form needs to know beside the case. */
export interface Beside {
  /** organisation of the post that fills it in */
  organisation: string | null
  /** working days of a call and a supervision, as the county has them */
  limits: { whistle: number | null; supervise: number | null }
}

/** What stands in the fields before anything is typed: today, what the case has already, the one that can be meant. */
export function firstTyped(step: Step, detail: CaseDetail, { organisation, limits }: Beside): Typed {
  const typed: Typed = {}
  const has = (ask: Ask) => step.asks.includes(ask) || step.may.includes(ask)
  const put = (ask: Ask, value: string | null | undefined) => {
    if (value && has(ask)) typed[ask] = value
  }
  for (const ask of TODAY) put(ask, detail.asOf)
  put('plan', detail.plan)
  put('leadPost', detail.leadPost)
  put('performBy', step.move === 'perform' ? detail.performBy : null)
  put('performance', step.move === 'close' ? detail.performance : null)
  put('dueOn', step.move === 'extend' ? detail.dueOn : null)
  put('colour', step.move === 'takeOn' && detail.colour !== 'none' ? detail.colour : null)
  if (step.move === 'whistle' || step.move === 'supervise') put('limitDays', limits[step.move]?.toString())
  const called = calledBy(step.move, detail, organisation)
  if (called.length === 1) put('whistle', called[0]!.id)
  const open = openSupervisions(detail)
  if (open.length === 1) put('supervision', open[0]!.id)
  return typed
}

/** Calls that a move can be about: one that was reported in is not reported in again. */
export function calledBy(move: MoveCode, { whistles }: Pick<CaseDetail, 'whistles'>, department: string | null): Whistle[] {
  const open = whistles.filter((one) => one.resultOn === null && one.withdrawnOn === null && (move !== 'reportIn' || one.reportedOn === null))
  const own = open.filter((one) => one.department.id === department)
  return own.length > 0 && move !== 'withdrawWhistle' ? own : open
}

export function openSupervisions({ supervisions }: Pick<CaseDetail, 'supervisions'>): Supervision[] {
  return supervisions.filter(({ answeredOn, liftedOn }) => answeredOn === null && liftedOn === null)
}

const empty = (value: string | string[] | undefined) => value === undefined || value.length === 0 || (typeof value === 'string' && value.trim() === '')

const WHOLE: readonly Ask[] = ['limitDays', 'people']

/** The greatest number that a field takes. */
export function mostOf(ask: Ask): number {
  return ask in BOUNDS ? BOUNDS[ask as keyof typeof BOUNDS] : Infinity
}

/** What the person can put right before anything is sent. */
export function faultsIn(step: Pick<Step, 'asks' | 'may'>, typed: Typed): Partial<Record<Ask, Fault>> {
  const faults: Partial<Record<Ask, Fault>> = {}
  for (const { ask, kind, needed } of formFields(step)) {
    const value = typed[ask]
    if (empty(value)) {
      if (needed) faults[ask] = 'empty'
    } else if (kind === 'number') {
      const number = readNumber(value as string)
      if (number === null || number < 0) faults[ask] = 'number'
      else if (WHOLE.includes(ask) && (!Number.isInteger(number) || (ask === 'limitDays' && number === 0))) faults[ask] = 'whole'
      else if (number > mostOf(ask)) faults[ask] = 'most'
    }
  }
  return faults
}

/** `12,000`, `１２０００` and `1.2万` are numbers that people write. */
export function readNumber(text: string): number | null {
  const plain = text.normalize('NFKC').replace(/[\s,]/g, '')
  const match = /^(-?\d+(?:\.\d+)?)(万|亿)?元?$/.exec(plain)
  if (!match) return null
  const times = match[2] === '万' ? 1e4 : match[2] === '亿' ? 1e8 : 1
  return Math.round(Number(match[1]) * times * 100) / 100
}

/** The body of the request: empty fields are left out, text goes as it was typed but for its ends. */
export function moveBody(step: Pick<Step, 'asks' | 'may'>, typed: Typed, version: number): { version: number } {
  const entries = formFields(step).flatMap(({ ask, kind }) => {
    const value = typed[ask]
    return empty(value) ? [] : [[ask, valueOf(kind, value!)] as const]
  })
  return { version, ...Object.fromEntries(entries) }
}

function valueOf(kind: AskKind, value: string | string[]): unknown {
  if (Array.isArray(value)) return value
  if (kind === 'number') return readNumber(value)
  if (kind === 'case') return Number(value)
  return kind === 'day' ? (value as Day) : value.trim()
}

/** The track that most cases take, best first: what the page offers as the step to make now, or the plan that it waits for. */
const TRACK: readonly MoveCode[] = ['triage', 'dispatch', 'accept', 'take', 'mediate', 'resume', 'agree', 'confirm', 'perform', 'close', 'archive', 'followUp']

export function nextMove(steps: readonly Step[]): MoveCode | null {
  const open = steps.filter(({ blocked }) => blocked.length === 0).map(({ move }) => move)
  const planned = open.includes('plan') && steps.some(({ blocked }) => blocked.includes('plan'))
  return TRACK.find((move) => open.includes(move)) ?? (planned ? 'plan' : null)
}

/** Moves that meet a condition which others wait for, the usual one first. */
const CURES: Partial<Record<Check, readonly MoveCode[]>> = {
  colour: ['triage', 'recolour'],
  plan: ['plan'],
  whistles: ['result', 'withdrawWhistle'],
  supervision: ['answerSupervision', 'liftSupervision'],
  performed: ['recordPerformance'],
  followedUp: ['followUp'],
  stable: ['reopen'],
  watched: ['followUp'],
}

/** The move that does away with what stands in the way, where it can be made now. */
export function cureOf(check: Check, steps: readonly Step[]): MoveCode | null {
  return CURES[check]?.find((move) => steps.some((one) => one.move === move && one.blocked.length === 0)) ?? null
}
