import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { EarlierFigures, Figures, Series, Summary } from '../../server/contract/answers.ts'
import type { Day } from '../../server/contract/day.ts'
import { closingRun, lastIsPartial, stepEnd, trendOption } from '../../web/charts/trend.ts'
import { headline, type HeadlineFigure } from '../../web/panels/headline.ts'
import { askedSettings } from '../../web/stores/settings.ts'
import { readPalette } from '../../web/theme/palette.ts'

const day = (text: string) => text as Day
const series = (counts: number[], step: Series['step'] = 'month'): Series => ({
  revision: 1, step, yearBeforeAsOf: null,
  points: counts.map((count, k) => ({ start: day(`2026-${String(k + 1).padStart(2, '0')}-01`), count, resolved: 0, yearBefore: k })),
})

describe('trend', () => {
  test('the end of a step', () => {
    expect(stepEnd(day('2024-02-01'), 'month')).toBe('2024-02-29')
    expect(stepEnd(day('2026-12-28'), 'week')).toBe('2027-01-03')
  })

  test('a month that is not over is no fall', () => {
    const open = series([5, 6, 7, 1])
    expect(lastIsPartial(open, day('2026-04-10'))).toBe(true)
    expect(lastIsPartial(open, day('2026-04-30'))).toBe(false)
    expect(closingRun(open, true)).toEqual({ trend: 'up', steps: 2 })
    expect(closingRun(open, false)).toEqual({ trend: 'down', steps: 1 })
    expect(closingRun(series([3, 3]), false)).toEqual({ trend: null, steps: 0 })
    expect(closingRun(series([]), false)).toEqual({ trend: null, steps: 0 })
  })

  test('draws from zero, the year before behind, the open month apart', () => {
    const css = readFileSync('web/theme/tokens.css', 'utf8')
    const palette = readPalette((name) => new RegExp(`${name}:\\s*([^;]+);`).exec(css)?.[1] ?? '')
    const words = { now: 'n', before: 'b', point: () => '', axis: String, count: String, font: 'f', rem: 16 }
    const option = trendOption(series([5, 6, 7, 1]), true, palette, words) as { yAxis: { min: number }; tooltip: { renderMode: string }; series: { data: unknown[]; z: number }[] }
    expect(option.yAxis.min).toBe(0)
    // a tooltip of HTML would need inline styles, which the CSP forbids
    expect(option.tooltip.renderMode).toBe('richText')
    expect(option.series.map(({ data }) => data)).toEqual([[0, 1, 2, 3], [5, 6, 7, null], [null, null, 7, 1]])
    expect(option.series[0]!.z).toBeLessThan(option.series[1]!.z)
  })
})

describe('headline', () => {
  const rule = { zh: '', en: '' }
  const figures = (part: Partial<Figures>): Figures => ({
    count: 10, resolved: 9, resolutionRate: { numerator: 9, denominator: 10, value: 0.9, rule }, perTenThousand: null, medianDays: 8,
    overdue: 1, people: 20, amountFen: 1_000_000, colours: { red: 1, orange: 0, yellow: 2, blue: 3, green: 0, none: 4 }, ...part,
  })
  const earlier = (part: Partial<Figures>): EarlierFigures => ({ ...figures(part), from: day('2025-11-01'), to: day('2025-11-22'), asOf: day('2025-11-22'), undated: 0 })
  const summary = (part: Partial<Summary>): Summary => ({ ...figures({}), revision: 1, asOf: day('2026-11-22'), unlocated: 0, overdueBefore: 0, before: null, yearBefore: null, ...part })

  test('says six figures, with changes in the unit of each', () => {
    const before = earlier({ count: 40, resolutionRate: { numerator: 4, denominator: 5, value: 0.8, rule }, medianDays: 10 })
    const line = headline(summary({ count: 50, before }), {}, 'zh', { days: '天' })
    expect(line.map(({ key }) => key)).toEqual(['cases', 'resolution', 'overdue', 'people', 'amount', 'median'])
    expect(line.map((figure) => figure.before?.text)).toEqual(['上升 25.0%', '上升 10.0 个百分点', '持平', '持平', '持平', '缩短 2 天'])
    expect(line.every(({ yearBefore }) => yearBefore === null)).toBe(true)
    expect(line[1]!.was.before).toBe('80.0%')
  })

  test('twelve whole months are compared once: the period before is the year before', () => {
    const year = summary({ asOf: day('2026-11-30'), count: 50, before: earlier({ count: 40 }), yearBefore: earlier({ count: 40 }) })
    const told = (from: string, to: string) => {
      const [{ before, yearBefore, was }] = headline(year, { from: day(from), to: day(to) }, 'zh', { days: '天' }) as [HeadlineFigure]
      return [before?.text, was.before, yearBefore?.text]
    }
    expect(told('2025-12-01', '2026-11-30')).toEqual([undefined, null, '上升 25.0%'])
    expect(told('2025-12-02', '2026-11-30')).toEqual(['上升 25.0%', '40 件', '上升 25.0%'])
  })

  test('a rate of nothing is a dash, not a zero', () => {
    const none = { numerator: 0, denominator: 0, value: null, rule }
    const line = headline(summary({ count: 0, resolutionRate: none, medianDays: null }), {}, 'zh', { days: '天' })
    expect(line[1]!.quantity).toEqual({ value: '—', unit: '' })
    expect(line[5]!.quantity).toEqual({ value: '—', unit: '' })
  })
})

test('the address may ask for a look and a language, and nonsense is ignored', () => {
  const asked = (query: string) => askedSettings(new URLSearchParams(query))
  expect(asked('theme=hall&lang=en')).toEqual({ theme: 'hall', language: 'en' })
  expect(asked('lang=zh-CN')).toEqual({ theme: null, language: 'zh' })
  expect(asked('theme=neon&lang=fr')).toEqual({ theme: null, language: null })
})
