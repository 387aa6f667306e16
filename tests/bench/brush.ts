import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { gzipSync } from 'node:zlib'
import crossfilter from 'crossfilter2'
import { CATEGORIES } from '../../server/contract/categories.ts'
import { CHANNELS } from '../../server/contract/channels.ts'
import { COLOURS } from '../../server/contract/colours.ts'
import { dayNumber, dayOfNumber, type Day } from '../../server/contract/day.ts'
import type { Filter } from '../../server/contract/filter.ts'
import { STATES } from '../../server/contract/states.ts'
import { Brush } from '../../server/cube/brush.ts'
import { FixedCube, type FactColumns } from '../../server/cube/counted.ts'
import { facetOf, IS_RESOLVED, TERM_OF_FACET } from '../../server/cube/facets.ts'
import type { CubePlaces } from '../../server/cube/places.ts'
import { NO_DAY } from '../../server/cube/columns.ts'
import { PastFigures } from '../../server/cube/pastFigures.ts'
import { earlierBefore, earlierYear } from '../../server/cube/period.ts'
import { decodeWire, encodeWire } from '../../server/cube/wire.ts'
import { measure, print, seconds, seeded } from './measure.ts'

const TOWNS = 40
const VILLAGES = 2_324
const FIRST = dayNumber('2021-01-01' as Day)
const DAYS = 1_826
const TODAY = FIRST + DAYS
const [TOWN, VILLAGE] = [3, 4]
/** totals of both are compared at every so many steps */
const COMPARED = 20

/** Brush steps beside crossfilter2 on the same columns: processor time of a step until all panels have their numbers, medians and periods before included. */
export async function benchBrush(sizes = [100_000, 1_000_000]): Promise<void> {
  const places = someCounty()
  for (const rows of sizes) {
    const columns = someCases(rows, places)
    await wire(columns)
    const before = await heldMb()
    const ours = ourBrush(columns, places)
    const between = await heldMb()
    const theirs = crossfilterOf(columns, places)
    print(`memory beside the columns: ours ${(between - before).toFixed(0)} MB, crossfilter2 ${((await heldMb()) - between).toFixed(0)} MB`)
    compare(rows, ours, theirs, [...drags(places)])
  }
}

/** A county of towns with villages, in depth-first order. */
function someCounty(): CubePlaces {
  const [parent, rank] = [[-1], [2]]
  for (let town = 0, village = 0; town < TOWNS; town++) {
    const at = parent.length
    parent.push(0)
    rank.push(TOWN)
    for (; village < ((town + 1) * VILLAGES) / TOWNS; village++) {
      parent.push(at)
      rank.push(VILLAGE)
    }
  }
  const end = parent.map((_, at) => at + 1)
  for (let at = parent.length - 1; at > 0; at--) end[parent[at]!] = Math.max(end[parent[at]!]!, end[at]!)
  return { parent: Int32Array.from(parent), rank: Uint8Array.from(rank), end: Int32Array.from(end) }
}

function someCases(rows: number, { rank }: CubePlaces): FactColumns {
  const random = seeded(7)
  const below = (n: number): number => Math.floor(random() * n)
  const villages = [...(rank as Uint8Array).keys()].filter((at) => rank[at] === VILLAGE)
  const day = Int32Array.from({ length: rows }, () => FIRST + below(DAYS)).sort()
  const closed = STATES.index('closed')
  const handling = STATES.index('mediating')
  const solved = day.map((on) => (below(TODAY - on + 20) > 20 ? 1 : 0))
  return {
    day,
    area: day.map(() => (below(50) === 0 ? -1 : villages[below(villages.length)]!)),
    facet: Uint16Array.from(day, (_, row) => facetOf(below(CATEGORIES.codes.length), below(COLOURS.codes.length), solved[row] ? closed : handling, below(CHANNELS.codes.length))),
    dueAfter: new Int16Array(rows).fill(30),
    closedAfter: Int16Array.from(day, (_, row) => (solved[row] ? below(60) : NO_DAY)),
    marks: Uint8Array.from(day, () => below(32)),
    people: Uint32Array.from(day, () => below(9)),
    amountFen: Float64Array.from(day, () => (below(3) === 0 ? below(10_000) * 100 : 0)),
  }
}

