import type { AreaCode, Day } from '../place/area.ts'
import { addMonths, dayNumber, dayOf, monthOf, springFestival, yearOf } from './calendar.ts'
import { ZONE_TOWN } from './county.ts'
import type { DemoGround } from './ground.ts'
import type { DemoArea } from './areas.ts'

/** A place and time that was given more cases of one kind than the rest of the rules would bring. */
export interface HotSpot {
  name: string
  category: string
  areas: AreaCode[]
  from: Day
  to: Day
  /** cases planted on top of what the rules bring */
  planted: number
}

export interface RisingTrend {
  town: AreaCode
  category: string
  /** planted per month, oldest first */
  months: { month: string; planted: number }[]
}

export interface Plants {
  hotSpots: HotSpot[]
  rising: RisingTrend
  quietTown: AreaCode
}

const QUIET_TOWN = '雁塘镇'
const RISING_TOWN = '青石镇'
const RISE = [2, 3, 5, 7, 9, 12, 15, 18]

export function choosePlants(ground: DemoGround, until: Day): Plants {
  const { register } = ground
  const byName = (name: string) => register.towns.find((town) => town.name === name) as DemoArea
  const neighbours = villageNeighbours(ground)
  const cluster = (start: number, size: number, fits: (village: DemoArea) => boolean) =>
    clusterFrom(neighbours, start, size, (v) => fits(register.villages[v] as DemoArea)).map(
      (v) => (register.villages[v] as DemoArea).code,
    )
  const inTown = (town: number) => (village: DemoArea) => village.town === town && village.kind === '村'
  const suitOf = (v: number) => ground.land.suit[ground.villages.settlements[v]?.seat as number] as number
  const middle = (town: number, liking: (v: number) => number) =>
    register.villages
      .map((_, v) => v)
      .filter((v) => inTown(town)(register.villages[v] as DemoArea))
      .reduce((a, b) => (liking(b) + inner(b) > liking(a) + inner(a) ? b : a))
  const inner = (v: number) =>
    -0.25 *
    (neighbours[v] as number[]).filter((n) => register.villages[n]?.town !== register.villages[v]?.town).length
  const plain = byName('柳河镇').town
  const hills = byName('云岭乡').town
  const zoneVillages = register.villages.map((_, v) => v).filter((v) => register.villages[v]?.town === ZONE_TOWN)
  return {
    hotSpots: [
      {
        name: '柳河镇春灌用水',
        category: '05',
        areas: cluster(middle(plain, suitOf), 5, inTown(plain)),
        ...lastIrrigation(until),
        planted: 74,
      },
      {
        name: '开发区年前欠薪',
        category: '07',
        areas: cluster(zoneVillages[0] as number, 4, (village) => village.town === ZONE_TOWN),
        ...beforeFestival(until),
        planted: 62,
      },
      {
        name: '云岭乡山林土地',
        category: '08',
        areas: cluster(
          middle(hills, (v) => 1 - suitOf(v)),
          6,
          inTown(hills),
        ),
        from: dayOf(dayNumber(until) - 149),
        to: until,
        planted: 88,
      },
    ],
    rising: {
      town: byName(RISING_TOWN).code,
      category: '08',
      months: lastMonths(until, RISE.length).map((month, k) => ({ month, planted: RISE[k] as number })),
    },
    quietTown: byName(QUIET_TOWN).code,
  }
}

/** The latest 15 March to 20 May that has passed. */
function lastIrrigation(until: Day): { from: Day; to: Day } {
  const year = until.slice(5) > '05-20' ? yearOf(dayNumber(until)) : yearOf(dayNumber(until)) - 1
  return { from: `${year}-03-15` as Day, to: `${year}-05-20` as Day }
}

/** The 60 days before the latest Spring Festival that has passed. */
function beforeFestival(until: Day): { from: Day; to: Day } {
  const today = dayNumber(until)
  const year = springFestival(yearOf(today)) <= today ? yearOf(today) : yearOf(today) - 1
  return { from: dayOf(springFestival(year) - 60), to: dayOf(springFestival(year) - 1) }
}

/** The last full months, and the running one when it is at least 25 days old. */
function lastMonths(until: Day, count: number): string[] {
  const last = Number(until.slice(8)) >= 25 ? until : addMonths(until, -1)
  return Array.from({ length: count }, (_, k) => monthOf(dayNumber(addMonths(last, k - count + 1))))
}

function villageNeighbours({ land: { mesh }, villages: { label, settlements } }: DemoGround): number[][] {
  const sets = settlements.map(() => new Set<number>())
  label.forEach((village, site) => {
    if (village < 0) return
    for (let k = mesh.start[site] as number; k < (mesh.start[site + 1] as number); k++) {
      const other = label[mesh.neighbours[k] as number] as number
      if (other >= 0 && other !== village) sets[village]?.add(other)
    }
  })
  return sets.map((set) => [...set].sort((a, b) => a - b))
}

function clusterFrom(
  neighbours: readonly number[][],
  start: number,
  size: number,
  fits: (village: number) => boolean,
): number[] {
  const found = [start]
  for (let k = 0; k < found.length && found.length < size; k++) {
    for (const next of neighbours[found[k] as number] as number[]) {
      if (found.length < size && !found.includes(next) && fits(next)) found.push(next)
    }
  }
  return found
}
