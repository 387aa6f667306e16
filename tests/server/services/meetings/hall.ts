import type { Facility } from '../../../../geodata/pack/format.ts'
import type { AreaCode, Day } from '../../../../geodata/place/area.ts'
import { caseScope } from '../../../../server/access/scope.ts'
import type { NewMeeting } from '../../../../server/contract/meetings.ts'
import type { Role } from '../../../../server/contract/roles.ts'
import type { CaseScope } from '../../../../server/contract/scope.ts'
import { dayAt } from '../../../../server/contract/day.ts'
import type { engines } from '../../../databases.ts'
import { AREAS, COUNTY, install, openCounty, type County } from '../county.ts'

export const code = (text: string) => text as AreaCode
export const day = (text: string) => text as Day
export const LIUHE = code('990101001000')
export const TAIYU = code('990101002000')
export const DONGZHOU = code('990101001201')
export const CENTRE = 'centre'
export const LIUHE_CENTRE = 'liuhe'
export const TAIYU_CENTRE = 'taiyu'

export const OFFICES: Facility[] = [
  { id: CENTRE, name: '枫溪县综治中心', kind: 'centre', area: COUNTY },
  { id: LIUHE_CENTRE, name: '柳河镇综治中心', kind: 'centre', area: LIUHE },
  { id: TAIYU_CENTRE, name: '太峪镇综治中心', kind: 'centre', area: TAIYU },
]

/** The county with its centres and `count` cases. Today is 2024-07-01, a Monday. */
export async function openHall(count: number, engine: (typeof engines)[number]): Promise<County> {
  const county = await openCounty(count, engine)
  await install(county.ctx, 'b', AREAS, OFFICES)
  return county
}

export interface Sits {
  role: Role
  area?: AreaCode
  organisation?: string
  account?: string
}

export async function scopeOf({ ctx }: County, { role, area = COUNTY, organisation, account = 'a' }: Sits): Promise<CaseScope> {
  const { tree } = await ctx.packs.get(COUNTY)
  const by = { account, login: `${role}-${account}`, role, organisation: organisation ?? null, address: null }
  return caseScope({ by, area, organisationCounty: organisation ? COUNTY : null }, { county: COUNTY, tree, today: dayAt(ctx.now()) })!
}

export const townMeeting = (more: Partial<NewMeeting> = {}): NewMeeting => ({
  kind: 'town_halfmonthly', area: LIUHE, heldOn: day('2024-06-12'), title: '柳河镇六月上半月研判会', ...more,
})
