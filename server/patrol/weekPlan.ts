import type { PatrolRules } from '../contract/patrolRules.ts'
import { barOf, type Bar, type PlanTeam } from './mayPay.ts'
import type { PayableDebt } from './payable.ts'
import { piecesOf, type ShiftPiece } from './pieces.ts'
import type { Plan, Problem } from './planner/problem.ts'
import { Routes } from './planner/routes.ts'
import type { RosterShift } from './roster.ts'

/** What a person has said about single visits: it holds whatever is planned around it. */
export interface Hands {
  /** this shift pays that debt, before all others */
  pins: readonly { debt: number; shift: number }[]
  /** this shift does not pay that debt */
  bars: readonly { debt: number; shift: number }[]
  /** shift by debt as it was handed out, −1 = not in it; null = nothing was */
  handedOut: Int32Array | null
}

export interface WeekInput {
  debts: readonly PayableDebt[]
  /** by place, row and column of the road times */
  nodeOf: Int32Array
  nodes: number
  /** by mode: minutes from node to node, row by row */
  travel: readonly Float64Array[]
  teams: ReadonlyMap<string, PlanTeam>
  shifts: readonly RosterShift[]
  rules: Pick<PatrolRules, 'shifts' | 'workday' | 'night'>
  hands: Hands
  /** minutes that a visit takes where its rule asks for none */
  shortestStay: number
}

/** A pinned visit is worth so many times all others together: no sum of them pushes it out. */
const PINNED = 2
/** So much of a visit's worth is a change of what was handed out worth. */
const STEADY = 0.25
const EVENNESS = 0.5
const MS_PER_MINUTE = 60_000

/** The problem of the planner for a week, and what its shifts stand for. */
export interface WeekProblem {
  problem: Problem
  /** by shift of the problem */
  pieces: ShiftPiece[]
  /** by debt and piece, row by row: position in `bars` + 1; 0 = may be paid */
  barred: Uint8Array
}

export const BARS = ['team', 'day', 'part', 'persons', 'hand'] as const satisfies readonly (Bar | 'hand')[]

/**
 * Debts become stops and pieces of shifts become routes of the planner. Throws `RangeError` where a shift names no team.
 * Minutes count from the beginning of the first shift.
 */
export function weekProblem(input: WeekInput): WeekProblem {
  const { debts, nodeOf, nodes, travel, teams, shifts, rules, shortestStay } = input
  const pieces = piecesOf(shifts, rules.night)
  const originMs = pieces.reduce((least, { fromMs }) => Math.min(least, fromMs), Infinity)
  const minute = (ms: number) => (ms - originMs) / MS_PER_MINUTE
  const teamOf = pieces.map(({ shift }) => {
    const team = teams.get(shifts[shift]!.team)
    if (!team) throw new RangeError(`no team ${shifts[shift]!.team}`)
    return team
  })
  const opens = Float64Array.from(pieces, ({ fromMs }) => minute(fromMs))
  const closes = Float64Array.from(pieces, ({ toMs }) => minute(toMs))
  const barred = barsOf(input, pieces, teamOf)
  const end = closes.reduce((last, one) => Math.max(last, one), 0)
  const base = Int32Array.from(teamOf, (team) => team.base)
  return {
    pieces,
    barred,
    problem: {
      nodes,
      travel,
      evenness: EVENNESS,
      liking: likingOf(input, pieces, barred),
      stops: {
        count: debts.length,
        node: Int32Array.from(debts, ({ place }) => nodeOf[place]!),
        worth: Float64Array.from(debts, ({ worth }) => worth),
        stay: Float64Array.from(debts, ({ minutes }) => Math.max(shortestStay, minutes)),
        // which day and part is asked of the piece
        opens: new Float64Array(debts.length),
        closes: new Float64Array(debts.length).fill(end),
      },
      shifts: { count: pieces.length, from: base, to: base, opens, closes, mode: Uint8Array.from(teamOf, (team) => team.mode) },
    },
  }
}

function barsOf({ debts, shifts, rules, hands }: WeekInput, pieces: readonly ShiftPiece[], teamOf: readonly PlanTeam[]): Uint8Array {
  const barred = new Uint8Array(debts.length * pieces.length)
  const pinned = new Map(hands.pins.map(({ debt, shift }) => [debt, shift]))
  const forbidden = new Set(hands.bars.map(({ debt, shift }) => `${debt} ${shift}`))
  debts.forEach((debt, row) => {
    pieces.forEach((piece, column) => {
      const bar = barOf(debt, { team: teamOf[column]!, piece, persons: shifts[piece.shift]!.persons }, rules)
      const byHand = forbidden.has(`${row} ${piece.shift}`) || (pinned.has(row) && pinned.get(row) !== piece.shift)
      const why = bar ?? (byHand ? 'hand' : null)
      if (why) barred[row * pieces.length + column] = BARS.indexOf(why) + 1
    })
  })
  return barred
}

function likingOf({ debts, hands }: WeekInput, pieces: readonly ShiftPiece[], barred: Uint8Array): Float64Array {
  const all = debts.reduce((sum, { worth }) => sum + worth, 0)
  const pins = new Set(hands.pins.map(({ debt }) => debt))
  return Float64Array.from(barred, (bar, at) => {
    if (bar > 0) return -Infinity
    const debt = Math.floor(at / pieces.length)
    const steady = hands.handedOut?.[debt] === pieces[at % pieces.length]!.shift ? STEADY * debts[debt]!.worth : 0
    return steady + (pins.has(debt) ? PINNED * all : 0)
  })
}

/** Why a debt is not in a plan, in the order in which it is asked. */
export type Unpaid =
  /** no shift is on its days */
  | 'noShift'
  /** no team of the kind that it asks for, or of that department, is on its days */
  | 'noTeam'
  /** none is on by day, or by night, as it asks */
  | 'noPart'
  /** those that are on at night are too few */
  | 'tooFew'
  /** somebody has barred it */
  | 'byHand'
  /** no shift is long enough for the way there and back */
  | 'tooFar'
  /** the shifts that could pay it pay what is worth more, or lies better */
  | 'full'

/** For each debt why the plan leaves it out; null where it is paid. */
export function unpaidOf({ problem, barred, pieces }: WeekProblem, plan: Plan, debts: readonly PayableDebt[]): (Unpaid | null)[] {
  const paid = new Set(plan.flat())
  const routes = new Routes(problem)
  return debts.map((_, debt) => {
    if (paid.has(debt)) return null
    const bars = barred.subarray(debt * pieces.length, (debt + 1) * pieces.length)
    const has = (bar: (typeof BARS)[number] | null) => bars.includes(bar === null ? 0 : BARS.indexOf(bar) + 1)
    if (has(null)) return pieces.some((__, piece) => routes.canReach(debt, piece)) ? 'full' : 'tooFar'
    if (has('hand')) return 'byHand'
    if (has('persons')) return 'tooFew'
    if (has('part')) return 'noPart'
    // the team is asked about first: a piece that is barred by its day has a team that could
    const onItsDays = pieces.some(({ day }) => day >= debts[debt]!.from && day <= debts[debt]!.to)
    return onItsDays ? 'noTeam' : 'noShift'
  })
}
