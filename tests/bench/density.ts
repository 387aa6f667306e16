import { stDbscan } from '../../server/analysis/clusters.ts'
import { kernelDensity } from '../../server/analysis/density.ts'
import { emerging } from '../../server/analysis/emerging.ts'
import { gridOver } from '../../server/analysis/grid.ts'
import { KERNELS, type KernelName } from '../../server/analysis/kernels.ts'
import { random } from '../../server/analysis/random.ts'
import { spaceTimeExcess } from '../../server/analysis/spaceTime.ts'
import { listWeights } from '../../server/analysis/weightsFrom.ts'
import { cellsWhere } from '../server/analysis/cells.ts'
import { measureInTurn, print, seconds } from './measure.ts'

const SIDE_M = 40_000
const POINTS = 20_000
const STEPS = 36
const ACROSS = 60

/** Density, clusters and emerging classes, each beside one plain pass over what it reads or writes. */
export async function benchDensity(): Promise<void> {
  const { x, y, day } = cases()
  await benchKernels(x, y)
  await benchClusters(x, y, day)
  await benchEmerging()
}

/** Three quarters of the cases lie around two hundred villages, the others anywhere. */
function cases(): { x: Float64Array; y: Float64Array; day: Float64Array } {
  const { uniform, below } = random(20_260_401)
  const villages = Array.from({ length: 200 }, () => [uniform() * SIDE_M, uniform() * SIDE_M] as const)
  const [x, y, day] = [new Float64Array(POINTS), new Float64Array(POINTS), new Float64Array(POINTS)]
  for (let at = 0; at < POINTS; at++) {
    const [vx, vy] = villages[below(villages.length)]!
    const stray = at % 4 === 0
    x[at] = stray ? uniform() * SIDE_M : vx + (uniform() + uniform() - 1) * 600
    y[at] = stray ? uniform() * SIDE_M : vy + (uniform() + uniform() - 1) * 600
    day[at] = below(365)
  }
  return { x, y, day }
}

async function benchKernels(x: Float64Array, y: Float64Array): Promise<void> {
  const grid = gridOver({ minX: 0, minY: 0, maxX: SIDE_M, maxY: SIDE_M }, SIDE_M / 200)
  const inside = cellsWhere(grid, (px, py) => (px - SIDE_M / 2) ** 2 + (py - SIDE_M / 2) ** 2 < (SIDE_M / 2) ** 2)
  print(`${POINTS} points, ${grid.columns} × ${grid.rows} cells of 200 m; bandwidth 1,500 m, Gaussian 600 m`)
  const names = Object.keys(KERNELS) as KernelName[]
  const [pass, corrected, ...each] = await measureInTurn([
    () => mark(x, y),
    () => kernelDensity(x, y, grid, { bandwidth: 1500, inside }),
    ...names.map((kernel) => () => kernelDensity(x, y, grid, { kernel, bandwidth: kernel === 'gaussian' ? 600 : 1500 })),
  ])
  print(`  counting each point into its cell  ${seconds(pass!)}`)
  each.forEach((timing, at) => print(`  ${names[at]!.padEnd(33)}  ${seconds(timing)}`))
  print(`  ${'quartic with edge correction'.padEnd(33)}  ${seconds(corrected!)}`)
}

function mark(x: Float64Array, y: Float64Array): Float64Array {
  const counts = new Float64Array(200 * 200)
  const step = SIDE_M / 200
  for (let at = 0; at < x.length; at++) {
    const [column, row] = [Math.floor(x[at]! / step), Math.floor(y[at]! / step)]
    if (column >= 0 && row >= 0 && column < 200 && row < 200) counts[row * 200 + column]!++
  }
  return counts
}

async function benchClusters(x: Float64Array, y: Float64Array, day: Float64Array): Promise<void> {
  const order = Uint32Array.from(x.keys())
  let found = stDbscan(x, y, day, { radius: 100, days: Infinity, minPoints: 5 })
  const [sort, plain, time] = await measureInTurn([
    () => order.slice().sort((a, b) => x[a]! - x[b]!),
    () => (found = stDbscan(x, y, day, { radius: 100, days: Infinity, minPoints: 5 })),
    () => stDbscan(x, y, day, { radius: 300, days: 30, minPoints: 5 }),
  ])
  print(`${POINTS} points, ${found.count} clusters within 100 m`)
  print(`  sorting the points from west to east  ${seconds(sort!)}`)
  print(`  DBSCAN within 100 m                   ${seconds(plain!)}`)
  print(`  ST-DBSCAN within 300 m and 30 days    ${seconds(time!)}`)
}

async function benchEmerging(): Promise<void> {
  const areas = ACROSS * ACROSS
  const neighbours = Array.from({ length: areas }, (_, area) => around(area))
  const weights = listWeights(neighbours)
  const { uniform } = random(7)
  const share = new Float64Array(areas).fill(1 / areas)
  const counts = Float64Array.from({ length: areas * STEPS }, (_, at) => Number(uniform() < 0.5) + (at % areas < 9 ? 3 : 0))
  const { z, p } = spaceTimeExcess(counts, share, weights)
  const [pass, excess, classes] = await measureInTurn([
    () => counts.reduce((sum, count) => sum + count, 0),
    () => spaceTimeExcess(counts, share, weights),
    () => emerging(z, { areas, alpha: 0.05, p }),
  ])
  print(`${areas} areas × ${STEPS} months`)
  print(`  one pass over the cube                ${seconds(pass!)}`)
  print(`  excess of the neighbourhoods          ${seconds(excess!)}`)
  print(`  correction, trends and classes        ${seconds(classes!)}`)
}

/** Queen neighbours on a square lattice. */
function around(area: number): number[] {
  const [column, row] = [area % ACROSS, Math.floor(area / ACROSS)]
  const near: number[] = []
  for (let other = Math.max(0, row - 1); other <= Math.min(ACROSS - 1, row + 1); other++) {
    for (let across = Math.max(0, column - 1); across <= Math.min(ACROSS - 1, column + 1); across++) near.push(other * ACROSS + across)
  }
  return near.filter((one) => one !== area)
}
