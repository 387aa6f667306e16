import { beforeEach, describe, expect, test } from 'vitest'
import type { AreaCode } from '../../../geodata/place/area.ts'
import type { Day } from '../../../server/contract/day.ts'
import { reportedShare, resultShare, type CallCounts } from '../../../server/contract/punctuality.ts'
import type { Scope } from '../../../server/contract/scope.ts'
import { punctuality } from '../../../server/services/punctuality.ts'
import { engines } from '../../databases.ts'
import { OTHER_TOWN, OTHER_VILLAGE, TOWN, useDesk, VILLAGE, type Who } from './caseLife/life.ts'

const none: CallCounts = { sent: 0, withdrawn: 0, reportedInTime: 0, reportedLate: 0, absent: 0, resultInTime: 0, resultLate: 0, open: 0, overdue: 0 }

describe.each(engines)('how departments follow calls, on $name', ({ fresh }) => {
  const desk = useDesk(fresh)
  const asked = async (scope: Scope = desk.who.county, days: { from?: Day; to?: Day } = {}) => {
    const { total, departments } = await punctuality(desk.ctx, scope, days)
    return { total, of: new Map(departments.map(({ organisation, ...counts }) => [organisation?.id ?? null, counts])), order: departments.map(({ organisation }) => organisation?.name ?? null) }
  }
  /** A case in mediation by its own centre, about which departments are called with three working days. */
  async function called(by: Who, area: AreaCode, departments: string[]): Promise<number> {
    const { id } = await desk.enter(by, { area, colour: 'blue' })
    await desk.move(by, id, 'dispatch', { holder: by })
    await desk.move(by, id, 'accept')
    await desk.move(by, id, 'whistle', { departments, reason: '须到场核实', limitDays: 3 })
    return id
  }

  let [first, second] = [0, 0]
  beforeEach(async () => {
    first = await called('town', VILLAGE, ['housing', 'police'])
    second = await called('other', OTHER_VILLAGE, ['housing', 'police', 'court'])
  })
  const call = async (id: number, department: string) => String((await desk.sql<{ no: number }>(`SELECT no FROM whistle WHERE case_id = ${id} AND department = '${department}'`))[0]!.no)
  const answer = async (by: Who, id: number, move: 'reportIn' | 'result', department: string) =>
    desk.move(by, id, move, { whistle: await call(id, department), ...(move === 'result' && { note: '已核实' }) })

  test('each call is counted once as in time, late, or still waited for', async () => {
    await answer('housing', first, 'reportIn', 'housing')
    await answer('housing', second, 'reportIn', 'housing')
    await answer('housing', first, 'result', 'housing')
    expect((await asked()).of.get('housing')).toEqual({ ...none, sent: 2, reportedInTime: 2, resultInTime: 1, open: 1 })
    expect((await asked()).of.get('police')).toEqual({ ...none, sent: 2, open: 2 })
    // past the three working days
    desk.later(7)
    await answer('police', first, 'reportIn', 'police')
    await desk.move('other', second, 'withdrawWhistle', { whistle: await call(second, 'court'), note: '不再需要' })
    const late = await asked()
    expect(late.of.get('housing')).toEqual({ ...none, sent: 2, reportedInTime: 2, resultInTime: 1, open: 1, overdue: 1 })
    expect(late.of.get('police')).toEqual({ ...none, sent: 2, reportedLate: 1, absent: 1, open: 2, overdue: 2 })
    expect(late.of.get('court')).toEqual({ ...none, sent: 1, withdrawn: 1 })
    expect(late.order).toEqual(['柳河派出所', '县住建局', '柳河法庭'])
    expect(late.total).toEqual({ ...none, sent: 5, withdrawn: 1, reportedInTime: 2, reportedLate: 1, absent: 1, resultInTime: 1, open: 3, overdue: 3 })
    // a result without a report is one
    await answer('police', second, 'result', 'police')
    const police = (await asked()).of.get('police')!
    expect(police).toEqual({ ...none, sent: 2, reportedLate: 2, resultLate: 1, open: 1, overdue: 1 })
    expect([reportedShare(police), resultShare(police)]).toEqual([{ count: 0, of: 2 }, { count: 0, of: 2 }])
    const { sent, withdrawn, resultInTime, resultLate, open } = (await asked()).total
    expect(withdrawn + resultInTime + resultLate + open).toBe(sent)
  })

  test('on the due day itself nothing is late', async () => {
    const [{ due }] = (await desk.sql<{ due: Day }>(`SELECT due_on AS due FROM whistle LIMIT 1`)) as [{ due: Day }]
    while (desk.today() < due) desk.later(1)
    expect((await asked()).total).toEqual({ ...none, sent: 5, open: 5 })
    await answer('police', first, 'reportIn', 'police')
    await answer('police', first, 'result', 'police')
    expect((await asked()).of.get('police')).toEqual({ ...none, sent: 2, reportedInTime: 1, resultInTime: 1, open: 1 })
    desk.later(1)
    expect((await asked()).of.get('police')).toMatchObject({ absent: 1, overdue: 1 })
  })

  test('of the days that the calls were made on, both ends included', async () => {
    const monday = desk.today()
    desk.later(1)
    const tuesday = desk.today()
    await called('town', VILLAGE, ['housing'])
    const sent = async (days: { from?: Day; to?: Day }) => (await asked(desk.who.county, days)).total.sent
    expect([await sent({ to: monday }), await sent({ from: tuesday }), await sent({ from: monday, to: tuesday }), await sent({ from: '2024-03-06' as Day })]).toEqual([5, 1, 6, 0])
    expect((await asked(desk.who.county, { from: tuesday })).order).toEqual(['县住建局'])
  })

  test('of the cases that the post sees; a department of elsewhere has no name', async () => {
    expect((await asked(desk.who.town)).total.sent).toBe(2)
    const other = await asked(desk.who.other)
    expect(other.total.sent).toBe(3)
    expect(other.order).toEqual([null, '县住建局'])
    expect(other.of.get(null)).toEqual({ ...none, sent: 2, open: 2 })
  })

  test('of a sensitive case nothing is told below the town', async () => {
    const village = { ...desk.who.leader, root: VILLAGE } as Scope
    const town = { ...desk.who.leader, root: TOWN } as Scope
    expect([(await asked(village)).total.sent, (await asked(town)).total.sent]).toEqual([2, 2])
    await desk.sql(`UPDATE dispute SET sensitive = true WHERE id = ${first}`)
    expect([(await asked(village)).total.sent, (await asked(town)).total.sent]).toEqual([0, 2])
  })

  test('of an area that is named, as those who see no more than it', async () => {
    const [whole, town] = [desk.who.leader, { ...desk.who.leader, root: TOWN } as Scope]
    for (const area of [TOWN, VILLAGE, OTHER_VILLAGE]) {
      const { total } = await punctuality(desk.ctx, whole, { area })
      expect(total).toEqual((await asked({ ...whole, root: area } as Scope)).total)
    }
    expect((await punctuality(desk.ctx, whole, { area: VILLAGE })).total.sent).toBeGreaterThan(0)
    await expect(punctuality(desk.ctx, town, { area: OTHER_TOWN })).rejects.toMatchObject({ status: 400, field: 'area' })
  })

  test('a case without a place counts in the county alone, one that waits for it in its town', async () => {
    await desk.sql(`UPDATE dispute SET area = NULL, located_by = 'unknown', town = '${TOWN}' WHERE id = ${first}`)
    expect((await asked(desk.who.town)).total.sent).toBe(2)
    await desk.sql(`UPDATE dispute SET town = NULL WHERE id = ${first}`)
    expect([(await asked(desk.who.town)).total.sent, (await asked()).total.sent]).toEqual([0, 5])
    // a case that was merged into another counts nowhere
    await desk.sql(`UPDATE dispute SET state = 'merged' WHERE id = ${first}`)
    expect((await asked()).total.sent).toBe(3)
  })
})
