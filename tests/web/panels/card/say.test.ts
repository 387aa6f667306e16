import { describe, expect, test } from 'vitest'
import type { Category } from '../../../../server/contract/categories.ts'
import type { Badge } from '../../../../server/contract/placeCard.ts'
import { foremost, keptOf, kilometres, rankAmong, silence, someOf } from '../../../../web/panels/card/say.ts'
import fc from '../../../property.ts'

const counts = fc.array(fc.record({ count: fc.nat(20) }), { maxLength: 12 })
const term = (code: string, count: number) => ({ code: code as Category, count, resolved: 0 })
const badge = (code: Badge['code'], months: number): Badge => ({ code, months, since: null, silent: 0, atLeast: false, brokenIn: null, unplaced: 0, unclear: 0 })

describe('what the figures of a card say', () => {
  test('a rank is one more than there are with more, and first alone only without an equal', () => {
    fc.assert(fc.property(fc.nat(20), counts, (own, lines) => {
      const { rank, alone } = rankAmong(own, lines)
      const order = [own, ...lines.map(({ count }) => count)].sort((a, b) => b - a)
      expect(order[rank - 1]).toBe(own)
      expect(order.slice(0, rank - 1).every((count) => count > own)).toBe(true)
      expect(alone).toBe(rank === 1 && order[1] !== own)
    }))
  })

  test('a kind stands out with two cases or more, and more than the next', () => {
    expect(foremost([])).toBeNull()
    expect(foremost([term('05', 1)])).toBeNull()
    expect(foremost([term('05', 3), term('01', 3)])).toBeNull()
    expect(foremost([term('05', 3), term('01', 2)])!.code).toBe('05')
  })

  test('distances are said as far as they are known', () => {
    expect([400, 2_300, 9_900, 12_400].map(kilometres)).toEqual(['0.4', '2.3', '9.9', '12'])
  })

  test('the longest kept comes first, and what is not kept is told apart', () => {
    const { kept, lost } = keptOf([badge('quiet', 0), badge('three_free', 2), badge('no_suit', 9)])
    expect([kept.map(({ code }) => code), lost.map(({ code }) => code)]).toEqual([['no_suit', 'three_free'], ['quiet']])
  })

  test('of many names some are shown, and that there are more', () => {
    expect([someOf(['a', 'b'], 2), someOf(['a', 'b', 'c'], 2)]).toEqual([{ shown: ['a', 'b'], more: false }, { shown: ['a', 'b'], more: true }])
  })

  test('nobody asks what was to be expected of the whole, nor where no borders are', () => {
    const hit = { code: 'x' } as never
    const some = { lines: [], outside: 0 }
    expect([silence({ path: [hit], neighbours: some }), silence({ path: [hit, hit], neighbours: null }), silence({ path: [hit, hit], neighbours: some })]).toEqual(['reasonsNone', 'reasonsNoBorders', null])
  })
})
