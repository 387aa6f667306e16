import { finding } from '../findings.ts'
import type { Finding } from '../format.ts'

/** Heights on a regular grid, row 0 in the north, NaN where unknown; x and y in the file's own system. */
export interface HeightGrid {
  columns: number
  rows: number
  /** x of the westmost and y of the northmost cell centre */
  west: number
  north: number
  /** distance of cell centres, in units of the system */
  cell: number
  heightsM: Float32Array
}

/** Reads an ESRI ASCII grid (`ncols nrows xllcorner|xllcenter yllcorner|yllcenter cellsize [nodata_value]`). */
export function readAsciiGrid(text: string, file: string): { grid: HeightGrid } | { findings: Finding[] } {
  const header = new Map<string, number>()
  const pattern = /\s*([a-z_]+)\s+(\S+)/iy
  let bodyAt = 0
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    header.set((match[1] as string).toLowerCase(), Number(match[2]))
    bodyAt = pattern.lastIndex
  }
  const [columns, rows, cell] = ['ncols', 'nrows', 'cellsize'].map((key) => header.get(key) ?? Number.NaN) as [number, number, number]
  const corner = header.has('xllcorner') ? cell / 2 : 0
  const west = (header.get('xllcorner') ?? header.get('xllcenter') ?? Number.NaN) + corner
  const south = (header.get('yllcorner') ?? header.get('yllcenter') ?? Number.NaN) + corner
  if (![columns, rows, cell, west, south].every(Number.isFinite) || columns < 2 || rows < 2 || cell <= 0) {
    return { findings: [finding('error', 'grid_unreadable', file, HEADER)] }
  }
  const nodata = header.get('nodata_value') ?? -9999
  const heightsM = new Float32Array(columns * rows)
  const numbers = /\S+/g
  numbers.lastIndex = bodyAt
  for (let index = 0; index < heightsM.length; index++) {
    const match = numbers.exec(text)
    if (!match) return { findings: [finding('error', 'grid_truncated', file, SHORT)] }
    const height = Number(match[0])
    heightsM[index] = height === nodata || !Number.isFinite(height) ? Number.NaN : height
  }
  return { grid: { columns, rows, west, north: south + (rows - 1) * cell, cell, heightsM } }
}

const HEADER = {
  zh: '高程格网的文件头不完整（需 ncols、nrows、xllcorner、yllcorner、cellsize）；请导出为 ESRI ASCII Grid',
  en: 'The header of the height grid is incomplete (ncols, nrows, xllcorner, yllcorner, cellsize): export an ESRI ASCII grid',
}
const SHORT = {
  zh: '高程格网的数值少于行列数之积；请重新导出',
  en: 'The height grid holds fewer values than rows times columns: export it again',
}
