import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { casesOf, matched, readAll, yuntang } from './ground.ts'

const bytes = new Uint8Array(readFileSync(new URL('../../fixtures/ledgers/weekly_gb18030.csv', import.meta.url)))

describe('four weekly tables stacked in one GB18030 sheet', async () => {
  const { plan, rows } = await readAll({ name: 'weekly.csv', bytes }, yuntang())
  const cases = casesOf(rows)
  const at = (row: number) => rows.find((item) => item.row === row)
  const caseAt = (row: number) => {
    const found = cases.find((item) => item.row === row)
    if (!found) throw new Error(`row ${row} is ${JSON.stringify(at(row))}`)
    return found.draft
  }

  test('refuses the column for the control of persons and those of persons', () => {
    expect(plan.refusedColumns).toEqual([
      { header: '当事人', because: 'name' },
      { header: '重点人员稳控情况', because: 'person_control' },
    ])
    expect(plan.ready).toBe(true)
  })

  test('counts every row once', () => {
    expect(rows.map((row) => row.row)).toEqual(Array.from({ length: 27 }, (_, index) => index + 1))
    const what = rows.map((row) => (row.outcome === 'notCase' ? row.what : row.outcome))
    const counts = Object.fromEntries([...new Set(what)].map((word) => [word, what.filter((item) => item === word).length]))
    expect(counts).toEqual({ title: 5, header: 4, subtotal: 2, blank: 1, nil: 2, footer: 1, case: 11, rejected: 1 })
  })

  test('reads weekdays inside the dated week of their own table', () => {
    expect(caseAt(4).occurredOn).toBe('2024-03-11')
    expect(caseAt(5).occurredOn).toBe('2024-03-13')
    expect(caseAt(15).occurredOn).toBe('2024-03-22')
  })

  test('follows ditto marks, also where several stand one below another', () => {
    expect(caseAt(5)).toMatchObject({ area: '990202100202', unit: '柳溪镇司法所', category: '08' })
    expect(caseAt(6)).toMatchObject({ area: '990202100202', colour: 'yellow', category: '08', state: 'closed' })
  })

  test('tells 桥头 from 桥头沟', () => {
    expect(caseAt(7).area).toBe('990202101203')
    expect(caseAt(8).area).toBe('990202101202')
  })

  test('plans again where the header changes', () => {
    expect(caseAt(19)).toMatchObject({ occurredOn: '2024-03-13', closedOn: '2024-03-27', people: 5, state: 'closed' })
    expect(caseAt(20).summary).toBe('翻建房屋占用巷道 双方各执一词')
  })

  test('rejects a day that does not exist, and the cells that come back hold no person', () => {
    const row = at(21)
    expect(row).toMatchObject({ outcome: 'rejected', reason: 'date_no_such_day' })
    expect(JSON.stringify(row)).not.toContain('199001011234')
  })

  test('leaves a place that two villages fit to a person', () => {
    expect(caseAt(22)).toMatchObject({ area: null, locatedBy: 'unknown' })
    expect(caseAt(22).candidates).toEqual(expect.arrayContaining(['990202101201', '990202101202']))
  })

  test('knows cases that are carried over from week to week', () => {
    expect([...matched(rows).repeats]).toEqual([[13, 4], [14, 5], [19, 5]])
  })

  test('keeps persons out of everything that leaves', () => {
    const all = JSON.stringify(rows)
    for (const word of ['孔令山', '齐云', '周海', '139000', '包保', '990202199']) expect(all).not.toContain(word)
  })
})
