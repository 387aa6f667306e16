import { dayOfNumber } from '../contract/day.ts'
import type { Say } from '../contract/error.ts'
import type { TeamKind } from '../contract/patrol.ts'
import type { RosterFault } from '../contract/patrolFaults.ts'
import type { PatrolRules, ShiftRules } from '../contract/patrolRules.ts'
import { nightOf, partAt, periodOf, type Night } from './time.ts'

/** One shift of a team. It counts on the day on which it begins, after midnight that of the night. */
export interface RosterShift {
  id: string
  team: string
  /** ms since 1970 */
  fromMs: number
  toMs: number
  /** how many go out */
  persons: number
  /** it goes to a red grid */
  red: boolean
}

/** Days on which a team cannot go, both included: leave, training, weather. */
export interface Absence {
  team: string
  from: number
  to: number
}

/** What of a roster breaks a rule. Teams are planned, never scored: it says what to change. */
export interface RosterBreach {
  fault: RosterFault
  team: string
  /** days since 1970-01-01, ascending */
  days: number[]
  /** the shifts that break it together */
  shifts: string[]
  say: Say
}

export interface Roster {
  shifts: readonly RosterShift[]
  kinds: ReadonlyMap<string, TeamKind>
  absences: readonly Absence[]
}

/** A shift, with what the rules ask about it. */
interface Turn extends RosterShift {
  day: number
  hours: number
  /** the days whose nights it touches */
  nights: number[]
}

const MS_PER_HOUR = 3_600_000

/**
 * Every breach of the rules by a roster, by team and day. A shift is a night shift when any of it lies in the night hours. Hours are those of the shifts
 * that count on one day; a week of nights runs from Monday to Sunday.
 */
export function rosterBreaches({ shifts, kinds, absences }: Roster, { shifts: rules, night }: Pick<PatrolRules, 'shifts' | 'night'>): RosterBreach[] {
  const byTeam = grouped(shifts, ({ team }) => team)
  return [...byTeam.keys()].sort().flatMap((team) => {
    const turns = byTeam.get(team)!.map((shift) => turnOf(shift, night)).sort((a, b) => a.fromMs - b.fromMs || (a.id < b.id ? -1 : 1))
    const away = absences.filter((one) => one.team === team)
    const own = kinds.get(team) === 'volunteers' ? [...volunteerHours(turns, rules), ...volunteerNights(turns, rules)] : hours(turns, rules)
    return [...own, ...rest(turns, rules), ...pairs(turns, rules), ...overlaps(turns), ...leave(turns, away)].sort((a, b) => a.days[0]! - b.days[0]!)
  })
}

function turnOf(shift: RosterShift, night: Night): Turn {
  const { day } = partAt(shift.fromMs, night)
  const nights: number[] = []
  for (let at = day - 1; nightOf(at, night).fromMs < shift.toMs; at++) {
    if (nightOf(at, night).toMs > shift.fromMs) nights.push(at)
  }
  return { ...shift, day, hours: (shift.toMs - shift.fromMs) / MS_PER_HOUR, nights }
}

function hours(turns: readonly Turn[], { hoursADay }: ShiftRules): RosterBreach[] {
  return tooLong(turns, 'hours', hoursADay)
}

function volunteerHours(turns: readonly Turn[], rules: ShiftRules): RosterBreach[] {
  return tooLong(turns, 'volunteer_hours', rules.volunteerHours)
}

function tooLong(turns: readonly Turn[], fault: RosterFault, most: number): RosterBreach[] {
  return [...grouped(turns, ({ day }) => day)].flatMap(([day, same]) => {
    const sum = same.reduce((total, one) => total + one.hours, 0)
    return sum > most ? [breach(fault, same, [day], { zh: `${said(day)}排了 ${hoursSaid(sum)} 小时，最多 ${hoursSaid(most)} 小时`, en: `${said(day)}: ${hoursSaid(sum)} hours, ${hoursSaid(most)} at most` })] : []
  })
}

