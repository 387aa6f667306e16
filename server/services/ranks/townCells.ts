import { changes } from '../../analysis/ranks/changes.ts'
import { rateLaws, shrunkenRates } from '../../analysis/ranks/rates.ts'
import { shrunkenShares } from '../../analysis/ranks/shares.ts'
import { TOWN_MEASURES, type TownCell, type TownColumn, type TownMeasure } from '../../contract/towns.ts'
import type { Period } from '../../cube/period.ts'
import { orNull } from './ranks.ts'
import type { TownTally } from './townTally.ts'

/** What the cells of all measures are made from. */
export interface TownFigures {
  tally: TownTally
  /** NaN where nobody lives */
  residents: Float64Array
  dispersion: number
  /** cases of the period before by row; null without one */
  before: { count: Float64Array; now: Period; earlier: Period } | null
}

export interface TownMatrix {
  columns: TownColumn[]
  /** by column, then by row */
  cells: (TownCell | null)[][]
}

interface Measured {
  whole: TownColumn['whole']
  cells: (TownCell | null)[]
}

type Bad = TownColumn['bad']

/** Every measure of every row, in the order of the vocabulary. */
export function townMatrix(figures: TownFigures): TownMatrix {
  const found = TOWN_MEASURES.rows.map(({ code, label, rule, unit, bad }) => {
    const { whole, cells } = MEASURED[code](figures, bad)
    return { column: { measure: code, label, unit, bad, rule, whole }, cells }
  })
  return { columns: found.map(({ column }) => column), cells: found.map(({ cells }) => cells) }
}

const MEASURED: Record<TownMeasure, (figures: TownFigures, bad: Bad) => Measured> = {
  cases: perResidents('count'),
  change: changeCells,
  stale: shareOf('stale', 'pending'),
  overdue: shareOf('overdue', 'pending'),
  resolved: shareOf('resolved', 'count'),
  relapses: shareOf('relapses', 'count'),
  lawsuits: perResidents('lawsuits'),
  mediated: perResidents('mediated'),
  petitions: perResidents('petitions'),
  police: perResidents('police'),
}

type Counted = Exclude<keyof TownTally, 'total' | 'unlocated' | 'coarser'>

function perResidents(name: Counted): (figures: TownFigures, bad: Bad) => Measured {
  return ({ tally, residents, dispersion }, bad) => {
    const count = tally[name]
    const [all, part] = [sumOf(tally.count), sumOf(count)]
    // a part of counts that vary φ times as much as chance lets them does so the less, the smaller it is
    const laws = rateLaws(count, residents, { dispersion: all > 0 ? 1 + (dispersion - 1) * (part / all) : 1 })
    const people = sumOf(residents.filter((own) => !Number.isNaN(own)))
    const cases = sumOf(count.filter((_, at) => !Number.isNaN(residents[at]!)))
    if (people === 0) return { whole: null, cells: Array.from(count, () => null) }
    const shrunken = laws && shrunkenRates(laws)
    const whole = { numerator: cases, denominator: people, value: (cases / people) * 10_000 }
    return {
      whole,
      cells: Array.from(count, (own, at) => Number.isNaN(residents[at]!) ? null : cellOf({
        numerator: own,
        denominator: residents[at]!,
        value: (own / residents[at]!) * 10_000,
        shrunken: shrunken && shrunken.mean[at]!,
        low: shrunken && shrunken.low[at]!,
        high: shrunken && shrunken.high[at]!,
      }, { bad, whole: whole.value })),
    }
  }
}

function shareOf(part: Counted, of: Counted): (figures: TownFigures, bad: Bad) => Measured {
  return ({ tally, dispersion }, bad) => {
    const [some, all] = [tally[part], tally[of]]
    const { mean, low, high } = shrunkenShares(some, all, { dispersion })
    const [numerator, denominator] = [sumOf(some), sumOf(all)]
    const value = denominator > 0 ? numerator / denominator : null
    return {
      whole: { numerator, denominator, value },
      cells: Array.from(some, (own, at) => cellOf({
        numerator: own,
        denominator: all[at]!,
        value: all[at]! > 0 ? own / all[at]! : null,
        shrunken: orNull(mean[at]!),
        low: orNull(low[at]!),
        high: orNull(high[at]!),
      }, { bad, whole: value })),
    }
  }
}

/** A rise is marked where it is clear by itself, whatever the others do. */
function changeCells({ tally, before, dispersion }: TownFigures): Measured {
  if (!before) return { whole: null, cells: Array.from(tally.count, () => null) }
  const days = { now: before.now.to - before.now.from + 1, before: before.earlier.to - before.earlier.from + 1 }
  const daily = (now: number, then: number): number | null => (then > 0 ? (now / then) * (days.before / days.now) : null)
  const { ratio, low, high, verdict } = changes(tally.count, before.count, { days, dispersion })
  const [numerator, denominator] = [sumOf(tally.count), sumOf(before.count)]
  return {
    whole: { numerator, denominator, value: daily(numerator, denominator) },
    cells: Array.from(tally.count, (now, at): TownCell => ({
      numerator: now,
      denominator: before.count[at]!,
      value: daily(now, before.count[at]!),
      shrunken: orNull(ratio[at]!),
      low: orNull(low[at]!),
      high: orNull(high[at]!),
      flag: verdict[at] === 'rising',
    })),
  }
}

function cellOf(cell: Omit<TownCell, 'flag'>, { bad, whole }: { bad: Bad; whole: number | null }): TownCell {
  return { ...cell, flag: whole !== null && isClear(cell, bad, whole) }
}

/** Its own figure and the whole interval lie on the bad side: half a case of doubt about a figure of 0 is no warning. */
function isClear({ value, low, high }: Omit<TownCell, 'flag'>, bad: Bad, whole: number): boolean {
  if (value === null || low === null || high === null) return false
  if (bad === 'high') return low > whole && value > whole
  return bad === 'low' && high < whole && value < whole
}

function sumOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0)
}
