import { describe, expect, test } from 'vitest'
import type { Day } from '../../../../server/contract/day.ts'
import type { HotFacts } from '../../../../server/contract/hotspots.ts'
import { EMERGING_CLASSES, REFUSALS, type Refusal } from '../../../../server/contract/hotTerms.ts'
import { countyFinding, fewPoints, hotFinding, hotTally, lisaFinding, refusalTold, scanFinding, tooFew, tooFewAreas, tooFewPlaceDays } from '../../../../server/services/hotspots/say/findings.ts'
import { aroundReason, clusterReason, coldReason, placeFigures, placeReason, plainReason } from '../../../../server/services/hotspots/say/reasons.ts'
import { expectedSaid } from '../../../../server/contract/numbers.ts'
import { casesSaid, chanceSaid, spanSaid, windowSaid } from '../../../../server/services/hotspots/say/wording.ts'
import fc from '../../../property.ts'

const day = (text: string) => text as Day
const WINDOW = { from: day('2026-03-02'), to: day('2026-05-30'), today: day('2026-05-30') }
const NAME = { zh: '东周村', en: 'Dongzhou Village' }
const FACTS: HotFacts = {
  days: 90,
  count: 14,
  expected: 4.1,
  basis: 'residents',
  by: 'place',
  neighbours: 5,
  neighboursHigh: 5,
  risingSince: day('2026-03-01'),
  emerging: 'new-hot',
  months: { of: 12, hot: 11, run: 3, last: day('2026-05-01') },
  earlierYears: [],
  fresh: true,
  recurring: false,
  categories: [{ code: '08', count: 9 }, { code: '02', count: 3 }],
}
const reasonOf = (facts: Partial<HotFacts>) => placeReason({ name: NAME, level: 'village', window: WINDOW, facts: { ...FACTS, ...facts } })

