import type { AreaCode } from '../../geodata/place/area.ts'
import { dayAt } from '../contract/day.ts'
import { AppError } from '../contract/error.ts'
import type { NewOrganisation, Organisation, OrganisationChange, OrganisationList, OrganisationQuery } from '../contract/organisations.ts'
import { ROLES } from '../contract/roles.ts'
import type { CaseScope, Scope } from '../contract/scope.ts'
import { placesOf } from '../ledger/persons/places.ts'
import { appendLine } from '../store/audit.ts'
import { lockCounty, raiseRevision } from '../store/counties.ts'
import { organisationRow, organisationRows, putOrganisations, type StoredOrganisation } from '../store/organisations.ts'
import { transaction, type Transaction } from '../store/transaction.ts'
import { uuidV7 } from '../store/uuid.ts'
import type { Context } from './context.ts'
import { checkOrganisation } from './organisationChecks.ts'
import type { InstalledPack } from './packs.ts'
import { inTurn } from './turns.ts'

/** What a scope sees of the tree: names of organisations are no cases, so those above its root are seen as well. */
export interface Reach {
  pack: InstalledPack
  /** today's index of an area; -1 for one that is neither below the root nor above it */
  seen(area: string): number
  /** below the root, where an organisation may be changed */
  below(area: string): boolean
  mayChange: boolean
}

export async function reachOf(ctx: Context, scope: Scope): Promise<Reach> {
  const pack = await ctx.packs.get(scope.county)
  const { tree } = pack
  const today = dayAt(ctx.now())
  const top = tree.indexOf(scope.root)
  const end = tree.end[top]!
  const above = new Set<number>()
  for (let at = tree.parent[top]!; at >= 0; at = tree.parent[at]!) above.add(at)
  const inside = (index: number) => index >= top && index < end
  const seen = (area: string): number => {
    const index = tree.current(area, today)
    return inside(index) || above.has(index) ? index : -1
  }
  return { pack, seen, below: (area) => inside(tree.current(area, today)), mayChange: keeps(scope) }
}

/** The program itself may; an account where its role lets it. */
function keeps({ by }: Scope): boolean {
  return by.role === null || (ROLES.row(by.role).rights as readonly string[]).includes('organisations')
}

/** Those below the root of the scope and those of the areas above it, in the order of the tree, then by name. */
export async function listOrganisations(ctx: Context, scope: Scope, query: OrganisationQuery = {}): Promise<OrganisationList> {
  const reach = await reachOf(ctx, scope)
  const { tree } = reach.pack
  const root = query.area === undefined ? -1 : reach.seen(query.area)
  if (query.area !== undefined && root < 0) throw unknownArea()
  const words = query.q?.trim() ?? ''
  const found = (await organisationRows(ctx.db, scope)).flatMap((one) => {
    const index = reach.seen(one.area)
    const fits =
      index >= 0 &&
      (root < 0 || (index >= root && index < tree.end[root]!)) &&
      (query.closed === 'all' || one.closedOn === null) &&
      (query.type === undefined || one.type === query.type) &&
      (query.domain === undefined || one.domain === query.domain) &&
      one.name.includes(words)
    return fits ? [{ index, one }] : []
  })
  found.sort((a, b) => a.index - b.index)
  return { organisations: found.map(({ one }) => shown(one, reach)) }
}

export async function addOrganisation(ctx: Context, scope: CaseScope, draft: NewOrganisation): Promise<Organisation> {
  const { name, type, area } = draft
  const bare: StoredOrganisation = { id: uuidV7(ctx.now()), name, type, area, ...NOTHING_MORE }
  return write(ctx, scope, async () => ({ before: null, next: withChange(bare, draft) }))
}

/** Throws `AppError` 404 for one that the scope does not see, 403 for one that it sees and does not keep. */
export async function changeOrganisation(ctx: Context, scope: CaseScope, id: string, change: OrganisationChange): Promise<Organisation> {
  return write(ctx, scope, async (tx, reach) => {
    const before = await organisationRow(tx, scope, id)
    if (!before || reach.seen(before.area) < 0) throw unknown()
    if (!reach.below(before.area)) throw notYours()
    const next = withChange(before, change)
    const closed = change.closed ?? before.closedOn !== null
    return { before, next: { ...next, closedOn: closed ? (before.closedOn ?? dayAt(ctx.now())) : null } }
  })
}

type Made = (tx: Transaction, reach: Reach) => Promise<{ before: StoredOrganisation | null; next: StoredOrganisation }>

async function write(ctx: Context, scope: CaseScope, make: Made): Promise<Organisation> {
  const reach = await reachOf(ctx, scope)
  const places = placesOf(reach.pack.tree)
  return inTurn(ctx.db, 'changes', () => transaction(ctx.db, async (tx) => {
    await lockCounty(tx, scope)
    const { before, next } = await make(tx, reach)
    if (!reach.below(next.area)) throw unknownArea()
    checkOrganisation(next, await organisationRows(tx, scope), { places, bbox: reach.pack.manifest.bbox })
    const changed = differences(before, next)
    if (Object.keys(changed.after).length === 0) return shown(next, reach)
    await putOrganisations(tx, scope, [next], await raiseRevision(tx, scope))
    const { county } = scope
    await appendLine(tx, scope.by, { action: 'organisation_changed', at: new Date(ctx.now()), county, subject: `organisation ${next.id}`, ...changed })
    return shown(next, reach)
  }))
}

const NO_STAFF = { total: null, fullTime: null, law: null, bachelor: null }
const NOTHING_MORE = { domain: null, star: null, staffing: NO_STAFF, lng: null, lat: null, source: 'person', closedOn: null } as const

/** The change on top of what was there; what it leaves out stays. */
function withChange(one: StoredOrganisation, change: OrganisationChange): StoredOrganisation {
  const { name, type, area, domain, star, staffing, lng, lat } = change
  const told = { name: name?.trim(), type, area, domain, star, staffing: staffing && { ...NO_STAFF, ...staffing }, lng, lat }
  return { ...one, ...Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined)) }
}

/** What was changed, before and after, for the audit log. */
function differences(before: StoredOrganisation | null, next: StoredOrganisation): { before: object | null; after: object } {
  const keys = (Object.keys(next) as (keyof StoredOrganisation)[]).filter((key) => JSON.stringify(before?.[key]) !== JSON.stringify(next[key]))
  const of = (one: StoredOrganisation) => Object.fromEntries(keys.map((key) => [key, one[key]]))
  return { before: before && of(before), after: of(next) }
}

function shown({ area, ...one }: StoredOrganisation, { pack, seen, below, mayChange }: Reach): Organisation {
  const { code, name, level } = pack.tree.areas[seen(area)]!
  return { ...one, area: code as AreaCode, areaName: name, level, closed: one.closedOn !== null, mine: mayChange && below(area) }
}

function unknown(): AppError {
  return new AppError('organisation_unknown', {
    status: 404,
    say: { zh: '没有这个组织机构，或不在您的区域，请刷新列表', en: 'There is no such organisation, or it lies outside your area: reload the list' },
  })
}

function notYours(): AppError {
  return new AppError('organisation_not_yours', {
    status: 403,
    say: { zh: '这是上级区域的组织机构，只能由上级修改', en: 'This organisation belongs to an area above yours: only a post there may change it' },
  })
}

function unknownArea(): AppError {
  return new AppError('unknown_area', {
    status: 400,
    field: 'area',
    say: { zh: '您的区域内没有这个区划代码，请从搜索结果中选择', en: 'No area of yours has this code: choose one of the search results' },
  })
}
