import { describe, expect, test } from 'vitest'
import { areasOf, BOARD_TOPICS, boardQuery } from '../../../server/contract/boardView.ts'
import { TOPIC_CODES } from '../../../web/stores/topics.ts'
import { EMPTY_VIEW, keptQuery, LAYERS, parseView, type View } from '../../../web/stores/view.ts'

const kept = (view: Partial<View>): string => keptQuery({ ...EMPTY_VIEW, ...view }, view.period ?? 'last12m')
const plain = (query: string) => Object.fromEntries(new URLSearchParams(query))

describe('a view of the board that is kept', () => {
  test.each<Partial<View>>([
    {},
    { period: 'lastMonth', filter: { area: '990101001000' as never, colour: ['red'], due: ['overdue'] } },
    { period: 'custom', span: { from: '2026-01-01' as never, to: '2026-03-31' as never } },
    { metric: 'rate', level: 'village', show: 'table', camera: { zoom: 10.25, lng: 110.23456, lat: -3.5 }, time: { step: 'month', cumulative: true, day: '2026-03-01' as never } },
    { layer: 'gistar', card: '990101001201' as never, topic: 'hot', time: { step: 'week', cumulative: false, day: null } },
    { topic: 'overview', place: '990101001201' as never },
    { compare: { by: 'area', with: '990101002000' as never }, as: 'side' },
    { compare: { by: 'period', with: { from: '2025-01-01' as never, to: '2025-03-31' as never } } },
    ...LAYERS.map((layer) => ({ layer })),
  ])('comes back as it was: %o', (view) => {
    const query = kept(view)
    expect(boardQuery(query)).toBe(query)
    expect(parseView(plain(boardQuery(query)))).toMatchObject({ view, notes: [] })
  })

  test('has no county, and days or a period that moves on, not both', () => {
    expect(boardQuery('county=990101000000&period=last90&from=2026-01-01')).toBe('from=2026-01-01')
    expect(kept({ county: '990101000000' as never })).toBe('period=last12m')
  })

  test.each([
    'metric=lies', 'layer=secrets', 'level=street', 'show=names', 'at=here', 'topic=people', 'time=day', 'compare=area/', 'compare=category/x', 'as=lies', 'who=13812345678', 'card=a%20b', `card=${'9'.repeat(21)}`,
  ])('leaves out what the board does not understand: %s', (query) => expect(boardQuery(query)).toBe(''))

  test.each(['colour=pink', 'from=yesterday', 'from=2026-02-01&to=2026-01-01', 'due=never'])('is refused with a filter that cannot be read: %s', (query) => {
    expect(() => boardQuery(query)).toThrow(expect.objectContaining({ status: 400 }) as Error)
  })

  test('may be held against another period, place or category', () => {
    for (const compare of ['period/before', 'period/year', 'period/2025-01-01..2025-03-31', 'area/990101002000', 'category/05']) {
      expect(new URLSearchParams(boardQuery(`compare=${compare}&as=side`)).get('compare')).toBe(compare)
    }
  })

  test('tells the places that it looks at', () => {
    expect(areasOf('area=1&card=2&place=4&compare=area/3')).toEqual(['1', '2', '4', '3'])
    expect(areasOf('compare=category/05&colour=red')).toEqual([])
  })

  test('may be on any question that the board answers', () => {
    expect(TOPIC_CODES.filter((topic) => !(BOARD_TOPICS as readonly string[]).includes(topic))).toEqual([])
  })
})
