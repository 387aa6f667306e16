import type { Finding } from '../../../geodata/pack/format.ts'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { zipSync } from 'fflate'
import { afterAll } from 'vitest'

/** A temporary folder that goes away after the file's tests. */
export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'fengtu-pack-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

export function writeFiles(folder: string, files: Record<string, string | Uint8Array | object>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    const plain = typeof content === 'string' || content instanceof Uint8Array
    writeFileSync(join(folder, name), plain ? content : JSON.stringify(content))
  }
}

export type Ring = [number, number][]

/** A square with its lower left corner at x, y, counter-clockwise. */
export function square(x: number, y: number, side: number): Ring {
  return [[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]]
}

export function feature(properties: object, coordinates: Ring[] | Ring[][] | null, type = 'Polygon') {
  return { type: 'Feature', properties, geometry: coordinates && { type, coordinates } }
}

export function collection(features: object[], more: object = {}) {
  return { type: 'FeatureCollection', ...more, features }
}

let gbkTable: Map<string, number[]> | null = null

/** GBK bytes of a text; Node decodes GBK but does not encode it, so the table is turned round. */
export function gbk(text: string): Uint8Array {
  gbkTable ??= turnedTable()
  return Uint8Array.from([...text].flatMap((letter) => (letter.charCodeAt(0) < 0x80 ? [letter.charCodeAt(0)] : (gbkTable?.get(letter) ?? [0x3f]))))
}

function turnedTable(): Map<string, number[]> {
  const decoder = new TextDecoder('gbk')
  const table = new Map<string, number[]>()
  for (let high = 0x81; high <= 0xfe; high++) {
    for (let low = 0x40; low <= 0xfe; low++) {
      if (low === 0x7f) continue
      const letter = decoder.decode(Uint8Array.from([high, low]))
      if (letter.length === 1 && letter !== '\uFFFD' && !table.has(letter)) table.set(letter, [high, low])
    }
  }
  return table
}

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

/** dBASE III with character columns; widths in bytes. */
export function dbf(columns: [name: string, width: number][], rows: string[][], options: { encode?: (text: string) => Uint8Array; languageId?: number; deleted?: number[] } = {}): Uint8Array {
  const encode = options.encode ?? utf8
  const headerBytes = 32 + columns.length * 32 + 1
  const rowBytes = 1 + columns.reduce((sum, [, width]) => sum + width, 0)
  const bytes = new Uint8Array(headerBytes + rows.length * rowBytes + 1).fill(0x20, headerBytes)
  const view = new DataView(bytes.buffer)
  bytes.set([3, 124, 1, 1])
  view.setUint32(4, rows.length, true)
  view.setUint16(8, headerBytes, true)
  view.setUint16(10, rowBytes, true)
  bytes[29] = options.languageId ?? 0
  columns.forEach(([name, width], index) => {
    bytes.set(encode(name).slice(0, 10), 32 + index * 32)
    bytes[32 + index * 32 + 11] = 0x43
    bytes[32 + index * 32 + 16] = width
  })
  bytes[headerBytes - 1] = 0x0d
  rows.forEach((row, number) => {
    let at = headerBytes + number * rowBytes
    if (options.deleted?.includes(number)) bytes[at] = 0x2a
    at += 1
    columns.forEach(([, width], index) => {
      bytes.set(encode(row[index] ?? '').slice(0, width), at)
      at += width
    })
  })
  bytes[bytes.length - 1] = 0x1a
  return bytes
}

