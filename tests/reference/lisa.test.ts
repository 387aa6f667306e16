import { describe, expect, test } from 'vitest'
import { centroidOf } from '../../geodata/ground/centroid.ts'
import { adjacency } from '../../geodata/ground/neighbours.ts'
import { bonferroni, falseDiscovery } from '../../server/analysis/adjust.ts'
import { geary, moran, type GlobalStatistic } from '../../server/analysis/global.ts'
import { gi, giStar, type LocalG } from '../../server/analysis/localG.ts'
import { localMoran, type LocalMoran } from '../../server/analysis/localMoran.ts'
import { bandWeights, listWeights, nearestWeights } from '../../server/analysis/weightsFrom.ts'
import { rowStandardised } from '../../server/analysis/weightsOf.ts'
import { weightSums } from '../../server/analysis/weightSums.ts'
import { DATASETS, FILES, groundOf, listsOf, off, read, SCHEMES, valuesOf, type Collection } from './lisa.ts'

interface LocalReference {
  z: number[]
  G: number[]
  E: number[]
  V: number[]
  p_two_sided_normal: number[]
  p_bonferroni: number[]
  p_fdr_BH: number[]
}

interface MoranReference {
  Ii: number[]
  E: number[]
  Var: number[]
  Z: number[]
  p_two_sided: number[]
}

interface GlobalReference {
  statistic: number
  expectation: number
  variance: number
  z: number
  p_one_sided: number
}

type Results = Record<`${'Gi' | 'Gistar'}_${'binary' | 'rowstd'}`, LocalReference> &
  Record<`localmoran_${'rowstd' | 'binary'}_conditional` | 'localmoran_rowstd_total', MoranReference> &
  Record<`global_${'rowstd' | 'binary'}`, Record<`${'moran' | 'geary'}_${'randomisation' | 'normality'}`, GlobalReference>> &
  Record<`S0_S1_S2_${'rowstd' | 'binary'}`, [number, number, number]>

const variables = FILES.flatMap((file) => {
  const [, dataset, variable] = /^([a-z]+)__([A-Z0-9]+)\.json$/.exec(file) ?? []
  return dataset && variable ? [{ dataset, variable }] : []
})

describe.skipIf(FILES.length === 0)('weights as spdep has them', () => {
  test.each(DATASETS)('%s: queen and rook from the polygons', (dataset) => {
    const { nb } = groundOf(dataset)
    const { features } = read<Collection>(`${dataset}.geojson`)
    const { areas, queen, rook } = adjacency(features.map(({ geometry }, index) => ({ index, geometry })), 1)
    expect(listsOf(listWeights(queen, { areas }))).toEqual(nb.queen)
    expect(listsOf(listWeights(rook, { areas }))).toEqual(nb.rook)
  })

  test.each(DATASETS)('%s: k nearest and distance band', (dataset) => {
    const { points, nb, meta } = groundOf(dataset)
    const axes = [0, 1].map((axis) => Float64Array.from(points, (point) => point[axis]!))
    // the points are the polygons' centres of gravity
    const centres = read<Collection>(`${dataset}.geojson`).features.map(({ geometry }) => centroidOf(geometry)!)
    expect(off('centre', centres.flat(), points.flat())).toEqual([])
    expect(listsOf(nearestWeights(axes, 4))).toEqual(nb.knn4)
    expect(listsOf(nearestWeights(axes, 6))).toEqual(nb.knn6)
    expect(listsOf(bandWeights(axes, meta.bands))).toEqual(nb.band1)
  })
})

