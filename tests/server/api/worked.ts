import type { AreaCode } from '../../../geodata/place/area.ts'
import type { MoveAsks, MoveCode } from '../../../server/contract/moves.ts'
import type { CaseScope } from '../../../server/contract/scope.ts'
import { attachFile } from '../../../server/services/caseLife/attach.ts'
import { enterCase } from '../../../server/services/caseLife/enter.ts'
import { moveCase } from '../../../server/services/caseLife/move.ts'
import type { Context } from '../../../server/services/context.ts'
import { enterMeeting } from '../../../server/services/meetings/write.ts'
import { saveView } from '../../../server/services/savedViews.ts'
import { readCase } from '../../../server/store/caseState.ts'
import { putOrganisations } from '../../../server/store/organisations.ts'
import { transaction } from '../../../server/store/transaction.ts'
import { AREAS, COUNTY, SCOPE } from '../services/county.ts'
import { scopeOf } from '../services/caseLife/life.ts'
import { png } from '../services/caseLife/photos.ts'

type Town = '990101001000' | '990101002000'
const VILLAGE: Record<Town, AreaCode> = { '990101001000': '990101001201' as AreaCode, '990101002000': '990101002201' as AreaCode }
/** Of each town: its centre, and the committee of a village. */
export const CENTRE: Record<Town, string> = { '990101001000': 'zx1', '990101002000': 'zx2' }
export const COMMITTEE: Record<Town, string> = { '990101001000': 'tw1', '990101002000': 'tw2' }
/** A department of the county, which is called to one case of each town. */
export const DEPARTMENT = 'zj0'
export const LEAD = '村支部书记'

/** Cases on which people worked: an ordinary one, with a call and a file, and one of family violence. The centre shares a view of its town. */
export interface Worked {
  plain: number
  family: number
  /** id of a meeting of the town, with a decision for the committee of its village */
  meeting: string
}

export async function giveWork(ctx: Context): Promise<Record<Town, Worked>> {
  const towns = Object.keys(VILLAGE) as Town[]
  const nameOf = (code: string) => AREAS.find((area) => area.code === code)!.name
  const one = (id: string, name: string, type: 'centre' | 'committee' | 'department', area: string) => ({
    id, name, type, area: area as AreaCode, domain: null, star: null, staffing: { total: null, fullTime: null, law: null, bachelor: null },
    lng: null, lat: null, source: 'person' as const, closedOn: null,
  })
  await transaction(ctx.db, (tx) =>
    putOrganisations(tx, SCOPE, [
      one(DEPARTMENT, '县住建局', 'department', COUNTY),
      ...towns.flatMap((town) => [one(CENTRE[town], `${nameOf(town)}综治中心`, 'centre', town), one(COMMITTEE[town], `${nameOf(VILLAGE[town])}人民调解委员会`, 'committee', VILLAGE[town])]),
    ], 1),
  )
  const { tree } = await ctx.packs.get(COUNTY)
  const worked = {} as Record<Town, Worked>
  for (const town of towns) {
    const clerk = scopeOf(ctx, tree, 'clerk', town, CENTRE[town])
    const mediator = scopeOf(ctx, tree, 'mediator', town, COMMITTEE[town])
    const move = async (by: CaseScope, id: number, code: MoveCode, asks: MoveAsks = {}) =>
      moveCase(ctx, by, id, code, { version: (await readCase(ctx.db, SCOPE, id))!.version, ...asks })
    const enter = async (summary: string) => {
      const { id } = await enterCase(ctx, clerk, { occurredOn: '2024-06-20' as never, area: VILLAGE[town], category: '02', channel: 'screening', people: 2, summary })
      await move(clerk, id, 'triage', { colour: 'red', reason: '有升级可能', plan: '上门走访', leadPost: LEAD })
      await move(clerk, id, 'dispatch', { holder: COMMITTEE[town] })
      await move(mediator, id, 'accept')
      await attachFile(ctx, mediator, id, { version: null, name: '现场.png', bytes: png({}) })
      return id
    }
    const [plain, family] = [await enter('两户因通行发生争执'), await enter('家庭暴力，两次报警')]
    await move(clerk, plain, 'whistle', { departments: [DEPARTMENT], reason: '到场', limitDays: 2 })
    await saveView(ctx, clerk, { page: 'ledger', name: `${nameOf(town)}红色案件`, query: `area=${town}&colour=red`, columns: ['code', 'place'], shared: true })
    const { id: meeting } = await enterMeeting(ctx, clerk, {
      kind: 'town_halfmonthly', area: town as AreaCode, heldOn: '2024-06-20' as never, title: `${nameOf(town)}研判会`, minutes: `${nameOf(VILLAGE[town])}两起`, cases: [plain, family],
      actions: [{ text: `到${nameOf(VILLAGE[town])}走访`, owner: COMMITTEE[town], dueOn: '2024-06-28' as never, place: VILLAGE[town] }],
    })
    worked[town] = { plain, family, meeting }
  }
  return worked
}
