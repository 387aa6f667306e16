import { describe, expect, test } from 'vitest'
import type { AreaCode } from '../../server/contract/answers.ts'
import { MAP_MEASURES } from '../../server/contract/boardView.ts'
import { CATEGORIES } from '../../server/contract/categories.ts'
import { CHANNELS } from '../../server/contract/channels.ts'
import { COLOURS } from '../../server/contract/colours.ts'
import { dayOfNumber, type Day } from '../../server/contract/day.ts'
import { AGES, DUES, MARKS } from '../../server/contract/standing.ts'
import { PHASES } from '../../server/contract/states.ts'
import { PERIODS } from '../../web/stores/periods.ts'
import { TOPIC_CODES } from '../../web/stores/topics.ts'
import { changedView, EMPTY_VIEW, frozenView, LAYERS, pageQuery, pageView, parseView, plainQuery, toggled, viewFilter, viewQuery, type View } from '../../web/stores/view.ts'
import fc from '../property.ts'

const some = <T>(codes: readonly T[]) => fc.subarray([...codes], { minLength: 1 })
const days = fc.tuple(fc.integer({ min: 18_000, max: 20_000 }), fc.integer({ min: 0, max: 900 }))
  .map(([from, length]) => ({ from: dayOfNumber(from), to: dayOfNumber(from + length) }))

const views: fc.Arbitrary<View> = fc.record({
  filter: fc.record({
    area: fc.constantFrom('990101100000', '990101100201').map((code) => code as AreaCode),
    category: some(CATEGORIES.codes), colour: some(COLOURS.codes), phase: some(PHASES.codes), channel: some(CHANNELS.codes),
    due: some(DUES.codes), age: some(AGES.codes), mark: some(MARKS.codes),
  }, { requiredKeys: [] }),
  span: fc.oneof(
    fc.constantFrom(null, ...PERIODS).map((period) => ({ period, span: {} })),
    days.map((span) => ({ period: 'custom' as const, span })),
  ),
  compare: fc.option(fc.oneof(
    fc.oneof(fc.constantFrom('before' as const, 'year' as const), days).map((other) => ({ by: 'period' as const, with: other })),
    fc.constantFrom('990101100000', 'E05001643').map((code) => ({ by: 'area' as const, with: code as AreaCode })),
    fc.constantFrom(...CATEGORIES.codes).map((code) => ({ by: 'category' as const, with: code })),
  )),
  as: fc.constantFrom('difference' as const, 'side' as const),
  metric: fc.constantFrom('count' as const, 'rate' as const),
  layer: fc.constantFrom(null, ...LAYERS),
  measure: fc.constantFrom(null, ...MAP_MEASURES),
  level: fc.constantFrom(null, 'town' as const, 'grid' as const),
  show: fc.constantFrom('map' as const, 'table' as const),
  topic: fc.constantFrom(null, ...TOPIC_CODES),
  card: fc.constantFrom(null, '990101100201' as AreaCode, 'E05001643' as AreaCode, 'LANCS' as AreaCode),
  place: fc.constantFrom(null, '990101100000' as AreaCode, '99010110020101' as AreaCode),
  time: fc.option(fc.record({ step: fc.constantFrom('month' as const, 'week' as const), cumulative: fc.boolean(), day: fc.option(days.map(({ from }) => from)) })),
  camera: fc.option(fc.record({
    zoom: fc.integer({ min: 600, max: 1700 }).map((n) => n / 100),
    lng: fc.integer({ min: -17_999_999, max: 17_999_999 }).map((n) => n / 1e5),
    lat: fc.integer({ min: -8_400_000, max: 8_400_000 }).map((n) => n / 1e5),
  })),
}).map(({ span, ...rest }) => ({ ...rest, ...span }))

