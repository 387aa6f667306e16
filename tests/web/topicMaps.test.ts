import { describe, expect, test } from 'vitest'
import type { Day } from '../../server/contract/day.ts'
import type { Filter } from '../../server/contract/filter.ts'
import { drawnMeasure, measured } from '../../web/stores/measures.ts'
import { mapOnTheWay, showsTopic, TOPIC_MAPS } from '../../web/stores/topicMaps.ts'
import { TOPIC_CODES, type Topic } from '../../web/stores/topics.ts'
import { EMPTY_VIEW, type Measure, type View } from '../../web/stores/view.ts'

describe('the map of a topic', () => {
  const on = (view: View, from: Topic, to: Topic, residents = true) => mapOnTheWay(view, { from, to, residents })

  test.each([true, false])('goes along from topic to topic, and the way back leads to the first map; residents: %s', (residents) => {
    let view: View = { ...EMPTY_VIEW, topic: 'overview' }
    for (const topic of TOPIC_CODES) {
      view = { ...view, ...on(view, view.topic!, topic, residents), topic }
      expect([topic, showsTopic(view, topic, { residents })]).toEqual([topic, true])
      expect(residents || view.metric).not.toBe('rate')
    }
    expect({ ...view, ...on(view, 'next', 'overview', residents), topic: null }).toEqual(EMPTY_VIEW)
  })

  test('of towns is one of rates only where there are residents', () => {
    expect([on(EMPTY_VIEW, 'overview', 'towns').metric, on(EMPTY_VIEW, 'overview', 'towns', false).metric]).toEqual(['rate', 'count'])
    // the plain map is then that of the topic, and not one that a person chose
    expect(on(EMPTY_VIEW, 'towns', 'red', false).measure).toBe('red')
  })

  test('stays where a person chose another one; hot-spots alone need a layer', () => {
    const byHand: View = { ...EMPTY_VIEW, metric: 'rate' }
    const shows = (view: View, topic: Topic) => showsTopic(view, topic, { residents: true })
    expect(on(byHand, 'overview', 'red')).toEqual({})
    expect(on(byHand, 'overview', 'hot')).toMatchObject({ layer: 'gistar', show: 'map' })
    expect([shows(byHand, 'red'), shows(byHand, 'towns')]).toEqual([false, true])
    const lisa: View = { ...EMPTY_VIEW, layer: 'lisa' }
    const year: View = { ...EMPTY_VIEW, measure: 'riseYear' }
    expect([shows(year, 'rising'), on(year, 'rising', 'red').measure, on(year, 'red', 'time')]).toEqual([true, 'red', {}])
    expect([on(lisa, 'overview', 'hot'), on(lisa, 'hot', 'red'), shows(lisa, 'hot')]).toEqual([{}, {}, true])
  })
})

describe('what a measure counts', () => {
  const ground = { tier: 'red', today: '2026-11-30' as Day, first: '2022-12-01' as Day } as const
  const year: Filter = { from: '2025-12-01' as Day, to: '2026-11-30' as Day }

  test('is a part of the view, or the period that it is held against', () => {
    expect(measured('red', { ...year, colour: ['blue'] }, ground)?.filter).toEqual({ ...year, colour: ['red'], phase: ['open', 'handling'] })
    expect(measured('overdue', year, ground)?.filter).toEqual({ ...year, due: ['overdue'] })
    // a condition that a person set by the strip beside the map is what the map shows
    const drawn = (measure: Measure | null, filter: Filter) => drawnMeasure(measure, filter, 'red')
    expect([drawn('overdue', { ...year, due: ['soon'] }), drawn('relapsed', { mark: ['agreed'] }), drawn('red', { due: ['soon'] })]).toEqual([null, null, 'red'])
    expect([drawn('red', { colour: ['blue'] }), drawn('red', { phase: ['resolved'] }), drawn('red', { colour: ['red'], phase: ['handling', 'open'] })]).toEqual([null, null, 'red'])
    expect([drawn('overdue', year), drawn(null, year)]).toEqual(['overdue', null])
    expect(measured('resolved', year, ground)).toBeNull()
  })

  test('of a rise is counted as it stood then, with every condition that the list beside the map can be asked by', () => {
    const days = { from: '2024-12-01', to: '2025-11-30', asOf: '2025-11-30' }
    expect(measured('rise', year, ground)?.filter).toEqual(days)
    expect(measured('rise', { ...year, due: ['overdue'] }, ground)?.filter).toEqual({ ...days, due: ['overdue'] })
    expect(measured('riseYear', { from: '2026-09-01' as Day, to: '2026-11-30' as Day }, ground)?.filter).toEqual({ from: '2025-09-01', to: '2025-11-30', asOf: '2025-11-30' })
    expect(measured('riseYear', { from: '2025-06-01' as Day, to: '2026-11-30' as Day }, ground)?.why?.zh).toContain('与去年同期重叠')
    expect(TOPIC_MAPS.result.measure).toBe('resolved')
  })

  test('is nothing where the ledger does not reach back, or the period is open, and it says so', () => {
    const told = (filter: Filter, first: Day | null = ground.first) => measured('rise', filter, { ...ground, first })?.why?.zh
    expect(told(year, '2025-03-04' as Day)).toBe('台账自 2025年3月4日 起，无从比较')
    expect(told(year, null)).toContain('还没有台账')
    expect(told({})).toContain('没有起止日期')
    expect(told({ ...year, phase: ['open'] })).toContain('没有可比的')
    expect(told({ ...year, mark: ['agreed'] })).toContain('没有可比的')
    expect([told(year, '2024-12-15' as Day), told(year, '2024-12-16' as Day)]).toEqual([undefined, '台账自 2024年12月16日 起，无从比较'])
    expect(told({ from: '2027-01-01' as Day, to: '2027-02-01' as Day })).toContain('还没有开始')
    expect(told(year)).toBeUndefined()
  })
})
