import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { z } from 'zod'
import * as schemas from '../../../server/api/organisationSchemas.ts'
import { settingsAnswerSchema } from '../../../server/api/presetSchemas.ts'
import type { Problem } from '../../../server/contract/answers.ts'
import type { OrganisationDetail, OrganisationList } from '../../../server/contract/organisations.ts'
import type { SettingsAnswer } from '../../../server/contract/settings.ts'
import { AREAS, COUNTY, install } from '../services/county.ts'
import { openBench, type Bench } from './bench.ts'
import type { Stand } from './people.ts'

const TOWN = '990101001000'
let bench: Bench
beforeAll(async () => {
  bench = await openBench(0)
  await install(bench.ctx, 'b', AREAS, [
    { id: 'c0', name: '枫溪县综治中心', kind: 'centre', area: COUNTY },
    { id: 'c1', name: '柳河镇综治中心', kind: 'centre', area: TOWN },
    { id: '太峪镇/1', name: '太峪镇综治中心', kind: 'centre', area: '990101002000' },
    { id: 's1', name: '枫溪县医疗纠纷人民调解委员会', kind: 'sector_committee', area: COUNTY, domain: '医疗卫生' },
  ])
})
afterAll(() => bench.drop())

const ask: Bench['ask'] = (rest, how) => bench.ask(rest, how)
const names = async (stand?: Stand, query = '') => (await ask<OrganisationList>(`/organisations${query}`, { stand })).answer.organisations.map(({ name }) => name)
const ADMIN: Stand = { role: 'system_admin' }

describe('every answer keeps to its schema', () => {
  test.each<[string, z.ZodType]>([
    ['/organisations', schemas.organisationListSchema],
    ['/organisations?type=centre&closed=all', schemas.organisationListSchema],
    ['/organisations/c1', schemas.organisationDetailSchema],
    ['/organisations/coverage', schemas.coverageSchema],
    ['/organisations/punctuality', schemas.punctualitySchema],
    ['/organisations/punctuality?from=2024-01-01&to=2024-06-30', schemas.punctualitySchema],
    ['/organisations/suggestions?category=13&area=990101001201', schemas.suggestionsSchema],
    ['/presets', settingsAnswerSchema],
  ])('%s', async (path, schema) => {
    const { status, answer } = await ask(path)
    expect([status, schema.safeParse(answer).error]).toEqual([200, undefined])
  })
})

describe('who may what', () => {
  const paths = ['/organisations', '/organisations/c0', '/organisations/coverage', '/organisations/punctuality', '/organisations/suggestions?category=01']
  test.each(['leader', 'clerk', 'supervisor', 'worker', 'wall'] as const)('%s reads organisations', async (role) => {
    // calls are few: a screen wall would read single ones out of their counts
    for (const path of paths) expect([path, (await ask(path, { stand: { role } })).status]).toEqual([path, role === 'wall' && path.endsWith('punctuality') ? 403 : 200])
  })

  test.each(['system_admin', 'security_admin', 'audit_admin'] as const)('%s reads none', async (role) => {
    for (const path of paths) expect((await ask<Problem>(path, { stand: { role } })).answer).toMatchObject({ status: expect.any(Number) as number, code: expect.stringMatching(/not_allowed|county_unknown/) as string })
  })

  test('only who keeps organisations changes them, and settings only their administrator', async () => {
    const organisation = { name: '和平工作室', type: 'room', area: TOWN }
    for (const role of ['leader', 'mediator', 'supervisor', 'worker', 'wall', 'system_admin', 'security_admin', 'audit_admin'] as const) {
      const stand: Stand = { role, ...(role === 'mediator' && { organisation: 'c1' }) }
      expect([role, (await ask('/organisations', { method: 'POST', body: organisation, stand })).status]).toEqual([role, 403])
      expect([role, (await ask('/organisations/c1', { method: 'PATCH', body: { star: 1 }, stand })).status]).toEqual([role, 403])
    }
    for (const role of ['leader', 'clerk', 'security_admin', 'audit_admin'] as const) {
      expect([role, (await ask('/presets', { method: 'PUT', body: { version: 0, change: {} }, stand: { role } })).status]).toEqual([role, 403])
    }
    expect((await ask('/presets', { stand: ADMIN })).status).toBe(200)
    expect(await names()).not.toContain('和平工作室')
  })

  test('a town sees its own and those above, and no other town’s in any byte', async () => {
    const stand: Stand = { role: 'clerk', area: TOWN }
    for (const path of ['/organisations', '/organisations?closed=all', '/organisations/coverage', '/organisations/punctuality', '/organisations/suggestions?category=02&area=990101002201']) {
      expect([path, JSON.stringify((await ask(path, { stand })).answer).includes('太峪')]).toEqual([path, false])
    }
    const outside = `/organisations/${encodeURIComponent('太峪镇/1')}`
    expect((await ask(outside)).status).toBe(200)
    expect((await ask(outside, { stand })).status).toBe(404)
    expect((await ask<Problem>(outside, { method: 'PATCH', body: { star: 1 }, stand })).answer.code).toBe('organisation_unknown')
    expect((await ask<Problem>('/organisations/c0', { method: 'PATCH', body: { star: 1 }, stand })).status).toBe(403)
    expect((await ask<Problem>('/organisations?area=990101002000', { stand })).answer.code).toBe('unknown_area')
  })
})

