import { dayAt } from '../contract/day.ts'
import { AppError } from '../contract/error.ts'
import { ORGANISATION_TYPES, type NewOrganisation, type OrganisationChange, type OrganisationDetail, type OrganisationList, type OrganisationQuery } from '../contract/organisations.ts'
import type { CaseScope, Scope } from '../contract/scope.ts'
import { placesOf } from '../ledger/persons/places.ts'
import { appendLine } from '../store/audit.ts'
import { lockCounty, raiseRevision } from '../store/counties.ts'
import { facilityAnswers, putFacility } from '../store/facilities.ts'
import { heldBy, organisationRow, organisationRows, putOrganisations, type StoredOrganisation } from '../store/organisations.ts'
import { settingRows } from '../store/settings.ts'
import { transaction, type Transaction } from '../store/transaction.ts'
import { uuidV7 } from '../store/uuid.ts'
import { renewClocks } from './caseLife/renewClocks.ts'
import { checklistOf } from './checklists.ts'
import type { Context } from './context.ts'
import { checkOrganisation } from './organisationChecks.ts'
import { organisationReach, shown, type OrganisationReach } from './organisationReach.ts'
import { presetsOf, settingsFrom } from './presets.ts'
import { inTurn } from './turns.ts'

/** Those below the root of the scope and those of the areas above it, in the order of the tree, then by name. */
export async function listOrganisations(ctx: Context, scope: Scope, query: OrganisationQuery = {}): Promise<OrganisationList> {
  const reach = await organisationReach(ctx, scope)
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

/** Throws `AppError` 404 for one that the scope does not see. */
export async function organisationDetail(ctx: Context, scope: Scope, id: string): Promise<OrganisationDetail> {
  const reach = await organisationReach(ctx, scope)
  const one = await organisationRow(ctx.db, scope, id)
  if (!one || reach.seen(one.area) < 0) throw unknown()
  return detailOf(ctx, scope, one, reach)
}

export async function addOrganisation(ctx: Context, scope: CaseScope, draft: NewOrganisation): Promise<OrganisationDetail> {
  const { name, type, area } = draft
  const bare: StoredOrganisation = { id: uuidV7(ctx.now()), name, type, area, ...NOTHING_MORE }
  return write(ctx, scope, {}, async () => ({ before: null, next: withChange(bare, draft) }))
}

/** Throws `AppError` 404 for one that the scope does not see, 403 for one that it sees and does not keep. */
export async function changeOrganisation(ctx: Context, scope: CaseScope, id: string, change: OrganisationChange): Promise<OrganisationDetail> {
  return write(ctx, scope, change.facilities ?? {}, async (tx, reach) => {
    const before = await organisationRow(tx, scope, id)
    if (!before || reach.seen(before.area) < 0) throw unknown()
    if (!reach.below(before.area)) throw notYours()
    const closed = change.closed ?? before.closedOn !== null
    const next = { ...withChange(before, change), closedOn: closed ? (before.closedOn ?? dayAt(ctx.now())) : null }
    await refuseBusy(tx, scope, before, next)
    return { before, next }
  })
}

type Made = (tx: Transaction, reach: OrganisationReach) => Promise<{ before: StoredOrganisation | null; next: StoredOrganisation }>

async function write(ctx: Context, scope: CaseScope, facilities: Record<string, boolean | null>, make: Made): Promise<OrganisationDetail> {
  const reach = await organisationReach(ctx, scope)
  const places = placesOf(reach.pack.tree)
  const next = await inTurn(ctx.db, { changes: scope.county }, () => transaction(ctx.db, async (tx) => {
    await lockCounty(tx, scope)
    const made = await make(tx, reach)
    if (!reach.below(made.next.area)) throw unknownArea()
    checkOrganisation(made.next, await organisationRows(tx, scope), { places, bbox: reach.pack.manifest.bbox })
    const changed = differences(made.before, made.next)
    const answered = await answer(ctx, tx, scope, made.next, reach, facilities)
    if (Object.keys(changed.after).length + answered.length === 0) return made.next
    await putOrganisations(tx, scope, [made.next], await raiseRevision(tx, scope))
    if (made.before && onAnotherRung(made.before, made.next)) await renewTerms(ctx, tx, scope, reach)
    await appendLine(tx, scope.by, {
      action: 'organisation_changed',
      at: new Date(ctx.now()),
      county: scope.county,
      subject: `organisation ${made.next.id}`,
      before: changed.before,
      after: answered.length > 0 ? { ...changed.after, facilities } : changed.after,
    })
    return made.next
  }))
  return detailOf(ctx, scope, next, reach)
}

/** What it holds runs by the rung on which it stands: its type, and the level of its area. */
function onAnotherRung(before: StoredOrganisation, next: StoredOrganisation): boolean {
  return before.type !== next.type || before.area !== next.area
}

async function renewTerms(ctx: Context, tx: Transaction, scope: CaseScope, { pack: { tree, manifest } }: OrganisationReach): Promise<void> {
  const presets = settingsFrom(await settingRows(tx, scope), manifest.presets.dueDays)
  await renewClocks(tx, scope, { tree, today: dayAt(ctx.now()) }, presets)
}

/** Writes what is told of the checklist's items; gives the codes whose answer was another before. */
async function answer(
  ctx: Context,
  tx: Transaction,
  scope: CaseScope,
  one: StoredOrganisation,
  reach: OrganisationReach,
  facilities: Record<string, boolean | null>,
): Promise<string[]> {
  const codes = Object.keys(facilities)
  if (codes.length === 0) return []
  const known = (await facilityAnswers(tx, scope, one.id)).get(one.id)
  const list = checklistOf(one, reach, await presetsOf(ctx, scope), known)
  if (codes.some((code) => !list?.items.some((item) => item.code === code))) throw unknownItem()
  const other = codes.filter((code) => facilities[code] !== (known?.get(code) ?? null))
  for (const code of other) await putFacility(tx, scope, one.id, code, facilities[code]!)
  return other
}

async function detailOf(ctx: Context, scope: Scope, one: StoredOrganisation, reach: OrganisationReach): Promise<OrganisationDetail> {
  const answers = await facilityAnswers(ctx.db, scope, one.id)
  return { ...shown(one, reach), checklist: checklistOf(one, reach, await presetsOf(ctx, scope), answers.get(one.id)) }
}

const NO_STAFF = { total: null, fullTime: null, law: null, bachelor: null }
const NOTHING_MORE = { domain: null, star: null, staffing: NO_STAFF, lng: null, lat: null, source: 'person', closedOn: null } as const

/** The change on top of what was there; what it leaves out stays. */
function withChange(one: StoredOrganisation, change: OrganisationChange): StoredOrganisation {
  const { name, type, area, domain, star, staffing, lng, lat } = change
  const told = { name: name?.trim(), type, area, domain, star, staffing: staffing && { ...one.staffing, ...staffing }, lng, lat }
  return { ...one, ...Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined)) }
}

