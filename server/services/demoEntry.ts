import type { AreaCode } from '../../geodata/place/area.ts'
import type { Level } from '../../geodata/place/level.ts'
import { enterDemo, onlyDemo, type DemoPlace } from '../access/demo.ts'
import { makeFirstLink, type MadeLink } from '../access/links.ts'
import { countyScope } from '../access/scope.ts'
import type { Seen } from '../access/sessions.ts'
import { dayAt } from '../contract/day.ts'
import { AppError } from '../contract/error.ts'
import { ROLES, type Role } from '../contract/roles.ts'
import { organisationRows } from '../store/organisations.ts'
import type { Context } from './context.ts'
import { listCounties } from './packs.ts'

/** The fictional county alone is installed, and no account of a person was ever made. */
export async function demoOpen(ctx: Context): Promise<boolean> {
  return (await demoCounty(ctx)) !== null && onlyDemo(ctx.db)
}

async function demoCounty(ctx: Context): Promise<AreaCode | null> {
  const counties = await listCounties(ctx)
  return counties.every(({ fictional }) => fictional) ? (counties[0]?.code ?? null) : null
}

/** The link by which an installation that is more than the demo gets its first accounts; a new one at each start. */
export async function firstLink(ctx: Context): Promise<MadeLink | null> {
  return (await demoOpen(ctx)) ? null : makeFirstLink(ctx.db, new Date(ctx.now()))
}

/** Lets a visitor look at the demo in a role; 404 where there is more than a demo. */
export async function visitDemo(ctx: Context, role: Role, seen: Seen): Promise<string> {
  const county = await demoCounty(ctx)
  if (county === null || !(await onlyDemo(ctx.db))) throw noDemo()
  return enterDemo(ctx.db, role, await placesOf(ctx, county, role), seen)
}

/**
 * A supervisor has the first town, a worker the first grid of a village, a mediator that town's committee and two
 * departments that can be called, the others the whole county; the clerk sits in its centre.
 */
async function placesOf(ctx: Context, county: AreaCode, role: Role): Promise<DemoPlace[]> {
  if (ROLES.row(role).side !== 'work') return [{ area: null, organisation: null }]
  const { tree } = await ctx.packs.get(county)
  const first = (level: Level): AreaCode => tree.areas[tree.atLevel(level, dayAt(ctx.now()))[0] ?? 0]?.code ?? county
  // a grid right below a town is a reservoir, a station or a market
  const livedIn = (): AreaCode | undefined => {
    const grid = tree.atLevel('grid', dayAt(ctx.now())).find((at) => tree.areas[tree.parent[at]!]?.level === 'village')
    return grid === undefined ? undefined : tree.areas[grid]?.code
  }
  if (role === 'supervisor') return [{ area: first('town'), organisation: null }]
  if (role === 'worker') return [{ area: livedIn() ?? first('grid'), organisation: null }]
  const open = (await organisationRows(ctx.db, countyScope(county))).filter(({ closedOn }) => closedOn === null)
  const sits = ({ id }: { id: string }, area: AreaCode): DemoPlace => ({ area, organisation: { county, id } })
  if (role === 'mediator') {
    const committee = open.find(({ type, area }) => type === 'committee' && area === first('town'))
    const departments = CALLED.flatMap((trade) => open.find(({ type, domain }) => type === 'department' && domain === trade) ?? [])
    return [committee ?? [], departments].flat().map((one) => sits(one, one.area))
  }
  const centre = role === 'clerk' ? open.find(({ type, area }) => type === 'centre' && area === county) : undefined
  return [centre ? sits(centre, county) : { area: county, organisation: null }]
}

/** Trades of the departments that a visitor may answer for. */
const CALLED = ['labour', 'land']

export function noDemo(): AppError {
  return new AppError('no_demo', {
    status: 404,
    say: { zh: '示例入口只在只装有示例县、没有真实账号的本机上开放', en: 'The entry to the demo is open on the machine itself only, while the demo county alone is installed and there is no account' },
  })
}