describe('why a place is hot', () => {
  test('all of it in one sentence', () => {
    expect(reasonOf({})).toEqual({
      zh: '东周村：近 90 天 14 件，按人口和同期总件数应约 4.1 件；相邻 5 个村也偏多；自 3 月起连续上升；主要是山林土地（9 件）',
      en: 'Dongzhou Village: 14 cases in the last 90 days, about 4.1 expected by residents and the total of these days; all 5 villages around it are high, too; rising since March; mostly land and woods (9)',
    })
  })

  test('what the results do not say is not in it', () => {
    const facts = { neighboursHigh: null, risingSince: null, emerging: 'none' as const, categories: [] }
    expect(reasonOf(facts).zh).toBe('东周村：近 90 天 14 件，按人口和同期总件数应约 4.1 件')
    expect(reasonOf(facts).en).toBe('Dongzhou Village: 14 cases in the last 90 days, about 4.1 expected by residents and the total of these days')
  })

  test('some neighbours, a course without a rise, two kinds alike, and earlier years', () => {
    const told = reasonOf({
      neighboursHigh: 3, risingSince: null, emerging: 'persistent-hot', earlierYears: [12, 15], recurring: true,
      categories: [{ code: '05', count: 5 }, { code: '02', count: 4 }],
    })
    expect(told.zh).toBe('东周村：近 90 天 14 件，按人口和同期总件数应约 4.1 件；相邻 5 个村中 3 个也偏多；这一带 12 个月里有 11 个月偏多；生产经营（5 件）和邻里（4 件）最多；上年同期 12 件、前年同期 15 件，是每年都来的')
    expect(told.en).toContain('3 of the 5 villages around it are high, too')
    expect(told.en).toContain('the same days had 12 a year before, 15 two years before: it comes every year')
    expect(reasonOf({ earlierYears: [0, 3], recurring: true }).zh).toContain('上年同期 0 件、前年同期 3 件，这一带往年这时合计也偏多')
    const past = { from: day('2025-03-02'), to: day('2025-05-30'), today: WINDOW.today }
    expect(placeReason({ name: NAME, level: 'village', window: past, facts: { ...FACTS, earlierYears: [2] } }).zh).toContain('2024 年同期 2 件')
  })

  test('how it came about is said of the months in which it and those around were high', () => {
    const course = (emerging: HotFacts['emerging'], months: Partial<HotFacts['months']> = {}) =>
      reasonOf({ risingSince: null, emerging, months: { ...FACTS.months, ...months }, categories: [] }).zh.split('；').at(-1)
    expect(course('consecutive-hot', { hot: 3 })).toBe('这一带到 5 月已连续 3 个月偏多')
    expect(course('sporadic-hot', { hot: 4 })).toBe('这一带 12 个月里有 4 个月偏多')
    expect(course('historical-hot', { run: 0, last: day('2025-12-01') })).toBe('这一带 12 个月里有 11 个月偏多，到 2025 年 12 月已回落')
    expect(course('persistent-hot', { last: null })).not.toContain('这一带')
  })

  test('a rise from the year before names the year', () => {
    expect(reasonOf({ risingSince: day('2025-11-01') }).zh).toContain('自 2025 年 11 月起连续上升')
  })

  test('a place that does not stand out, one that cannot be told, and a cold one', () => {
    expect(plainReason(NAME, { count: 3, expected: 4.1, window: WINDOW }).zh).toBe('东周村：近 90 天 3 件，应约 4.1 件，不突出')
    expect(plainReason(NAME, { count: null, expected: null, window: WINDOW }).zh).toBe('东周村：近 90 天件数很少，不列出；缺常住人口，算不出应有多少')
    expect(coldReason(NAME, { count: 0, expected: 6.4, basis: 'residents', window: WINDOW, clearly: true }).zh).toBe('东周村：近 90 天 0 件，按人口和同期总件数应约 6.4 件，连同相邻各处明显偏少')
  })

  test('one that stands out alone, or only together with those around it', () => {
    expect(reasonOf({ by: 'alone', risingSince: null, emerging: 'none', categories: [] }).zh).toBe('东周村：近 90 天 14 件，按人口和同期总件数应约 4.1 件；是本处独自偏多，周围不明显')
    expect(reasonOf({ by: 'around', neighboursHigh: 3, risingSince: null, emerging: 'none', categories: [] }).zh)
      .toBe('东周村：近 90 天 14 件，按人口和同期总件数应约 4.1 件；相邻 5 个村中 3 个也偏多；单看本处还不突出，是这一带合起来偏多')
  })

  test('what comes every year is not called new, and one year is not every year', () => {
    const told = (facts: Partial<HotFacts>) => reasonOf({ risingSince: null, emerging: 'new-hot', ...facts }).zh
    const yearly = told({ earlierYears: [12, 15], fresh: false, recurring: true })
    expect([yearly.includes('是每年都来的'), yearly.includes('冒出来')]).toEqual([true, false])
    // what is new around a place need not be new at the place
    expect([told({ earlierYears: [2] }), told({ fresh: false })].map((one) => one.includes('是最近才冒出来的'))).toEqual([true, false])
    expect(told({ emerging: 'none' })).not.toContain('冒出来')
    expect(reasonOf({ earlierYears: [12], recurring: true }).zh).not.toContain('每年')
  })

  test('one in a hot neighbourhood that is not named is called weak evidence only where its neighbourhood is', () => {
    const place = { count: 10, expected: 3.35, basis: 'residents' as const, neighbours: 4, window: WINDOW }
    const told = (clearly: boolean, more: boolean, neighbours = 4) => aroundReason(NAME, { ...place, clearly, more, neighbours }).zh.split('应约 3.4 件，')[1]
    expect(aroundReason(NAME, { ...place, clearly: true, more: true })).toEqual({
      zh: '东周村：近 90 天 10 件，按人口和同期总件数应约 3.4 件，连同相邻各处偏多，单看本处不突出',
      en: 'Dongzhou Village: 10 cases in the last 90 days, about 3.4 expected by residents and the total of these days; high with those around it; by itself it does not stand out',
    })
    expect([told(true, false), told(false, true), told(false, false), told(false, true, 0)])
      .toEqual(['本处不突出，是相邻各处偏多', '连同相邻各处略偏多，证据还弱', '本处不突出，是相邻各处略偏多，证据还弱', '略偏多，证据还弱'])
  })

  test('figures never say p = 0', () => {
    const alone = { count: 14, expected: 4.1, z: 4.9, p: 0.000_02, pFdr: null }
    const figures = { own: alone, around: { count: 52, expected: 21.3, z: 6.123, p: 1e-12, pFdr: 2e-10, centre: null }, dispersion: 1.4 }
    const [own, around, spread] = placeFigures(figures)
    expect(placeFigures({ ...figures, own: { ...alone, pFdr: 0.004 } })[0]!.zh).toBe('本处：14 件，应约 4.1 件；单看本处，若只是碰巧，有这么多的机会 p < 0.001，标准化超出 z = 4.90，各处一起检验后 q = 0.004')
    expect(own!.zh).toBe('本处：14 件，应约 4.1 件；单看本处，若只是碰巧，有这么多的机会 p < 0.001')
    expect(around!.zh).toBe('连同相邻：52 件，应约 21 件；标准化超出 z = 6.12；p < 0.001，各处一起检验后 q < 0.001')
    expect(spread!.zh).toContain('1.4 倍')
    expect(chanceSaid(0.0314)).toBe('= 0.031')
  })

  test('any facts make two whole sentences', () => {
    const counts = fc.nat(400)
    const facts = fc.record({
      days: fc.integer({ min: 1, max: 800 }), count: counts, expected: fc.double({ min: 0, max: 500, noNaN: true }),
      basis: fc.constantFrom('residents', 'past', 'even'), by: fc.constantFrom(null, 'place', 'around', 'alone'), neighbours: fc.integer({ min: 1, max: 12 }), neighboursHigh: fc.option(fc.integer({ min: 1, max: 12 })),
      risingSince: fc.constantFrom(null, day('2026-01-01'), day('2025-10-01')), emerging: fc.constantFrom(...EMERGING_CLASSES.codes),
      months: fc.record({ of: fc.nat(24), hot: fc.nat(24), run: fc.nat(24), last: fc.constantFrom(null, day('2026-04-01')) }),
      earlierYears: fc.array(counts, { maxLength: 3 }), fresh: fc.boolean(), recurring: fc.boolean(),
      categories: fc.array(fc.record({ code: fc.constantFrom('01', '05', '08', '99'), count: counts }), { maxLength: 4 }),
    }) as fc.Arbitrary<HotFacts>
    fc.assert(fc.property(facts, (any) => {
      const { zh, en } = reasonOf({ ...any, neighboursHigh: any.neighboursHigh && Math.min(any.neighbours, any.neighboursHigh) })
      for (const text of [zh, en]) expect(text).not.toMatch(/undefined|null|NaN|；$|; $|；；/)
      expect(zh).toMatch(/^东周村：/)
      expect(en).toMatch(/^Dongzhou Village: /)
    }), { seed: 4, numRuns: 300 })
  })
})

