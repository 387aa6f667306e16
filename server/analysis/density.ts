import { massInside } from './edge.ts'
import type { Grid } from './grid.ts'
import { KERNELS, type KernelName } from './kernels.ts'

export interface DensityOptions {
  kernel?: KernelName
  /** in the unit of the coordinates */
  bandwidth: number
  /** what each point counts; 1 by default */
  weights?: ArrayLike<number>
  /** bandwidths that a Gaussian is followed to each side; 6 by default */
  gaussianReach?: number
  /** 1 for each cell of the county, as `cellsInside` gives it: what the kernels spread beyond it comes back */
  inside?: Uint8Array
  /** what a cell is multiplied with at most to make up for the county line; 4 by default, what the corner of a square needs */
  maxCorrection?: number
}

export interface Density {
  grid: Grid
  /** cases per unit of area at the centre of each cell; NaN outside the county, if one was given */
  values: Float64Array
  /** cells in which the correction was held at its greatest */
  held: number
}

/**
 * Kernel density of points on a grid: Σ w k(d/h) / h², in cases per unit of area (Silverman 1986, eq. 4.1, times the number of points).
 * Each point visits only the cells within reach.
 *
 * Near the county line a part of each kernel falls outside, where no case can lie, and the density comes out too low. With `inside` each
 * cell is divided by the share of the mass of a kernel on it that lies in the county (Diggle 1985; the uniform correction of spatstat's
 * density.ppp). In thin tips that share is so small that one case would look like a hot-spot: there the correction is held at
 * `maxCorrection` and the density stays too low.
 * @param x and `y`: of the points, which should lie in the county
 * Throws RangeError unless the bandwidth is a number above 0 and the mask as long as the grid.
 */
export function kernelDensity(x: ArrayLike<number>, y: ArrayLike<number>, grid: Grid, options: DensityOptions): Density {
  const { kernel = 'quartic', bandwidth, inside, maxCorrection = 4 } = options
  if (!(bandwidth > 0) || bandwidth === Infinity) throw new RangeError(`a bandwidth of ${bandwidth}`)
  const cells = grid.columns * grid.rows
  if (inside && inside.length !== cells) throw new RangeError(`a mask of ${inside.length} for ${cells} cells`)
  const reach = kernel === 'gaussian' ? (options.gaussianReach ?? KERNELS.gaussian.reach) : 1
  const values = summed(x, y, grid, { ...options, kernel, reach })
  let held = 0
  if (inside) {
    const share = massInside(inside, grid, { kernel, bandwidth })
    for (let at = 0; at < cells; at++) {
      if (inside[at] && share[at]! * maxCorrection < 1) held++
      values[at] = inside[at] ? values[at]! / Math.max(share[at]!, 1 / maxCorrection) : NaN
    }
  }
  return { grid, values, held }
}

function summed(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  { x0, y0, cell, columns, rows }: Grid,
  { kernel, bandwidth, reach, weights }: DensityOptions & { kernel: KernelName; reach: number },
): Float64Array {
  const values = new Float64Array(columns * rows)
  const { addRow } = KERNELS[kernel]
  const step = cell / bandwidth
  const far = reach * bandwidth
  for (let point = 0; point < x.length; point++) {
    const factor = (weights ? weights[point]! : 1) / (bandwidth * bandwidth)
    const [px, py] = [(x[point]! - x0) / cell - 0.5, (y[point]! - y0) / cell - 0.5]
    const span = far / cell
    const [bottom, top] = [Math.max(0, Math.ceil(py - span)), Math.min(rows - 1, Math.floor(py + span))]
    for (let row = bottom; row <= top; row++) {
      const v = ((row - py) * step) ** 2
      const half = kernel === 'gaussian' ? span : Math.sqrt(Math.max(0, 1 - v)) / step
      const [from, to] = [Math.max(0, Math.ceil(px - half)), Math.min(columns - 1, Math.floor(px + half))]
      addRow(values, row * columns, from, to, -px * step, step, v, factor)
    }
  }
  return values
}
