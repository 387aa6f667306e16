import { describe, expect, test } from 'vitest'
import type { Day } from '../../../../server/contract/day.ts'
import type { Filter } from '../../../../server/contract/filter.ts'
import { hotPlaces } from '../../../../server/services/hotspots/hotspots.ts'
import { edgesOf } from '../../../../server/services/hotspots/steps.ts'
import { SCOPE, type Row } from '../county.ts'
import { gridRows, openGrid, PLANTED } from './grid.ts'

const day = (text: string) => Date.parse(text) / 86_400_000

/** A planted place rises in its last months, from 2 cases in February to 10 in June. */
function rising(): Row[] {
  const rows = gridRows()
  const more = [2, 4, 6, 8, 10].flatMap((count, month) => Array.from({ length: count }, (_, k) => ({ ...rows[0]!, area: PLANTED[0]!, occurredOn: `2024-0${2 + month}-${10 + k}` as Day })))
  return [...rows, ...more].map((row, at) => ({ ...row, id: at + 1 }))
}

async function courses(rows: Row[], { filter = {}, residents = 1_000 }: { filter?: Filter; residents?: number | null } = {}) {
  const county = await openGrid({ rows: rows.map((row, at) => ({ ...row, id: at + 1 })), residents })
  try {
    const { places } = await (await hotPlaces(county.ctx, SCOPE, { filter })).result
    return { named: places.length, classed: places.filter(({ emerging }) => emerging !== 'none').length, rises: places.filter(({ risingSince }) => risingSince !== null).length }
  } finally {
    await county.drop()
  }
}

describe('the course of a place', () => {
  test('is told where a year is on record', async () => {
    const { named, classed, rises } = await courses(rising())
    expect([named > 3, classed > 0, rises > 0]).toEqual([true, true, true])
  })

  test('takes no month before the record for a quiet one', async () => {
    const { named, ...course } = await courses(rising().filter(({ occurredOn }) => occurredOn >= '2023-12-15'))
    expect(named).toBeGreaterThan(3)
    expect(course).toEqual({ classed: 0, rises: 0 })
  })

  test('has no class where nothing tells what the places should have had in its months', async () => {
    const { named, classed } = await courses(rising().filter(({ occurredOn }) => occurredOn >= '2023-06-01'), { residents: null })
    expect([named > 0, classed]).toEqual([true, 0])
  })

  test('is not told of a window that its months do not reach', async () => {
    const { named, ...course } = await courses(rising(), { filter: { from: '2024-06-01' as Day, to: '2024-06-29' as Day } })
    expect(named).toBeGreaterThan(3)
    expect(course).toEqual({ classed: 0, rises: 0 })
  })

  test('begins with the first whole month on record', () => {
    const window = { from: '2024-04-03' as Day, to: '2024-07-01' as Day }
    expect(edgesOf(window, 'month')).toHaveLength(13)
    expect(edgesOf(window, 'month', day('2023-12-02'))[0]).toBe(day('2024-01-01'))
    expect(edgesOf(window, 'month', day('2023-12-01'))[0]).toBe(day('2023-12-01'))
    expect([...edgesOf(window, 'month', day('2024-07-01'))]).toEqual([day('2024-07-01')])
  })
})
