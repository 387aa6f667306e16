import type { AreaCode, Day } from '../place/area.ts'
import { addMonths, dayNumber, dayOf, weekday, yearOf } from './calendar.ts'
import { ZONE_TOWN } from './county.ts'
import type { DemoGround } from './ground.ts'
import { drawChannel, kindOf, KINDS, unitName, type Kind, type PlaceNature } from './kinds.ts'
import type { Plants } from './plants.ts'
import type { Random } from './random.ts'
import { lngLat, type XY } from './raster.ts'
import type { DemoArea } from './register.ts'
import { SEASONS, workRhythm } from './seasons.ts'

export type Colour = 'red' | 'yellow' | 'blue'
export type Outcome = 'closed' | 'mediating' | 'accepted' | 'performing' | 'escalated' | 'terminated'

/** One dispute as it stands on the last day. Days are numbers since 1970-01-01. */
export interface DemoCase {
  no: string
  day: number
  /** village, or the town itself for a case on a town's own grid or known by its town only */
  area: DemoArea
  cell: DemoArea | null
  point: [number, number] | null
  category: string
  term: string
  summary: string
  people: number
  /** 万元, two decimals; null when no money is at stake */
  amount: number | null
  colour: Colour
  channel: string
  unit: string
  dueDay: number
  outcome: Outcome
  closedDay: number | null
  agreement: 'written' | 'oral' | null
  confirmed: boolean
  followedUp: boolean
  /** hot-spot or trend that planted it */
  plant: string | null
}

/** Cases that the rules bring in three years, without the planted ones. */
const USUAL_CASES = 4200
const YEARS = 3

export function firstDay(until: Day): number {
  return dayNumber(addMonths(until, -12 * YEARS)) + 1
}

/** Draws every dispute of the three years up to and with `until`, in order of registration. */
export function drawCases(ground: DemoGround, plants: Plants, until: Day, random: Random): DemoCase[] {
  const events = [...usualEvents(ground, plants, until, random.fork('usual')), ...plantedEvents(ground, plants, random.fork('planted'))]
  const where = placesOf(ground)
  const details = random.fork('details')
  const last = dayNumber(until)
  const cases = events
    .sort((a, b) => a.day - b.day || (a.area.code < b.area.code ? -1 : a.area.code > b.area.code ? 1 : a.kind.code < b.kind.code ? -1 : 1))
    .map((event) => tell(event, { ground, where, last, random: details }))
  const counters = new Map<number, number>()
  for (const one of cases) {
    const year = yearOf(one.day)
    const number = (counters.get(year) ?? 0) + 1
    counters.set(year, number)
    one.no = `FX${year}-${String(number).padStart(5, '0')}`
  }
  return cases
}

interface Event { day: number; area: DemoArea; kind: Kind; plant: string | null }

/** Expected numbers by village and kind, then a Poisson draw of each and days by season and rhythm. */
function usualEvents({ register, land, villages }: DemoGround, plants: Plants, until: Day, random: Random): Event[] {
  const days = { from: firstDay(until), to: dayNumber(until) }
  const calendars = new Map(KINDS.map((kind) => [kind, new DayPicker(days, (day) => SEASONS[kind.season](day))]))
  const townHabit = register.towns.map((town) => (town.code === plants.quietTown ? 0.3 : random.between(0.82, 1.22)))
  const natures = register.villages.map((village): PlaceNature => ({
    population: village.population as number, community: village.kind === '社区', zone: village.town === ZONE_TOWN,
    hilly: 1 - (land.suit[villages.settlements[village.settlement]?.seat as number] as number),
  }))
  const exposure = natures.map(({ population }, v) =>
    population ** 0.86 * (townHabit[register.villages[v]?.town as number] as number) * Math.exp(random.normal(0, 0.3)))
  const shares = KINDS.reduce((sum, { share }) => sum + share, 0)
  return KINDS.flatMap((kind) => {
    const weights = natures.map((nature, v) => (exposure[v] as number) * kind.where(nature))
    const scale = (USUAL_CASES * kind.share) / shares / weights.reduce((a, b) => a + b, 0)
    return register.villages.flatMap((area, v) =>
      Array.from({ length: random.poisson((weights[v] as number) * scale) }, (): Event =>
        ({ day: (calendars.get(kind) as DayPicker).draw(random), area, kind, plant: null })))
  })
}

function plantedEvents({ register }: DemoGround, plants: Plants, random: Random): Event[] {
  const byCode = new Map(register.areas.map((area) => [area.code, area]))
  const hot = plants.hotSpots.flatMap(({ name, category, areas, from, to, planted }) => {
    const picker = new DayPicker({ from: dayNumber(from), to: dayNumber(to) }, () => 1)
    return Array.from({ length: planted }, (_, k): Event =>
      ({ day: picker.draw(random), area: byCode.get(areas[k % areas.length] as AreaCode) as DemoArea, kind: kindOf(category), plant: name }))
  })
  const town = register.towns.find(({ code }) => code === plants.rising.town) as DemoArea
  const villages = register.villages.filter((village) => village.town === town.town && village.kind === '村')
  const rising = plants.rising.months.flatMap(({ month, planted }) => {
    const from = dayNumber(`${month}-01` as Day)
    const picker = new DayPicker({ from, to: dayNumber(addMonths(`${month}-01` as Day, 1)) - 1 }, () => 1)
    return Array.from({ length: planted }, (): Event =>
      ({ day: picker.draw(random), area: random.pick(villages), kind: kindOf(plants.rising.category), plant: 'rising' }))
  })
  return [...hot, ...rising]
}