describe('keeping organisations', () => {
  test('adds one, changes it, closes it', async () => {
    const body = { name: '老李说理工作室', type: 'room', area: TOWN, star: 3, staffing: { total: 4, law: 1 } }
    const made = await ask<OrganisationDetail>('/organisations', { method: 'POST', body })
    expect([made.status, schemas.organisationDetailSchema.safeParse(made.answer).error]).toEqual([200, undefined])
    expect(await names(undefined, `?q=${encodeURIComponent('说理')}`)).toEqual(['老李说理工作室'])
    const one = `/organisations/${made.answer.id}`
    expect((await ask<OrganisationDetail>(one, { method: 'PATCH', body: { closed: true } })).answer).toMatchObject({ closed: true, closedOn: '2024-07-01', star: 3 })
    expect(await names(undefined, '?type=room')).toEqual([])
  })

  test('makes an answer that was kept stale', async () => {
    const { headers } = await ask('/organisations')
    const etag = { 'if-none-match': headers.get('etag')! }
    expect((await ask('/organisations', { headers: etag })).status).toBe(304)
    await ask('/organisations/c1', { method: 'PATCH', body: { facilities: { platform: true } } })
    expect((await ask('/organisations', { headers: etag })).status).toBe(200)
  })

  test.each<[string, unknown, number, string, string]>([
    ['a person', { name: '王建国', type: 'room', area: TOWN }, 400, 'organisation_name_person', 'name'],
    ['an unknown type', { name: '和平', type: 'club', area: TOWN }, 400, 'bad_parameter', 'type'],
    ['six stars', { name: '和平工作室', type: 'room', area: TOWN, star: 6 }, 400, 'bad_parameter', 'star'],
    ['half a person', { name: '和平工作室', type: 'room', area: TOWN, staffing: { total: 1.5 } }, 400, 'bad_parameter', 'staffing.total'],
    ['names of staff', { name: '和平工作室', type: 'room', area: TOWN, staff: ['x'] }, 400, 'bad_parameter', 'staff'],
    ['the same again', { name: '柳河镇综治中心', type: 'centre', area: TOWN }, 409, 'organisation_twice', 'name'],
  ])('refuses %s', async (_, body, status, code, field) => {
    const { answer } = await ask<Problem>('/organisations', { method: 'POST', body })
    expect(answer).toMatchObject({ status, code, field })
  })
})

describe('keeping settings', () => {
  test('changes a part, tells who comes late, and takes it back', async () => {
    const put = (body: unknown) => ask<SettingsAnswer & Problem>('/presets', { method: 'PUT', body, stand: ADMIN })
    const { version } = (await ask<SettingsAnswer>('/presets', { stand: ADMIN })).answer
    const subsidy = [{ from: '2024-01-01', until: null, rates: [{ agreement: 'oral', colours: [], leastPeople: null, leastAmountFen: null, confirmed: null, fen: 5000 }] }]
    const told = await put({ version, change: { subsidy } })
    expect([told.status, settingsAnswerSchema.safeParse(told.answer).error]).toEqual([200, undefined])
    expect(told.answer).toMatchObject({ settings: { subsidy }, decided: [{ key: 'subsidy' }] })
    // a clerk reads what holds
    expect((await ask<SettingsAnswer>('/presets')).answer.settings.subsidy).toEqual(subsidy)
    expect((await put({ version, change: { subsidy: null } })).answer).toMatchObject({ status: 409, code: 'settings_changed' })
    expect((await put({ version: told.answer.version, change: { subsidy: null } })).answer).toMatchObject({ settings: { subsidy: [] }, decided: [] })
  })

  test('loads a year of holidays from a file, and says which line is wrong', async () => {
    const put = async (text: string) => {
      const { version } = (await ask<SettingsAnswer>('/presets', { stand: ADMIN })).answer
      return (await ask<SettingsAnswer & Problem>('/presets/holidays', { method: 'PUT', body: { version, text }, stand: ADMIN })).answer
    }
    expect((await put('2027-01-01,休\n2027-01-02,班')).settings.holidays).toEqual({ 2027: { rest: ['2027-01-01'], work: ['2027-01-02'] } })
    expect(await put('2027-01-01,休\n2027-01-32,班')).toMatchObject({ code: 'bad_holidays', field: 'holidays', detail: expect.stringContaining('第 2 行') as string })
  })

  test.each<[string, unknown, string]>([
    ['an unknown part', { colours: [] }, 'change.colours'],
    ['a colour that is none', { tiers: [{ colour: 'pink' }] }, 'change.tiers.0.colour'],
    ['a tier rule that is none', { subsidy: [{ from: '2024-01-01', until: null, rates: [] }] }, 'change.subsidy.0.rates'],
    ['six tiers', { tiers: Array.from({ length: 6 }, () => ({})) }, 'change.tiers'],
    ['overlapping rates', { subsidy: [1, 2].map(() => ({ from: '2024-01-01', until: null, rates: [{ agreement: null, colours: [], leastPeople: null, leastAmountFen: null, confirmed: null, fen: 1 }] })) }, 'subsidy'],
  ])('refuses %s', async (_, change, field) => {
    const { version } = (await ask<SettingsAnswer>('/presets', { stand: ADMIN })).answer
    const { answer } = await ask<Problem>('/presets', { method: 'PUT', body: { version, change }, stand: ADMIN })
    expect([answer.status, answer.field]).toEqual([400, field])
  })
})
