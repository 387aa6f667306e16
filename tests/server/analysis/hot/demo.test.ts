import type { FeatureCollection, Polygon } from 'geojson'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Day } from '../../../../geodata/place/area.ts'
import { addMonths, dayNumber, dayOf } from '../../../../geodata/demo/calendar.ts'
import { drawCases, type DemoCase } from '../../../../geodata/demo/cases.ts'
import { makeGround } from '../../../../geodata/demo/ground.ts'
import { packFiles } from '../../../../geodata/demo/layers.ts'
import { choosePlants, type HotSpot, type Plants } from '../../../../geodata/demo/plants.ts'
import { seededRandom } from '../../../../geodata/demo/random.ts'
import { adjacency } from '../../../../geodata/ground/neighbours.ts'
import { expectedCounts } from '../../../../server/analysis/expected/expectedCounts.ts'
import type { DayCalendar } from '../../../../server/analysis/expected/types.ts'
import { findHot } from '../../../../server/analysis/hot/findHot.ts'
import { mannKendall } from '../../../../server/analysis/mannKendall.ts'
import type { Weights } from '../../../../server/analysis/weights.ts'
import { listWeights } from '../../../../server/analysis/weightsFrom.ts'
import { calendarDays } from '../../../../server/ledger/calendar.ts'
import { workdays } from '../../../../server/ledger/life/workdays.ts'

const UNTIL = '2026-10-31' as Day
const FROM = dayNumber(addMonths(UNTIL, -36)) + 1

interface Village {
  code: string
  parent: string
  population: number
}
interface Placed {
  area: number
  day: number
  kind: number
}

let county: { villages: Village[]; weights: Weights; calendar: DayCalendar; plants: Plants; cases: DemoCase[]; kinds: string[] }

beforeAll(() => {
  const random = seededRandom(1)
  const ground = makeGround(random, UNTIL)
  const plants = choosePlants(ground, UNTIL)
  const cases = drawCases(ground, plants, UNTIL, random.fork('cases'))
  const { features } = JSON.parse(new Map(packFiles(ground)).get('villages.geojson') as string) as FeatureCollection<Polygon, Village>
  const { queen } = adjacency(features.map(({ geometry }, index) => ({ index, geometry })), 1)
  county = {
    villages: features.map(({ properties }) => properties),
    weights: listWeights(queen),
    calendar: calendarDays(FROM, dayNumber(UNTIL), workdays({})),
    plants,
    cases,
    kinds: [...new Set(cases.map(({ category }) => category))].sort(),
  }
})

const numberOf = (code: string): number => county.villages.findIndex((village) => village.code === code)

function placed(): Placed[] {
  const numbers = new Map(county.villages.map(({ code }, i) => [code, i]))
  return county.cases.map(({ area, day, category }) => ({ area: numbers.get(area.code) ?? -1, day, kind: county.kinds.indexOf(category) }))
}

function hotIn(list: readonly Placed[], { from, to, category }: { from: Day; to: Day; category?: string }) {
  const kept = list.filter(({ kind }) => category === undefined || county.kinds[kind] === category)
  const events = { area: Int32Array.from(kept, (e) => e.area), day: Int32Array.from(kept, (e) => e.day), kind: Uint8Array.from(kept, (e) => e.kind) }
  const span = { from: dayNumber(from), to: dayNumber(to) }
  const residents = Float64Array.from(county.villages, ({ population }) => population)
  const expectation = expectedCounts(events, residents, county.calendar, { kinds: county.kinds.length, since: FROM, ...span })
  return { expectation, ...findHot(expectation, county.weights) }
}

const score = (named: readonly number[], truth: readonly number[]) => {
  const right = named.filter((area) => truth.includes(area)).length
  return { recall: right / truth.length, precision: right / named.length }
}