describe.skipIf(FILES.length === 0)('spatial autocorrelation as spdep and esda have it', () => {
  const cases = variables.flatMap((one) => SCHEMES.map((scheme) => ({ ...one, scheme })))

  test('covers every variable', () => {
    expect(variables).toHaveLength(9)
  })

  describe.each(cases)('$dataset $variable, $scheme', ({ dataset, variable, scheme }) => {
    const values = valuesOf(dataset, variable)
    const binary = listWeights(groundOf(dataset).nb[scheme])
    const weights = { binary, rowstd: rowStandardised(binary) }
    const reference = read<Record<string, Results>>(`${dataset}__${variable}.json`)[scheme]!
    const total = values.reduce((sum, value) => sum + value, 0)

    test.each(['binary', 'rowstd'] as const)('Gi, %s', (style) => {
      const without = values.map((value) => total - value)
      expect(offLocal(gi(values, weights[style]), reference[`Gi_${style}`], without)).toEqual([])
    })

    test('Gi*', () => {
      const found = giStar(values, binary)
      expect(offLocal(found, reference.Gistar_binary, values.map(() => total))).toEqual([])
      // row-standardised with the area itself: sums become means, z stays
      const rows = Float64Array.from(binary.start.subarray(1), (end, i) => end - binary.start[i]! + 1)
      expect(offLocal(found, reference.Gistar_rowstd, rows.map((row) => row * total))).toEqual([])
    })

    test.each(['rowstd_conditional', 'binary_conditional', 'rowstd_total'] as const)('local Moran, %s', (kind) => {
      const [style, variance] = kind.split('_') as ['rowstd' | 'binary', 'conditional' | 'total']
      expect(offMoran(localMoran(values, weights[style], { variance }), reference[`localmoran_${kind}`])).toEqual([])
    })

    test.each(['binary', 'rowstd'] as const)('global, %s', (style) => {
      const expected = reference[`global_${style}`]
      const normality = { variance: 'normality' } as const
      const { s0, s1, s2 } = weightSums(weights[style])
      expect([
        ...offGlobal('I', moran(values, weights[style]), expected.moran_randomisation),
        ...offGlobal('I, normal', moran(values, weights[style], normality), expected.moran_normality),
        ...offGlobal('C', geary(values, weights[style]), turned(expected.geary_randomisation)),
        ...offGlobal('C, normal', geary(values, weights[style], normality), turned(expected.geary_normality)),
        ...off('S', [s0, s1, s2], reference[`S0_S1_S2_${style}`]),
      ]).toEqual([])
    })
  })
})

function offLocal(found: LocalG, expected: LocalReference, divisor: Float64Array): string[] {
  return [
    ...off('G', found.sum.map((sum, i) => sum / divisor[i]!), expected.G),
    ...off('E', found.expectation.map((mean, i) => mean / divisor[i]!), expected.E),
    ...off('V', found.variance.map((variance, i) => variance / divisor[i]! ** 2), expected.V),
    ...off('z', found.z, expected.z, 1e-14),
    ...off('p', found.p, expected.p_two_sided_normal),
    ...off('BH', falseDiscovery(found.p), expected.p_fdr_BH),
    ...off('Bonferroni', bonferroni(found.p), expected.p_bonferroni),
  ]
}

function offMoran(found: LocalMoran, expected: MoranReference): string[] {
  return [
    ...off('I', found.i, expected.Ii),
    ...off('E', found.expectation, expected.E),
    ...off('Var', found.variance, expected.Var),
    ...off('z', found.z, expected.Z, 1e-14),
    ...off('p', found.p, expected.p_two_sided),
  ]
}

function offGlobal(what: string, found: GlobalStatistic | null, expected: GlobalReference): string[] {
  if (!found) return [what]
  const { statistic, expectation, variance, z, p } = found
  return [
    ...off(what, [statistic, expectation, variance, z], [expected.statistic, expected.expectation, expected.variance, expected.z]),
    ...off(`${what} p`, [p], [2 * Math.min(expected.p_one_sided, 1 - expected.p_one_sided)]),
  ]
}

/** spdep gives Geary's z the sign of Moran's. */
function turned(reference: GlobalReference): GlobalReference {
  return { ...reference, z: -reference.z }
}
