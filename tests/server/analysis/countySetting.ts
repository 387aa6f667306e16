import type { Area, AreaCode } from '../../../geodata/place/area.ts'
import { areaTree } from '../../../geodata/place/tree.ts'
import { LEVELS } from '../../../geodata/place/level.ts'
import { dayOfNumber } from '../../../server/contract/day.ts'
import { STANDARD_SETTINGS } from '../../../server/contract/settings.ts'
import { NO_DAY } from '../../../server/cube/columns.ts'
import { Cube } from '../../../server/cube/cube.ts'
import { everyCase } from '../../../server/cube/select.ts'
import { groundOf } from '../../../server/services/hotspots/ground.ts'
import type { Setting } from '../../../server/services/hotspots/setting.ts'
import type { Question } from '../../../server/services/question.ts'
import type { RandomCounty } from './counties.ts'

const ROOT = '990101000000' as AreaCode
/** Sides of a county in degrees. */
const WIDE = 0.4

/** A made-up county as the answers about hot-spots are given it: with ground, cases in a cube and the window as the question. */
export function countySetting({ weights, centres, residents, events, from, to }: RandomCounty, { name, seed }: { name: string; seed: number }): Setting {
  const tree = areaTree(centres.reduce((list: Area[], [x, y], at) => [...list, village(at, [105 + x * WIDE, 35 + y * WIDE], residents[at]!)], [county]))
  const rank = Int32Array.from(tree.areas, ({ level }) => LEVELS.indexOf(level))
  const cube = new Cube()
  cube.apply(factsOf(events))
  cube.settle()
  const today = dayOfNumber(to)
  const question: Question = {
    cube, pack: { tree } as Question['pack'], places: { parent: tree.parent, end: tree.end, rank }, revision: 1, mark: 'm', knownFrom: 0,
    filter: {}, query: everyCase(null), root: 0, today,
  }
  const queen = Array.from({ length: weights.n }, (_, at) => Array.from(weights.to.subarray(weights.start[at]!, weights.start[at + 1]!), (other) => other + 1))
  return {
    question,
    ground: groundOf(question, 'village', { village: { areas: queen.map((_, at) => at + 1), queen, rook: queen, snapM: 1 } }),
    presets: STANDARD_SETTINGS,
    seed,
    from: dayOfNumber(from),
    to: today,
    isCurrent: () => true,
    stem: name,
  }
}

const county: Area = { code: ROOT, name: '县', level: 'county', parent: null, placement: 'boundary', centre: [105, 35] }

function village(at: number, centre: [number, number], population: number): Area {
  return { code: `990101001${String(at).padStart(3, '0')}` as AreaCode, name: `${at}村`, level: 'village', parent: ROOT, placement: 'boundary', centre, population }
}

function factsOf({ area, day, kind }: RandomCounty['events']): Parameters<Cube['apply']>[0] {
  const all = <T>(value: T): T[] => Array.from(day, () => value)
  const none = all(0)
  return {
    length: day.length, id: Int32Array.from(day, (_, at) => at + 1), area: area.map((one) => one + 1), day, category: kind,
    dueDay: all(NO_DAY), closedDay: all(NO_DAY), colour: none, state: none, channel: none, marks: none, people: none, amountFen: none, deleted: none,
  }
}
