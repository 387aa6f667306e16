import { describe, expect, test } from 'vitest'
import { geary, moran, type GlobalStatistic } from '../../server/analysis/global.ts'
import { gi, giStar } from '../../server/analysis/localG.ts'
import { bayesRates, rawRates, smoothedRates } from '../../server/analysis/rates.ts'
import { standardisedRates } from '../../server/analysis/standardisedRates.ts'
import { bandWeights, listWeights } from '../../server/analysis/weightsFrom.ts'
import { rowStandardised } from '../../server/analysis/weightsOf.ts'
import { FILES, off, read } from './lisa.ts'

interface Grid {
  meta: { index0: number }
  x: number[]
  y: number[]
  val: number[]
  card_d30: number
  values_at_index: Record<string, number>
  Gistar_d30_all: number[]
  Gi_d30_all: number[]
}

interface Published {
  cases: {
    points: [number, number][]
    nb: number[][]
    y: number[]
    e: number[]
    b: number[]
    SID74: number[]
    BIR74: number[]
    SID79: number[]
    BIR79: number[]
    published: Record<string, number> & Record<'Empirical_Bayes' | 'Excess_Risk' | 'Spatial_Rate (self+nbrs)', number[]>
    published_first4: number[]
    independent_numpy: { Gi_z: number[]; Gistar_z: number[] }
  }[]
}


describe.skipIf(FILES.length === 0)('Getis and Ord 1996, the remote-sensing grid', () => {
  const grid = FILES.length > 0 ? read<Grid>('published_getis_ord_1996_grid.json') : null!
  const axes = () => [Float64Array.from(grid.x), Float64Array.from(grid.y)]
  const at = () => grid.meta.index0

  test.each([30, 60, 90, 120, 150])('Gi and Gi* within %s m', (metres) => {
    const weights = bandWeights(axes(), metres)
    const found = [gi(grid.val, weights).z[at()]!, giStar(grid.val, weights).z[at()]!]
    expect(off('z', found, [grid.values_at_index[`Gi_d${metres}`]!, grid.values_at_index[`Gistar_d${metres}`]!])).toEqual([])
  })

  test('every cell, and the value that the paper prints', () => {
    const weights = bandWeights(axes(), 30)
    const star = giStar(grid.val, weights).z
    expect(weights.start[at() + 1]! - weights.start[at()]!).toBe(grid.card_d30)
    expect([...off('Gi', gi(grid.val, weights).z, grid.Gi_d30_all), ...off('Gi*', star, grid.Gistar_d30_all)]).toEqual([])
    // page 267: 1.45, with the variance divided by n instead of n − 1
    expect((star[at()]! * Math.sqrt(255 / 256)).toFixed(2)).toBe('1.45')
  })
})

describe.skipIf(FILES.length === 0)("values printed in esda's tests", () => {
  const { cases } = FILES.length > 0 ? read<Published>('published.json') : { cases: [] }
  const rows = (at: number) => rowStandardised(listWeights(cases[at]!.nb))
  const upper = ({ z, p }: GlobalStatistic): number => (z > 0 ? p / 2 : 1 - p / 2)

  test('Gi and Gi* of six points', () => {
    const { points, y, nb, published, independent_numpy } = cases[0]!
    const weights = bandWeights([0, 1].map((axis) => Float64Array.from(points, (point) => point[axis]!)), 15)
    expect(weights).toEqual(listWeights(nb))
    const [without, star] = [gi(y, weights).z, giStar(y, weights).z]
    expect(without[0]).toBeCloseTo(published['Gi_binary_z[0]']!, 7)
    expect(star[0]).toBeCloseTo(published['Gistar_binary_z[0]']!, 8)
    expect([...off('Gi', without, independent_numpy.Gi_z), ...off('Gi*', star, independent_numpy.Gistar_z)]).toEqual([])
  })

  test.each([1, 2])("Moran's I, case %s", (at) => {
    const { y, published } = cases[at]!
    const found = moran(y, rows(at), { variance: 'normality' })!
    expect(off('I', [found.statistic, upper(found)], [published.I!, published.p_norm_one_sided!])).toEqual([])
  })

  test("Moran's I of rates that allow for the population", () => {
    const { SID79, BIR79, published } = cases[2]!
    const found = moran(standardisedRates(SID79, BIR79), rows(2), { variance: 'normality' })!
    expect(off('I', [found.statistic, upper(found)], [published.EB_Moran_Rate_I!, published.EB_p_norm!])).toEqual([])
  })

  test('Empirical Bayes, excess risk and smoothed rates', () => {
    const { SID74, BIR74, nb, published } = cases[3]!
    const total = SID74.reduce((sum, one) => sum + one, 0) / BIR74.reduce((sum, one) => sum + one, 0)
    const [bayes, raw] = [bayesRates(SID74, BIR74, { per: 1 }), rawRates(SID74, BIR74, { per: 1 / total })]
    const smoothed = smoothedRates(SID74, BIR74, listWeights(nb), { per: 1 })
    published.Empirical_Bayes.forEach((value, i) => expect(bayes[i]).toBeCloseTo(value, 7))
    published.Excess_Risk.forEach((value, i) => expect(raw[i]).toBeCloseTo(value, 5))
    published['Spatial_Rate (self+nbrs)'].forEach((value, i) => expect(smoothed[i]).toBeCloseTo(value, 7))
  })

  test("Geary's C", () => {
    const { y, published } = cases[4]!
    const [normal, random] = [geary(y, rows(4), { variance: 'normality' })!, geary(y, rows(4))!]
    expect(
      off(
        'C',
        [normal.statistic, normal.variance, normal.z, random.variance, random.z, random.p / 2],
        [published.C!, published.VC_norm!, published.z_norm!, published.VC_rand!, published.z_rand!, published.p_rand_one_sided!],
      ),
    ).toEqual([])
  })

  test("variances of Moran's I on a lattice of nine", () => {
    const { published } = cases[5]!
    const lattice = listWeights([[1, 3], [0, 2, 4], [1, 5], [0, 4, 6], [1, 3, 5, 7], [2, 4, 8], [3, 7], [4, 6, 8], [5, 7]])
    const y = [1, 2, 3, 4, 5, 6, 7, 8, 9]
    const [random, normal] = [moran(y, lattice)!, moran(y, lattice, { variance: 'normality' })!]
    expect(off('I', [random.variance, normal.variance], [published.VI_rand!, published.VI_norm!])).toEqual([])
    expect(random.statistic).toBeCloseTo(0.5, 12)
  })

  test('rates standardised where chance explains more than there is', () => {
    const { e, b, published_first4 } = cases[6]!
    const found = standardisedRates(e, b)
    published_first4.forEach((value, i) => expect(found[i]).toBeCloseTo(value, 8))
  })
})