describe('view and address', () => {
  test('every view comes back from its address', () => {
    fc.assert(fc.property(views, (view) => {
      const address = new URLSearchParams(viewQuery(view)).toString()
      const { view: back, notes } = parseView(Object.fromEntries(new URLSearchParams(address)))
      expect(notes).toEqual([])
      expect(back).toEqual(view)
    }), { seed: 1 })
  })

  test('a view without a choice has an empty address', () => {
    expect(viewQuery(EMPTY_VIEW)).toEqual({})
    expect(parseView({})).toEqual({ view: EMPTY_VIEW, notes: [] })
  })

  test('what cannot be used is told and left out, the rest stays', () => {
    const { view, notes } = parseView({ from: '2024-02-30', to: '2024-03-05', category: '77', colour: 'red', metric: 'x', layer: 'heat', at: '9/9', level: 'planet' })
    expect(view).toEqual({ ...EMPTY_VIEW, filter: { colour: ['red'] }, period: 'custom', span: { to: '2024-03-05' } })
    expect(notes).toHaveLength(6)
    const bad = ['year', 'month/2026-02-30', 'week/2026', 'month/total'].map((time) => ({ time }))
    const compared = ['year', 'period/last', 'period/2026-02-30..2026-03-01', 'period/2026-03-02..2026-03-01', 'category/77', 'area/', 'area/城 关', 'colour/red'].map((compare) => ({ compare }))
    for (const query of [...bad, ...compared, { as: 'both' }, { area: '城 关' }, { card: '城 关' }, { place: '城 关' }]) expect([query, parseView(query).notes.length, parseView(query).view]).toEqual([query, 1, EMPTY_VIEW])
    for (const note of notes) expect(note.zh && note.en).toBeTruthy()
  })

  test('a key that stands twice is a list where it can be one, else it is told', () => {
    const { view, notes } = parseView(plainQuery({ colour: ['red', 'blue', null], phase: null, from: ['2026-01-01', '2026-02-01'] }))
    expect(view.filter).toEqual({ colour: ['red', 'blue'] })
    expect(notes).toHaveLength(1)
  })

  test('no address breaks the page', () => {
    const keys = ['area', 'from', 'to', 'period', 'category', 'colour', 'phase', 'channel', 'due', 'age', 'mark', 'metric', 'layer', 'measure', 'level', 'show', 'at', 'card', 'topic', 'place', 'time', 'compare', 'as']
    fc.assert(fc.property(fc.dictionary(fc.constantFrom(...keys), fc.string()), (query) => {
      expect(() => parseView(query)).not.toThrow()
    }), { seed: 1 })
  })

  test('the layer is the map\'s: the ledger has none in its address, and the map finds it again', () => {
    const view: View = { ...EMPTY_VIEW, layer: 'gistar' }
    expect([pageQuery('map', view), pageQuery('ledger', view)]).toEqual([{ layer: 'gistar' }, {}])
    expect(pageView('ledger', EMPTY_VIEW, view).layer).toBe('gistar')
    expect(pageView('map', EMPTY_VIEW, view).layer).toBeNull()
  })

  test('a comparison is the map\'s; of two places it goes with the first, and a layer ends it', () => {
    const year: View = { ...EMPTY_VIEW, compare: { by: 'period', with: 'year' }, as: 'side' }
    expect([pageQuery('map', year), pageQuery('ledger', year)]).toEqual([{ compare: 'period/year', as: 'side' }, {}])
    expect(pageView('ledger', EMPTY_VIEW, year)).toEqual(year)
    const [one, other] = ['990101100000', '990101101000'] as [AreaCode, AreaCode]
    const towns: View = { ...EMPTY_VIEW, filter: { area: one }, compare: { by: 'area', with: other } }
    expect(pageView('ledger', { ...EMPTY_VIEW, filter: { area: other } }, towns).compare).toBeNull()
    expect(changedView(towns, { filter: { area: other } }).compare).toBeNull()
    expect(changedView(towns, { filter: { area: one, colour: ['red'] } }).compare).toEqual(towns.compare)
    expect(changedView(year, { filter: { area: other } }).compare).toEqual(year.compare)
    expect(changedView(year, { layer: 'gistar' }).compare).toBeNull()
    expect(changedView(year, { measure: 'red' }).compare).toBeNull()
    expect(changedView({ ...EMPTY_VIEW, measure: 'red' }, { layer: 'gistar' }).measure).toBeNull()
    expect(changedView({ ...EMPTY_VIEW, layer: 'gistar' }, { measure: 'red' }).layer).toBeNull()
    expect(changedView({ ...EMPTY_VIEW, layer: 'gistar', topic: 'hot', card: one }, { compare: year.compare })).toEqual({ ...EMPTY_VIEW, compare: year.compare })
  })

  test('card and slider are the map\'s, and stay for whoever comes back to the same place', () => {
    const view: View = { ...EMPTY_VIEW, layer: 'gistar', card: '990101100201' as AreaCode, time: { step: 'week', cumulative: true, day: '2026-03-02' as Day } }
    expect([pageQuery('map', view), pageQuery('ledger', view)]).toEqual([{ layer: 'gistar', card: '990101100201', time: 'week/cumulative/2026-03-02' }, {}])
    expect(pageView('ledger', EMPTY_VIEW, view)).toEqual(view)
    expect(pageView('ledger', { ...EMPTY_VIEW, filter: { area: '990101100000' as AreaCode } }, view).card).toBeNull()
  })

  test('a place card is the map\'s, and of one county', () => {
    const view: View = { ...EMPTY_VIEW, county: '990101000000' as AreaCode, place: '990101100201' as AreaCode }
    expect([viewQuery(view).place, pageQuery('ledger', view).place]).toEqual(['990101100201', undefined])
    const told: View = { ...EMPTY_VIEW, county: '990101000000' as AreaCode }
    expect(pageView('ledger', { ...told, filter: { area: '990101100000' as AreaCode } }, view).place).toBe('990101100201')
    expect(pageView('ledger', { ...told, county: '990102000000' as AreaCode }, view).place).toBeNull()
    expect(pageView('map', told, view).place).toBeNull()
  })

  test('dates swapped are told, not sent', () => {
    const { view, notes } = parseView({ from: '2024-05-01', to: '2024-04-01' })
    expect(notes).toHaveLength(1)
    expect(view.span).toEqual({ from: '2024-05-01' })
  })

  test('a preset becomes days, and a frozen link keeps them', () => {
    const view: View = { ...EMPTY_VIEW, period: 'lastMonth' }
    const today = '2024-03-20' as Day
    expect(viewFilter(view, today, 'last12m')).toEqual({ from: '2024-02-01', to: '2024-02-29' })
    const frozen = frozenView(view, today, 'last12m')
    expect(viewFilter(frozen, '2030-01-01' as Day, 'last12m')).toEqual({ from: '2024-02-01', to: '2024-02-29' })
    expect(viewQuery(frozenView({ ...EMPTY_VIEW, period: 'all' }, today, 'last12m'))).toEqual({ period: 'all' })
  })

  test('a condition goes into its list in the order of the vocabulary, and the list goes with the last one', () => {
    const one = toggled({ colour: ['red'] }, 'due', 'later')
    const two = toggled(one, 'due', 'overdue')
    expect([one, two]).toEqual([{ colour: ['red'], due: ['later'] }, { colour: ['red'], due: ['overdue', 'later'] }])
    expect(toggled(toggled(two, 'due', 'later'), 'due', 'overdue')).toEqual({ colour: ['red'] })
    expect(toggled({ age: ['over90'] }, 'age', 'over30')).toEqual({ age: ['over30', 'over90'] })
  })
})