/** What was changed, before and after, for the audit log. */
function differences(before: StoredOrganisation | null, next: StoredOrganisation): { before: object | null; after: object } {
  const keys = (Object.keys(next) as (keyof StoredOrganisation)[]).filter((key) => JSON.stringify(before?.[key]) !== JSON.stringify(next[key]))
  const of = (one: StoredOrganisation) => Object.fromEntries(keys.map((key) => [key, one[key]]))
  return { before: before && of(before), after: of(next) }
}

/** What it still has to do keeps an organisation from what would leave that undone, or undone by somebody else. */
async function refuseBusy(tx: Transaction, scope: CaseScope, before: StoredOrganisation, next: StoredOrganisation): Promise<void> {
  const { cases, calls } = await heldBy(tx, scope, before.id)
  const { handles, called } = ORGANISATION_TYPES.row(next.type)
  if (next.closedOn !== null && before.closedOn === null && cases + calls > 0) throw busy('closed', cases, calls)
  if ((!handles && ORGANISATION_TYPES.row(before.type).handles && cases > 0) || (!called && ORGANISATION_TYPES.row(before.type).called && calls > 0)) throw busy('type', cases, calls)
  if (next.area !== before.area && cases + calls > 0) throw busy('area', cases, calls)
}

/** What the busy one cannot do, and why. */
const WHILE_BUSY = {
  closed: { zh: '请先改派、撤哨，再停用', en: 'reassign and withdraw them first, then close it' },
  type: { zh: '改成的类型不能再办这些，请先改派、撤哨，再改类型', en: 'the new type cannot work on them. Reassign and withdraw them first, then change the type' },
  area: { zh: '它们要按原来的区域办结，请先改派、撤哨，再改区域', en: 'they are worked on in the area that it has. Reassign and withdraw them first, then change the area' },
}

function busy(field: keyof typeof WHILE_BUSY, cases: number, calls: number): AppError {
  const why = WHILE_BUSY[field]
  return new AppError('organisation_busy', {
    status: 409,
    field,
    say: {
      zh: `还有 ${cases} 件案件在办、${calls} 个吹哨事项没有结果，${why.zh}`,
      en: `It still handles ${cases} cases and has ${calls} calls without a result: ${why.en}`,
    },
  })
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

function unknownItem(): AppError {
  return new AppError('unknown_item', {
    status: 400,
    field: 'facilities',
    say: { zh: '本级的阵地清单没有这一项，请刷新页面', en: 'The checklist of this level has no such item: reload the page' },
  })
}
