import { afterAll, beforeAll, expect, test } from 'vitest'
import { MEETING_KINDS } from '../../../../server/contract/meetings.ts'
import { DECISIONS, MINUTES, titleOf } from '../../../../server/services/demoMinutes.ts'
import { maskText } from '../../../../server/ledger/mask.ts'
import { meetDemo } from '../../../../server/services/demoMeetings.ts'
import { listActions } from '../../../../server/services/meetings/actions.ts'
import { meetingCalendar } from '../../../../server/services/meetings/calendar.ts'
import { engines } from '../../../databases.ts'
import { SCOPE, type County } from '../county.ts'
import { openHall } from './hall.ts'

let county: County
beforeAll(async () => {
  county = await openHall(0, engines[0]!)
  await meetDemo(county.ctx, SCOPE, 1)
})
afterAll(() => county.drop())

test('the demo’s meetings are mostly held, and some are missing', async () => {
  const totals = await Promise.all(MEETING_KINDS.codes.map(async (kind) => (await meetingCalendar(county.ctx, SCOPE, { kind })).total))
  for (const { numerator, denominator } of totals) expect([denominator > 0, numerator > denominator / 3]).toEqual([true, true])
  expect(totals.some(({ numerator, denominator }) => numerator < denominator)).toBe(true)
})

test('of what they decided some is done, some open, some overdue', async () => {
  const all = await listActions(county.ctx, SCOPE, { status: 'all', limit: 50, offset: 0 })
  const open = all.items.filter(({ status }) => status === 'open')
  expect([all.total >= 10, open.length > 3, all.overdue > 0, all.overdue < open.length]).toEqual([true, true, true, true])
})

test('they hold nothing that would be taken out of a text', () => {
  const texts = [...Object.values(MINUTES), ...DECISIONS.flatMap(({ text, result }) => [text, result]), ...MEETING_KINDS.codes.map((kind) => titleOf(kind, '枫溪县', { from: '2024-03-01' as never, no: 1 }))]
  const told = texts.filter((text) => text !== null)
  expect(told.map((text) => maskText(text))).toEqual(told)
})
