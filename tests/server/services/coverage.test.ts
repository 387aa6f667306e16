import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Facility } from '../../../geodata/pack/format.ts'
import type { AreaCode } from '../../../geodata/place/area.ts'
import type { CaseScope } from '../../../server/contract/scope.ts'
import { coverage } from '../../../server/services/coverage.ts'
import { changeOrganisation, organisationDetail } from '../../../server/services/organisations.ts'
import { changeSettings, readSettings } from '../../../server/services/settings.ts'
import { suggestions } from '../../../server/services/suggestions.ts'
import { AREAS, COUNTY, install, openCounty, SCOPE, type County } from './county.ts'

const TOWN = '990101001000' as AreaCode
const GRID = '99010100120101' as AreaCode
const facility = (id: string, name: string, kind: Facility['kind'], area: string, more: Partial<Facility> = {}): Facility => ({ id, name, kind, area, ...more })
const FACILITIES: Facility[] = [
  facility('c0', '枫溪县综治中心', 'centre', COUNTY),
  facility('c1', '柳河镇综治中心', 'centre', TOWN, { staff: { total: 99 } }),
  facility('c2', '太峪镇综治中心', 'centre', '990101002000'),
  facility('m1', '柳河镇人民调解委员会', 'mediation_committee', TOWN, { staff: { total: 6, fullTime: 2, law: 1 } }),
  // of a village that was merged into 西周村
  facility('m2', '老周村人民调解委员会', 'mediation_committee', '990101001203', { staff: { total: 4, fullTime: 1 } }),
  facility('m3', '太峪村人民调解委员会', 'mediation_committee', '990101002201'),
  facility('s1', '枫溪县医疗纠纷人民调解委员会', 'sector_committee', COUNTY, { domain: '医疗', staff: { total: 5, law: 5, bachelor: 5 } }),
  facility('d1', '枫溪县卫生健康局', 'department', COUNTY),
]

let county: County
beforeAll(async () => {
  county = await openCounty(0)
  await install(county.ctx, 'b', AREAS, FACILITIES)
})
afterAll(() => county.drop())

const scope = (root: AreaCode) => ({ ...SCOPE, root }) as unknown as CaseScope

describe('coverage', () => {
  test('says how many areas have a committee or a centre, and which have none', async () => {
    const { committees, centres } = await coverage(county.ctx, SCOPE)
    const told = (list: typeof committees) => list.map(({ level, covered, missing }) => [level, `${covered.numerator}/${covered.denominator}`, missing.map(({ name }) => name)])
    expect(told(committees)).toEqual([
      ['town', '1/2', ['太峪镇']],
      ['village', '2/4', ['东周村', '太峪口村']],
    ])
    expect(told(centres)).toEqual([
      ['county', '1/1', []],
      ['town', '2/2', []],
      ['village', '0/4', ['东周村', '西周村', '太峪村', '太峪口村']],
    ])
    expect(committees[1]!.covered).toMatchObject({ value: 0.5, rule: { zh: expect.stringContaining('÷') as string } })
    expect(committees[1]!.missing[0]!.path).toBe('枫溪县 / 柳河镇 / 东周村')
  })

  test('adds head counts up by town, each part over those who say it', async () => {
    const { staff, types, trades } = await coverage(county.ctx, SCOPE)
    expect(staff).toEqual([
      { area: null, name: '枫溪县', organisations: 4, told: 3, total: 15, fullTime: { count: 3, of: 10 }, law: { count: 6, of: 11 }, bachelor: { count: 5, of: 5 } },
      { area: TOWN, name: '柳河镇', organisations: 2, told: 2, total: 10, fullTime: { count: 3, of: 10 }, law: { count: 1, of: 6 }, bachelor: { count: 0, of: 0 } },
      { area: '990101002000', name: '太峪镇', organisations: 1, told: 0, total: 0, fullTime: { count: 0, of: 0 }, law: { count: 0, of: 0 }, bachelor: { count: 0, of: 0 } },
    ])
    expect(types.filter(({ count }) => count > 0)).toEqual([
      { type: 'centre', count: 3 },
      { type: 'committee', count: 3 },
      { type: 'sector_committee', count: 1 },
      { type: 'department', count: 1 },
    ])
    expect(trades).toEqual([{ domain: 'medical', count: 1 }])
  })

  test('of a part of the county is of that part', async () => {
    const { committees, centres, staff, types } = await coverage(county.ctx, scope(TOWN))
    expect(committees.map(({ level, covered }) => `${level} ${covered.numerator}/${covered.denominator}`)).toEqual(['town 1/1', 'village 1/2'])
    expect(centres.map(({ level }) => level)).toEqual(['town', 'village'])
    expect(staff.map(({ name, total }) => `${name} ${total}`)).toEqual(['柳河镇 10', '柳河镇 10'])
    expect(types.find(({ type }) => type === 'sector_committee')).toEqual({ type: 'sector_committee', count: 0 })
  })

  test('counts closed organisations no more', async () => {
    await changeOrganisation(county.ctx, SCOPE, 'm2', { closed: true })
    const { committees } = await coverage(county.ctx, SCOPE)
    expect(committees[1]!.covered.numerator).toBe(1)
    await changeOrganisation(county.ctx, SCOPE, 'm2', { closed: false })
  })
})