describe('the finding of a map', () => {
  test('hot places, or none', () => {
    expect(hotFinding(WINDOW, { level: 'village', places: 6, around: 0, cold: 2, detectable: 3.26, first: { name: NAME, count: 14, expected: 4.1 } })).toEqual({
      zh: '近 90 天有 6 个村偏多，最突出的是东周村（14 件，应约 4.1 件）',
      en: '6 villages have more than expected in the last 90 days; most of all Dongzhou Village (14 cases, about 4.1 expected)',
    })
    const { zh, en } = hotFinding(WINDOW, { level: 'village', places: 1, around: 3, cold: 2, detectable: 3.26, first: { name: NAME, count: 14, expected: 4.1 } })
    expect([zh.split('；')[1], en.split('; ')[2]]).toEqual(['另有 3 个村本身不突出，只是处在偏多的一片里', 'another 3 villages do not stand out, but lie in a high area'])
    expect(hotFinding(WINDOW, { level: 'village', places: 0, around: 0, cold: 2, detectable: 3.26, first: null }).zh)
      .toBe('近 90 天没有发现明显偏多的地方；有 2 个村连片偏少；一处要多到应有的 3.3 倍上下，才容易看出来')
    expect(hotFinding(WINDOW, { level: 'village', places: 0, around: 0, cold: 0, detectable: null, first: null }).en).toBe('No place was found to stand out in the last 90 days')
  })

  test('the county against its season, as far as it is known', () => {
    const of = (total: number, before: number, beforeSpread = 20) => countyFinding({ total, before, beforeSpread })?.zh ?? null
    expect(of(384, 330)).toBe('落到各处的共 384 件，照往年这时应约 330 件，偏多')
    expect(of(384, 330, 30)).toBe('落到各处的共 384 件，照往年这时应约 330 件；平常的起伏也有这么大，还不能说反常')
    expect(of(345, 330, 30)).toBe('落到各处的共 345 件，照往年这时应约 330 件，差不多')
    expect(of(200, 330)).toContain('少')
    expect([of(10, NaN), of(10, 8, NaN)]).toEqual([null, null])
  })

  test('a map without numbers tells hot and cold, and a ground of one piece that nothing can be compared', () => {
    const tally = (hot: number, cold: number) => hotTally({ level: 'village' }, new Map([['hot99', hot], ['cold95', cold], ['cold90', 9]] as const)).zh
    expect([tally(3, 2), tally(0, 2), tally(0, 0)]).toEqual(['近来有 3 个村连片偏多；2 个村连片偏少', '近来没有发现连片偏多的地方；2 个村连片偏少', '近来没有发现连片偏多的地方'])
    expect(hotTally({ level: 'village' }, new Map([['hot95', 3], ['itself', 1], ['cold99', 2]])).zh).toBe('近来有 3 个村连片偏多；1 个村本处偏多；2 个村连片偏少')
    expect(tooFewAreas('town', 4).zh).toContain('只有 4 个乡镇，彼此都相邻')
  })

  test('why there is no map is told without a number of cases', () => {
    const told = (refusal: Refusal) => refusalTold(refusal, { level: 'village', areas: 4 }).zh
    expect(told('few')).toBe('近来案件太少，看不出热点')
    expect(told('nothing')).toContain('没有常住人口，此前一年也没有台账')
    expect(told('whole')).toContain('彼此都相邻')
    for (const refusal of REFUSALS) for (const text of Object.values(refusalTold(refusal, { level: 'village', areas: 4 }))) expect(text).not.toMatch(/\d+ (件|cases)/)
    expect(new Set(REFUSALS.map(told)).size).toBe(REFUSALS.length)
  })

  test('quadrants are counted in words', () => {
    const tally = new Map([['high-high', 3], ['low-high', 1], ['none', 40]] as const)
    expect(lisaFinding(WINDOW, { level: 'village', tally }).zh).toBe('近 90 天：本处多、周围也多 3 个村；本处少、周围多 1 个村')
    expect(lisaFinding(WINDOW, { level: 'village', tally: new Map([['none', 40]] as const) }).zh).toBe('近 90 天没有哪一处与周围的关系不寻常')
  })

  test('bursts', () => {
    const first = clusterReason(NAME, { level: 'village', areas: 5, count: 31, expected: 9.2, from: day('2026-03-20'), to: day('2026-04-15'), today: WINDOW.today, recurrenceDays: 400, p: 0.002 })
    expect(first.zh).toBe('东周村一带 5 个村，3月20日—4月15日 31 件，照平日应约 9.2 件；碰巧这样，约 400 天才会有一次')
    expect(scanFinding(WINDOW, { likely: 2, first }).zh).toBe(`近 90 天有 2 处集中发生，最明显的：${first.zh}`)
    expect(scanFinding(WINDOW, { likely: 0, first: null }).en).toContain('No group')
  })

  test('too few cases say what helps', () => {
    expect(tooFew(WINDOW, { level: 'village', cases: 12, areas: 200, detectable: 8.4 }).zh)
      .toBe('近 90 天只有 12 件，分在 200 个村，太少，看不出热点：一处要多到应有的 9 倍，才分得清不是碰巧。请选更长的时段、更多的类型，或改看更大的区域。')
    expect(tooFew(WINDOW, { level: 'village', cases: 0, areas: 200, detectable: 900 }).zh).toBe('近 90 天没有案件，看不出热点。请选更长的时段、更多的类型，或改看更大的区域。')
    const today = { from: WINDOW.today, to: WINDOW.today, today: WINDOW.today }
    expect(tooFew(today, { level: 'village', cases: 1, areas: 1, detectable: 214 }).en).toBe('There is only 1 case over 1 village today: too few to see a hot-spot. Choose a longer period, more categories or wider areas.')
  })

  test('too few points, and cases that lie on one day, are said for what they are', () => {
    expect(fewPoints(WINDOW, { located: 9, cases: 9 }).zh).toBe('近 90 天只有 9 件，太少，画不出热力；按村、按乡镇的件数和热点不受影响')
    expect(fewPoints(WINDOW, { located: 0, cases: 0 }).zh).toContain('近 90 天没有案件，画不出热力')
    expect(fewPoints(WINDOW, { located: 9, cases: 300 }).zh).toContain('300 件，只有 9 件有坐标')
    expect(fewPoints(WINDOW, { located: 0, cases: 300 }).en).toContain('none has a point')
    expect(tooFewPlaceDays(WINDOW, { cases: 300, placeDays: 4 }).zh).toContain('300 件只落在 4 个村、日上')
  })

  test.each([0, 1, 2, 3])('agree in number: %d places', (n) => {
    const said = [
      hotTally({ level: 'village' }, new Map([['hot95', n], ['cold95', n]] as const)),
      lisaFinding(WINDOW, { level: 'village', tally: new Map([['high-high', n]] as const) }),
      hotFinding(WINDOW, { level: 'village', places: n, around: n, cold: n, detectable: 2, first: n === 0 ? null : { name: NAME, count: n, expected: 0.3 } }),
      tooFew(WINDOW, { level: 'village', cases: n, areas: n, detectable: n }),
    ]
    for (const { en } of said) {
      expect(en).not.toMatch(n === 1 ? /\b1 (villages|cases)\b|\b1 village have\b|are only 1 case\b/ : /\b[023] (village|case)\b|\b[023] villages has\b/)
    }
  })
})

