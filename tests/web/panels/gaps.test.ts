import { describe, expect, test } from 'vitest'
import type { Figures } from '../../../server/contract/answers.ts'
import { signed, signedShare } from '../../../web/i18n/changeText.ts'
import { changeLabels } from '../../../web/panels/compare/changeLegend.ts'
import { gapText } from '../../../web/panels/compare/gaps.ts'

const figures = (more: Partial<Figures>): Figures => ({
  count: 0, resolved: 0, resolutionRate: null, perTenThousand: null, medianDays: null, overdue: 0, people: 0, amountFen: 0, colours: {} as Figures['colours'], ...more,
})
const share = (value: number) => ({ numerator: 0, denominator: 1, value, rule: { zh: '', en: '' } })
const options = { language: 'zh' as const, words: { points: (n: string) => `${n} 个百分点`, days: (n: string) => `${n} 天` }, scale: 1 }

describe('what lies between two figures', () => {
  test('has its sign, and a per cent only of ten cases and more', () => {
    expect([signed(12), signed(-5), signed(0), signed(-0.2), signed(1234.5, 1)]).toEqual(['+12', '−5', '0', '0', '+1,234.5'])
    expect([signedShare(12, 10, 1), signedShare(12, 9, 1), signedShare(10, 30, 1 / 3)]).toEqual(['+20.0%', null, '0%'])
  })

  test('is said of each figure in its own unit, and of sums by days where the periods differ', () => {
    const [a, b] = [figures({ count: 120, overdue: 3, medianDays: 7.5, resolutionRate: share(0.95), amountFen: 3_000_000 }), figures({ count: 100, overdue: 1, medianDays: 7, resolutionRate: share(0.968), amountFen: 5_000_000 })]
    expect(gapText('cases', a, b, options)).toBe('+20 · +20.0%')
    expect(gapText('overdue', a, b, options)).toBe('+2')
    expect(gapText('resolution', a, b, options)).toBe('−1.8 个百分点')
    expect(gapText('median', a, b, options)).toBe('+0.5 天')
    expect(gapText('amount', a, b, options)).toBe('−2 万元')
    expect(gapText('cases', a, b, { ...options, scale: 0.5 })).toBe('+70 · +140.0%')
    expect(gapText('resolution', a, b, { ...options, scale: 0.5 })).toBe('−1.8 个百分点')
  })

  test('is nothing where one of the two is not known or not told', () => {
    expect(gapText('cases', figures({ count: 'small' }), figures({ count: 9 }), options)).toBeNull()
    expect(gapText('median', figures({}), figures({ medianDays: 3 }), options)).toBeNull()
  })
})

test('the legend goes from the greatest rise to the greatest fall and leaves no number out', () => {
  const words = { above: (n: string) => `+${n} up`, below: (n: string) => `−${n} down`, about: (low: string, high: string) => `${low} to ${high}`, none: 'none' }
  const said = (bounds: number[], whole: boolean) => changeLabels(bounds, whole, words).map(({ label }) => label)
  expect(said([5, 10, 20], true)).toEqual(['+20 up', '+10 ~ +19', '+5 ~ +9', '−4 to +4', '−5 ~ −9', '−10 ~ −19', '−20 down'])
  expect(said([1, 2], true)).toEqual(['+2 up', '+1', 'none', '−1', '−2 down'])
  expect(said([0.05, 0.1], false)).toEqual(['+0.1 up', '+0.05 ~ +0.1', '−0.05 to +0.05', '−0.05 ~ −0.1', '−0.1 down'])
  expect(said([], true)).toEqual(['none'])
})
