import { describe, expect, test } from 'vitest'
import { engines } from '../../databases.ts'
import { csv, numbers, useOffice } from './clerk.ts'

describe.each(engines)('which rows are one case on $name', ({ fresh }) => {
  const { load, sql } = useOffice(fresh)

  const LAND = { no: '2024-001', on: '2024-01-08', kind: '山林土地', text: '因承包地四至不清发生争执' }
  const WAGES = { no: '2024-001', town: '太峪镇', village: '太峪村', on: '2024-05-20', kind: '劳动争议', text: '因拖欠工资发生争执' }

  test.each(['2024-001', '20240001', 'A-7'])('number %s in two towns is two cases, in two files and in one', async (no) => {
    await load(csv({ ...LAND, no }))
    expect(numbers(await load(csv({ ...WAGES, no })))).toMatchObject({ accepted: 1, updated: 0, duplicates: 0 })
    const more = await load(csv({ ...LAND, no, village: '西周村', on: '2024-02-01' }, { ...WAGES, no, village: '太峪口村', on: '2024-02-01' }))
    expect(more).toMatchObject({ accepted: 2, updated: 0, duplicates: 0 })
    expect(await sql('SELECT category, count(*)::int AS n FROM dispute GROUP BY category ORDER BY category')).toHaveLength(2)
  })

  test('one number, one day, two towns: two cases, though a third row says no town', async () => {
    const text = csv({ ...LAND, village: '', town: '' }, LAND, { ...WAGES, on: LAND.on })
    expect((await load(text)).accepted).toBe(3)
    expect((await load(text)).batch).toBeNull()
  })

  test('a number is known again by its day, or by kind and place', async () => {
    await load(csv({ ...LAND, state: '调解中' }, { ...LAND, no: '2024-002', on: '2024-02-02' }))
    const later = csv({ ...LAND, kind: '邻里纠纷', text: '', state: '已办结' }, { ...LAND, no: '2024-002', on: '2024-06-02', state: '已办结' })
    expect(numbers(await load(later))).toMatchObject({ accepted: 0, updated: 2 })
    expect((await load(later)).batch).toBeNull()
  })

  test('a short number of the same kind and place begins anew after a month', async () => {
    const rows = [{ no: 'A-7', on: '2024-01-08' }, { no: 'A-7', on: '2024-01-12' }, { no: 'A-7', on: '2024-05-08' }]
    expect(await load(csv(...rows))).toMatchObject({ accepted: 2, duplicates: 1 })
    expect(await load(csv(...rows.slice(2)))).toMatchObject({ accepted: 0, duplicates: 1 })
  })

  test("a system's own number is the case wherever it turns up", async () => {
    const no = '2024010262072200001'
    await load(csv({ ...LAND, no, state: '调解中' }))
    expect(await load(csv({ ...WAGES, no, state: '已办结' }))).toMatchObject({ accepted: 0, updated: 1 })
  })

  test('a repeat is looked for in its own town', async () => {
    const head = '编号,关联编号,乡镇,村(社区),发生日期,纠纷类型\n'
    await load(`${head}2024-001,,柳河镇,东周村,2024-03-05,邻里纠纷\n`)
    const other = await load(`${head}2024-007,2024-001,太峪镇,太峪村,2024-04-05,邻里纠纷\n2024-008,2024-001,柳河镇,西周村,2024-04-05,邻里纠纷\n`)
    expect(other).toMatchObject({ accepted: 1, duplicates: 1 })
  })

  test('words that many summaries share tell no case: their number of times counts', async () => {
    const days = ['2024-03-05', '2024-03-05', '2024-03-06', '2024-03-06', '2024-03-07']
    const text = csv(...days.map((on) => ({ on, text: '邻里纠纷' })))
    expect(numbers(await load(text))).toEqual({ read: 6, accepted: 5, updated: 0, duplicates: 0, rejected: 0 })
    expect(await load(text)).toMatchObject({ batch: null, duplicates: 5 })
    expect(await load(csv({ on: '2024-03-08', text: '邻里纠纷。' }))).toMatchObject({ accepted: 1 })
  })

  test('a text that tells the case joins it over days', async () => {
    await load(csv({ text: '某甲与某乙因宅基地滴水发生争执', state: '未化解' }))
    const next = csv({ on: '2024-03-06', text: '（司法所报）某甲与某乙因宅基地滴水发生争执', state: '已化解' })
    expect(numbers(await load(next))).toMatchObject({ accepted: 0, updated: 1 })
  })
})
