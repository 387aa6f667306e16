import { createNoise2D, type NoiseFunction2D } from 'simplex-noise'
import { routeFlow, type Flow } from './flow.ts'
import type { Random } from './random.ts'
import { cellCentre, sample, slopeOf, type Raster, type XY } from './raster.ts'

/** One stream from its source to its mouth, drawn. */
export interface Stream {
  line: XY[]
  /** cell of the terrain under each point of `line`, for tracing only */
  cells: number[]
  /** catchment at the mouth, km² */
  areaKm2: number
  /** 1 main river, 2 tributary, 3 stream, 4 brook */
  rank: 1 | 2 | 3 | 4
  /** position in the list of the stream that it joins; -1 where it leaves the sheet */
  into: number
}

const DRAWN_FROM_KM2 = 3.2
const rankOf = (areaKm2: number): Stream['rank'] => (areaKm2 > 330 ? 1 : areaKm2 > 48 ? 2 : areaKm2 > 13 ? 3 : 4)

/** Streams of the sheet, larger before smaller, so that a mouth lies on a line that exists. */
export function traceStreams(terrain: Raster, random: Random): { streams: Stream[]; flow: Flow } {
  const flow = routeFlow(terrain)
  const { order, receiver, areaM2 } = flow
  const largest = largestDonor(flow)
  const streamOf = new Int32Array(order.length).fill(-1)
  const drawn: (XY | undefined)[] = []
  const wind = createNoise2D(random.next)
  const slope = slopeOf(terrain)
  const streams: Stream[] = []
  const mouths = [...order]
    .filter((cell) => isMouth(cell, flow, largest))
    .sort((a, b) => upstream(b) - upstream(a) || a - b)
  function upstream(cell: number): number {
    return areaM2[cell] as number
  }
  for (const mouth of mouths) {
    const cells: number[] = []
    for (
      let cell = mouth;
      cell >= 0 && (areaM2[cell] as number) >= DRAWN_FROM_KM2 * 1e6;
      cell = largest[cell] as number
    ) {
      cells.push(cell)
      streamOf[cell] = streams.length
    }
    cells.reverse()
    const areaKm2 = (areaM2[mouth] as number) / 1e6
    const below = receiver[mouth] as number
    const into = below === mouth ? -1 : (streamOf[below] as number)
    const line = windingLine(
      cells.map((cell) => cellCentre(terrain, cell)),
      { wind, slope, areaKm2 },
    )
    cells.forEach((cell, k) => (drawn[cell] = line[k] as XY))
    if (into >= 0) bendTowards(line, drawn[below] as XY)
    streams.push({ line, cells, areaKm2, rank: rankOf(areaKm2), into })
  }
  return { streams, flow }
}

function largestDonor({ order, receiver, areaM2 }: Flow): Int32Array {
  const largest = new Int32Array(order.length).fill(-1)
  for (const cell of order) {
    const to = receiver[cell] as number
    if (to === cell) continue
    const best = largest[to] as number
    if (best < 0 || (areaM2[cell] as number) > (areaM2[best] as number)) largest[to] = cell
  }
  return largest
}

/** Last cell of a stream: it leaves the sheet, or joins one that has a larger donor. */
function isMouth(cell: number, { receiver, areaM2 }: Flow, largest: Int32Array): boolean {
  if ((areaM2[cell] as number) < DRAWN_FROM_KM2 * 1e6) return false
  const to = receiver[cell] as number
  return to === cell || largest[to] !== cell
}

interface Winding {
  wind: NoiseFunction2D
  slope: Raster
  areaKm2: number
}

/** Cell centres smoothed, and set aside in bends where the ground is flat: wider ones on larger rivers. */
function windingLine(centres: XY[], { wind, slope, areaKm2 }: Winding): XY[] {
  const smooth = smoothLine(centres, 3.2)
  const swingM = Math.min(430, 60 + 15 * Math.sqrt(areaKm2))
  const waveM = 5.2 * swingM + 260
  let along = 0
  return smooth.map((point, k) => {
    const before = smooth[Math.max(0, k - 3)] as XY
    const after = smooth[Math.min(smooth.length - 1, k + 3)] as XY
    const [dx, dy] = [after[0] - before[0], after[1] - before[1]]
    const length = Math.hypot(dx, dy) || 1
    along += k > 0 ? Math.hypot(point[0] - (smooth[k - 1] as XY)[0], point[1] - (smooth[k - 1] as XY)[1]) : 0
    const flat = Math.max(0, 1 - sample(slope, ...point) / 0.045)
    const size = swingM * (0.12 + 0.88 * flat) * Math.min(1, k / 12)
    const swing = size * (1.05 * wind(along / waveM, areaKm2) + 0.4 * wind(along / (waveM * 0.4), areaKm2 + 50))
    return [point[0] - (dy / length) * swing, point[1] + (dx / length) * swing] as XY
  })
}

/** Gaussian smoothing of a line by `reach` points with both ends kept. */
export function smoothLine(line: readonly XY[], reach: number): XY[] {
  const half = Math.ceil(2.5 * reach)
  const weights = Array.from({ length: half + 1 }, (_, k) => Math.exp(-(k * k) / (2 * reach * reach)))
  return line.map((_, at) => {
    const room = Math.min(half, at, line.length - 1 - at)
    let [x, y, total] = [0, 0, 0]
    for (let k = -room; k <= room; k++) {
      const weight = weights[Math.abs(k)] as number
      const [px, py] = line[at + k] as XY
      x += weight * px
      y += weight * py
      total += weight
    }
    return [x / total, y / total]
  })
}

/** Leads the last points of a tributary to the point where the larger river was drawn. */
function bendTowards(line: XY[], mouth: XY): void {
  const last = line[line.length - 1] as XY
  const [dx, dy] = [mouth[0] - last[0], mouth[1] - last[1]]
  const reach = Math.min(line.length, Math.max(6, Math.round(Math.hypot(dx, dy) / 45)))
  for (let k = 0; k < reach; k++) {
    const at = line.length - 1 - k
    const share = (1 - k / reach) ** 2 * (k === 0 ? 1 : 0.9)
    const [x, y] = line[at] as XY
    line[at] = [x + dx * share, y + dy * share]
  }
  line.push(mouth)
}
