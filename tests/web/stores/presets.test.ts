import { afterEach, describe, expect, test, vi } from 'vitest'
import { STANDARD_SETTINGS, type SettingsAnswer, type SettingsChange } from '../../../server/contract/settings.ts'
import { useCounty } from '../../../web/stores/county.ts'
import { usePresets } from '../../../web/stores/presets.ts'
import { problem, someCounty, useServer, type Call } from './server.ts'

afterEach(() => vi.unstubAllGlobals())

/** Keeps what it is sent, as the server does. */
function serve(refuse: (call: Call) => unknown = () => null) {
  let kept: SettingsAnswer = { version: 3, settings: STANDARD_SETTINGS, decided: [], unknownYears: [], builtInYears: [2026] }
  return useServer((call) => {
    const refusal = call.method === 'PUT' ? refuse(call) : null
    if (refusal) return refusal
    if (call.method === 'PUT') {
      const { change } = JSON.parse(String(call.body)) as { change: SettingsChange }
      kept = { ...kept, version: kept.version + 1, settings: { ...kept.settings, ...(change as object) } }
    }
    return kept
  })
}

describe('the settings of a county', () => {
  test('a part is saved from the version that it was read at, and the others stay as they are typed', async () => {
    const calls = serve()
    const presets = usePresets()
    await presets.begin()
    presets.draft!.deadlines.soonDays = 9
    presets.draft!.tiers[0]!.plan = false
    expect(['tiers', 'deadlines', 'subsidy'].map((key) => presets.changed(key as 'tiers'))).toEqual([true, true, false])
    expect(await presets.save('tiers')).toBe(true)
    const sent = JSON.parse(String(calls.find(({ method }) => method === 'PUT')!.body)) as { version: number; change: SettingsChange }
    expect([sent.version, Object.keys(sent.change)]).toEqual([3, ['tiers']])
    expect([presets.changed('tiers'), presets.changed('deadlines'), presets.draft!.deadlines.soonDays]).toEqual([false, true, 9])
  })

  test('the standard itself is never touched by typing, and what was typed can be dropped', async () => {
    serve()
    const presets = usePresets()
    await presets.begin()
    const before = JSON.stringify(STANDARD_SETTINGS.tiers)
    presets.draft!.tiers.pop()
    expect(JSON.stringify(STANDARD_SETTINGS.tiers)).toBe(before)
    presets.discard('tiers')
    expect([presets.changed('tiers'), JSON.stringify(presets.draft!.tiers)]).toEqual([false, before])
  })

  test('somebody else was quicker: it is told, nothing typed is lost, and reading again takes what there is', async () => {
    serve(() => problem(409, '别人刚刚改过设置'))
    const presets = usePresets()
    await presets.begin()
    presets.draft!.deadlines.soonDays = 9
    expect(await presets.save('deadlines')).toBe(false)
    expect([presets.overtaken, presets.draft!.deadlines.soonDays]).toEqual([true, 9])
    await presets.restart()
    expect([presets.overtaken, presets.draft!.deadlines.soonDays]).toEqual([false, STANDARD_SETTINGS.deadlines.soonDays])
  })

  test('who comes back finds what they typed; another county begins afresh', async () => {
    serve()
    const presets = usePresets()
    await presets.begin()
    presets.draft!.deadlines.soonDays = 9
    await presets.begin()
    expect(presets.draft!.deadlines.soonDays).toBe(9)
    useCounty().info = someCounty('990202000000')
    expect(presets.draft).toBeNull()
  })

  test('holidays go as they were written, a part goes back to the standard as null', async () => {
    const calls = serve()
    const presets = usePresets()
    await presets.begin()
    await presets.loadHolidays('2027-01-01,休')
    await presets.reset('routing')
    const bodies = calls.filter(({ method }) => method === 'PUT').map(({ path, body }) => [path.split('/presets')[1], JSON.parse(String(body)) as object])
    expect(bodies[0]).toEqual(['/holidays', { version: 3, text: '2027-01-01,休', replace: false }])
    expect(bodies[1]![1]).toMatchObject({ change: { routing: null } })
  })

  test('holidays of a year that has some ask whether they are replaced, and are loaded once that was said', async () => {
    const calls = serve(({ body }) => (String(body).includes('"replace":false') ? problem(409, '2026 年的节假日已经有了', 'holidays_known') : null))
    const presets = usePresets()
    await presets.begin()
    expect([await presets.loadHolidays('2026-01-01 休'), presets.known, presets.overtaken]).toEqual([false, true, false])
    expect([await presets.loadHolidays('2026-01-01 休', true), presets.known]).toEqual([true, false])
    expect(calls.filter(({ method }) => method === 'PUT')).toHaveLength(2)
  })
})
