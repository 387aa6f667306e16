import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasOrganisations, organisationRow, organisationRows, putOrganisations, type StoredOrganisation } from '../../../server/store/organisations.ts'
import { transaction } from '../../../server/store/transaction.ts'
import type { AreaCode, Day } from '../../../geodata/place/area.ts'
import { countyScope } from '../../../server/access/scope.ts'
import { engines, type TestDatabase } from '../../databases.ts'
import { COUNTY, SCOPE } from '../services/county.ts'

const one = (id: string, change: Partial<StoredOrganisation> = {}): StoredOrganisation => ({
  id,
  name: `东周村人民调解委员会${id}`,
  type: 'committee',
  area: '990101001201' as AreaCode,
  domain: null,
  star: 3,
  staffing: { total: 5, fullTime: 1, law: 0, bachelor: 5 },
  lng: 105.012345,
  lat: 35.1,
  source: 'pack',
  closedOn: null,
  ...change,
})

describe.each(engines)('organisations on $name', ({ fresh }) => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await fresh()
  })
  afterAll(() => database.drop())
  const put = (list: StoredOrganisation[], revision = 1, scope = SCOPE) => transaction(database.db, (tx) => putOrganisations(tx, scope, list, revision))

  test('come back as they were written, and take the place of themselves', async () => {
    expect(await hasOrganisations(database.db, SCOPE)).toBe(false)
    const list = [one('b', { star: null, lng: null, lat: null, staffing: { total: null, fullTime: null, law: null, bachelor: null } }), one('a', { domain: 'medical', closedOn: '2024-03-05' as Day })]
    await put(list)
    expect(await organisationRows(database.db, SCOPE)).toEqual([list[1], list[0]])
    await put([one('a', { name: '西周村人民调解委员会', star: 5 })], 7)
    expect(await organisationRow(database.db, SCOPE, 'a')).toEqual(one('a', { name: '西周村人民调解委员会', star: 5 }))
    const { rows } = await database.db.pool.query('SELECT id, revision FROM organisation WHERE county = $1 ORDER BY id', [COUNTY])
    expect(rows).toEqual([{ id: 'a', revision: 7 }, { id: 'b', revision: 1 }])
    await put([])
  })

  test('of one county are none of another', async () => {
    const other = countyScope('990102000000' as AreaCode)
    await put([one('a', { name: '别处' })], 1, other)
    expect((await organisationRow(database.db, SCOPE, 'a'))?.name).not.toBe('别处')
    expect(await organisationRow(database.db, other, 'b')).toBeNull()
    expect((await organisationRows(database.db, other)).length).toBe(1)
  })

  test.each<[string, Partial<StoredOrganisation>]>([
    ['a part above the whole', { staffing: { total: 3, fullTime: 4, law: null, bachelor: null } }],
    ['a part without the whole', { staffing: { total: null, fullTime: null, law: 1, bachelor: null } }],
    ['a negative count', { staffing: { total: -1, fullTime: null, law: null, bachelor: null } }],
    ['six stars', { star: 6 }],
    ['half a point', { lat: null }],
  ])('are refused with %s', async (_, change) => {
    await expect(put([one('x', change)])).rejects.toMatchObject({ code: '23514' })
  })
})
