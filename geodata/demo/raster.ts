/** West, south corner and size of the sheet. Invented county on a plausible inland place; WGS-84 degrees. */
export const SHEET = { west: 110.62, south: 34.24, cellDegrees: 0.001, columns: 584, rows: 448 } as const

/** metres in a degree at the middle of the sheet (34.464° N, WGS-84 ellipsoid) */
const METRES_PER_DEGREE = { lng: 91_853, lat: 110_926 } as const

/** A point in metres, x to the east and y to the north of the sheet's south-west corner. */
export type XY = [x: number, y: number]

/** Values on a regular grid, row 0 in the north as in an ESRI ASCII grid. */
export interface Raster {
  columns: number
  rows: number
  /** size of a cell, metres */
  dxM: number
  dyM: number
  values: Float64Array
}

/** A raster over the whole sheet whose cells are `factor` times the sheet's. */
export function sheetRaster(factor = 1): Raster {
  const columns = SHEET.columns / factor
  const rows = SHEET.rows / factor
  const dxM = SHEET.cellDegrees * METRES_PER_DEGREE.lng * factor
  const dyM = SHEET.cellDegrees * METRES_PER_DEGREE.lat * factor
  return { columns, rows, dxM, dyM, values: new Float64Array(columns * rows) }
}

export const SHEET_WIDTH_M = SHEET.columns * SHEET.cellDegrees * METRES_PER_DEGREE.lng
export const SHEET_HEIGHT_M = SHEET.rows * SHEET.cellDegrees * METRES_PER_DEGREE.lat

/** Longitude and latitude with six decimals, about 0.1 m. */
export function lngLat([x, y]: XY): [number, number] {
  const lng = SHEET.west + x / METRES_PER_DEGREE.lng
  const lat = SHEET.south + y / METRES_PER_DEGREE.lat
  return [Math.round(lng * 1e6) / 1e6, Math.round(lat * 1e6) / 1e6]
}

export function cellCentre(raster: Raster, cell: number): XY {
  const column = cell % raster.columns
  const row = (cell - column) / raster.columns
  return [(column + 0.5) * raster.dxM, (raster.rows - row - 0.5) * raster.dyM]
}

/** Value at a point by bilinear interpolation, held constant beyond the edge. */
export function sample(raster: Raster, x: number, y: number): number {
  const { columns, rows, values } = raster
  const c = Math.min(columns - 1, Math.max(0, x / raster.dxM - 0.5))
  const r = Math.min(rows - 1, Math.max(0, rows - y / raster.dyM - 0.5))
  const c0 = Math.min(columns - 2, Math.floor(c))
  const r0 = Math.min(rows - 2, Math.floor(r))
  const at = r0 * columns + c0
  const north = (values[at] as number) * (c0 + 1 - c) + (values[at + 1] as number) * (c - c0)
  const south = (values[at + columns] as number) * (c0 + 1 - c) + (values[at + columns + 1] as number) * (c - c0)
  return north * (r0 + 1 - r) + south * (r - r0)
}

/** The same surface on a raster with other cells. */
export function resample(from: Raster, to: Raster): Raster {
  for (let cell = 0; cell < to.values.length; cell++) {
    const [x, y] = cellCentre(to, cell)
    to.values[cell] = sample(from, x, y)
  }
  return to
}

/** Mean over a square window of `radius` cells, by two running sums. */
export function blur(raster: Raster, radius: number): Raster {
  const { columns, rows } = raster
  const across = new Float64Array(raster.values.length)
  const out = new Float64Array(raster.values.length)
  runningMean(raster.values, across, { lines: rows, length: columns, lineStep: columns, step: 1, radius })
  runningMean(across, out, { lines: columns, length: rows, lineStep: 1, step: columns, radius })
  return { ...raster, values: out }
}

interface Run {
  lines: number
  length: number
  lineStep: number
  step: number
  radius: number
}

function runningMean(from: Float64Array, to: Float64Array, { lines, length, lineStep, step, radius }: Run): void {
  for (let line = 0; line < lines; line++) {
    const base = line * lineStep
    const value = (at: number) => from[base + Math.min(length - 1, Math.max(0, at)) * step] as number
    let sum = 0
    for (let at = -radius; at <= radius; at++) sum += value(at)
    for (let at = 0; at < length; at++) {
      to[base + at * step] = sum / (2 * radius + 1)
      sum += value(at + radius + 1) - value(at - radius)
    }
  }
}

/** Steepness as rise over run at every cell, by central differences. */
export function slopeOf(raster: Raster): Raster {
  const { columns, rows, values, dxM, dyM } = raster
  const out = new Float64Array(values.length)
  for (let r = 0; r < rows; r++) {
    const up = Math.max(0, r - 1)
    const down = Math.min(rows - 1, r + 1)
    for (let c = 0; c < columns; c++) {
      const west = Math.max(0, c - 1)
      const east = Math.min(columns - 1, c + 1)
      const gx =
        ((values[r * columns + east] as number) - (values[r * columns + west] as number)) / ((east - west) * dxM)
      const gy = ((values[up * columns + c] as number) - (values[down * columns + c] as number)) / ((down - up) * dyM)
      out[r * columns + c] = Math.hypot(gx, gy)
    }
  }
  return { ...raster, values: out }
}
