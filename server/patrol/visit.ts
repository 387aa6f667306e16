import type { DayPart, VisitKind, VisitSource } from '../contract/patrol.ts'

/** A visit that counts (`checkIns.ts` and `tracks.ts` say which do): of a place, never of a person. */
export interface Visit {
  /** made where the visit was noted down; a visit that is sent twice has the same */
  id: string
  /** index of the place */
  place: number
  /** days since 1970-01-01; a night belongs to the day on which it began */
  day: number
  part: DayPart
  kind: VisitKind
  source: VisitSource
  /** null where the source does not tell how long it took */
  minutes: number | null
  /** of a workday: position of the department in `workday.roles`; else null */
  role: number | null
  /** the day on which the program came to know that it counts: of one that was corrected later, that of the correction */
  knownOn: number
}

/** Cases that were entered in grids, as visits by day: whoever entered it was there, and nobody types one fact twice. */
export function visitsOfCases(cases: readonly { id: string; place: number; day: number; knownOn: number }[]): Visit[] {
  return cases.map(({ id, place, day, knownOn }) => ({ id: `case:${id}`, place, day, part: 'day', kind: 'daily', source: 'case', minutes: null, role: null, knownOn }))
}

/** Visits by place, in the order of their days: those of place p are `order[starts[p]]` … */
export interface VisitsByPlace {
  starts: Int32Array
  visits: readonly Visit[]
}

/** Those that were known by the end of a day, each once: of several with one id the one known first. Any order of the list gives the same. */
export function visitsKnown(visits: readonly Visit[], { places, asOf }: { places: number; asOf: number }): VisitsByPlace {
  const firsts = new Map<string, Visit>()
  for (const visit of visits) {
    if (visit.day > asOf || visit.knownOn > asOf) continue
    const other = firsts.get(visit.id)
    if (!other || isBefore(visit, other)) firsts.set(visit.id, visit)
  }
  const once = [...firsts.values()].sort((a, b) => a.place - b.place || byDay(a, b))
  const starts = new Int32Array(places + 1)
  for (const { place } of once) starts[place + 1]!++
  for (let place = 0; place < places; place++) starts[place + 1]! += starts[place]!
  return { starts, visits: once }
}

function isBefore(a: Visit, b: Visit): boolean {
  return a.knownOn === b.knownOn ? JSON.stringify(a) < JSON.stringify(b) : a.knownOn < b.knownOn
}

/** By day, part and id: the order in which visits pay. */
function byDay(a: Visit, b: Visit): number {
  if (a.day !== b.day) return a.day - b.day
  if (a.part !== b.part) return a.part === 'day' ? -1 : 1
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}

/** The visits of a place between two days, both included. */
export function visitsBetween({ starts, visits }: VisitsByPlace, place: number, from: number, to: number): readonly Visit[] {
  const end = starts[place + 1]!
  let low = starts[place]!
  for (let high = end; low < high; ) {
    const middle = (low + high) >> 1
    if (visits[middle]!.day < from) low = middle + 1
    else high = middle
  }
  let last = low
  while (last < end && visits[last]!.day <= to) last++
  return visits.slice(low, last)
}

/** The day of the last visit of a place; null where there was none. */
export function lastVisit({ starts, visits }: VisitsByPlace, place: number): number | null {
  return starts[place + 1]! > starts[place]! ? visits[starts[place + 1]! - 1]!.day : null
}
