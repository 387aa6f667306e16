import { describe, expect, test } from 'vitest'
import type { Day } from '../../../../server/contract/day.ts'
import type { BacktestScores } from '../../../../server/contract/hotspots.ts'
import { backtestFinding } from '../../../../server/services/hotspots/say/backtest.ts'

const month = (named: number) => ({ origin: '2026-01-01' as Day, cases: 100, named, areas: 200 })
const BY = { byResidents: true, windowDays: 90 }
const none = { hitRate: null, pai: null, pei: null }
const scores = (method: BacktestScores['method'], zh: string, hitRate: number | null, pai: number | null): BacktestScores =>
  ({ method, label: { zh, en: zh }, hitRate: [], pai: [], pei: [], median: { ...none, hitRate, pai }, spread: none })
const told = (ours: [number, number], theirs: [number, number]) =>
  backtestFinding([...Array.from({ length: 6 }, () => month(5)), month(0)], [scores('hotspots', '热点名单', ...ours), scores('lastMonth', '按上月件数排名', ...theirs), scores('lastYear', '按全年件数排名', 0.01, 0.1)], BY).zh

describe('what the back-test says', () => {
  test('how the list did, and against the ranking that caught most', () => {
    expect(told([0.3, 4], [0.2, 1.4])).toBe('过去 7 个月中有 6 个月点了名：点名的地方，接下来一个月发生了全部案件的 30%（中位数），是同样人口平常的 4.0 倍；同样多的地方，按上月件数排名命中 20%，是平常的 1.4 倍，不如热点名单')
  })

  test('honestly where a plain ranking does as well or better', () => {
    expect(told([0.2, 2], [0.2, 2])).toContain('两者相当')
    expect(told([0.1, 2], [0.2, 3])).toContain('比热点名单更准')
    expect(told([0.1, 5], [0.2, 1.4])).toContain('命中更多，是因为点的多是人口多的地方')
    expect(told([0.3, 2], [0.2, 3])).toContain('命中较少，但点的地方人口更少')
  })

  test('that there is nothing to test', () => {
    expect(backtestFinding([], [], BY).zh).toContain('记录还不够长，没法按 90 天的时段')
    expect(backtestFinding([month(0)], [scores('hotspots', '热点名单', null, null)], BY).zh).toContain('没有一个月够得上')
    const few = [scores('hotspots', '热点名单', 0.3, 4), scores('lastMonth', '按上月件数排名', 0.1, 1), scores('lastYear', '按全年件数排名', 0.1, 1)]
    expect(backtestFinding([month(3)], few, { ...BY, byResidents: false }).zh).toMatch(/同样多的地方平常的 4.0 倍；月份还少，不与别的排名比$/)
  })
})
