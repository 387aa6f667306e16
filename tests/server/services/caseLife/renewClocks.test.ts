import { describe, expect, test } from 'vitest'
import type { Day } from '../../../../server/contract/day.ts'
import type { SettingsChange } from '../../../../server/contract/settings.ts'
import { loadHolidays } from '../../../../server/services/holidays.ts'
import { ensureClocks } from '../../../../server/services/caseLife/renewClocks.ts'
import { myWork } from '../../../../server/services/caseLife/work.ts'
import { changeOrganisation } from '../../../../server/services/organisations.ts'
import { changeSettings, readSettings } from '../../../../server/services/settings.ts'
import { engines } from '../../../databases.ts'
import { lockCounty } from '../../../../server/store/counties.ts'
import { transaction } from '../../../../server/store/transaction.ts'
import { SCOPE } from '../county.ts'
import { useDesk } from './life.ts'

describe.each(engines)('which clock is due first, on $name', ({ fresh }) => {
  const desk = useDesk(fresh)
  const next = () => desk.sql<{ next_due: Day | null; next_clock: string | null }>('SELECT next_due, next_clock FROM dispute_life ORDER BY id')
  const change = async (make: (now: Awaited<ReturnType<typeof readSettings>>['settings']) => SettingsChange) => {
    const { version, settings } = await readSettings(desk.ctx, SCOPE)
    await changeSettings(desk.ctx, SCOPE, { version, change: make(settings) })
  }

  test('follows the settings at once, for every case that goes on', async () => {
    await desk.enter('town')
    const { id } = await desk.enter('town')
    await desk.move('town', id, 'decline', { note: '不属矛盾纠纷' })
    expect(await next()).toEqual([{ next_due: '2024-03-05', next_clock: 'stage' }, { next_due: null, next_clock: null }])
    await change(({ deadlines }) => ({ deadlines: { ...deadlines, stages: {} } }))
    expect(await next()).toEqual([{ next_due: '2024-04-03', next_clock: 'handling' }, { next_due: null, next_clock: null }])
    desk.later(3)
    expect((await myWork(desk.ctx, desk.who.town)).totals).toMatchObject({ overdue: 0, toTriage: 1 })
    await change(() => ({ deadlines: null }))
    expect((await myWork(desk.ctx, desk.who.town)).totals).toMatchObject({ overdue: 1 })
  })

  test('follows the holidays, and the tiers', async () => {
    const { id } = await desk.enter('town')
    await loadHolidays(desk.ctx, SCOPE, { version: 0, text: '2024-03-05,休\n2024-03-09,班', replace: true })
    expect(await next()).toEqual([{ next_due: '2024-03-06', next_clock: 'stage' }])
    await desk.move('town', id, 'triage', { colour: 'blue', reason: '一般' })
    await desk.move('town', id, 'dispatch', { holder: 'village' })
    await desk.move('village', id, 'accept')
    expect(await next()).toEqual([{ next_due: '2024-03-07', next_clock: 'report' }])
    await change(({ tiers }) => ({ tiers: tiers.map((tier) => ({ ...tier, report: null })) }))
    expect(await next()).toEqual([{ next_due: '2024-04-03', next_clock: 'handling' }])
  })

  test('follows the rung of the organisation that holds the case', async () => {
    const term = { count: 2, kind: 'calendar' } as const
    await change(({ deadlines, tiers }) => ({
      deadlines: { ...deadlines, ladder: [{ label: { zh: '村调委会', en: 'Village committee' }, level: 'village', types: ['committee'], term }] },
      tiers: tiers.map((tier) => ({ ...tier, report: null })),
    }))
    const { id } = await desk.enter('town')
    await desk.move('town', id, 'triage', { colour: 'blue', reason: '一般' })
    await desk.move('town', id, 'dispatch', { holder: 'village' })
    await desk.move('village', id, 'accept')
    expect(await next()).toEqual([{ next_due: '2024-03-06', next_clock: 'stage' }])
    await changeOrganisation(desk.ctx, desk.who.county, 'village', { star: 3 })
    expect(await next()).toEqual([{ next_due: '2024-03-06', next_clock: 'stage' }])
    await changeOrganisation(desk.ctx, desk.who.county, 'village', { type: 'centre' })
    expect(await next()).toEqual([{ next_due: '2024-04-03', next_clock: 'handling' }])
    await changeOrganisation(desk.ctx, desk.who.county, 'village', { type: 'committee' })
    expect(await next()).toEqual([{ next_due: '2024-03-06', next_clock: 'stage' }])
  })

  test('is reckoned anew at the start where the program reckons in another way, and only there', async () => {
    const { id } = await desk.enter('town')
    await desk.sql(`UPDATE dispute_life SET next_due = '2020-01-01', next_clock = 'confirmation'`)
    await ensureClocks(desk.ctx)
    expect(await next()).toEqual([{ next_due: '2024-03-05', next_clock: 'stage' }])
    await desk.sql(`UPDATE dispute_life SET next_due = '2020-01-01' WHERE id = ${id}`)
    await ensureClocks(desk.ctx)
    expect(await next()).toEqual([{ next_due: '2020-01-01', next_clock: 'stage' }])
    // while somebody else changes the county, the server starts all the same
    await desk.sql('UPDATE county SET clocks = NULL')
    await transaction(desk.ctx.db, async (tx) => {
      await lockCounty(tx, SCOPE)
      expect(await ensureClocks(desk.ctx)).toEqual([SCOPE.county])
    })
    expect(await next()).toEqual([{ next_due: '2020-01-01', next_clock: 'stage' }])
    expect(await ensureClocks(desk.ctx)).toEqual([])
    expect(await next()).toEqual([{ next_due: '2024-03-05', next_clock: 'stage' }])
    // a case that an earlier program let end with a clock
    await desk.sql(`UPDATE county SET clocks = NULL; UPDATE dispute SET state = 'terminated'`)
    await ensureClocks(desk.ctx)
    expect(await next()).toEqual([{ next_due: null, next_clock: null }])
  })
})
