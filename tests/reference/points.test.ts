import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { stDbscan, type Clusters } from '../../server/analysis/clusters.ts'
import { kernelDensity } from '../../server/analysis/density.ts'
import type { KernelName } from '../../server/analysis/kernels.ts'

/** Computed by others on the burglaries of Portland in 2016, in feet; beside the checkout, see the README there. */
const DATA = resolve('../shared/data/reference/points')
const there = existsSync(DATA)
const read = <T>(file: string): T => JSON.parse(readFileSync(join(DATA, file), 'utf8')) as T

interface Points { x_ft: number[]; y_ft: number[]; day_since_2012_03_01: number[] }
const points = there ? read<Points>('portland_burglary_2016.json') : { x_ft: [], y_ft: [], day_since_2012_03_01: [] }

interface Densities {
  meta: { grid: { x0: number; y0: number; nx: number; ny: number; cell: number } }
  kde: Record<string, { h: number; sum_times_cell_area: number; max: number; argmax: number; density: number[] }>
}

describe.skipIf(!there)('kernel density', () => {
  const { meta, kde } = there ? read<Densities>('kde_portland_burglary_2016.json') : ({ meta: { grid: {} }, kde: {} } as Densities)
  const { x0, y0, nx, ny, cell } = meta.grid
  const grid = { x0, y0, cell, columns: nx, rows: ny }

  test.each(Object.entries(kde))('%s', (name, { h, density, argmax, sum_times_cell_area }) => {
    const kernel = name.split('_')[0] as KernelName
    const { values } = kernelDensity(points.x_ft, points.y_ft, grid, { kernel, bandwidth: h, gaussianReach: Infinity })
    let worst = 0
    for (const [at, wanted] of density.entries()) worst = Math.max(worst, wanted === values[at] ? 0 : wanted === 0 ? Infinity : Math.abs(values[at]! / wanted - 1))
    expect(worst).toBeLessThanOrEqual(1e-9)
    expect(values.indexOf(Math.max(...values))).toBe(argmax)
    expect(values.reduce((sum, value) => sum + value, 0) * cell * cell).toBeCloseTo(sum_times_cell_area, 6)
  })
})

interface Run { labels: number[]; core: number[]; n_clusters: number; minPts_including_self: number }

/** Core points of each cluster, in ascending order. */
function coresOf(labels: ArrayLike<number>, core: ArrayLike<number>): number[][] {
  const groups = new Map<number, number[]>()
  for (let at = 0; at < labels.length; at++) {
    if (core[at] === 1) groups.set(labels[at]!, [...(groups.get(labels[at]!) ?? []), at])
  }
  return [...groups.values()].sort((a, b) => a[0]! - b[0]!)
}

/** What must be alike: to which cluster a border point goes may differ. */
function comparable(labels: ArrayLike<number>, core: ArrayLike<number>, count: number) {
  return { count, core: Array.from(core), noise: Array.from(labels, (one) => one < 0), clusters: coresOf(labels, core) }
}

const of = ({ label, core, count }: Clusters) => comparable(label, core, count)
const ofRun = ({ labels, core, n_clusters }: Run) => comparable(labels, core, n_clusters)

describe.skipIf(!there)('DBSCAN', () => {
  const { runs } = there ? read<{ runs: Record<string, Run & { eps: number }> }>('dbscan_portland_burglary_2016.json') : { runs: {} }

  test.each(Object.entries(runs))('%s', (_, run) => {
    const options = { radius: run.eps, days: Infinity, minPoints: run.minPts_including_self }
    expect(of(stDbscan(points.x_ft, points.y_ft, points.day_since_2012_03_01, options))).toEqual(ofRun(run))
  })
})

describe.skipIf(!there)('ST-DBSCAN', () => {
  const { runs } = there ? read<{ runs: Record<string, Run & { eps_space: number; eps_days: number }> }>('stdbscan_portland_burglary_2016.json') : { runs: {} }

  test.each(Object.entries(runs))('%s', (_, run) => {
    const options = { radius: run.eps_space, days: run.eps_days, minPoints: run.minPts_including_self }
    expect(of(stDbscan(points.x_ft, points.y_ft, points.day_since_2012_03_01, options))).toEqual(ofRun(run))
  })
})
