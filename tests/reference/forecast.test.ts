import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { indicesOf, scoreNamed, type Sums } from '../../server/analysis/backtest.ts'
import { kernelDensity } from '../../server/analysis/density.ts'
import { gridOver, type Grid } from '../../server/analysis/grid.ts'
import { nameTop } from '../../server/analysis/rivals.ts'
import { cellsWhere } from '../server/analysis/cells.ts'

/** Burglaries and vehicle thefts of Portland with the scores of plain forecasts, in feet; beside the checkout, see the README there. */
const DATA = resolve('../shared/data/reference/forecast')
const there = existsSync(DATA)
const read = <T>(file: string): T => JSON.parse(readFileSync(join(DATA, file), 'utf8')) as T

const SQ_FEET_A_MILE = 5280 ** 2
const HORIZONS = [7, 14, 31, 61, 92]
/** The first days of 2015-03 … 2017-03. */
const ORIGINS = Array.from({ length: 25 }, (_, month) => Date.UTC(2015, 2 + month, 1) / 86_400_000)

interface Scored { n: number; N: number; n_star: number; PAI: number; PEI: number }
interface Baseline {
  crime: string
  cell_ft: number
  m_cells: number
  method: string
  horizon_days: number
  pooled_PAI_25_origins: number
  pooled_PEI: number
  hit_rate: number
  NIJ_2017_03_01: Scored
}
interface Entry { entry: string; crime: string; window: string; dates: [string, string]; N: number; n: number; a_sqmi: number; A_sqmi: number; PAI: number; n_star: number; PEI: number }
interface Events { date: string[]; x_ft: number[]; y_ft: number[] }

const near = (value: number | null, wanted: number): void => expect(Math.abs(value! - wanted)).toBeLessThanOrEqual(1e-9 * Math.max(wanted, 1e-3))
const dayOf = (date: string): number => Date.parse(date) / 86_400_000
const eventsOf = (crime: string): Events => read(`portland_${crime}_2012-03_2017-05.json`)

/** Cells from the corner of the city's box; the areas are those with their centre in the city. */
function cityOf(cell: number): { grid: Grid; areas: number[]; areaAt: Int32Array } {
  const shape = read<{ features: { geometry: { coordinates: number[][][][] } }[] }>('portland_boundary.geojson')
  const rings = shape.features[0]!.geometry.coordinates.flat()
  const [xs, ys] = [rings.flat().map(([x]) => x!), rings.flat().map(([, y]) => y!)]
  const grid = gridOver({ minX: Math.min(...xs), minY: Math.min(...ys), maxX: Math.max(...xs), maxY: Math.max(...ys) }, cell)
  const crossings = new Map<number, number[]>()
  const along = (y: number): number[] => {
    const held = crossings.get(y)
    if (held) return held
    const found: number[] = []
    for (const ring of rings) {
      for (let i = 1; i < ring.length; i++) {
        const [[ax, ay], [bx, by]] = [ring[i - 1] as [number, number], ring[i] as [number, number]]
        if (ay > y !== by > y) found.push(ax + ((y - ay) * (bx - ax)) / (by - ay))
      }
    }
    crossings.set(y, found)
    return found
  }
  const inside = cellsWhere(grid, (x, y) => along(y).filter((crossing) => crossing > x).length % 2 === 1)
  const areas = Array.from(inside.keys()).filter((at) => inside[at] === 1)
  const areaAt = new Int32Array(inside.length).fill(-1)
  areas.forEach((at, area) => (areaAt[at] = area))
  return { grid, areas, areaAt }
}

/** The sums of several windows, for indices over all of them: `whole` stays that of one, and `cost` becomes the mean. */
function pooled(months: readonly Sums[]): Sums {
  const sum = (of: (one: Sums) => number): number => months.reduce((total, one) => total + of(one), 0)
  const count = Math.max(1, months.length)
  return {
    named: sum((one) => one.named),
    caught: sum((one) => one.caught),
    cases: sum((one) => one.cases),
    bestByNumber: sum((one) => one.bestByNumber),
    bestByCost: sum((one) => one.bestByCost),
    cost: sum((one) => one.cost) / count,
    whole: sum((one) => one.whole) / count,
  }
}

