import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
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
