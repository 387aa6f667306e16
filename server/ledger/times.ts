import type { Time } from '../contract/outlook.ts'
import { farmingTerm, festivalsOf, springFestival } from './calendar.ts'

/** Days around Spring Festival in which people come home, settle accounts and leave again. */
const BEFORE_SPRING = 20
const AFTER_SPRING = 15

/** The times of the year that touch the days from `from` to `to`, both included, cut to them; in order of their first day. */
export function timesWithin(from: number, to: number): { code: Time; from: number; to: number }[] {
  const years = [yearOf(from), yearOf(to) + 1]
  const spans = years.flatMap((year) => {
    const spring = springFestival(year)
    const { lantern, tombs, dragonBoat, midAutumn } = festivalsOf(year)
    return [
      { code: 'springFestival' as const, from: spring - BEFORE_SPRING, to: spring + AFTER_SPRING },
      ...Object.entries({ lantern, tombs, dragonBoat, midAutumn }).map(([code, day]) => ({ code: code as Time, from: day, to: day })),
    ]
  })
  const found = [...spans, ...farmingWithin(from, to)].filter((span) => span.from <= to && span.to >= from)
  const unique = new Map(found.map((span) => [`${span.code} ${span.from}`, span]))
  return [...unique.values()]
    .map((span) => ({ ...span, from: Math.max(span.from, from), to: Math.min(span.to, to) }))
    .sort((a, b) => a.from - b.from)
}

function farmingWithin(from: number, to: number): { code: Time; from: number; to: number }[] {
  const spans: { code: Time; from: number; to: number }[] = []
  for (let day = from; day <= to; day++) {
    const term = farmingTerm(day)
    const last = spans.at(-1)
    if (term && last?.code === term && last.to === day - 1) last.to = day
    else if (term) spans.push({ code: term, from: day, to: day })
  }
  return spans
}

function yearOf(day: number): number {
  return new Date(day * 86_400_000).getUTCFullYear()
}
