/** A kernel in the plane, of the distance u in bandwidths; it integrates to 1 over u. */
export interface Kernel {
  /** bandwidths beyond which it is 0, or left out; of a Gaussian to each side, of the others all around */
  reach: number
  /** of one point on a row of cells `u0 + column * step` along the row and √`v` across it, times `factor`, added from column to column */
  addRow(into: Float64Array, at: number, from: number, to: number, u0: number, step: number, v: number, factor: number): void
}

/**
 * Silverman 1986, §4.2: quartic 3(1−u²)²/π, Epanechnikov 2(1−u²)/π, triangular 3(1−u)/π, uniform 1/π, each for u < 1; Gaussian
 * exp(−u²/2)/2π, whose bandwidth is its standard deviation: it looks as wide as a quartic of 2.6 times that.
 */
export type KernelName = 'quartic' | 'gaussian' | 'epanechnikov' | 'triangular' | 'uniform'

/** One loop each, because a call for every cell would cost more than what it works out. */
export const KERNELS: Record<KernelName, Kernel> = {
  quartic: {
    reach: 1,
    addRow(into, at, from, to, u0, step, v, factor) {
      const scale = (factor * 3) / Math.PI
      for (let column = from; column <= to; column++) {
        const u = u0 + column * step
        const rest = 1 - (u * u + v)
        if (rest > 0) into[at + column] = into[at + column]! + scale * rest * rest
      }
    },
  },
  gaussian: {
    // 2e-9 of a Gaussian lies further out to either side
    reach: 6,
    addRow(into, at, from, to, u0, step, v, factor) {
      const scale = factor / (2 * Math.PI)
      for (let column = from; column <= to; column++) {
        const u = u0 + column * step
        into[at + column] = into[at + column]! + scale * Math.exp((u * u + v) / -2)
      }
    },
  },
  epanechnikov: {
    reach: 1,
    addRow(into, at, from, to, u0, step, v, factor) {
      const scale = (factor * 2) / Math.PI
      for (let column = from; column <= to; column++) {
        const u = u0 + column * step
        const rest = 1 - (u * u + v)
        if (rest > 0) into[at + column] = into[at + column]! + scale * rest
      }
    },
  },
  triangular: {
    reach: 1,
    addRow(into, at, from, to, u0, step, v, factor) {
      const scale = (factor * 3) / Math.PI
      for (let column = from; column <= to; column++) {
        const u = u0 + column * step
        const rest = 1 - Math.sqrt(u * u + v)
        if (rest > 0) into[at + column] = into[at + column]! + scale * rest
      }
    },
  },
  uniform: {
    reach: 1,
    addRow(into, at, from, to, u0, step, v, factor) {
      const scale = factor / Math.PI
      for (let column = from; column <= to; column++) {
        const u = u0 + column * step
        if (u * u + v < 1) into[at + column] = into[at + column]! + scale
      }
    },
  },
}
