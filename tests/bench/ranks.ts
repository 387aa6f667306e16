import type { Area, AreaCode } from '../../geodata/place/area.ts'
import { areaTree } from '../../geodata/place/tree.ts'
import { LEVELS } from '../../geodata/place/level.ts'
import { countyScope } from '../../server/access/scope.ts'
import { openAnalyses } from '../../server/live/analyses.ts'
import { random } from '../../server/analysis/random.ts'
import { CATEGORIES } from '../../server/contract/categories.ts'
import { CHANNELS } from '../../server/contract/channels.ts'
import { COLOURS } from '../../server/contract/colours.ts'
import { dayNumber, dayOfNumber, type Day } from '../../server/contract/day.ts'
import { STATES } from '../../server/contract/states.ts'
import { Cube } from '../../server/cube/cube.ts'
import type { Context } from '../../server/services/context.ts'
import { ranksOf, type Ranked } from '../../server/services/ranks/ranks.ts'
import { townsOf } from '../../server/services/ranks/towns.ts'
import { costOf, costSaid } from './blocking.ts'
import { measure, print, seconds } from './measure.ts'

const COUNTY = '150400000000' as AreaCode
const TODAY = Date.UTC(2026, 5, 30, 4)
const TOWNS = 153
const VILLAGES = 2_324

/** Ranks and the matrix of towns over five years of cases in a city's towns and villages, from the cube alone. */
export async function benchRanks(sizes = [100_000, 1_000_000]): Promise<void> {
  for (const cases of sizes) {
    const analyses = openAnalyses({ threads: 1 })
    const ctx = { ...contextOf(cases), analyses }
    const scope = countyScope(COUNTY)
    const filter = { from: '2025-07-01' as Day, to: '2026-06-30' as Day }
    for (const by of ['town', 'village', 'category'] satisfies Ranked[]) {
      // each another day, so that nothing is answered from what was kept
      let turn = 0
      const cost = await costOf(() => ranksOf(ctx, scope, { by, filter: { ...filter, from: dayOfNumber(dayNumber(filter.from) + turn++) } }))
      print(`ranks by ${by}, ${cases} cases: ${costSaid(cost)}${by === 'town' ? ' (aim < 150 ms)' : ''}`)
    }
    print(`towns, ${cases} cases: ${seconds(await measure(() => townsOf(ctx, scope, { by: 'town', filter })))} (aim < 150 ms)`)
    await analyses.close()
  }
}

function contextOf(cases: number): Context {
  const areas = areasOf()
  const tree = areaTree(areas)
  const cube = cubeOf(cases)
  const places = { parent: tree.parent, end: tree.end, rank: Uint8Array.from(areas, ({ level }) => LEVELS.indexOf(level)) }
  const manifest = { version: 'bench', levels: [{ level: 'town' }, { level: 'village' }] }
  const county = { cube, places, revision: 1, pack: { tree, manifest } }
  const pool = { query: () => Promise.resolve({ rows: [] }) }
  return { now: () => TODAY, cubes: { get: () => Promise.resolve(county) }, db: { pool } } as unknown as Context
}

function areasOf(): Area[] {
  const area = (code: string, level: Area['level'], parent: string | null, population?: number): Area =>
    ({ code, name: code, level, parent, placement: 'none', ...(population && { population }) }) as Area
  const areas = [area(COUNTY, 'county', null)]
  const each = Math.ceil(VILLAGES / TOWNS)
  for (let town = 0; town < TOWNS; town++) {
    const code = `${150_400_000 + town + 1}000`
    areas.push(area(code, 'town', COUNTY))
    for (let village = 0; village < Math.min(each, VILLAGES - town * each); village++) {
      areas.push(area(`${150_400_000 + town + 1}${200 + village}`, 'village', code, 300 + ((town * 7 + village * 131) % 2_700)))
    }
  }
  return areas
}

function cubeOf(cases: number): Cube {
  const chance = random(1)
  const first = dayNumber('2021-07-01' as Day)
  const column = (draw: () => number): Int32Array => Int32Array.from({ length: cases }, draw)
  const day = column(() => first + chance.below(1_826))
  const cube = new Cube()
  cube.apply({
    length: cases,
    id: Int32Array.from({ length: cases }, (_, at) => at + 1),
    area: column(() => 1 + chance.below(TOWNS + VILLAGES)),
    day,
    dueDay: day.map((on) => on + 30),
    closedDay: day.map((on) => on + 20),
    category: column(() => chance.below(CATEGORIES.codes.length)),
    colour: column(() => chance.below(COLOURS.codes.length)),
    state: column(() => chance.below(STATES.codes.length)),
    channel: column(() => chance.below(CHANNELS.codes.length)),
    marks: column(() => 0),
    people: column(() => 2),
    amountFen: new Float64Array(cases),
    deleted: new Uint8Array(cases),
  })
  cube.settle()
  return cube
}
