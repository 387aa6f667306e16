import type { AreaCode, Day } from '../place/area.ts'
import { dayNumber, monthOf } from './calendar.ts'
import type { DemoCase } from './cases.ts'
import type { DemoGround } from './ground.ts'
import type { LedgerPlan } from './ledgers.ts'
import type { HotSpot, Plants, RisingTrend } from './plants.ts'
import type { DemoArea, Register } from './areas.ts'

/** What was put into the demo county, so that tests can ask for it back. */
export interface DemoTruth {
  fictional: true
  seed: number
  from: Day
  until: Day
  areas: {
    towns: number
    villages: number
    communities: number
    grids: number
    townGrids: number
    population: number
  }
  facilities: Record<string, number>
  traps: Register['traps']
  /** `total`: cases of the category there and then in the ledgers, planted and usual */
  hotSpots: (HotSpot & { total: number })[]
  rising: Omit<RisingTrend, 'months'> & { months: { month: string; planted: number; total: number }[] }
  quiet: { town: AreaCode; cases: number; perTenThousand: number; countyPerTenThousand: number }
  ledgers: {
    files: string[]
    cases: number
    rows: number
    titles: number
    carriedOver: string[]
    repeated: string[]
    unlocated: string[]
    townOnly: string[]
    townGrid: string[]
  }
  /** cases that have a place, by today's town; unlocated ones are in none */
  byTown: Record<AreaCode, number>
  /** all cases by month of registration, `YYYY-MM` */
  byMonth: Record<string, number>
  byCategory: Record<string, number>
  byColour: Record<string, number>
  closed: number
  people: number
  amountFen: number
}

export interface TruthParts {
  seed: number
  from: Day
  until: Day
  ground: DemoGround
  plants: Plants
  cases: readonly DemoCase[]
  plan: LedgerPlan
  files: string[]
}

export function tellTruth({ seed, from, until, ground, plants, cases, plan, files }: TruthParts): DemoTruth {
  const { register } = ground
  const lost = new Set(plan.unlocated)
  const placed = cases.filter(({ no }) => !lost.has(no))
  const townCode = ({ area }: DemoCase) => (register.towns[area.town] as DemoArea).code
  const quiet = register.towns.find(({ code }) => code === plants.quietTown) as DemoArea
  const population = register.areas[0]?.population as number
  const quietCases = placed.filter((one) => townCode(one) === quiet.code).length
  const rows = plan.ledgers.reduce((sum, ledger) => sum + ledger.rows.length, 0)
  const titles = plan.ledgers.length * 4
  return {
    fictional: true,
    seed,
    from,
    until,
    areas: {
      towns: register.towns.length,
      villages: register.villages.filter(({ kind }) => kind === '村').length,
      communities: register.villages.filter(({ kind }) => kind === '社区').length,
      grids: register.cells.length,
      townGrids: register.cells.filter(({ kind }) => kind === '镇级网格').length,
      population,
    },
    facilities: tally(ground.facilities, ({ kind }) => kind),
    traps: register.traps,
    hotSpots: plants.hotSpots.map((spot) => ({ ...spot, total: placed.filter((one) => isIn(one, spot)).length })),
    rising: {
      ...plants.rising,
      months: plants.rising.months.map((month) => ({
        ...month,
        total: placed.filter(
          (one) =>
            townCode(one) === plants.rising.town &&
            one.category === plants.rising.category &&
            monthOf(one.day) === month.month,
        ).length,
      })),
    },
    quiet: {
      town: quiet.code,
      cases: quietCases,
      perTenThousand: rate(quietCases, quiet.population as number),
      countyPerTenThousand: rate(placed.length, population),
    },
    ledgers: {
      files,
      cases: cases.length,
      rows,
      titles,
      carriedOver: plan.carriedOver,
      repeated: plan.repeated,
      unlocated: plan.unlocated,
      townOnly: plan.townOnly,
      townGrid: plan.townGrid,
    },
    byTown: tally(placed, townCode),
    byMonth: tally(cases, ({ day }) => monthOf(day)),
    byCategory: tally(cases, ({ category }) => category),
    byColour: tally(cases, ({ colour }) => colour),
    closed: cases.filter(({ outcome }) => outcome === 'closed').length,
    people: cases.reduce((sum, { people }) => sum + people, 0),
    amountFen: cases.reduce((sum, { amount }) => sum + Math.round((amount ?? 0) * 1_000_000), 0),
  }
}

const isIn = (one: DemoCase, { areas, category, from, to }: HotSpot) =>
  one.category === category && areas.includes(one.area.code) && one.day >= dayNumber(from) && one.day <= dayNumber(to)
const rate = (count: number, residents: number) => Math.round((count / residents) * 10_000 * 10) / 10

function tally<T>(list: readonly T[], keyOf: (item: T) => string): Record<string, number> {
  const counts = new Map<string, number>()
  for (const item of list) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1)
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)))
}