async function wire(columns: FactColumns): Promise<void> {
  const bytes = encodeWire({ head: { revision: 1, mark: 'm', packVersion: 'p', root: 0, days: null }, columns })
  const read = await measure(() => decodeWire(bytes))
  print(`${columns.day.length} cases: ${mb(bytes.length)} MB, gzip ${mb(gzipSync(bytes).length)} MB, read in ${seconds(read)}`)
}

interface Step {
  filter: Filter
  /** the subtree of this area */
  area: number
}

/** What a hand does: drags the window of a year over four, widens it, chooses kinds, goes into towns. */
function* drags({ end, rank }: CubePlaces): Generator<Step> {
  const span = (from: number, to: number): Filter => ({ from: dayOfNumber(FIRST + from), to: dayOfNumber(FIRST + to) })
  const dragging = Array.from({ length: 120 }, (_, at) => span(at * 7, at * 7 + 364))
  const widening = Array.from({ length: 80 }, (_, at) => span(840 - at * 10, 1_204 + at * 7))
  const year = span(1_400, 1_764)
  const toggles = CATEGORIES.codes.flatMap((code) => [{ ...year, category: [code] }, year])
  const colours = COLOURS.codes.flatMap((code) => [{ ...year, colour: [code] }, { ...year, colour: [code], category: CATEGORIES.codes.slice(0, 3) }])
  for (const filter of [...dragging, ...widening, ...toggles, ...colours]) yield { filter, area: 0 }
  const towns = [...(end as Int32Array).keys()].filter((at) => rank[at] === TOWN)
  for (const area of towns.slice(0, 25)) yield* [{ filter: year, area }, { filter: year, area: area + 1 }, { filter: year, area: 0 }]
}

/** One side of the comparison: takes a step with all that the panels show, and tells the totals. */
interface Side {
  builtMs: number
  step(step: Step): Totals
}
type Totals = Record<'count' | 'resolved' | 'people' | 'amountFen' | 'villages' | 'kinds' | 'channels' | 'days', number>

function ourBrush(columns: FactColumns, places: CubePlaces): Side {
  const start = performance.now()
  const cube = new FixedCube(columns)
  const brush = new Brush(cube, places, TODAY)
  const [before, year] = [new PastFigures(cube), new PastFigures(cube)]
  return {
    builtMs: performance.now() - start,
    step({ filter, area }) {
      const areas = area === 0 ? null : { start: area, end: places.end[area]! }
      brush.set(filter, areas)
      const period = { from: dayNumber(filter.from!), to: dayNumber(filter.to!) }
      const { count, resolved, people, amountFen } = brush.figures()
      before.of({ filter, areas }, earlierBefore(period, TODAY))
      year.of({ filter, areas }, earlierYear(period, TODAY))
      brush.overdueBefore()
      const villages = brush.byLevel(VILLAGE)
      const [kinds] = [brush.byTerm('category'), brush.byTerm('colour'), brush.byTerm('phase')]
      const channels = brush.byTerm('channel')
      brush.byStanding('due')
      brush.byStanding('age')
      brush.byMark()
      const days = brush.byDay()
      return { count, resolved, people, amountFen, villages: greatest(villages.count), kinds: kinds.total, channels: channels.total, days: days.total }
    },
  }
}

const greatest = (values: Uint32Array): number => values.reduce((most, value) => Math.max(most, value), 0)