function volunteerNights(turns: readonly Turn[], { volunteerNights: most }: ShiftRules): RosterBreach[] {
  const atNight = turns.filter(({ nights }) => nights.length > 0)
  return [...grouped(atNight.flatMap((turn) => turn.nights.map((night) => ({ turn, night }))), ({ night }) => periodOf('week', night).from)].flatMap(([week, list]) => {
    const nights = [...new Set(list.map(({ night }) => night))].sort((a, b) => a - b)
    if (nights.length <= most) return []
    const same = [...new Set(list.map(({ turn }) => turn))]
    return [breach('volunteer_nights', same, nights, { zh: `${said(week)}起的一周排了 ${nights.length} 夜，最多 ${most} 夜`, en: `Week of ${said(week)}: ${nights.length} nights, ${most} at most` })]
  })
}

/** Between the end of a night shift and the next shift; two shifts of one night are one. */
function rest(turns: readonly Turn[], { restHours }: ShiftRules): RosterBreach[] {
  return turns.flatMap((turn) => {
    const next = turns.find(({ fromMs }) => fromMs >= turn.toMs)
    if (turn.nights.length === 0 || !next || next.nights.some((one) => turn.nights.includes(one))) return []
    const rested = (next.fromMs - turn.toMs) / MS_PER_HOUR
    if (rested >= restHours) return []
    const days = [...new Set([turn.day, next.day])]
    return [breach('rest', [turn, next], days, { zh: `${said(turn.day)}夜班后只休息 ${hoursSaid(rested)} 小时，至少 ${hoursSaid(restHours)} 小时`, en: `After the night of ${said(turn.day)}: ${hoursSaid(rested)} hours of rest, ${hoursSaid(restHours)} at least` })]
  })
}

function pairs(turns: readonly Turn[], { nightPersons, redNightPersons }: ShiftRules): RosterBreach[] {
  return turns.flatMap((turn) => {
    if (turn.nights.length === 0) return []
    const least = turn.red ? Math.max(nightPersons, redNightPersons) : nightPersons
    if (turn.persons >= least) return []
    const fault = turn.red ? 'red_pair' : 'pair'
    return [breach(fault, [turn], [turn.day], {
      zh: `${said(turn.day)}夜间${turn.red ? '去红色网格' : ''}只有 ${turn.persons} 人，至少 ${least} 人`,
      en: `${said(turn.day)}: ${turn.persons} at night${turn.red ? ' in a red grid' : ''}, ${least} at least`,
    })]
  })
}

function overlaps(turns: readonly Turn[]): RosterBreach[] {
  return turns.flatMap((turn, at) => turns.slice(at + 1).filter((other) => other.fromMs < turn.toMs).map((other) =>
    breach('overlap', [turn, other], [...new Set([turn.day, other.day])], { zh: `${said(other.day)}的两个班次重叠`, en: `${said(other.day)}: two shifts overlap` })))
}

function leave(turns: readonly Turn[], away: readonly Absence[]): RosterBreach[] {
  return turns.filter(({ day }) => away.some(({ from, to }) => day >= from && day <= to)).map((turn) =>
    breach('leave', [turn], [turn.day], { zh: `${said(turn.day)}不在岗，排了班`, en: `${said(turn.day)}: a shift while the team is away` }))
}

function breach(fault: RosterFault, turns: readonly Turn[], days: number[], say: Say): RosterBreach {
  return { fault, team: turns[0]!.team, days, shifts: turns.map(({ id }) => id), say }
}

function grouped<Row, Key>(rows: readonly Row[], keyOf: (row: Row) => Key): Map<Key, Row[]> {
  const groups = new Map<Key, Row[]>()
  for (const row of rows) {
    const key = keyOf(row)
    const group = groups.get(key)
    if (group) group.push(row)
    else groups.set(key, [row])
  }
  return groups
}

const said = (day: number): string => dayOfNumber(day)
const hoursSaid = (value: number): string => String(Math.round(value * 10) / 10)
