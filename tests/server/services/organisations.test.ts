import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { facilitySchema, type Facility } from '../../../geodata/pack/format.ts'
import type { AreaCode } from '../../../geodata/place/area.ts'
import { countyScope } from '../../../server/access/scope.ts'
import { moveSchema } from '../../../server/api/caseSchemas.ts'
import { LONGEST_ID, type NewOrganisation, type OrganisationChange, type Staffing } from '../../../server/contract/organisations.ts'
import type { CaseScope } from '../../../server/contract/scope.ts'
import { ensureOrganisations } from '../../../server/services/ensureOrganisations.ts'
import { addOrganisation, changeOrganisation, listOrganisations } from '../../../server/services/organisations.ts'
import { AREAS, COUNTY, install, openCounty, put, rows, SCOPE, type County } from './county.ts'

const TOWN = '990101001000' as AreaCode
const OTHER_TOWN = '990101002000' as AreaCode
const VILLAGE = '990101001201' as AreaCode

const facility = (id: string, name: string, kind: Facility['kind'], area: string, more: Partial<Facility> = {}): Facility => ({ id, name, kind, area, ...more })
const FACILITIES: Facility[] = [
  facility('F1', '枫溪县综治中心', 'centre', COUNTY, { staff: { total: 12, fullTime: 8 }, point: [105, 35] }),
  facility('F2', '枫溪县医疗纠纷人民调解委员会', 'sector_committee', COUNTY, { domain: '医疗卫生' }),
  facility('F3', '柳河镇综治中心', 'centre', TOWN),
  facility('F4', '东周村人民调解委员会', 'mediation_committee', VILLAGE, { star: 3, staff: { total: 5 } }),
  facility('F5', '太峪镇综治中心', 'centre', OTHER_TOWN),
  facility('F6', '枫溪县人力资源和社会保障局', 'department', COUNTY),
]

const below = (root: AreaCode): CaseScope => ({ ...SCOPE, root, by: { ...SCOPE.by, login: 'liuhe', role: 'clerk' } }) as unknown as CaseScope
const committee = (change: Partial<NewOrganisation> = {}): NewOrganisation => ({ name: '西周村人民调解委员会', type: 'committee', area: '990101001202' as AreaCode, ...change })

let county: County
const names = async (scope = SCOPE as CaseScope, query = {}) => (await listOrganisations(county.ctx, scope, query)).organisations.map(({ name }) => name)
const state = async () => (await county.ctx.db.pool.query<{ revision: number }>('SELECT revision FROM county')).rows[0]!.revision
const lines = async () => (await county.ctx.db.pool.query<{ action: string; login: string; subject: string; before: string | null; after: string }>('SELECT action, login, subject, before, after FROM audit_line ORDER BY seq')).rows

