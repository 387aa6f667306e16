import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AreaCode, Day } from '../../../geodata/place/area.ts'
import { countyScope } from '../../../server/access/scope.ts'
import { STANDARD_CHECKLISTS } from '../../../server/contract/checklists.ts'
import { STANDARD } from '../../../server/contract/presets.ts'
import { STANDARD_SETTINGS, type SettingsChange } from '../../../server/contract/settings.ts'
import { SUBSIDY_EXAMPLE } from '../../../server/contract/subsidy.ts'
import { loadHolidays } from '../../../server/services/holidays.ts'
import { presetsOf } from '../../../server/services/presets.ts'
import { changeSettings, missingYears, readSettings } from '../../../server/services/settings.ts'
import { engines } from '../../databases.ts'
import { contextOn, openCounty, SCOPE, type County } from './county.ts'

const day = (text: string) => text as Day
let county: County
const change = async (settings: SettingsChange) => {
  const { version } = await readSettings(county.ctx, SCOPE)
  return changeSettings(county.ctx, SCOPE, { version, change: settings })
}
const revision = async () => (await county.ctx.db.pool.query<{ revision: number }>('SELECT revision FROM county')).rows[0]!.revision
const lines = async () =>
  (await county.ctx.db.pool.query<{ subject: string; before: string | null; after: string | null }>(`SELECT subject, before, after FROM audit_line WHERE action = 'setting_changed' ORDER BY seq`)).rows

test('tell years whose holidays nobody told in time, until somebody loads them', () => {
  expect(missingYears(STANDARD, day('2026-11-15'))).toEqual([])
  expect(missingYears(STANDARD, day('2026-11-30'))).toEqual([2027])
  expect(missingYears({ ...STANDARD, holidays: { 2027: { rest: [], work: [] } } }, day('2026-11-30'))).toEqual([])
})

