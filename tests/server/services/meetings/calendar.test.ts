import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { MeetingKind, MeetingRules } from '../../../../server/contract/meetings.ts'
import { STANDARD_MEETINGS } from '../../../../server/contract/meetings.ts'
import type { CaseScope } from '../../../../server/contract/scope.ts'
import { meetingCalendar, type CalendarAsked } from '../../../../server/services/meetings/calendar.ts'
import { enterMeeting } from '../../../../server/services/meetings/write.ts'
import { changeSettings, readSettings } from '../../../../server/services/settings.ts'
import { engines } from '../../../databases.ts'
import { SCOPE, type County } from '../county.ts'
import { code, day, DONGZHOU, LIUHE, openHall, scopeOf, TAIYU, townMeeting } from './hall.ts'

describe.each(engines)('the calendar of meetings on $name', (engine) => {
  let county: County
  let clerk: CaseScope
  beforeAll(async () => {
    county = await openHall(0, engine)
    clerk = await scopeOf(county, { role: 'clerk' })
  })
  afterAll(() => county.drop())
  const ask = (more: Partial<CalendarAsked> = {}, scope = clerk) => meetingCalendar(county.ctx, scope, { kind: 'town_halfmonthly', ...more })
  const decide = async (meetings: MeetingRules | null) => {
    const { version } = await readSettings(county.ctx, SCOPE)
    await changeSettings(county.ctx, SCOPE, { version, change: { meetings } })
  }
  const told = async (more: Partial<CalendarAsked> = {}, scope = clerk) =>
    (await ask(more, scope)).rows.map(({ area, cells, held, owed }) => `${area.name} ${cells.map(({ state }) => state[0]).join('')} ${held}/${owed}`)

  test('owes nothing before the first meeting was entered', async () => {
    const empty = await ask()
    expect([empty.since, empty.total.numerator, empty.total.denominator, empty.total.value, empty.periods.length]).toEqual([null, 0, 0, null, 12])
    expect(await told()).toEqual(['柳河镇 nnnnnnnnnnnn 0/0', '太峪镇 nnnnnnnnnnnn 0/0'])
  })

  test('tells by area and period what was held and what is missing; today’s period is open', async () => {
    for (const on of ['2024-05-03', '2024-06-12', '2024-06-14']) await enterMeeting(county.ctx, clerk, townMeeting({ heldOn: day(on) }))
    await enterMeeting(county.ctx, clerk, townMeeting({ area: TAIYU, heldOn: day('2024-06-30') }))
    await enterMeeting(county.ctx, clerk, townMeeting({ area: TAIYU, heldOn: day('2024-07-01') }))
    const calendar = await ask({ from: day('2024-04-16') })
    expect(calendar.periods.map(({ from, running }) => `${from}${running ? '…' : ''}`)).toEqual(['2024-04-16', '2024-05-01', '2024-05-16', '2024-06-01', '2024-06-16', '2024-07-01…'])
    expect(calendar.since).toBe('2024-05-03')
    expect(await told({ from: day('2024-04-16') })).toEqual(['柳河镇 nhmhmr 2/4', '太峪镇 nmmmhh 1/4'])
    expect(calendar.rows[0]!.cells[3]).toMatchObject({ state: 'held', held: 2, meetings: [expect.any(String), expect.any(String)] })
    expect(calendar.sums).toEqual([[0, 0], [1, 2], [0, 2], [1, 2], [1, 2], [0, 0]].map(([held, owed]) => ({ held, owed })))
    expect(calendar.total).toMatchObject({ numerator: 3, denominator: 8, value: 3 / 8 })
  })

  test('says the same as the database, counted another way', async () => {
    const { rows } = await county.ctx.db.pool.query<{ n: number }>(
      `SELECT count(DISTINCT (area, date_trunc('month', held_on), extract(day FROM held_on) > 15))::int AS n FROM meeting WHERE kind = 'town_halfmonthly' AND held_on < '2024-07-01'`,
    )
    expect((await ask({ from: day('2024-01-01') })).total.numerator).toBe(rows[0]!.n)
  })

  test('shows a part its own rows, and a town without meetings of its level none', async () => {
    const liuhe = await scopeOf(county, { role: 'leader', area: LIUHE })
    expect(await told({ from: day('2024-05-01') }, liuhe)).toEqual(['柳河镇 hmhmr 2/4'])
    expect(await told({ kind: 'county_monthly' }, liuhe)).toEqual([])
    expect(await told({ from: day('2024-05-01'), area: TAIYU })).toEqual(['太峪镇 mmmhh 1/4'])
    await expect(ask({ area: TAIYU }, liuhe)).rejects.toMatchObject({ field: 'area' })
  })

  test('tells a mediator organisation that a meeting was held, not which', async () => {
    const mediator = await scopeOf(county, { role: 'mediator', area: LIUHE, organisation: 'liuhe' })
    const { cells } = (await ask({ from: day('2024-06-01') }, mediator)).rows[0]!
    expect(cells[0]).toEqual({ state: 'held', held: 2, meetings: [] })
  })

  test('counts a village until it was merged, and keeps the row of what it held', async () => {
    await decide({ ...STANDARD_MEETINGS, since: day('2023-05-01') })
    await enterMeeting(county.ctx, clerk, { kind: 'village_weekly', area: code('990101001203'), heldOn: day('2023-05-20'), title: '老周村周例会' })
    expect((await told({ kind: 'village_weekly', from: day('2023-05-01'), to: day('2023-06-10') })).slice(0, 3)).toEqual(['东周村 mmmmmm 0/6', '西周村 mmmmmm 0/6', '老周村 mmhmnn 1/4'])
    expect((await told({ kind: 'village_weekly' })).map((row) => row.split(' ')[0])).not.toContain('老周村')
    await decide(null)
  })

  test('follows the rhythm that the county decided, and its first day', async () => {
    await decide({ since: day('2024-06-01'), rhythms: { ...STANDARD_MEETINGS.rhythms, town_halfmonthly: 'month', county_monthly: null } })
    const calendar = await ask({ from: day('2024-05-01') })
    expect([calendar.rhythm, calendar.since]).toEqual(['month', '2024-06-01'])
    expect(await told({ from: day('2024-05-01') })).toEqual(['柳河镇 hhr 1/1', '太峪镇 nhh 1/1'])
    expect(await ask({ kind: 'county_monthly' })).toMatchObject({ rhythm: null, periods: [], sums: [], total: { denominator: 0 } })
    await expect(decide({ ...STANDARD_MEETINGS, since: day('2024-02-30') })).rejects.toMatchObject({ field: 'meetings' })
    await decide(null)
  })

  test.each<[string, Partial<CalendarAsked>]>([
    ['days the wrong way round', { from: day('2024-06-30'), to: day('2024-06-01') }],
    ['a future', { from: day('2024-07-02') }],
    ['too many periods', { kind: 'village_weekly' as MeetingKind, from: day('2020-01-01') }],
  ])('refuses %s', (_, more) => expect(ask(more)).rejects.toMatchObject({ status: 400, field: 'from' }))

  test('is asked for an area of any level below', async () => {
    expect(await told({ kind: 'village_weekly', area: DONGZHOU, from: day('2024-06-24') })).toEqual(['东周村 mr 0/1'])
  })
})