describe('organisations of a county', () => {
  beforeAll(async () => {
    county = await openCounty(0)
    await install(county.ctx, 'b', AREAS, FACILITIES)
  })
  afterAll(() => county.drop())

  test('come with its pack, in the order of the tree', async () => {
    expect(await names()).toEqual([
      '枫溪县人力资源和社会保障局', '枫溪县医疗纠纷人民调解委员会', '枫溪县综治中心', '柳河镇综治中心', '东周村人民调解委员会', '太峪镇综治中心',
    ])
    const { organisations } = await listOrganisations(county.ctx, SCOPE, { area: VILLAGE })
    expect(organisations).toEqual([
      {
        id: 'F4', name: '东周村人民调解委员会', type: 'committee', area: VILLAGE, areaName: '东周村', level: 'village', domain: null, star: 3,
        staffing: { total: 5, fullTime: null, law: null, bachelor: null }, lng: null, lat: null, source: 'pack', closed: false, closedOn: null, mine: true,
      },
    ])
    expect((await listOrganisations(county.ctx, SCOPE, { domain: 'labour' })).organisations).toMatchObject([{ id: 'F6', type: 'department' }])
  })

  test('have ids of a length that a pack and a request agree upon', () => {
    const sound = (length: number) => facilitySchema.safeParse(facility('x'.repeat(length), '枫溪县综治中心', 'centre', COUNTY)).success
    expect([sound(LONGEST_ID), sound(LONGEST_ID + 1), sound(0)]).toEqual([true, false, false])
    const holds = (length: number) => moveSchema.safeParse({ version: 1, holder: 'x'.repeat(length) }).success
    expect([holds(LONGEST_ID), holds(LONGEST_ID + 1)]).toEqual([true, false])
  })

  test('are seen below the root of a scope and above it, and kept below it', async () => {
    const { organisations } = await listOrganisations(county.ctx, below(TOWN))
    expect(organisations.map(({ id, mine }) => `${id} ${mine}`)).toEqual(['F6 false', 'F2 false', 'F1 false', 'F3 true', 'F4 true'])
    expect(await names(below(VILLAGE), { type: 'centre' })).toEqual(['枫溪县综治中心', '柳河镇综治中心'])
    await expect(names(below(TOWN), { area: OTHER_TOWN })).rejects.toMatchObject({ code: 'unknown_area', status: 400 })
    await expect(changeOrganisation(county.ctx, below(TOWN), 'F5', { star: 1 })).rejects.toMatchObject({ code: 'organisation_unknown', status: 404 })
    await expect(changeOrganisation(county.ctx, below(TOWN), 'F1', { star: 1 })).rejects.toMatchObject({ code: 'organisation_not_yours', status: 403 })
    await expect(changeOrganisation(county.ctx, below(TOWN), 'F3', { area: OTHER_TOWN })).rejects.toMatchObject({ code: 'unknown_area' })
    await expect(addOrganisation(county.ctx, below(TOWN), committee({ area: OTHER_TOWN }))).rejects.toMatchObject({ code: 'unknown_area' })
    const reader = { ...SCOPE, by: { ...SCOPE.by, role: 'leader' } } as unknown as CaseScope
    expect((await listOrganisations(county.ctx, reader)).organisations.some(({ mine }) => mine)).toBe(false)
  })

  test('are added and changed by hand, each with a line in the log and a raised revision', async () => {
    const before = await state()
    const made = await addOrganisation(county.ctx, below(TOWN), committee({ name: ' 老李说理工作室 ', type: 'room', staffing: { total: 3, law: 1 } }))
    expect(made).toMatchObject({ name: '老李说理工作室', areaName: '西周村', source: 'person', mine: true, staffing: { total: 3, fullTime: null, law: 1, bachelor: null } })
    const changed = await changeOrganisation(county.ctx, below(TOWN), made.id, { star: 4 })
    expect(changed).toEqual({ ...made, star: 4 })
    expect(await state()).toBe(before + 2)
    // the same again changes nothing
    await changeOrganisation(county.ctx, below(TOWN), made.id, { star: 4, name: '老李说理工作室' })
    expect(await state()).toBe(before + 2)
    const told = (await lines()).filter(({ action }) => action === 'organisation_changed')
    expect(told.map(({ login, subject, before: old, after }) => [login, subject, old === null ? null : JSON.parse(old), JSON.parse(after)])).toEqual([
      ['liuhe', `organisation ${made.id}`, null, expect.objectContaining({ name: '老李说理工作室', type: 'room' })],
      ['liuhe', `organisation ${made.id}`, { star: null }, { star: 4 }],
    ])
  })

  test('are closed and opened again, never deleted', async () => {
    const { id } = await addOrganisation(county.ctx, SCOPE, committee({ name: '临时调解室', type: 'room' }))
    expect(await changeOrganisation(county.ctx, SCOPE, id, { closed: true })).toMatchObject({ closed: true, closedOn: '2024-07-01' })
    expect(await names()).not.toContain('临时调解室')
    expect(await names(SCOPE, { closed: 'all' })).toContain('临时调解室')
    expect(await changeOrganisation(county.ctx, SCOPE, id, { closed: false })).toMatchObject({ closed: false, closedOn: null })
  })

  test('are not closed while they have work to do', async () => {
    const sql = (text: string) => county.ctx.db.pool.query(text)
    const { id } = await addOrganisation(county.ctx, SCOPE, committee({ name: '忙碌调解室', type: 'room' }))
    const close = () => changeOrganisation(county.ctx, SCOPE, id, { closed: true })
    const busy = (cases: number, calls: number) => ({ code: 'organisation_busy', status: 409, say: { zh: expect.stringContaining(`${cases} 件案件在办、${calls} 个吹哨`) as string } })
    await put(county.ctx, rows(3))
    await sql(`UPDATE dispute SET state = 'mediating' WHERE id < 3; UPDATE dispute SET state = 'escalated' WHERE id = 3`)
    await sql(`INSERT INTO dispute_life (county, id, last_seq, holder, escalated_to, reopened, subsidy_status) VALUES
      ('${COUNTY}', 1, 1, '${id}', NULL, 0, 'none'), ('${COUNTY}', 2, 1, 'F4', '${id}', 0, 'none'), ('${COUNTY}', 3, 1, 'F4', '${id}', 0, 'none')`)
    await sql(`INSERT INTO whistle (county, case_id, no, department, reason, called_on, due_on) VALUES ('${COUNTY}', 1, 1, '${id}', 'x', '2024-06-01', '2024-06-04')`)
    await expect(close()).rejects.toMatchObject(busy(2, 1))
    // nor are they moved, or made into what could not work on it
    const change = (to: OrganisationChange) => changeOrganisation(county.ctx, SCOPE, id, to)
    await expect(change({ area: VILLAGE })).rejects.toMatchObject({ ...busy(2, 1), field: 'area' })
    await expect(change({ type: 'unit' })).rejects.toMatchObject({ ...busy(2, 1), field: 'type' })
    expect(await change({ type: 'court', star: 2 })).toMatchObject({ type: 'court', star: 2 })
    await sql(`UPDATE dispute SET state = 'closed'`)
    await expect(close()).rejects.toMatchObject(busy(0, 1))
    await expect(change({ type: 'room' })).rejects.toMatchObject({ ...busy(0, 1), field: 'type' })
    await sql(`UPDATE whistle SET withdrawn_on = '2024-06-02'`)
    expect(await change({ type: 'room', area: VILLAGE })).toMatchObject({ type: 'room', area: VILLAGE })
    expect(await close()).toMatchObject({ closed: true })
    await changeOrganisation(county.ctx, SCOPE, id, { closed: false })
    // a call of a case that has ended is nobody's work, as an earlier program left some
    await sql(`UPDATE whistle SET withdrawn_on = NULL; UPDATE dispute SET state = 'merged'`)
    expect(await close()).toMatchObject({ closed: true })
  })

  test('keep of their head counts what a change does not name', async () => {
    const { id } = await addOrganisation(county.ctx, SCOPE, committee({ name: '人数调解室', type: 'room', staffing: { total: 9, law: 3 } }))
    const staff = async (staffing: Partial<Staffing>) => (await changeOrganisation(county.ctx, SCOPE, id, { staffing })).staffing
    expect(await staff({ total: 10 })).toEqual({ total: 10, fullTime: null, law: 3, bachelor: null })
    expect(await staff({ fullTime: 2, law: null })).toEqual({ total: 10, fullTime: 2, law: null, bachelor: null })
    await expect(staff({ total: 1 })).rejects.toMatchObject({ code: 'organisation_staffing' })
  })

  test.each<[string, Partial<NewOrganisation>]>([
    ['organisation_name_person', { name: '王建国' }],
    ['organisation_name_person', { name: '王建国调解室' }],
    ['organisation_name', { name: ' 室 ' }],
    ['organisation_domain', { type: 'sector_committee' }],
    ['organisation_staffing', { staffing: { total: 3, law: 4 } }],
    ['organisation_staffing', { staffing: { fullTime: 1 } }],
    ['organisation_point', { lng: 105 }],
    ['organisation_point', { lng: 35, lat: 105 }],
    ['organisation_twice', { name: '东周村人民调解委员会', area: VILLAGE }],
    ['unknown_area', { area: '990101009999' as AreaCode }],
  ])('are refused as %s', async (code, change) => {
    const before = await state()
    await expect(addOrganisation(county.ctx, SCOPE, committee(change))).rejects.toMatchObject({ code })
    expect(await state()).toBe(before)
  })

  test('of another county are not there', async () => {
    await expect(listOrganisations(county.ctx, countyScope('990102000000' as AreaCode))).rejects.toMatchObject({ code: 'county_unknown' })
  })
})