describe('wording', () => {
  test('expected numbers and spans', () => {
    expect([0.04, 0.31, 9.94, 9.96, 23.4].map((one) => expectedSaid(one).zh)).toEqual(['不到 0.1 件', '约 0.3 件', '约 9.9 件', '约 10 件', '约 23 件'])
    expect(spanSaid(day('2025-12-20'), day('2026-01-15'), WINDOW.today)).toEqual({ zh: '2025年12月20日—2026年1月15日', en: '20 December 2025 to 15 January 2026' })
    expect(spanSaid(day('2026-05-01'), day('2026-05-01'), WINDOW.today).zh).toBe('5月1日')
    expect(spanSaid(day('2024-04-03'), day('2024-07-01'), WINDOW.today)).toEqual({ zh: '2024年4月3日—7月1日', en: '3 April to 1 July 2024' })
    const { today } = WINDOW
    expect([windowSaid({ from: today, to: today, today }), windowSaid({ from: day('2026-05-01'), to: day('2026-05-01'), today })].map(({ zh, en }) => [zh, en]))
      .toEqual([['今天', 'today'], ['5月1日', 'on 1 May']])
    const said = (from: string, to: string = today) => windowSaid({ from: day(from), to: day(to), today })
    expect([said('2026-01-01'), said('2025-01-01'), said('2026-05-01'), said('2025-05-31'), said('2026-03-02')].map(({ zh }) => zh)).toEqual(['今年以来', '2025 年以来', '本月以来', '近一年', '近 90 天'])
    expect([said('2026-04-01', '2026-04-30'), said('2025-02-01', '2025-02-28')]).toEqual([{ zh: '4 月', en: 'in April' }, { zh: '2025 年 2 月', en: 'in February 2025' }])
    expect(said('2026-04-01', '2026-04-29').en).toBe('from 1 April to 29 April')
    expect(casesSaid(1_592)).toEqual({ zh: '1,592 件', en: '1,592 cases' })
  })
})
