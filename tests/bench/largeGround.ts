import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Feature, Polygon, Position } from 'geojson'
import { seeded } from './measure.ts'

const COLUMNS = 83
const ROWS = 28
/** towns side by side, and one above the other */
const TOWNS = { across: 8, down: 5 }
const WEST = 110
const SOUTH = 34
const STEP_DEG = 0.018
/** points between two corners of a village: boundaries wind */
const BENDS = 7
const ORIGIN = { source: 'bench', licence: 'CC0-1.0' }

/** A city's ground without any relief: 2,324 villages in 40 towns, their boundaries as winding as those of a survey. Sources of a pack for `buildPack`. */
export async function writeLargeGround(outDir: string, county: string): Promise<void> {
  const line = lattice()
  const fields = { code: 'code', name: 'name', parent: 'parent', population: 'population' }
  const towns = spans(TOWNS.down, ROWS).flatMap((rows, down) => spans(TOWNS.across, COLUMNS).map((columns, across) => ({ rows, columns, code: `${county.slice(0, 6)}${three(down * TOWNS.across + across + 1)}000` })))
  const layers = {
    county: [area({ code: county, name: '大县', parent: null, population: null }, ring(line, { rows: [0, ROWS], columns: [0, COLUMNS] }))],
    town: towns.map(({ rows, columns, code }, at) => area({ code, name: `第${at + 1}镇`, parent: county, population: null }, ring(line, { rows, columns }))),
    village: towns.flatMap(({ rows, columns, code }) => each(rows).flatMap((y) => each(columns).map((x) => {
      const own = (y - rows[0]) * (columns[1] - columns[0]) + x - columns[0]
      return area({ code: `${code.slice(0, 9)}${201 + own}`, name: `村${x}之${y}`, parent: code, population: 300 + ((x * 131 + y * 77) % 2_700) }, ring(line, { rows: [y, y + 1], columns: [x, x + 1] }))
    }))),
  }
  await mkdir(outDir, { recursive: true })
  for (const [level, features] of Object.entries(layers)) await writeFile(join(outDir, `${level}.geojson`), JSON.stringify({ type: 'FeatureCollection', features }))
  await writeFile(join(outDir, 'source.json'), JSON.stringify({
    code: county, name: '大县', codes: 'gb', crs: 'WGS84', levels: Object.keys(layers).map((level) => ({ level })),
    layers: Object.keys(layers).map((level) => ({ file: `${level}.geojson`, level, fields, ...ORIGIN })),
  }))
}

type Span = readonly [from: number, to: number]
interface Block {
  rows: Span
  columns: Span
}

/** Points from the corner (x, y) to the next one, without the latter; two neighbours get the same. */
interface Lattice {
  corner(x: number, y: number): Position
  east(x: number, y: number): Position[]
  north(x: number, y: number): Position[]
}

function lattice(): Lattice {
  const random = seeded(11)
  const shift = (share: number): number => (random() - 0.5) * share
  const points = (rows: number, columns: number, along: 0 | 1) => Array.from({ length: rows * columns }, () =>
    Array.from({ length: BENDS }, (_, k) => (along === 0 ? [(k + 1) / (BENDS + 1), shift(0.16)] : [shift(0.16), (k + 1) / (BENDS + 1)]) as Position))
  const corners = Array.from({ length: (ROWS + 1) * (COLUMNS + 1) }, () => [shift(0.5), shift(0.5)] as Position)
  const [easts, norths] = [points(ROWS + 1, COLUMNS, 0), points(ROWS, COLUMNS + 1, 1)]
  const corner = (x: number, y: number): Position => {
    const [dx, dy] = corners[y * (COLUMNS + 1) + x] as [number, number]
    return [x + dx, y + dy]
  }
  const edge = (a: Position, b: Position, bends: Position[], along: 0 | 1): Position[] => {
    const [ax, ay, bx, by] = [...a, ...b] as [number, number, number, number]
    const bent = bends.map((bend) => {
      const [share, aside] = [bend[along]!, bend[1 - along]!]
      return [ax + (bx - ax) * share + (along === 1 ? aside : 0), ay + (by - ay) * share + (along === 0 ? aside : 0)]
    })
    return [a, ...bent].map(placed)
  }
  return {
    corner: (x, y) => placed(corner(x, y)),
    east: (x, y) => edge(corner(x, y), corner(x + 1, y), easts[y * COLUMNS + x]!, 0),
    north: (x, y) => edge(corner(x, y), corner(x, y + 1), norths[y * (COLUMNS + 1) + x]!, 1),
  }
}

/** Along the edges of the lattice, counter-clockwise. */
function ring({ corner, east, north }: Lattice, { rows: [bottom, top], columns: [left, right] }: Block): Position[] {
  const back = (edges: Position[][], end: Position): Position[] => [...edges.flat(), end].reverse().slice(0, -1)
  const points = [
    ...each([left, right]).flatMap((x) => east(x, bottom)),
    ...each([bottom, top]).flatMap((y) => north(right, y)),
    ...back(each([left, right]).map((x) => east(x, top)), corner(right, top)),
    ...back(each([bottom, top]).map((y) => north(left, y)), corner(left, top)),
  ]
  return [...points, points[0]!]
}

function area(properties: Record<string, unknown>, points: Position[]): Feature<Polygon> {
  return { type: 'Feature', properties, geometry: { type: 'Polygon', coordinates: [points] } }
}

/** `whole` in so many parts, as even as they can be. */
function spans(parts: number, whole: number): Span[] {
  return Array.from({ length: parts }, (_, at) => [Math.round((at * whole) / parts), Math.round(((at + 1) * whole) / parts)] as const)
}

const placed = ([x, y]: Position): Position => [round(WEST + x! * STEP_DEG), round(SOUTH + y! * STEP_DEG)]
const each = ([from, to]: Span): number[] => Array.from({ length: to - from }, (_, at) => from + at)
const three = (n: number): string => String(n).padStart(3, '0')
const round = (degrees: number): number => Math.round(degrees * 1e6) / 1e6
