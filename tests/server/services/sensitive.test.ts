import { describe, expect, test } from 'vitest'
import type { AreaCode } from '../../../geodata/place/area.ts'
import { settlePlace } from '../../../server/services/places.ts'
import { engines } from '../../databases.ts'
import { csv, useOffice } from './clerk.ts'
import { SCOPE } from './county.ts'

const GRID = '99010100120101' as AreaCode
const VILLAGE = '990101001201'

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
})