describe.each(engines)('the settings of a county on $name', (engine) => {
  beforeAll(async () => {
    county = await openCounty(0, engine)
  })
  afterAll(() => county.drop())

  test('are the standard until it decides, but for the days of its pack', async () => {
    const { settings, version, decided } = await readSettings(county.ctx, SCOPE)
    expect([version, decided]).toEqual([0, []])
    expect(settings).toEqual({ ...STANDARD_SETTINGS, deadlines: { ...STANDARD.deadlines, handling: { count: 30, kind: 'calendar' } } })
    expect(settings.subsidy).toEqual([])
  })

  test('change part by part, with the revision, a line each, and who did it', async () => {
    const before = await revision()
    const tiers = STANDARD.tiers.slice(0, 2)
    const subsidy = [{ from: day('2024-01-01'), until: null, rates: SUBSIDY_EXAMPLE }]
    const told = await change({ tiers, subsidy })
    expect(told.settings).toMatchObject({ tiers, subsidy, checklists: STANDARD_CHECKLISTS })
    expect(told.decided).toEqual([
      { key: 'subsidy', at: '2024-07-01T02:00:00.000Z', login: 'fengtu' },
      { key: 'tiers', at: '2024-07-01T02:00:00.000Z', login: 'fengtu' },
    ])
    expect([await revision(), told.version]).toEqual([before + 1, before + 1])
    expect((await lines()).map(({ subject, before: old, after }) => [subject, old, JSON.parse(after!)])).toEqual([
      ['setting tiers', null, tiers],
      ['setting subsidy', null, subsidy],
    ])
    expect(await readSettings(county.ctx, SCOPE)).toEqual(told)
  })

  test('are read anew only where something changed, by other processes too', async () => {
    const first = await presetsOf(county.ctx, SCOPE)
    expect(await presetsOf(county.ctx, SCOPE)).toBe(first)
    const other = contextOn({ db: { ...county.ctx.db } } as Parameters<typeof contextOn>[0], county.clock)
    expect((await presetsOf(other, SCOPE)).tiers.length).toBe(2)
    await change({ tiers: STANDARD.tiers })
    expect((await presetsOf(other, SCOPE)).tiers.length).toBe(3)
    expect((await presetsOf(county.ctx, SCOPE)).tiers.length).toBe(3)
  })

  test('that say the same again change nothing', async () => {
    const before = await revision()
    const { tiers } = (await readSettings(county.ctx, SCOPE)).settings
    await change({ tiers: tiers.map(({ rules, plan, ...rest }) => ({ rules, plan, ...rest })), routing: null })
    expect(await revision()).toBe(before)
  })

  test('go back to the standard, and keep on counting', async () => {
    const { version } = await readSettings(county.ctx, SCOPE)
    const told = await change({ tiers: null })
    expect(told.settings.tiers).toEqual(STANDARD.tiers)
    expect(told.decided.map(({ key }) => key)).toEqual(['subsidy'])
    expect(told.version).toBeGreaterThan(version)
    expect((await lines()).at(-1)).toMatchObject({ subject: 'setting tiers', after: null })
  })

  test('changed by two at once tell the second, who loses nothing', async () => {
    const { version } = await readSettings(county.ctx, SCOPE)
    await changeSettings(county.ctx, SCOPE, { version, change: { checklists: STANDARD_CHECKLISTS.slice(1) } })
    const late = changeSettings(county.ctx, SCOPE, { version, change: { checklists: [] } })
    await expect(late).rejects.toMatchObject({ code: 'settings_changed', status: 409 })
    expect((await readSettings(county.ctx, SCOPE)).settings.checklists).toEqual(STANDARD_CHECKLISTS.slice(1))
  })

  test('take the holidays of a year in, beside those of others', async () => {
    const { version } = await readSettings(county.ctx, SCOPE)
    const first = await loadHolidays(county.ctx, SCOPE, { version, text: '2027-01-01,休', replace: false })
    const second = await loadHolidays(county.ctx, SCOPE, { version: first.version, text: '{"year":2028,"rest":["2028-01-03"],"work":["2028-01-08"]}', replace: false })
    expect(second.settings.holidays).toEqual({ 2027: { rest: ['2027-01-01'], work: [] }, 2028: { rest: ['2028-01-03'], work: ['2028-01-08'] } })
    expect([second.builtInYears[0], second.builtInYears.at(-1)]).toEqual([2020, 2026])
  })

  test('replace the holidays of a year that is known only where that is said', async () => {
    const { version } = await readSettings(county.ctx, SCOPE)
    const load = (text: string, replace: boolean) => loadHolidays(county.ctx, SCOPE, { version, text, replace })
    await expect(load('2027-01-01 休\n2027-01-02 休', false)).rejects.toMatchObject({ code: 'holidays_known', status: 409, say: { zh: expect.stringContaining('放假 1 天') as string } })
    await expect(load('2026-01-01,休', false)).rejects.toMatchObject({ code: 'holidays_known', say: { zh: expect.stringContaining('程序自带') as string } })
    const told = await load('2027-01-01 休\n2027-01-02 休', true)
    expect(told.settings.holidays[2027]).toEqual({ rest: ['2027-01-01', '2027-01-02'], work: [] })
  })

  const [list] = STANDARD_CHECKLISTS
  const [rate] = SUBSIDY_EXAMPLE
  const rule = { category: null, level: null, handle: [], call: [] }
  test.each<[string, SettingsChange, string]>([
    ['one tier', { tiers: STANDARD.tiers.slice(0, 1) }, 'tiers'],
    ['a name among the words of a rule', { tiers: [{ ...STANDARD.tiers[0]!, rules: [{ kind: 'words', words: ['持刀', '王建国'] }] }, STANDARD.tiers[1]!] }, 'words'],
    ['a telephone number among them', { tiers: [{ ...STANDARD.tiers[0]!, rules: [{ kind: 'words', words: ['13812345678'] }] }, STANDARD.tiers[1]!] }, 'words'],
    ['a person in a label', { tiers: [{ ...STANDARD.tiers[0]!, label: { zh: '王建国', en: 'Red' } }, STANDARD.tiers[1]!] }, 'label'],
    ['a day that is none', { holidays: { 2027: { rest: [day('2027-02-30')], work: [] } } }, 'holidays'],
    ['an organisation that is not there', { routing: [{ ...rule, handle: [{ kind: 'organisation', id: 'nobody' }] }] }, 'routing'],
    ['a procuratorate that handles', { routing: [{ ...rule, handle: [{ kind: 'type', type: 'procuratorate', domain: null, level: null }] }] }, 'routing'],
    ['a committee that is called', { routing: [{ ...rule, call: [{ kind: 'type', type: 'committee', domain: null, level: null }] }] }, 'routing'],
    ['two lists of a level', { checklists: [list!, list!] }, 'checklists'],
    ['a list of nothing', { checklists: [{ ...list!, items: [] }] }, 'checklists'],
    ['an item twice', { checklists: [{ ...list!, items: [list!.items[0]!, list!.items[0]!] }] }, 'checklists'],
    ['rates that end before they begin', { subsidy: [{ from: day('2024-02-01'), until: day('2024-01-31'), rates: [rate!] }] }, 'subsidy'],
    ['rates that overlap by a day', { subsidy: [{ from: day('2024-06-01'), until: null, rates: [rate!] }, { from: day('2024-01-01'), until: day('2024-06-01'), rates: [rate!] }] }, 'subsidy'],
    ['rates without an end before others', { subsidy: [{ from: day('2024-01-01'), until: null, rates: [rate!] }, { from: day('2025-01-01'), until: null, rates: [rate!] }] }, 'subsidy'],
  ])('refuse %s and stay', async (_, wrong, field) => {
    const before = [await revision(), await readSettings(county.ctx, SCOPE)]
    await expect(change(wrong)).rejects.toMatchObject({ status: 400, field })
    expect([await revision(), await readSettings(county.ctx, SCOPE)]).toEqual(before)
  })

  test('of a county that is not there are not there', async () => {
    await expect(readSettings(county.ctx, countyScope('990102000000' as AreaCode))).rejects.toMatchObject({ code: 'county_unknown' })
  })
})
