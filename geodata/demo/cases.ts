import type { Day } from '../place/area.ts'
import type { DemoArea } from './areas.ts'
import { dayNumber, weekday, yearOf } from './calendar.ts'
import { plantedEvents, usualEvents, type Event } from './events.ts'
import type { DemoGround } from './ground.ts'
import { drawChannel, unitName } from './kinds.ts'
import type { Plants } from './plants.ts'
import type { Random } from './random.ts'
import { lngLat, type XY } from './raster.ts'

type Colour = 'red' | 'yellow' | 'blue'
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

/** Draws every dispute of the three years up to and with `until`, in order of registration. */
export function drawCases(ground: DemoGround, plants: Plants, until: Day, random: Random): DemoCase[] {
  const events = [
    ...usualEvents(ground, plants, until, random.fork('usual')),
    ...plantedEvents(ground, plants, random.fork('planted')),
  ]
  const where = placesOf(ground)
  const details = random.fork('details')
  const records = random.fork('records')
  const last = dayNumber(until)
  const cases = events
    .sort(
      (a, b) =>
        a.day - b.day ||
        (a.area.code < b.area.code ? -1 : a.area.code > b.area.code ? 1 : a.kind.code < b.kind.code ? -1 : 1),
    )
    .map((event) => tell(event, { ground, where, last, random: details, records }))
  const counters = new Map<number, number>()
  for (const one of cases) {
    const year = yearOf(one.day)
    const number = (counters.get(year) ?? 0) + 1
    counters.set(year, number)
    one.no = `FX${year}-${String(number).padStart(5, '0')}`
  }
  return cases
}

/** Cells of each settlement and inner sites of each cell: where a point may lie. */
interface Places {
  cellsOf: DemoArea[][]
  sitesOf: number[][]
}

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

interface Telling {
  ground: DemoGround
  where: Places
  last: number
  random: Random
  /** of what was written down of a case, apart from what happened */
  records: Random
}

function tell({ day, area, kind, plant }: Event, { ground, where, last, random, records }: Telling): DemoCase {
  const town = ground.register.towns[area.town] as DemoArea
  const cell = random.chance(0.74) ? random.pick(where.cellsOf[area.settlement] as DemoArea[]) : null
  const group = random.chance(kind.group)
  const people = group
    ? Math.round(6 + Math.exp(random.normal(2.1, 0.7)))
    : random.weighted([
        [2, 60],
        [3, 18],
        [4, 15],
        [5, 7],
      ] as const)
  const amount = random.chance(kind.money.chance)
    ? Math.max(0.01, Math.round(kind.money.median * Math.exp(random.normal(0, 0.8)) * (group ? 3 : 1) * 100) / 100)
    : null
  const colour = colourOf(people, amount ?? 0, random)
  return {
    no: '',
    day,
    area,
    cell,
    point: cell && random.chance(0.45) ? pointIn(ground, where, cell, random) : null,
    category: kind.code,
    term: random.chance(0.7) ? (kind.terms[0] as string) : random.pick(kind.terms),
    summary: random.pick(kind.summaries),
    people,
    amount,
    colour,
    channel: drawChannel(random),
    unit: unitName(colour === 'red' ? '镇' : random.pick(kind.units), area.name, town.name),
    dueDay: day + { red: 45, yellow: 30, blue: 30 }[colour],
    plant,
    ...recorded(course(day, colour, last, random), records),
  }
}

function colourOf(people: number, amount: number, random: Random): Colour {
  const weight = people / 12 + amount / 14 + random.next()
  return weight > 2.6 ? 'red' : weight > 1.32 ? 'yellow' : 'blue'
}

/** Clerks write down an agreement of two settled cases in three, and where they left that out they tell of few follow-ups. */
const AGREEMENTS_TOLD = 0.66
const FOLLOW_UPS_TOLD = 0.5

type Course = Pick<DemoCase, 'outcome' | 'closedDay' | 'agreement' | 'confirmed' | 'followedUp'>

function recorded(gone: Course, random: Random): Course {
  const [agreed, followed] = [random.chance(AGREEMENTS_TOLD), random.chance(FOLLOW_UPS_TOLD)]
  const kept = agreed || gone.confirmed
  return { ...gone, agreement: kept ? gone.agreement : null, followedUp: gone.followedUp && (kept || followed) }
}

/** How a case goes: most are settled within weeks, some late, few leave the county's hands, the newest are open. */
function course(
  day: number,
  colour: Colour,
  last: number,
  random: Random,
): Course {
  const medianDays = { red: 24, yellow: 13, blue: 6 }[colour]
  let closedDay = day + Math.round(medianDays * Math.exp(random.normal(0, 0.75)))
  while (weekday(closedDay) === 0 || weekday(closedDay) === 6) closedDay++
  const fate = random.next()
  const written = random.chance({ red: 0.9, yellow: 0.6, blue: 0.3 }[colour])
  const none = { agreement: null, confirmed: false, followedUp: false } as const
  if (fate > 0.955 + (colour === 'red' ? -0.04 : 0)) {
    const outcome: Outcome = random.weighted([
      ['escalated', 5],
      ['terminated', 4],
      ['mediating', 1],
    ] as const)
    return { outcome: closedDay > last ? 'mediating' : outcome, closedDay: null, ...none }
  }
  if (closedDay > last)
    return {
      outcome: random.weighted([
        ['mediating', 6],
        ['accepted', 2],
        ['performing', 1],
      ] as const),
      closedDay: null,
      ...none,
    }
  const confirmed = written && random.chance(0.14)
  return {
    outcome: 'closed',
    closedDay,
    agreement: written ? 'written' : 'oral',
    confirmed,
    followedUp: last - closedDay > 30 && random.chance(0.88),
  }
}

/** A point on an inner site of the cell, nearer to the houses more often than not, set aside by some metres. */
function pointIn(
  { land, villages }: DemoGround,
  { sitesOf }: Places,
  cell: DemoArea,
  random: Random,
): [number, number] | null {
  const sites = sitesOf[cell.cell] as number[]
  if (sites.length === 0) return null
  const house = land.mesh.sites[villages.settlements[cell.settlement]?.seat as number] as XY
  const away = (site: number) =>
    Math.hypot((land.mesh.sites[site] as XY)[0] - house[0], (land.mesh.sites[site] as XY)[1] - house[1])
  const tries = [random.pick(sites), random.pick(sites), random.pick(sites)]
  const [x, y] = land.mesh.sites[tries.reduce((a, b) => (away(b) < away(a) ? b : a))] as XY
  return lngLat([x + random.between(-28, 28), y + random.between(-28, 28)])
}
