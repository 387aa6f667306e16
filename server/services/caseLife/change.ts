import type { Audited } from '../../contract/audit.ts'
import type { CaseDetail, CaseEvent } from '../../contract/cases.ts'
import type { CaseState, Change } from '../../contract/caseState.ts'
import { AppError } from '../../contract/error.ts'
import type { CaseScope } from '../../contract/scope.ts'
import { withdrawn } from '../../ledger/life/apply.ts'
import { maySee, type Asker } from '../../ledger/life/asker.ts'
import { clocksOf, nextClock, type Rules } from '../../ledger/life/clocks.ts'
import { changesBetween } from '../../ledger/life/replay.ts'
import { appendLine } from '../../store/audit.ts'
import { readCase, type StoredCase } from '../../store/caseState.ts'
import { writeEvent } from '../../store/caseWrite.ts'
import { lockCounty, raiseRevision } from '../../store/counties.ts'
import { namedOrganisations } from '../../store/namedOrganisations.ts'
import { transaction, type Transaction } from '../../store/transaction.ts'
import type { Context } from '../context.ts'
import { inTurn } from '../turns.ts'
import { villageOf } from '../village.ts'
import { detailOf, holderOf } from './detail.ts'
import { askerOf, groundOf, type Ground } from './reach.ts'
import { countyRules } from './rules.ts'
import { tellsOfFamily } from './texts.ts'
import { unknownCase } from './unknown.ts'

/** What a change is made in. */
export interface Desk {
  ctx: Context
  tx: Transaction
  ground: Ground
  rules: Rules
  /** the number that a new case gets */
  nextCaseId: number
}

/** A case on the desk, and who sits there. */
export interface Held extends StoredCase {
  asker: Asker
}

/** What a change makes of a case. */
export interface Made {
  state: CaseState
  kind: CaseEvent['kind']
  note: string | null
  audit: Audited
}

/** Opens a transaction that writes cases of the county, in turn with others. */
export async function atDesk<T>(ctx: Context, scope: CaseScope, work: (desk: Desk) => Promise<T>): Promise<T> {
  const [ground, rules] = [await groundOf(ctx, scope), await countyRules(ctx, scope)]
  return inTurn(ctx.db, { changes: scope.county }, () =>
    transaction(ctx.db, async (tx) => {
      const county = await lockCounty(tx, scope)
      if (!county) throw unknownCase()
      return work({ ctx, tx, ground, rules, nextCaseId: county.nextCaseId })
    }),
  )
}

/**
 * Changes one case: the version that the change was made from is the last one, or the case as it stands now comes back
 * with a 409. Throws `AppError` 404 for a case that the asker does not see.
 */
export async function changeCase(
  ctx: Context,
  scope: CaseScope,
  from: { id: number; version: number | null },
  make: (held: Held, desk: Desk) => Promise<Made>,
): Promise<CaseDetail> {
  return atDesk(ctx, scope, async (desk) => {
    await changeHeld(desk, from, make)
    return detailOf(ctx, desk.tx, desk.ground, from.id)
  })
}

/** The same at a desk that is open already, for several cases in one transaction. */
export async function changeHeld(
  desk: Desk,
  { id, version }: { id: number; version: number | null },
  make: (held: Held, desk: Desk) => Promise<Made>,
): Promise<void> {
  const { ctx, tx, ground } = desk
  const stored = await readCase(tx, ground.scope, id)
  const asker = stored && askerOf(ground, stored.state)
  if (!stored || !asker || !maySee(asker, stored.state)) throw unknownCase()
  if (version !== null && version !== stored.version) throw changed(await detailOf(ctx, tx, ground, id))
  const made = await make({ ...stored, asker }, desk)
  await keep(desk, stored, made)
}

/** Writes what a change made, raises the revision and adds the line to the audit log. */
async function keep(desk: Desk, stored: StoredCase, made: Made): Promise<void> {
  const { ctx, tx, ground } = desk
  const { scope } = ground
  const texts = [made.note, made.state.summary, made.state.plan, made.state.colourReason, ...reasons(made.state)]
  const told = !made.state.sensitive && tellsOfFamily(made.state.category, texts)
  const state = told ? withdrawn(made.state, (area) => villageOf(ground.pack.tree, area)) : made.state
  const changes = changesBetween(stored.state, state)
  const at = new Date(ctx.now())
  const revision = await raiseRevision(tx, scope)
  const { kind, note } = made
  const next = await nextDue(desk, state)
  await writeEvent(tx, scope, stored.id, state, { lastSeq: stored.lastSeq, revision, at, kind, from: stored.state.state, note, changes, next })
  appendLine(tx, scope.by, {
    action: made.audit,
    at,
    county: scope.county,
    subject: `case ${stored.id}`,
    ...auditOf(kind, changes),
  })
}

function reasons({ whistles, supervisions }: CaseState): (string | null)[] {
  return [...Object.values(whistles).flatMap(({ reason, result }) => [reason, result]), ...Object.values(supervisions).flatMap(({ reason, answer }) => [reason, answer])]
}

/** The earliest clock that runs: what puts the case on a list of work. */
export async function nextDue({ tx, ground, rules }: Desk, state: CaseState): Promise<{ due: CaseDetail['occurredOn']; clock: string } | null> {
  const names = state.holder === null ? new Map() : await namedOrganisations(tx, ground.scope, [state.holder])
  const holder = state.holder === null ? null : holderOf(ground, names, state.holder)
  const next = nextClock(clocksOf(rules, state, ground.today, holder))
  return next && { due: next.due, clock: next.code }
}

/** Free text goes into no audit line: that it changed is all that is said. */
const TEXTS = new Set(['summary', 'categoryTerm', 'colourReason', 'plan', 'leadPost', 'unit'])

export function auditOf(kind: CaseEvent['kind'], changes: readonly Change[]): { before: unknown; after: unknown } {
  const side = (which: 'before' | 'after') =>
    Object.fromEntries(changes.filter(({ field }) => field !== 'since').map((change) => [change.field, quiet(change, change[which])]))
  return { before: side('before'), after: { kind, ...side('after') } }
}

function quiet({ field }: Change, value: unknown): unknown {
  if (value === null) return null
  if (TEXTS.has(field)) return '…'
  if (typeof value !== 'object' || Array.isArray(value)) return value
  const { reason: _, result: __, answer: ___, name: ____, ...rest } = value as Record<string, unknown>
  return rest
}

function changed(current: CaseDetail): AppError {
  return new AppError('case_changed', {
    status: 409,
    more: { current },
    say: {
      zh: '您打开后，别人已经更新了这件案件；您填的内容没有丢，请看过最新情况再提交',
      en: 'Somebody changed this case since you opened it. Nothing you typed is lost: look at how it stands now, then send it again',
    },
  })
}
