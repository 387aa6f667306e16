import { beforeEach, describe, expect, test } from 'vitest'
import type { AreaCode } from '../../../geodata/place/area.ts'
import type { Context } from '../../../server/services/context.ts'
import { cubeCache } from '../../../server/services/cubes.ts'
import { countCases } from '../../../server/services/counts.ts'
import { crossCases } from '../../../server/services/cross.ts'
import { listUnlocated, settlePlace } from '../../../server/services/places.ts'
import { seriesOf } from '../../../server/services/series.ts'
import { packCache } from '../../../server/services/packs.ts'
import { summarise } from '../../../server/services/summary.ts'
import { engines } from '../../databases.ts'
import { csv, useOffice } from './clerk.ts'
import { SCOPE } from './county.ts'
import { told as numberOf } from '../../told.ts'

const GRID = '99010100120101' as AreaCode
const VILLAGE = '990101001201' as AreaCode
const TOWN = '990101001000' as AreaCode

function withOwnCube(ctx: Context): Context {
  const packs = packCache(ctx.db, ctx.now)
  return { ...ctx, packs, cubes: cubeCache(ctx.db, packs, ctx.now) }
}

describe.each(engines)('the place of a family on $name', ({ fresh }) => {
  const office = useOffice(fresh)
  const { load, sql } = office
  const violence = { kind: '婚姻家庭', text: '因家庭暴力请求保护' }

  test.each([true, false])('settled to a grid is kept to the village; learnt: %s', async (learn) => {
    const text = csv({ village: '王家坡', ...violence }, { village: '王家坡', people: 2 })
    await load(text)
    await settlePlace(office.ctx, SCOPE, { words: '柳河镇 / 王家坡', area: GRID, learn })
    expect(await sql('SELECT sensitive, area FROM dispute ORDER BY id')).toEqual([
      { sensitive: true, area: VILLAGE },
      { sensitive: false, area: GRID },
    ])
    expect((await load(text)).batch).toBeNull()
  })

  test('is lifted when a later row tells what it is', async () => {
    const grid = (kind: string, text: string): string =>
      `编号,乡镇,村(社区),网格,发生日期,纠纷类型,简要情况\n2024-001,柳河镇,东周村,东周一格,2024-03-05,${kind},${text}\n`
    await load(grid('邻里纠纷', ''))
    expect(await sql('SELECT area FROM dispute')).toEqual([{ area: GRID }])
    const told = grid(violence.kind, violence.text)
    expect(await load(told)).toMatchObject({ accepted: 0, updated: 1 })
    expect(await sql('SELECT sensitive, area FROM dispute')).toEqual([{ sensitive: true, area: VILLAGE }])
    expect((await load(told)).batch).toBeNull()
  })

  let ctx: Context
  // the office begins each test with a new county, of which a cube that knew the old one would not hear
  beforeEach(() => {
    ctx = withOwnCube(office.ctx)
  })
  const by = async (level: 'county' | 'town' | 'village' | 'grid', area?: AreaCode) => {
    const { total, unlocated, coarser, rows } = await countCases(ctx, SCOPE, { by: level, filter: area ? { area } : {}, language: 'zh' })
    return { total, unlocated, coarser, rows: Object.fromEntries(rows.filter(({ count }) => numberOf(count) > 0).map(({ name, count }) => [name, count])) }
  }
  const headline = async (area?: AreaCode) => (await summarise(ctx, SCOPE, area ? { area } : {})).count

  test('counts in its town and in nothing narrower, whatever is asked', async () => {
    await load(csv(violence, { people: 2 }, { ...violence, village: '完全别处' }))
    expect(await by('county')).toEqual({ total: 3, unlocated: 0, coarser: 0, rows: { 枫溪县: 3 } })
    expect(await by('town')).toEqual({ total: 3, unlocated: 0, coarser: 0, rows: { 柳河镇: 3 } })
    expect(await by('village')).toEqual({ total: 3, unlocated: 1, coarser: 1, rows: { 东周村: 1 } })
    expect(await by('village', VILLAGE)).toEqual({ total: 1, unlocated: 0, coarser: 0, rows: { 东周村: 1 } })
    expect([await headline(), await headline(TOWN), await headline(VILLAGE)]).toEqual([3, 3, 1])
    const cross = await crossCases(ctx, SCOPE, { by: { level: 'village' }, filter: {}, language: 'zh' })
    expect(cross).toMatchObject({ total: 3, unlocated: 1, coarser: 1, count: [1] })
    const series = await seriesOf(ctx, SCOPE, { step: 'month', filter: { area: VILLAGE } })
    expect(series.points.map(({ count }) => count)).toEqual([1])
  })

  test('moves up to its town as soon as it is known to be sensitive', async () => {
    await load(csv({ no: '2024-001', state: '调解中' }))
    expect(await by('village')).toMatchObject({ coarser: 0, rows: { 东周村: 1 } })
    await load(csv({ no: '2024-001', state: '已办结', ...violence }))
    expect(await by('village')).toMatchObject({ coarser: 1, rows: {} })
  })

  test('counts in the county where no town lies above it', async () => {
    await load(csv(violence))
    await sql(`UPDATE dispute SET area = '990101000000'`)
    expect(await by('town')).toEqual({ total: 1, unlocated: 0, coarser: 1, rows: {} })
    expect(await by('county')).toMatchObject({ coarser: 0, rows: { 枫溪县: 1 } })
  })

  test('a case that was merged into another counts nowhere, read whole or as a change', async () => {
    await load(csv({ people: 1 }, { people: 2 }, { people: 3, village: '完全别处' }, { people: 4, village: '完全别处' }))
    expect(await headline()).toBe(4)
    await sql(`UPDATE dispute SET state = 'merged', revision = 10 WHERE people IN (2, 4)`)
    await sql('UPDATE county SET revision = 10')
    for (const one of [ctx, withOwnCube(ctx)]) {
      expect(await summarise(one, SCOPE, {})).toMatchObject({ count: 2, unlocated: 1, people: 4 })
      expect((await seriesOf(one, SCOPE, { step: 'month', filter: {} })).points.map(({ count }) => count)).toEqual([2])
      expect(await countCases(one, SCOPE, { by: 'phase', filter: {}, language: 'zh' })).toMatchObject({ total: 2 })
    }
    expect(await listUnlocated(ctx, SCOPE)).toMatchObject([{ words: '柳河镇 / 完全别处', cases: 1 }])
  })
})
