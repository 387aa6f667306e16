import type { AreaTree } from '../../../geodata/place/tree.ts'
import { M_PER_DEGREE } from '../../../geodata/ground/distance.ts'
import type { Neighbours } from '../../../geodata/pack/format.ts'
import { LEVELS, type Level } from '../../../geodata/place/level.ts'
import type { Weights } from '../../analysis/weights.ts'
import { listWeights } from '../../analysis/weightsFrom.ts'
import type { Day } from '../../contract/day.ts'
import { AppError, type Language, type Say } from '../../contract/error.ts'
import { ancestorsAt } from '../../cube/places.ts'
import type { InstalledPack } from '../packs.ts'
import type { Question } from '../question.ts'
import { populations } from '../rates.ts'

/** The areas of a level that statistics are about, numbered from 0 in the pack's order. */
export interface Ground {
  level: Level
  /** indices in the pack */
  areas: number[]
  /** by index in the pack: number of the area that it is or lies in; -1 where it is in none */
  numberOf: Int32Array
  /** of queen neighbours among them */
  weights: Weights
  /** NaN where the pack knows none */
  residents: Float64Array
}

const readings = new WeakMap<AreaTree, Promise<Neighbours>>()

/** Neighbours as the pack has them, read once as long as its version stays. */
export function neighboursOf({ tree, file }: Pick<InstalledPack, 'tree' | 'file'>): Promise<Neighbours> {
  let reading = readings.get(tree)
  if (!reading) {
    reading = file('neighbours.json').then((bytes) => (bytes ? (JSON.parse(Buffer.from(bytes).toString('utf8')) as Neighbours) : {}))
    readings.set(tree, reading)
    reading.catch(() => readings.delete(tree))
  }
  return reading
}

/**
 * The level that is asked for, else villages, else the narrowest level that is wider than those: of the levels with neighbours,
 * or where none are needed (`borders`) of those with more than one area. Throws `AppError` 400 for another one.
 */
export function levelOf({ tree, manifest }: Pick<InstalledPack, 'tree' | 'manifest'>, neighbours: Neighbours, { asked, borders, today }: { asked: Level | undefined; borders: boolean; today: Day }): Level {
  const sizeOf = (level: Level): number => (borders ? (neighbours[level]?.areas.length ?? 0) : tree.atLevel(level, today).length)
  const can = LEVELS.filter((level) => sizeOf(level) > 1)
  const usual = can.filter((level) => LEVELS.indexOf(level) <= LEVELS.indexOf('village')).at(-1) ?? can[0]
  const level = asked ?? usual
  if (level !== undefined && can.includes(level)) return level
  const label = (one: Level): Say => manifest.levels.find((row) => row.level === one)?.label ?? { zh: one, en: one }
  const named = (language: Language, between: string): string => can.map((one) => `${label(one)[language]} ${one}`).join(between)
  const [zh, en] = borders
    ? [['没有边界，不知道谁与谁相邻，算不出热点', '请装入有边界的底图包'], ['no borders', 'so nobody knows who neighbours whom', 'install a pack with borders']]
    : [['没有两个以上的区域，比不出热点', '请装入有下级区域的底图包'], ['no two areas', 'so there is nothing to compare', 'install a pack with areas']]
  throw new AppError('level_without_neighbours', {
    status: 400,
    field: 'level',
    say: {
      zh: `底图包里${level === undefined ? '各级都' : `“${label(level).zh}”一级`}${zh[0]}；${can.length > 0 ? `level 可用：${named('zh', '、')}` : zh[1]}`,
      en: `The pack has ${en[0]} ${level === undefined ? 'of any level' : `of the level "${label(level).en}"`}, ${en[1]}; ${can.length > 0 ? `level takes one of: ${named('en', ', ')}` : en[2]}`,
    },
  })
}

/** The live areas of a level within the question's area. One without an outline neighbours nobody. */
export function groundOf({ pack: { tree }, places, root, today }: Question, level: Level, neighbours: Neighbours): Ground {
  const areas = tree.atLevel(level, today).filter((index) => index >= root && index < tree.end[root]!)
  const { areas: drawn, queen } = neighbours[level] ?? { areas: [], queen: [] }
  const lists = new Map(drawn.map((index, at): [number, number[]] => [index, queen[at]!]))
  const numbers = new Map(areas.map((index, number): [number, number] => [index, number]))
  const population = populations(tree, today)
  return {
    level,
    areas,
    numberOf: ancestorsAt(places, LEVELS.indexOf(level)).map((index) => numbers.get(index) ?? -1),
    weights: listWeights(areas.map((index) => lists.get(index) ?? []), { areas }),
    residents: Float64Array.from(areas, (index) => population[index] ?? NaN),
  }
}

/** Metres to a degree on a plane that is true in the middle of the areas. */
export interface Plane {
  mPerLng: number
  mPerLat: number
}

export function planeAt(tree: AreaTree, areas: readonly number[]): Plane {
  let [south, north] = [Infinity, -Infinity]
  for (const index of areas) {
    const lat = tree.areas[index]!.centre?.[1]
    if (lat === undefined) continue
    south = Math.min(south, lat)
    north = Math.max(north, lat)
  }
  const middle = south <= north ? (south + north) / 2 : 0
  return { mPerLng: M_PER_DEGREE * Math.cos((middle * Math.PI) / 180), mPerLat: M_PER_DEGREE }
}

/** x and y of the areas' centres on that plane, metres; NaN for an area without one. */
export function planeOf(tree: AreaTree, areas: readonly number[]): { x: Float64Array; y: Float64Array } {
  const { mPerLng, mPerLat } = planeAt(tree, areas)
  return {
    x: Float64Array.from(areas, (index) => (tree.areas[index]!.centre?.[0] ?? NaN) * mPerLng),
    y: Float64Array.from(areas, (index) => (tree.areas[index]!.centre?.[1] ?? NaN) * mPerLat),
  }
}
