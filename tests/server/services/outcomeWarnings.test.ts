import { describe, expect, test } from 'vitest'
import { dayNumber, type Day } from '../../../server/contract/day.ts'
import { PARTS, type PartCode, type WarningCode } from '../../../server/contract/outcome.ts'
import { IdSet } from '../../../server/cube/keep.ts'
import { rate } from '../../../server/contract/rates.ts'
import { warningsOf, type Findings } from '../../../server/services/outcome/warnings.ts'

const NONE = Object.fromEntries(PARTS.codes.map((code) => [code, 0])) as Record<PartCode, number>
const SAY = { zh: '', en: '' }
const found = { count: 200, resolved: 150, pending: 40, relapsed: 0, undated: 0, sameDay: 0, within: [], ids: new IdSet([]), isResolved: () => false, isPending: () => false }

/** Nothing to say against it, but for what is given. */
function findings(more: Partial<Findings> = {}): Findings {
  const cases = more.found ?? found
  return {
    found: cases,
    closed: new Map(),
    cohort: rate(cases.resolved, cases.count, SAY),
    within: [],
    period: rate(150, 200, SAY),
    count: NONE,
    odd: { performed: 0, confirmed: 0, followed: 0 },
    towns: [],
    filter: { from: '2024-01-01' as Day, to: '2024-06-30' as Day },
    today: '2024-07-01' as Day,
    ...more,
  }
}
const codes = (more?: Partial<Findings>): WarningCode[] => warningsOf(findings(more)).map(({ code }) => code)
const said = (code: WarningCode, more: Partial<Findings>) => warningsOf(findings(more)).find((one) => one.code === code)?.say

describe('warnings', () => {
  test('of plain figures there are none', () => expect(codes()).toEqual([]))

  test.each<[string, Findings['filter'], WarningCode[]]>([
    ['by a mark', { mark: ['confirmed'] }, ['selected']],
    ['by deadline', { due: ['overdue'] }, ['selected']],
    ['by category', { category: ['05'] }, []],
    ['by an empty list', { phase: [] }, []],
  ])('cases chosen by how they came out prove no rate: %s', (_, filter, wanted) => expect(codes({ filter })).toEqual(wanted))

  test('100% of few cases says little', () => {
    const of = { found: { ...found, count: 7, resolved: 7, pending: 0 } }
    expect(said('few', of)).toEqual({ zh: '本期只有 7 件，件件化解；件数太少，100% 说明不了什么', en: 'There are 7 cases in the period, all resolved; of so few 100% says little' })
    expect(codes({ found: { ...found, count: 20, resolved: 20, pending: 0 } })).toEqual([])
    expect(codes({ found: { ...found, count: 0, resolved: 0, pending: 0 } })).toEqual([])
  })

  test('as many closings as cases while some are pending', () => {
    expect(said('beyond', { period: rate(210, 200, SAY) })?.zh).toContain('还有 40 件在办')
    expect(codes({ period: rate(210, 200, SAY), found: { ...found, pending: 0 } })).toEqual([])
  })

  test('closings heaped on the last days of a month, not closings spread evenly', () => {
    const first = dayNumber('2024-01-01' as Day)
    const even = new Map(Array.from({ length: 182 }, (_, at) => [first + at, 1]))
    expect(codes({ closed: even })).toEqual([])
    const heaped = new Map([...even, [dayNumber('2024-03-31' as Day), 15], [dayNumber('2024-04-30' as Day), 15], [dayNumber('2024-02-29' as Day), 15]])
    expect(said('monthEnd', { closed: heaped })?.zh).toMatch(/^办结的 224 件里，60 件（26\.8%）在月底最后 3 天办结，平摊应是 9\.9%/)
  })

  test('what was closed at once, without agreement, without follow-up, without a day', () => {
    expect(codes({ found: { ...found, sameDay: 30 } })).toEqual(['sameDay'])
    expect(codes({ found: { ...found, sameDay: 29 } })).toEqual([])
    expect(codes({ count: { ...NONE, closedWithout: 30 } })).toEqual(['noAgreement'])
    expect(codes({ count: { ...NONE, unfollowed: 10, followUpUnrecorded: 20 } })).toEqual(['noFollowUp'])
    expect(codes({ found: { ...found, undated: 30 } })).toEqual(['undated'])
  })

  test('records that contradict one another, each kind by itself, and cases that began anew', () => {
    expect(said('contradictory', { odd: { performed: 2, confirmed: 0, followed: 1 } })).toEqual({
      zh: '记录前后矛盾，没有计入各环节，请核对：2 件记了全部履行而没有协议；1 件没有化解却记了回访',
      en: 'Records contradict one another and are left out of the stages; please check: 2 performed in full without an agreement; 1 followed up without being resolved',
    })
    expect(said('relapsed', { found: { ...found, relapsed: 3 } })?.zh).toMatch(/^本期发生、办结后又反复的 3 件：/)
  })

  test('a town that reports nothing where some were due, and only when all kinds are asked for', () => {
    const town = (name: string, count: number, share: number) => ({ name, nameEn: name, count, share })
    const towns = [town('甲镇', 150, 0.5), town('乙镇', 0, 0.4), town('丙乡', 0, 0.02)]
    expect(said('silent', { towns })?.zh).toMatch(/^乙镇本期一件未报/)
    expect(codes({ towns, filter: { category: ['05'] } })).toEqual([])
  })

  test('cases too young to be judged', () => {
    const within = [{ days: 30, rate: rate(100, 160, SAY) }]
    expect(said('young', { within })?.zh).toBe('化解率还会变：全部案件里还在办的 40 件；发生还不满 30 天的 40 件，不论办没办结。已满 30 天的，30 天内化解 62.5%')
    expect(codes({ within: [{ days: 30, rate: rate(100, 200, SAY) }] })).toEqual([])
  })
})