/** The protocol beside the data: named by what lies before an origin, as many cells as 0.75 square miles hold. */
function bench(crime: string, cell: number) {
  const { grid, areas, areaAt } = cityOf(cell)
  const { date, x_ft, y_ft } = eventsOf(crime)
  const days = date.map(dayOf)
  const cellAt = x_ft.map((x, at) => Math.floor((y_ft[at]! - grid.y0) / cell) * grid.columns + Math.floor((x - grid.x0) / cell))
  const cost = new Float64Array(areas.length).fill(cell ** 2 / SQ_FEET_A_MILE)
  const before = (origin: number, back: number): number[] => days.flatMap((day, at) => (day < origin && day >= origin - back ? [at] : []))

  function scoresBy(method: string, origin: number): Float64Array {
    const past = before(origin, method.endsWith('_365d') ? 365 : Infinity)
    if (method.startsWith('count')) return counted(past).counts
    // what the reference calls a density is scipy's filter over counts: points on the centres of their cells, four deviations wide
    const bandwidth = Number(/_(\d+)ft/.exec(method)![1])
    const fading = Number(/_exp(\d+)d/.exec(method)?.[1] ?? Infinity)
    const centre = (start: number, place: number): number => start + (place + 0.5) * cell
    const { values } = kernelDensity(
      past.map((at) => centre(grid.x0, cellAt[at]! % grid.columns)),
      past.map((at) => centre(grid.y0, Math.floor(cellAt[at]! / grid.columns))),
      grid,
      {
        kernel: 'gaussian', bandwidth, gaussianReach: (Math.floor((4 * bandwidth) / cell + 0.5) * cell) / bandwidth + 1e-6,
        weights: past.map((at) => Math.exp((days[at]! - origin) / fading)),
      },
    )
    return Float64Array.from(areas, (at) => values[at]!)
  }

  function counted(events: number[]): { counts: Float64Array; elsewhere: number } {
    const counts = new Float64Array(areas.length)
    let elsewhere = 0
    for (const at of events) {
      const area = areaAt[cellAt[at]!] ?? -1
      if (area < 0) elsewhere++
      else counts[area]!++
    }
    return { counts, elsewhere }
  }

  return function run(method: string, m: number, whole: number): Sums[][] {
    const named = ORIGINS.map((origin) => nameTop(scoresBy(method, origin), { areas: m }))
    return HORIZONS.map((horizon) =>
      ORIGINS.map((origin, at) => scoreNamed(named[at]!, counted(before(origin + horizon, horizon)), { cost, whole })),
    )
  }
}

describe.skipIf(!there)('plain forecasts over 25 months', () => {
  const { meta, results } = there ? read<{ meta: { A_sqmi: number }; results: Baseline[] }>('baseline_scores.json') : { meta: { A_sqmi: 0 }, results: [] }
  const methods = [...new Set(results.map(({ method }) => method))]
  const coarse = ['burglary', 'vehicle_theft'].map((crime): [string, number, string[]] => [crime, 600, methods])
  const cases: [string, number, string[]][] = [...coarse, ['burglary', 250, ['count_all', 'kde_gauss_500ft_all']]]

  test.each(cases)('%s on cells of %i feet', (crime, cell, asked) => {
    const run = bench(crime, cell)
    const wanted = results.filter((one) => one.crime === crime && one.cell_ft === cell && asked.includes(one.method))
    expect(wanted).toHaveLength(asked.length * HORIZONS.length)
    const found = new Map(asked.map((method) => [method, run(method, Math.floor((0.75 * SQ_FEET_A_MILE) / cell ** 2), meta.A_sqmi)]))
    for (const { method, horizon_days, m_cells, pooled_PAI_25_origins, pooled_PEI, hit_rate, NIJ_2017_03_01 } of wanted) {
      const sums = found.get(method)![HORIZONS.indexOf(horizon_days)]!
      const all = indicesOf(pooled(sums))
      near(all.pai, pooled_PAI_25_origins)
      near(all.pei, pooled_PEI)
      near(all.peiStar, pooled_PEI)
      near(all.hitRate, hit_rate)
      const { n, N, n_star, PAI, PEI } = NIJ_2017_03_01
      const last = sums.at(-1)!
      expect(last).toMatchObject({ named: m_cells, caught: n, cases: N, bestByNumber: n_star })
      near(indicesOf(last).pai, PAI)
      near(indicesOf(last).peiStar, PEI)
    }
  }, 60_000)
})

describe.skipIf(!there)('entries of the NIJ challenge', () => {
  const { scores } = there ? read<{ scores: Entry[] }>('nij_actual_entries_scored.json') : { scores: [] }

  test.each(scores)('$entry, $crime, $window', ({ crime, dates, n, N, n_star, a_sqmi, A_sqmi, PAI, PEI }) => {
    const [from, to] = dates.map(dayOf) as [number, number]
    const cases = eventsOf(crime).date.map(dayOf).filter((day) => day >= from && day <= to).length
    expect(cases).toBe(N)
    const { pai, peiStar } = indicesOf({ named: 1, caught: n, cases, bestByNumber: n_star, bestByCost: n_star, cost: a_sqmi, whole: A_sqmi })
    near(pai, PAI)
    near(peiStar, PEI)
  })
})