describe('facility checklists', () => {
  const answers = async (id: string) => (await organisationDetail(county.ctx, SCOPE, id)).checklist?.items.map(({ has }) => has)

  test('are of centres alone, by the level of their area', async () => {
    expect((await organisationDetail(county.ctx, SCOPE, 'c1')).checklist).toMatchObject({ label: { zh: '两室一厅一平台' }, complete: false })
    expect((await organisationDetail(county.ctx, SCOPE, 'c0')).checklist?.label.zh).toBe('一办两厅三部')
    expect((await organisationDetail(county.ctx, SCOPE, 'm1')).checklist).toBeNull()
  })

  test('are answered item by item, and make a rate', async () => {
    const all = { mediation_room: true, meeting_room: true, reception_hall: true, platform: true }
    expect((await changeOrganisation(county.ctx, SCOPE, 'c1', { facilities: all })).checklist).toMatchObject({ complete: true })
    await changeOrganisation(county.ctx, SCOPE, 'c2', { facilities: { mediation_room: true, platform: false } })
    const [, town] = (await coverage(county.ctx, SCOPE)).checklists
    expect(town).toMatchObject({ level: 'town', complete: { numerator: 1, denominator: 2, value: 0.5 } })
    expect(town!.items.map(({ code, has, lacks, unknown }) => [code, has, lacks, unknown])).toEqual([
      ['mediation_room', 2, 0, 0],
      ['meeting_room', 1, 0, 1],
      ['reception_hall', 1, 0, 1],
      ['platform', 1, 1, 0],
    ])
    expect(town!.open).toEqual([{ id: 'c2', name: '太峪镇综治中心', lacks: 1, unknown: 2 }])
    const { rows } = await county.ctx.db.pool.query<{ after: string }>('SELECT after FROM audit_line ORDER BY seq DESC LIMIT 1')
    expect(JSON.parse(rows[0]!.after)).toEqual({ facilities: { mediation_room: true, platform: false } })
  })

  test('take an answer back, and change nothing when told the same', async () => {
    await changeOrganisation(county.ctx, SCOPE, 'c2', { facilities: { platform: null } })
    expect(await answers('c2')).toEqual([true, null, null, null])
    const lines = async () => (await county.ctx.db.pool.query('SELECT 1 FROM audit_line')).rows.length
    const before = await lines()
    await changeOrganisation(county.ctx, SCOPE, 'c2', { facilities: { platform: null, mediation_room: true } })
    expect(await lines()).toBe(before)
  })

  test('refuse an item that the list lacks, and who has no list', async () => {
    await expect(changeOrganisation(county.ctx, SCOPE, 'c2', { facilities: { window: true } })).rejects.toMatchObject({ code: 'unknown_item', status: 400 })
    await expect(changeOrganisation(county.ctx, SCOPE, 'm1', { facilities: { platform: true } })).rejects.toMatchObject({ code: 'unknown_item' })
  })

  test('are the county’s own: a level without one expects no centre', async () => {
    const { version, settings } = await readSettings(county.ctx, SCOPE)
    const checklists = settings.checklists.filter(({ level }) => level !== 'village')
    checklists[1] = { ...checklists[1]!, items: [{ code: 'platform', label: { zh: '平台', en: 'Platform' } }] }
    const told = await changeSettings(county.ctx, SCOPE, { version, change: { checklists } })
    expect((await coverage(county.ctx, SCOPE)).centres.map(({ level }) => level)).toEqual(['county', 'town'])
    expect(await answers('c2')).toEqual([null])
    await changeSettings(county.ctx, SCOPE, { version: told.version, change: { checklists: null } })
    expect(await answers('c2')).toEqual([true, null, null, null])
  })
})

describe('suggestions', () => {
  const of = async (category: '02' | '13', area: AreaCode | null, seen = SCOPE as CaseScope) => {
    const { handle, call } = await suggestions(county.ctx, seen, { category, area })
    return [handle, call].map((list) => list.map(({ organisation }) => organisation.id))
  }

  test('lead up from the place of the case', async () => {
    expect(await of('13', GRID)).toEqual([['s1', 'm1', 'c1', 'c0'], ['d1']])
    // of a village that is no more: its heir has a committee
    expect((await of('02', '990101001203' as AreaCode))[0]).toEqual(['m2', 'm1', 'c1', 'c0'])
    expect((await of('02', null))[0]).toEqual(['c0'])
  })

  test('name none that is closed or out of sight', async () => {
    await changeOrganisation(county.ctx, SCOPE, 's1', { closed: true })
    expect((await of('13', GRID))[0]).toEqual(['m1', 'c1', 'c0'])
    await changeOrganisation(county.ctx, SCOPE, 's1', { closed: false })
    expect((await of('02', GRID, scope('990101002000' as AreaCode)))[0]).toEqual(['c0'])
  })

  test('follow the county’s own table', async () => {
    const { version } = await readSettings(county.ctx, SCOPE)
    const routing = [{ category: '02' as const, level: null, handle: [{ kind: 'organisation' as const, id: 'c2' }], call: [] }]
    await changeSettings(county.ctx, SCOPE, { version, change: { routing } })
    expect(await of('02', GRID)).toEqual([['c2'], []])
    expect(await of('13', GRID)).toEqual([[], []])
  })
})
