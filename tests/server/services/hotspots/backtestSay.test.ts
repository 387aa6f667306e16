import { describe, expect, test } from 'vitest'
import type { Day } from '../../../../server/contract/day.ts'
import type { BacktestScores } from '../../../../server/contract/hotspots.ts'
import { backtestVerdict } from '../../../../server/services/hotspots/say/backtest.ts'

const month = (named: number) => ({ origin: '2026-01-01' as Day, cases: 100, named, areas: 200 })
const BY = { byResidents: true, windowDays: 90 }
const none = { hitRate: null, pai: null, pei: null }
const scores = (method: BacktestScores['method'], zh: string, hitRate: number | null, pai: number | null): BacktestScores =>
  ({ method, label: { zh, en: zh }, hitRate: [], pai: [], pei: [], median: { ...none, hitRate, pai }, spread: none })
const told = (ours: [number, number], theirs: [number, number]) => backtestVerdict(
  [...Array.from({ length: 6 }, () => month(5)), month(0)],
  [scores('hotspots', '热点名单', ...ours), scores('lastMonth', '按上月件数排名', ...theirs), scores('lastYear', '按全年件数排名', 0.01, 0.1)], BY,
)

describe('what the back-test says', () => {
  test('how the list did, and against the ranking that caught most', () => {
    expect(told([0.3, 4], [0.2, 1.4])).toMatchObject({
      standing: 'ahead', rival: 'lastMonth',
      finding: { zh: '过去 7 个月里有 6 个月点了名。名单上的地方，下一个月一般每 100 件占 30 件，是这些人口平常的 4.0 倍；同样多的地方，按上月件数排名的占 20 件，是平常的 1.4 倍，不如名单准' },
    })
  })

  test.each([
    [[0.2, 2], [0.2, 2], 'even', '两者相当'],
    [[0.1, 2], [0.2, 3], 'behind', '比名单准'],
    [[0.1, 5], [0.2, 1.4], 'denser', '占得多，但挑的多是人口多的地方'],
    [[0.3, 2], [0.2, 3], 'wider', '占得少，但挑的地方人口也少'],
  ] as const)('%j beside %j is %s, in the sentence as in the word', (ours, theirs, standing, words) => {
    const found = told([...ours], [...theirs])
    expect([found.standing, found.finding.zh]).toEqual([standing, expect.stringContaining(words)])
  })

  test('that there is nothing to test, or too little to compare', () => {
    expect(backtestVerdict([], [], BY)).toMatchObject({ standing: null, rival: null, finding: { zh: expect.stringContaining('记录还不够长，没法按 90 天的时段') } })
    expect(backtestVerdict([month(0)], [scores('hotspots', '热点名单', null, null)], BY).finding.zh).toContain('没有一个月够得上')
    const few = [scores('hotspots', '热点名单', 0.3, 4), scores('lastMonth', '按上月件数排名', 0.1, 1), scores('lastYear', '按全年件数排名', 0.1, 1)]
    const found = backtestVerdict([month(3)], few, { ...BY, byResidents: false })
    expect([found.standing, found.finding.zh]).toEqual([null, expect.stringMatching(/同样多的地方平常的 4.0 倍；月份还少，不与别的排名比$/)])
    expect(told([0, 0], [0.2, 1]).finding.zh).toContain('下一个月一般几乎没有案件')
  })
})
