import { contours } from 'd3-contour'
import type { Flow } from './flow.ts'
import { cellCentre, SHEET_HEIGHT_M, SHEET_WIDTH_M, type Raster, type XY } from './raster.ts'
import type { Stream } from './rivers.ts'

export interface Reservoir {
  levelM: number
  dam: XY
  /** 1 where the water stands, per cell of the terrain */
  water: Uint8Array
  /** shore line, outer ring first */
  rings: XY[][]
  areaKm2: number
}

const WANTED_KM2 = 7.5
const DAM_HEIGHT_M = 42

/** Dams the valley that gives the lake nearest to the wanted size, within the middle of the sheet. */
export function makeReservoir(terrain: Raster, streams: readonly Stream[], flow: Flow): Reservoir {
  const donors = donorLists(flow)
  let best: { cells: number[]; dam: number; levelM: number } | null = null
  let bestMiss = Infinity
  for (const stream of streams) {
    if (stream.rank > 2) continue
    for (let k = 10; k < stream.cells.length; k += 8) {
      const dam = stream.cells[k] as number
      const [x, y] = cellCentre(terrain, dam)
      const [u, v] = [x / SHEET_WIDTH_M, y / SHEET_HEIGHT_M]
      const catchmentKm2 = (flow.areaM2[dam] as number) / 1e6
      if (u < 0.22 || u > 0.8 || v < 0.25 || v > 0.8 || catchmentKm2 < 40) continue
      const levelM = (terrain.values[dam] as number) + DAM_HEIGHT_M
      const cells = flood(terrain, donors, dam, levelM)
      const miss =
        Math.abs((cells.length * terrain.dxM * terrain.dyM) / 1e6 - WANTED_KM2) + damWidth(terrain, dam, levelM) / 600
      if (miss < bestMiss) [best, bestMiss] = [{ cells, dam, levelM }, miss]
    }
  }
  if (!best) throw new Error('the terrain has no valley for a reservoir')
  return fill(terrain, best)
}

function fill(terrain: Raster, { cells, dam, levelM }: { cells: number[]; dam: number; levelM: number }): Reservoir {
  const water = new Uint8Array(terrain.values.length)
  for (const cell of cells) water[cell] = 1
  const depth = terrain.values.map((z, cell) =>
    water[cell] ? Math.max(0.5, levelM - z) : Math.min(-0.5, levelM - z),
  )
  for (const cell of cells) terrain.values[cell] = levelM
  return {
    levelM,
    dam: cellCentre(terrain, dam),
    water,
    rings: shore(terrain, depth),
    areaKm2: (cells.length * terrain.dxM * terrain.dyM) / 1e6,
  }
}

/** Zero line of the depth: the largest polygon with its islands. */
function shore(terrain: Raster, depth: Float64Array): XY[][] {
  const shape = contours()
    .size([terrain.columns, terrain.rows])
    .contour(
      Array.from(depth, (d) => Math.max(-6, Math.min(6, d))),
      0,
    )
  const polygons = [...shape.coordinates].sort((a, b) => (b[0]?.length ?? 0) - (a[0]?.length ?? 0))
  const rings = polygons[0] ?? []
  return rings
    .filter((ring, k) => k === 0 || ring.length > 12)
    .map((ring) =>
      ring.map(([c, r]) => [(c as number) * terrain.dxM, (terrain.rows - (r as number)) * terrain.dyM] as XY),
    )
}

/** Cells below the level that drain through the dam and hang together with it. */
function flood(terrain: Raster, donors: Donors, dam: number, levelM: number): number[] {
  const cells = [dam]
  for (let k = 0; k < cells.length && cells.length < 4000; k++) {
    const cell = cells[k] as number
    for (let d = donors.start[cell] as number; d < (donors.start[cell + 1] as number); d++) {
      const from = donors.list[d] as number
      if ((terrain.values[from] as number) < levelM) cells.push(from)
    }
  }
  return cells
}

/** Width of the valley at the level of the water, the shorter of two sections through the dam, metres. */
function damWidth(terrain: Raster, dam: number, levelM: number): number {
  const width = (stepCells: number, stepM: number) => {
    let cells = 1
    for (const sign of [-1, 1]) {
      for (let k = 1; k < 40 && (terrain.values[dam + sign * k * stepCells] ?? Infinity) < levelM; k++) cells++
    }
    return cells * stepM
  }
  return Math.min(width(1, terrain.dxM), width(terrain.columns, terrain.dyM))
}

interface Donors {
  start: Int32Array
  list: Int32Array
}

function donorLists({ receiver }: Flow): Donors {
  const start = new Int32Array(receiver.length + 1)
  receiver.forEach((to, cell) => {
    if (to !== cell) start[to + 1] = (start[to + 1] as number) + 1
  })
  for (let cell = 0; cell < receiver.length; cell++)
    start[cell + 1] = (start[cell + 1] as number) + (start[cell] as number)
  const next = start.slice()
  const list = new Int32Array(start[receiver.length] as number)
  receiver.forEach((to, cell) => {
    if (to === cell) return
    list[next[to] as number] = cell
    next[to] = (next[to] as number) + 1
  })
  return { start, list }
}