describe('the planted hot-spots of the demo county', () => {
  const byName = (name: string): HotSpot => county.plants.hotSpots.find((spot) => spot.name === name) as HotSpot
  const names = ['柳河镇春灌用水', '开发区年前欠薪', '云岭乡山林土地']

  it.each(names)('%s is found in its time, every village of it and first of all', (name) => {
    const spot = byName(name)
    const truth = spot.areas.map(numberOf)
    const { places, marks, expectation } = hotIn(placed(), spot)
    const named = places.map(({ area }) => area)
    expect(score(named, truth).recall).toBe(1)
    expect(new Set(named.slice(0, truth.length))).toEqual(new Set(truth))
    expect(truth.map((area) => marks[area])).toEqual(truth.map(() => 'new'))
    // and no village beside them that has no more than it should
    const { start, to } = county.weights
    const beside = truth.flatMap((area) => [...to.subarray(start[area]!, start[area + 1]!)]).filter((area) => expectation.observed[area]! <= expectation.expected[area]!)
    expect(beside.length).toBeGreaterThan(0)
    expect(beside.filter((area) => marks[area] === 'new')).toEqual([])
  })

  it.each(names)('%s is found among cases of all kinds', (name) => {
    const spot = byName(name)
    const truth = spot.areas.map(numberOf)
    const rising = county.plants.rising.town
    const named = hotIn(placed(), { from: spot.from, to: spot.to }).places.map(({ area }) => area)
    expect(score(named, truth).recall).toBe(1)
    // villages of the town where cases were made to rise are rightly named as well
    const others = named.filter((area) => county.villages[area]!.parent !== rising)
    expect(score(others, truth).precision).toBeGreaterThan(0.6)
  })

  it('what comes each spring in the same villages is called recurring', () => {
    const spot = byName('柳河镇春灌用水')
    const truth = spot.areas.map(numberOf)
    const water = placed().filter(({ area, day, kind }) => truth.includes(area) && county.kinds[kind] === spot.category && day >= dayNumber(spot.from) && day <= dayNumber(spot.to))
    const everySpring = [...placed(), ...[365, 730].flatMap((back) => water.map((one) => ({ ...one, day: one.day - back })))]
    const { marks, expectation } = hotIn(everySpring, { from: spot.from, to: spot.to })
    expect(truth.map((area) => marks[area])).toEqual(truth.map(() => 'recurring'))
    expect(expectation.history).toMatchObject({ season: 'years', sameWeeks: 2 })
  })
})

describe('the rest of the demo county', () => {
  it('has a rising trend where one was planted, and no other town rises so surely', () => {
    const { rising } = county.plants
    const months = Array.from({ length: 12 }, (_, k) => dayOf(dayNumber(addMonths(UNTIL, k - 11))).slice(0, 7))
    const series = (town: string) =>
      months.map((month) => county.cases.filter(({ area, category, day }) => area.parent === town && category === rising.category && dayOf(day).startsWith(month)).length)
    const towns = [...new Set(county.villages.map(({ parent }) => parent))]
    const trends = new Map(towns.map((town) => [town, mannKendall(series(town))]))
    const planted = trends.get(rising.town)
    expect(planted?.z).toBeGreaterThan(0)
    expect(planted?.p).toBeLessThan(0.001)
    expect([...trends].reduce((a, b) => (b[1].z > a[1].z ? b : a))[0]).toBe(rising.town)
  })

  it('has no hot place in the quiet town, in any quarter', () => {
    const list = placed()
    const named: string[] = []
    for (let from = dayOf(FROM); from < UNTIL; from = addMonths(from, 3)) {
      const to = dayOf(Math.min(dayNumber(addMonths(from, 3)) - 1, dayNumber(UNTIL)))
      const { places } = hotIn(list, { from, to })
      named.push(...places.filter(({ area }) => county.villages[area]!.parent === county.plants.quietTown).map(({ area }) => `${from} ${area}`))
    }
    expect(named).toEqual([])
  })
})
