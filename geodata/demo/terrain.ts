import { createNoise2D, type NoiseFunction2D } from 'simplex-noise'
import { routeFlow } from './flow.ts'
import type { Random } from './random.ts'
import { blur, cellCentre, sample, sheetRaster, SHEET_HEIGHT_M, SHEET_WIDTH_M, type Raster } from './raster.ts'

/** Height of the river where it leaves the sheet, metres above sea level. */
const OUTLET_M = 386
const HIGHEST_M = 1985

/** What lifts the land: strong in the mountains of the south, weak on the loess tables, almost nil in the plain. */
interface Uplift {
  /** 0 plain … 1 mountain, at a point of the sheet in metres */
  mountain(x: number, y: number): number
  rate(x: number, y: number): number
  /** height that erosion cannot undercut at the edge of the sheet */
  edge(x: number, y: number): number
}

const step = (low: number, high: number, value: number) => {
  const t = Math.min(1, Math.max(0, (value - low) / (high - low)))
  return t * t * (3 - 2 * t)
}

function upliftOf(random: Random): Uplift {
  const broad = createNoise2D(random.fork('broad').next)
  const fine = createNoise2D(random.fork('fine').next)
  const mountain = (x: number, y: number) => {
    const [u, v] = [x / SHEET_WIDTH_M, y / SHEET_HEIGHT_M]
    const bend = 0.09 * broad(u * 2.1, v * 2.1) + 0.045 * broad(u * 5 + 9, v * 5)
    return step(-0.16, 0.3, 0.53 - v + 0.2 * (0.42 - u) + bend)
  }
  const rate = (x: number, y: number) => {
    const [u, v] = [x / SHEET_WIDTH_M, y / SHEET_HEIGHT_M]
    const range = mountain(x, y)
    const northHills = 0.3 * step(0.8, 0.97, v + 0.05 * broad(u * 3 + 4, 2) + 0.09 * (0.5 - u))
    const westHills = 0.34 * step(0.16, 0.0, u + 0.06 * broad(3, v * 3))
    const rough = 1 + 0.42 * broad(u * 4.2 + 20, v * 4.2) + 0.22 * fine(u * 11, v * 11)
    return (0.012 + Math.max(range ** 1.35, northHills, westHills)) * Math.max(0.25, rough)
  }
  const edge = (x: number, y: number) => {
    const [u, v] = [x / SHEET_WIDTH_M, y / SHEET_HEIGHT_M]
    if (u > 0.995 && v > 0.5 && v < 0.86) return 0.05 * Math.abs(v - 0.66)
    return 0.1 + 0.25 * mountain(x, y) + 0.05 * (1 - u)
  }
  return { mountain, rate, edge }
}

interface Erosion {
  rounds: number
  timeStep: number
  chance: () => number
}

/** The stream power law, dz/dt = U − K·A^m·S, solved implicitly from low to high (Braun and Willett 2013). */
function erode(raster: Raster, uplift: Float64Array, { rounds, timeStep, chance }: Erosion): void {
  const { values, dxM, dyM } = raster
  const cellM = Math.sqrt(dxM * dyM)
  const exponent = 0.46
  for (let round = 0; round < rounds; round++) {
    const { order, receiver, areaM2, filled } = routeFlow(raster, chance)
    for (let k = 0; k < order.length; k++) {
      const cell = order[k] as number
      const to = receiver[cell] as number
      if (to === cell) continue
      const factor = (timeStep * 9 * ((areaM2[cell] as number) / 1e6) ** exponent) / (cellM / 1000)
      const lifted = (values[cell] as number) + timeStep * (uplift[cell] as number)
      const base = Math.max(values[to] as number, Math.min(filled[to] as number, lifted))
      values[cell] = (lifted + factor * base) / (1 + factor)
    }
  }
}

function upliftRaster(like: Raster, uplift: Uplift): Float64Array {
  return like.values.map((_, cell) => uplift.rate(...cellCentre(like, cell)))
}

/** Adds chance to the start surface, so that the first streams are not straight. */
function roughen(raster: Raster, noise: NoiseFunction2D, height: number, waveM: number): void {
  for (let cell = 0; cell < raster.values.length; cell++) {
    const [x, y] = cellCentre(raster, cell)
    raster.values[cell] = (raster.values[cell] as number) + height * noise(x / waveM, y / waveM)
  }
}

/** Heights of the sheet in metres: mountains in the south, loess tables, a plain that drains to the east. */
export function makeTerrain(random: Random): Raster {
  const uplift = upliftOf(random)
  const noise = createNoise2D(random.fork('rough').next)
  const chance = random.fork('erosion').next
  const coarse = sheetRaster(4)
  for (let cell = 0; cell < coarse.values.length; cell++) {
    const [x, y] = cellCentre(coarse, cell)
    coarse.values[cell] =
      uplift.edge(x, y) +
      0.06 * (1 - x / SHEET_WIDTH_M) +
      0.1 * noise(x / 4200, y / 4200) +
      0.05 * noise(x / 1500, y / 1500)
  }
  erode(coarse, upliftRaster(coarse, uplift), { rounds: 70, timeStep: 0.05, chance })
  const middle = warp(coarse, sheetRaster(2), noise, [
    { byM: 780, waveM: 5200 },
    { byM: 270, waveM: 1700 },
  ])
  roughen(middle, noise, 0.004, 700)
  erode(middle, upliftRaster(middle, uplift), { rounds: 12, timeStep: 0.04, chance })
  const fine = warp(blur(middle, 1), sheetRaster(), noise, [
    { byM: 210, waveM: 1500 },
    { byM: 85, waveM: 520 },
  ])
  roughen(fine, noise, 0.004, 900)
  erode(fine, upliftRaster(fine, uplift), { rounds: 2, timeStep: 0.02, chance })
  return toMetres(levelEdges(blur(fine, 1)))
}

/** Resamples with every point set aside by smooth chance: bends valleys that the grid's directions made straight. */
function warp(
  from: Raster,
  to: Raster,
  noise: NoiseFunction2D,
  waves: readonly { byM: number; waveM: number }[],
): Raster {
  for (let cell = 0; cell < to.values.length; cell++) {
    let [x, y] = cellCentre(to, cell)
    const [east, north] = [x, y]
    for (const { byM, waveM } of waves) {
      x += byM * noise(east / waveM + 31, north / waveM)
      y += byM * noise(east / waveM, north / waveM + 67)
    }
    to.values[cell] = sample(from, x, y)
  }
  return to
}

/** Takes the steps away that the outlets of the sheet leave in its outermost cells. */
function levelEdges(raster: Raster): Raster {
  const { columns, rows, values } = raster
  const inward = (at: number, length: number) => Math.min(length - 5, Math.max(4, at))
  return {
    ...raster,
    values: values.map(
      (_, cell) =>
        values[inward(Math.floor(cell / columns), rows) * columns + inward(cell % columns, columns)] as number,
    ),
  }
}

function toMetres(raster: Raster): Raster {
  let [low, high] = [Infinity, -Infinity]
  for (const value of raster.values) {
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  return {
    ...raster,
    values: raster.values.map((value) => OUTLET_M + ((value - low) / (high - low)) * (HIGHEST_M - OUTLET_M)),
  }
}
