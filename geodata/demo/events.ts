import type { AreaCode, Day } from '../place/area.ts'
import type { DemoArea } from './areas.ts'
import { addMonths, dayNumber } from './calendar.ts'
import { ZONE_TOWN } from './county.ts'
import type { DemoGround } from './ground.ts'
import { kindOf, KINDS, type Kind, type PlaceNature } from './kinds.ts'
import type { Plants } from './plants.ts'
import type { Random } from './random.ts'
import { SEASONS, workRhythm } from './seasons.ts'

/** Cases that the rules bring in three years, without the planted ones. */
const USUAL_CASES = 4200
const YEARS = 3

export function firstDay(until: Day): number {
  return dayNumber(addMonths(until, -12 * YEARS)) + 1
}

/** That a dispute of a kind was registered in a village on a day. */
export interface Event {
  day: number
  area: DemoArea
  kind: Kind
  plant: string | null
}

/** Expected numbers by village and kind, then a Poisson draw of each and days by season and rhythm. */
export function usualEvents({ register, land, villages }: DemoGround, plants: Plants, until: Day, random: Random): Event[] {
  const days = { from: firstDay(until), to: dayNumber(until) }
  const calendars = new Map(KINDS.map((kind) => [kind, new DayPicker(days, (day) => SEASONS[kind.season](day))]))
  const townHabit = register.towns.map((town) => (town.code === plants.quietTown ? 0.3 : random.between(0.82, 1.22)))
  const natures = register.villages.map(
    (village): PlaceNature => ({
      population: village.population as number,
      community: village.kind === '社区',
      zone: village.town === ZONE_TOWN,
      hilly: 1 - (land.suit[villages.settlements[village.settlement]?.seat as number] as number),
    }),
  )
  const exposure = natures.map(
    ({ population }, v) =>
      population ** 0.86 *
      (townHabit[register.villages[v]?.town as number] as number) *
      Math.exp(random.normal(0, 0.3)),
  )
  const shares = KINDS.reduce((sum, { share }) => sum + share, 0)
  return KINDS.flatMap((kind) => {
    const weights = natures.map((nature, v) => (exposure[v] as number) * kind.where(nature))
    const scale = (USUAL_CASES * kind.share) / shares / weights.reduce((a, b) => a + b, 0)
    return register.villages.flatMap((area, v) =>
      Array.from(
        { length: random.poisson((weights[v] as number) * scale) },
        (): Event => ({ day: (calendars.get(kind) as DayPicker).draw(random), area, kind, plant: null }),
      ),
    )
  })
}

/** The cases of the planted hot-spots and of the rising trend. */
export function plantedEvents({ register }: DemoGround, plants: Plants, random: Random): Event[] {
  const byCode = new Map(register.areas.map((area) => [area.code, area]))
  const hot = plants.hotSpots.flatMap(({ name, category, areas, from, to, planted }) => {
    const picker = new DayPicker({ from: dayNumber(from), to: dayNumber(to) }, () => 1)
    return Array.from(
      { length: planted },
      (_, k): Event => ({
        day: picker.draw(random),
        area: byCode.get(areas[k % areas.length] as AreaCode) as DemoArea,
        kind: kindOf(category),
        plant: name,
      }),
    )
  })
  const town = register.towns.find(({ code }) => code === plants.rising.town) as DemoArea
  const villages = register.villages.filter((village) => village.town === town.town && village.kind === '村')
  const rising = plants.rising.months.flatMap(({ month, planted }) => {
    const from = dayNumber(`${month}-01` as Day)
    const picker = new DayPicker({ from, to: dayNumber(addMonths(`${month}-01` as Day, 1)) - 1 }, () => 1)
    return Array.from(
      { length: planted },
      (): Event => ({
        day: picker.draw(random),
        area: random.pick(villages),
        kind: kindOf(plants.rising.category),
        plant: 'rising',
      }),
    )
  })
  return [...hot, ...rising]
}

/** Draws days of a period by season and the offices' rhythm. */
class DayPicker {
  private readonly sums: number[] = []

  constructor(
    private readonly period: { from: number; to: number },
    season: (day: number) => number,
  ) {
    let sum = 0
    for (let day = period.from; day <= period.to; day++) this.sums.push((sum += season(day) * workRhythm(day)))
  }

  draw(random: Random): number {
    const wanted = random.next() * (this.sums.at(-1) as number)
    let [low, high] = [0, this.sums.length - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.sums[middle] as number) > wanted) high = middle
      else low = middle + 1
    }
    return this.period.from + low
  }
}
