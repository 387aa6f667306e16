import { conclude, settled, type ConcludeOptions } from './conclude.ts'
import { prepare } from './prepare.ts'
import { search } from './search.ts'
import { simulate } from './simulate.ts'
import type { Cluster, ScanInput, ScanOptions } from './types.ts'

export interface ScanRun extends ScanOptions, ConcludeOptions {
  simulations: number
  seed: number
  /** only clusters with a greater llr are sought */
  floor?: number
  /** most clusters */
  most?: number
  /** simulations between two reports */
  chunk?: number
  /** told after each chunk; false ends the work, and what has been simulated counts */
  onProgress?: (done: number) => boolean | void
}

/**
 * Kulldorff's scan in one thread: space-time permutation (Kulldorff et al. 2005, PLoS Medicine 2:e59) or discrete Poisson
 * (Kulldorff 1997, 1998, 2001), circles that grow place by place. Cost: cases × places for each simulation, about.
 */
export function scan(input: ScanInput, run: ScanRun): { clusters: Cluster[]; simulations: number } {
  const { simulations, seed, stopAfter = Infinity, chunk = 64, onProgress } = run
  const prepared = prepare(input, run)
  const windows = search(prepared, run)
  const maxima = new Float64Array(simulations)
  let done = 0
  while (done < simulations && windows.length > 0) {
    const to = Math.min(simulations, done + chunk)
    maxima.set(simulate(prepared, done, to, seed), done)
    done = to
    if (onProgress?.(done) === false || settled(windows, maxima.subarray(0, done), stopAfter)) break
  }
  return { clusters: conclude(windows, maxima.subarray(0, done), prepared, run), simulations: done }
}