/** Draws days of a period by season and the offices' rhythm. */
class DayPicker {
  private readonly sums: number[] = []

  constructor(private readonly period: { from: number; to: number }, season: (day: number) => number) {
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

/** Cells of each settlement and inner sites of each cell: where a point may lie. */
interface Places { cellsOf: DemoArea[][]; sitesOf: number[][] }

function placesOf({ register, cells, land: { mesh } }: DemoGround): Places {
  const cellsOf: DemoArea[][] = register.villages.map(() => [])
  for (const cell of register.cells) if (cell.settlement >= 0) cellsOf[cell.settlement]?.push(cell)
  const sitesOf: number[][] = register.cells.map(() => [])
  cells.label.forEach((cell, site) => {
    if (cell < 0) return
    for (let k = mesh.start[site] as number; k < (mesh.start[site + 1] as number); k++) {
      if (cells.label[mesh.neighbours[k] as number] !== cell) return
    }
    sitesOf[cell]?.push(site)
  })
  return { cellsOf, sitesOf }
}

interface Telling { ground: DemoGround; where: Places; last: number; random: Random }

function tell({ day, area, kind, plant }: Event, { ground, where, last, random }: Telling): DemoCase {
  const town = ground.register.towns[area.town] as DemoArea
  const cell = random.chance(0.74) ? random.pick(where.cellsOf[area.settlement] as DemoArea[]) : null
  const group = random.chance(kind.group)
  const people = group ? Math.round(6 + Math.exp(random.normal(2.1, 0.7))) : random.weighted([[2, 60], [3, 18], [4, 15], [5, 7]] as const)
  const amount = random.chance(kind.money.chance) ? Math.max(0.01, Math.round(kind.money.median * Math.exp(random.normal(0, 0.8)) * (group ? 3 : 1) * 100) / 100) : null
  const colour = colourOf(people, amount ?? 0, random)
  return {
    no: '', day, area, cell, point: cell && random.chance(0.45) ? pointIn(ground, where, cell, random) : null,
    category: kind.code, term: random.chance(0.7) ? (kind.terms[0] as string) : random.pick(kind.terms),
    summary: random.pick(kind.summaries), people, amount, colour, channel: drawChannel(random),
    unit: unitName(colour === 'red' ? '镇' : random.pick(kind.units), area.name, town.name),
    dueDay: day + { red: 45, yellow: 30, blue: 30 }[colour], plant, ...course(day, colour, last, random),
  }
}

function colourOf(people: number, amount: number, random: Random): Colour {
  const weight = people / 12 + amount / 14 + random.next()
  return weight > 2.6 ? 'red' : weight > 1.32 ? 'yellow' : 'blue'
}

/** How a case goes: most are settled within weeks, some late, few leave the county's hands, the newest are open. */
function course(day: number, colour: Colour, last: number, random: Random): Pick<DemoCase, 'outcome' | 'closedDay' | 'agreement' | 'confirmed' | 'followedUp'> {
  const medianDays = { red: 24, yellow: 13, blue: 6 }[colour]
  let closedDay = day + Math.round(medianDays * Math.exp(random.normal(0, 0.75)))
  while (weekday(closedDay) === 0 || weekday(closedDay) === 6) closedDay++
  const fate = random.next()
  const written = random.chance({ red: 0.9, yellow: 0.6, blue: 0.3 }[colour])
  const none = { agreement: null, confirmed: false, followedUp: false } as const
  if (fate > 0.955 + (colour === 'red' ? -0.04 : 0)) {
    const outcome: Outcome = random.weighted([['escalated', 5], ['terminated', 4], ['mediating', 1]] as const)
    return { outcome: closedDay > last ? 'mediating' : outcome, closedDay: null, ...none }
  }
  if (closedDay > last) return { outcome: random.weighted([['mediating', 6], ['accepted', 2], ['performing', 1]] as const), closedDay: null, ...none }
  const confirmed = written && random.chance(0.14)
  return { outcome: 'closed', closedDay, agreement: written ? 'written' : 'oral', confirmed, followedUp: last - closedDay > 30 && random.chance(0.88) }
}

/** A point on an inner site of the cell, nearer to the houses more often than not, set aside by some metres. */
function pointIn({ land, villages }: DemoGround, { sitesOf }: Places, cell: DemoArea, random: Random): [number, number] | null {
  const sites = sitesOf[cell.cell] as number[]
  if (sites.length === 0) return null
  const house = land.mesh.sites[villages.settlements[cell.settlement]?.seat as number] as XY
  const away = (site: number) => Math.hypot((land.mesh.sites[site] as XY)[0] - house[0], (land.mesh.sites[site] as XY)[1] - house[1])
  const tries = [random.pick(sites), random.pick(sites), random.pick(sites)]
  const [x, y] = land.mesh.sites[tries.reduce((a, b) => (away(b) < away(a) ? b : a))] as XY
  return lngLat([x + random.between(-28, 28), y + random.between(-28, 28)])
}