/** The same columns, dimensions and groups; it has neither median nor the figures of other periods to give. */
function crossfilterOf(columns: FactColumns, places: CubePlaces): Side {
  const start = performance.now()
  const { day, area, facet, people, amountFen } = columns
  const cases = crossfilter(Array.from(day, (_, row) => row))
  const code = (terms: Uint8Array) => cases.dimension((row) => terms[facet[row]!]!)
  const byArea = cases.dimension((row) => area[row]!)
  const byDay = cases.dimension((row) => day[row]!)
  const lists = { category: code(TERM_OF_FACET.category), colour: code(TERM_OF_FACET.colour), phase: code(TERM_OF_FACET.phase), channel: code(TERM_OF_FACET.channel) }
  const villages = byArea.group()
  const days = byDay.group()
  const resolvedByDay = byDay.group().reduceSum((row) => IS_RESOLVED[facet[row]!]!)
  const groups = { category: lists.category.group(), colour: lists.colour.group(), phase: lists.phase.group(), channel: lists.channel.group() }
  const count = cases.groupAll()
  const resolved = cases.groupAll().reduceSum((row) => IS_RESOLVED[facet[row]!]!)
  const sums = { people: cases.groupAll().reduceSum((row) => people[row]!), amountFen: cases.groupAll().reduceSum((row) => amountFen[row]!) }
  const total = (list: readonly { value: unknown }[]): number => list.reduce((sum, { value }) => sum + (value as number), 0)
  return {
    builtMs: performance.now() - start,
    step({ filter, area: root }) {
      byDay.filterRange([dayNumber(filter.from!), dayNumber(filter.to!) + 1])
      choose(lists.category, filter.category?.map((one) => CATEGORIES.index(one)))
      choose(lists.colour, filter.colour?.map((one) => COLOURS.index(one)))
      if (root === 0) byArea.filterAll()
      else byArea.filterRange([root, places.end[root]!])
      const inside = ({ key }: { key: unknown }): boolean => root === 0 ? (key as number) >= 0 : (key as number) >= root && (key as number) < places.end[root]!
      const most = villages.all().filter(inside).reduce((max, { value }) => Math.max(max, value as number), 0)
      resolvedByDay.all()
      groups.colour.all()
      groups.phase.all()
      return {
        count: count.value() as number, resolved: resolved.value() as number, people: sums.people.value() as number, amountFen: sums.amountFen.value() as number,
        villages: most, kinds: total(groups.category.all()), channels: total(groups.channel.all()), days: total(days.all()),
      }
    },
  }
}

function choose(dimension: { filterAll(): unknown; filterFunction(of: (value: unknown) => boolean): unknown }, list: readonly number[] | undefined): void {
  if (!list) dimension.filterAll()
  else dimension.filterFunction((value) => list.includes(value as number))
}

function compare(rows: number, ours: Side, theirs: Side, steps: Step[]): void {
  const [mine, other]: [number[], number[]] = [[], []]
  const timed = (side: Side, step: Step, taken: number[]): Totals => {
    // time of the processor: what else the machine does befalls neither side
    const start = process.cpuUsage()
    const totals = side.step(step)
    const { user, system } = process.cpuUsage(start)
    taken.push((user + system) / 1000)
    return totals
  }
  for (const [at, step] of steps.entries()) {
    const [a, b] = [timed(ours, step, mine), timed(theirs, step, other)]
    if (at % COMPARED === 0 && JSON.stringify(a) !== JSON.stringify(b)) throw new Error(`Step ${at}: ${JSON.stringify(a)} is not ${JSON.stringify(b)}`)
  }
  print(`brush, ${rows} cases, ${steps.length} steps: built in ${ours.builtMs.toFixed(0)} ms, a step ${spread(mine)} (aim 16, p95 33)`)
  print(`crossfilter2: built in ${theirs.builtMs.toFixed(0)} ms, a step ${spread(other)}; ratio of medians ${(middle(mine) / middle(other)).toFixed(2)}`)
}

const at = (list: number[], share: number): number => [...list].sort((a, b) => a - b)[Math.floor((list.length - 1) * share)]!
const middle = (list: number[]): number => at(list, 0.5)
const spread = (list: number[]): string => `${middle(list).toFixed(2)} ms, p95 ${at(list, 0.95).toFixed(2)}, slowest ${at(list, 1).toFixed(1)}`
/** What is held after everything that can go has gone. */
async function heldMb(): Promise<number> {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  for (let turn = 0; turn < 3; turn++) {
    await new Promise((resolve) => setImmediate(resolve))
    collect()
  }
  const { heapUsed, external } = process.memoryUsage()
  return (heapUsed + external) / 1e6
}
const mb = (bytes: number): string => (bytes / 1e6).toFixed(2)
