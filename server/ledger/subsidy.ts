import type { Day } from '../../geodata/place/area.ts'
import type { SubsidyCase, SubsidyRate, SubsidyTable } from '../contract/subsidy.ts'

/**
 * What a case that was closed on a day pays, in fen, by the table in force on that day; null where none is, or no rate
 * of it fits. The first rate that fits counts.
 */
export function subsidyFor(tables: readonly SubsidyTable[], closed: SubsidyCase, day: Day): number | null {
  const table = tables.find(({ from, until }) => from <= day && (until === null || day <= until))
  return table?.rates.find((rate) => fits(rate, closed))?.fen ?? null
}

function fits(rate: SubsidyRate, { agreement, colour, people, amountFen, confirmed }: SubsidyCase): boolean {
  return (
    (rate.agreement === null || rate.agreement === agreement) &&
    (rate.colours.length === 0 || (rate.colours as readonly string[]).includes(colour)) &&
    (rate.leastPeople === null || (people ?? 0) >= rate.leastPeople) &&
    (rate.leastAmountFen === null || (amountFen ?? 0) >= rate.leastAmountFen) &&
    (rate.confirmed === null || rate.confirmed === confirmed)
  )
}
