import { describe, expect, test } from 'vitest'
import { random } from '../../../../server/analysis/random.ts'
import { recordIn } from '../../../../server/services/hotspots/record.ts'

const FROM = 20_000
const PAST = 1830

/** Cases by day before FROM, so many a day, where `there` says so. */
function ledger(perDay: number, there: (back: number) => boolean, seed = 1): Uint32Array {
  const draw = random(seed)
  return Uint32Array.from({ length: PAST }, (_, back) => {
    let count = 0
    for (let product = draw.uniform(); there(back) && product > Math.exp(-perDay); product *= draw.uniform()) count++
    return count
  })
}

describe('what is on record', () => {
  test('begins with the first case, and is whole where no cases are missing', () => {
    expect(recordIn(ledger(2, () => false), FROM)).toEqual({ since: FROM, gaps: [] })
    const all = recordIn(ledger(2, () => true), FROM)
    expect([all.since <= FROM - 1800, all.gaps]).toEqual([true, []])
    const { since, gaps } = recordIn(ledger(2, (back) => back < 400), FROM)
    expect([since >= FROM - 400 && since < FROM - 395, gaps]).toEqual([true, []])
  })

  test('lacks half a year that nobody imported, and one month', () => {
    const half = recordIn(ledger(3, (back) => back < 110 || (back >= 270 && back < 1000)), FROM)
    expect(half.gaps).toHaveLength(1)
    expect(Math.abs(half.gaps[0]!.from - (FROM - 270))).toBeLessThan(4)
    expect(Math.abs(half.gaps[0]!.to - (FROM - 111))).toBeLessThan(4)
    const month = recordIn(ledger(3, (back) => back < 40 || back >= 70), FROM)
    expect(month.gaps).toHaveLength(1)
    expect(month.gaps[0]!.to - month.gaps[0]!.from).toBeGreaterThanOrEqual(29)
  })

  test('lacks a quarter also where a slip of the year put a case into it', () => {
    const cases = ledger(1, (back) => back < 91 || (back >= 182 && back < 1000))
    cases[130] = 1
    const [gap, ...more] = recordIn(cases, FROM).gaps
    expect([gap!.from <= FROM - 182, gap!.to >= FROM - 92, more]).toEqual([true, true, []])
  })

  test('has no gap by chance, in counties with few cases or with a slack season', () => {
    for (const [at, perDay] of [0.02, 0.05, 0.1, 0.3, 1, 5].entries()) {
      for (let seed = 0; seed < 20; seed++) expect(recordIn(ledger(perDay, () => true, 100 * at + seed), FROM).gaps).toEqual([])
    }
    const slack = ledger(2, () => true).map((cases, back) => (back % 365 < 60 && back % 5 > 0 ? 0 : cases))
    expect(recordIn(slack, FROM).gaps).toEqual([])
  })

  test('does not reach back over three quarters without cases', () => {
    const { since } = recordIn(ledger(2, (back) => back < 200 || back >= 700), FROM)
    expect(since).toBeGreaterThanOrEqual(FROM - 200)
  })
})