describe('a new version of the pack', () => {
  beforeAll(async () => {
    county = await openCounty(0)
    await install(county.ctx, 'b', AREAS, FACILITIES)
  })
  afterAll(() => county.drop())
  const byId = async () => new Map((await listOrganisations(county.ctx, SCOPE, { closed: 'all' })).organisations.map((one) => [one.id, one]))
  const version = (change: (list: Facility[]) => Facility[]) => change(FACILITIES.map((one) => ({ ...one })))

  test('changes what nobody changed, keeps what a person did, closes what is gone, adds what is new', async () => {
    await changeOrganisation(county.ctx, SCOPE, 'F1', { staffing: { total: 20, fullTime: 9 } })
    await changeOrganisation(county.ctx, SCOPE, 'F5', { star: 5 })
    const { id } = await addOrganisation(county.ctx, SCOPE, committee())
    const next = version((list) => [
      { ...list[0]!, name: '枫溪县社会治安综合治理中心', staff: { total: 4, fullTime: 4 }, point: [105.01, 35] },
      { ...list[1]!, domain: '医患' },
      { ...list[2]!, star: 2, staff: { total: 6 } },
      ...list.slice(5),
      facility('F7', '枫溪县公安局', 'police_station', COUNTY),
      facility('F8', '王建国调解室', 'mediation_room', VILLAGE),
    ])
    const result = await install(county.ctx, 'c', AREAS, next)
    expect(result.organisations).toEqual({ added: 2, changed: 2, closed: 1, masked: 1 })
    const now = await byId()
    expect(now.get('F1')).toMatchObject({ name: '枫溪县社会治安综合治理中心', staffing: { total: 20, fullTime: 9 }, lng: 105.01 })
    expect(now.get('F3')).toMatchObject({ star: 2, staffing: { total: 6 } })
    expect(now.get('F4')).toMatchObject({ closed: true, closedOn: '2024-07-01' })
    // gone from the pack, but somebody keeps it
    expect(now.get('F5')).toMatchObject({ closed: false, star: 5 })
    expect(now.get('F8')?.name).toBe('某调解室')
    expect(now.get(id)).toMatchObject({ source: 'person', closed: false })
  })

  test('opens what comes back, but not what a person closed', async () => {
    await changeOrganisation(county.ctx, SCOPE, 'F7', { closed: true })
    const result = await install(county.ctx, 'd', AREAS, [...FACILITIES, facility('F7', '枫溪县公安局', 'police_station', COUNTY, { star: 1 })])
    expect(result.organisations).toMatchObject({ added: 0, closed: 1 })
    const now = await byId()
    expect(now.get('F4')).toMatchObject({ closed: false, name: '东周村人民调解委员会' })
    expect(now.get('F7')).toMatchObject({ closed: true, star: 1 })
    expect(now.get('F5')).toMatchObject({ closed: false, star: 5 })
    expect(now.get('F8')).toMatchObject({ closed: true })
  })

  test('moves organisations of a merged area to its heir, and others to the area above', async () => {
    const { id } = await addOrganisation(county.ctx, SCOPE, committee({ name: '太峪村调解室', type: 'room', area: '990101002201' as AreaCode }))
    const merged = AREAS.map((area) => (area.code === VILLAGE ? { ...area, validTo: '2024-06-01', successor: '990101001202' } : area)) as typeof AREAS
    await install(county.ctx, 'e', merged, FACILITIES)
    expect((await byId()).get('F4')).toMatchObject({ area: '990101001202', areaName: '西周村' })
    const gone = merged.filter(({ code }) => code !== VILLAGE && code !== '990101002201' && !code.startsWith(VILLAGE))
    await install(county.ctx, 'f', gone, FACILITIES.filter(({ id: one }) => one !== 'F4'))
    expect((await byId()).get(id)).toMatchObject({ area: OTHER_TOWN, areaName: '太峪镇' })
    const left = await county.ctx.db.pool.query('SELECT id FROM organisation WHERE area = $1', [VILLAGE])
    expect(left.rows).toEqual([])
  })

  test('that is there already changes nothing', async () => {
    const before = await state()
    expect(await install(county.ctx, 'f')).toMatchObject({ unchanged: true, organisations: { added: 0, changed: 0, closed: 0 } })
    expect(await state()).toBe(before)
  })
})

describe('a county of an earlier program', () => {
  beforeAll(async () => {
    county = await openCounty(0)
    await install(county.ctx, 'b', AREAS, FACILITIES)
    await county.ctx.db.pool.query('DELETE FROM organisation; DELETE FROM audit_line')
  })
  afterAll(() => county.drop())

  test('takes over the organisations of its pack once', async () => {
    const before = await state()
    await ensureOrganisations(county.ctx)
    expect((await names()).length).toBe(FACILITIES.length)
    expect(await state()).toBe(before + 1)
    expect((await lines()).map(({ action, subject, after }) => [action, subject, JSON.parse(after)])).toEqual([
      ['organisation_changed', 'organisations', { added: 6, changed: 0, closed: 0, masked: 0 }],
    ])
    await ensureOrganisations(county.ctx)
    expect(await state()).toBe(before + 1)
  })

  test('without facilities is left as it is', async () => {
    await install(county.ctx, 'c', AREAS, [])
    await county.ctx.db.pool.query('DELETE FROM organisation')
    const before = await state()
    await ensureOrganisations(county.ctx)
    expect([await state(), await names()]).toEqual([before, []])
  })
})