/** Polygon shapefile, one record a shape, each a list of rings in the order and winding given. */
export function shp(shapes: Ring[][]): Uint8Array {
  const records = shapes.map((rings) => {
    const points = rings.flat()
    const content = new Uint8Array(44 + rings.length * 4 + points.length * 16)
    const view = new DataView(content.buffer)
    view.setInt32(0, 5, true)
    view.setInt32(36, rings.length, true)
    view.setInt32(40, points.length, true)
    let start = 0
    rings.forEach((ring, index) => {
      view.setInt32(44 + index * 4, start, true)
      start += ring.length
    })
    points.forEach(([x, y], index) => {
      view.setFloat64(44 + rings.length * 4 + index * 16, x, true)
      view.setFloat64(52 + rings.length * 4 + index * 16, y, true)
    })
    return content
  })
  const bytes = new Uint8Array(100 + records.reduce((sum, record) => sum + record.length + 8, 0))
  const view = new DataView(bytes.buffer)
  view.setInt32(0, 9994)
  view.setInt32(24, bytes.length / 2)
  view.setInt32(28, 1000, true)
  view.setInt32(32, 5, true)
  let at = 100
  records.forEach((record, index) => {
    view.setInt32(at, index + 1)
    view.setInt32(at + 4, record.length / 2)
    bytes.set(record, at + 8)
    at += record.length + 8
  })
  return bytes
}

export function zip(files: Record<string, Uint8Array | string>): Uint8Array {
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, content]) => [name, typeof content === 'string' ? utf8(content) : content])))
}

/**
 * A county of 2 × 2 towns with 2 × 2 villages each, from 110, 34.4 to 110.2, 34.6, whose borders wriggle so
 * that there is something to simplify. Borders are shared to the last digit.
 */
export function wriggledCounty(side = 4, cell = 0.05, west = 110, south = 34.4) {
  const corner = (column: number, row: number): [number, number] => [west + column * cell, south + row * cell]
  const line = (a: [number, number], b: [number, number]): Ring => {
    const [from, to] = a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]) ? [a, b] : [b, a]
    const steps = 24
    const points = Array.from({ length: steps + 1 }, (_, step): [number, number] => {
      const t = step / steps
      const sway = cell * 0.06 * Math.sin(t * Math.PI) * Math.sin(t * 40 + from[0] * 1000 + from[1] * 777)
      const across = from[0] === to[0]
      return [from[0] + (to[0] - from[0]) * t + (across ? sway : 0), from[1] + (to[1] - from[1]) * t + (across ? 0 : sway)]
    })
    return from === a ? points : points.reverse()
  }
  const block = (column: number, row: number, size: number): Ring => {
    const ring: Ring = []
    const walk = (a: [number, number], b: [number, number]) => ring.push(...line(a, b).slice(0, -1))
    for (let k = 0; k < size; k++) walk(corner(column + k, row), corner(column + k + 1, row))
    for (let k = 0; k < size; k++) walk(corner(column + size, row + k), corner(column + size, row + k + 1))
    for (let k = size; k > 0; k--) walk(corner(column + k, row + size), corner(column + k - 1, row + size))
    for (let k = size; k > 0; k--) walk(corner(column, row + k), corner(column, row + k - 1))
    return [...ring, ring[0] as [number, number]]
  }
  const half = side / 2
  const towns: object[] = []
  const villages: object[] = []
  for (let town = 0; town < 4; town++) {
    const [left, low] = [(town % 2) * half, Math.floor(town / 2) * half]
    const townCode = `990101${101 + town}000`
    towns.push(feature({ code: townCode, name: `${'东南西北'[town]}镇` }, [block(left, low, half)]))
    for (let index = 0; index < half * half; index++) {
      const [column, row] = [left + (index % half), low + Math.floor(index / half)]
      villages.push(feature({ code: `${townCode.slice(0, 9)}${201 + index}`, name: `${'东南西北'[town]}${index + 1}村`, people: 100 + index }, [block(column, row, 1)]))
    }
  }
  return { towns: collection(towns), villages: collection(villages) }
}

/** source.json for the files of a county with towns and villages, everything declared. */
export function countySource(layers: object[], more: object = {}) {
  return {
    code: '990101', name: '测试县', fictional: true, crs: 'WGS84',
    levels: [{ level: 'county' }, { level: 'town' }, { level: 'village' }],
    layers: layers.map((layer) => ({ source: '自测', licence: 'CC0-1.0', ...layer })),
    ...more,
  }
}

/** Without what is told of residents, which few test counties have. */
export const apartFromResidents = (findings: Finding[]): Finding[] => findings.filter(({ rule }) => rule !== 'population_missing')
