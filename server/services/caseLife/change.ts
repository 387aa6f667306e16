import type { Audited } from '../../contract/audit.ts'
import type { CaseDetail, CaseEvent } from '../../contract/cases.ts'
import type { CaseState, Change } from '../../contract/caseState.ts'
import { AppError } from '../../contract/error.ts'
import type { CaseScope } from '../../contract/scope.ts'
import { withdrawn } from '../../ledger/life/apply.ts'
import { maySee, type Asker } from '../../ledger/life/asker.ts'
import { asksStill } from '../../ledger/life/cleared.ts'
import { clocksOf, nextClock, type Rules } from '../../ledger/life/clocks.ts'
import { changesBetween } from '../../ledger/life/replay.ts'
import { MASKED } from '../../ledger/mask.ts'
import { appendLine } from '../../store/audit.ts'
import { readCase, type StoredCase } from '../../store/caseState.ts'
import { clearPast, withdrawPast } from '../../store/casePast.ts'
import { writeEvent } from '../../store/caseWrite.ts'
import { lockCounty, raiseRevision } from '../../store/counties.ts'
import { namedOrganisations } from '../../store/namedOrganisations.ts'
import { transaction, type Transaction } from '../../store/transaction.ts'
import type { Context } from '../context.ts'
import { inTurn } from '../turns.ts'
import { villageOf } from '../village.ts'
import { detailOf, holderOf } from './detail.ts'
import { organisationsIn } from './events.ts'
import { askerOf, groundOf, type Ground } from './reach.ts'
import { countyRules } from './rules.ts'
import { tellsAnew, textsOf } from './texts.ts'
import { auditOf, loggedChanges, saidNothing, townsOf, withoutPlace } from './traces.ts'
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

/** The same at a desk that is open already, for several cases in one transaction; gives the case as it stands then. */
export async function changeHeld(
  desk: Desk,
  { id, version }: { id: number; version: number | null },
  make: (held: Held, desk: Desk) => Promise<Made>,
): Promise<CaseState> {
  const { ctx, tx, ground } = desk
  const stored = await readCase(tx, ground.scope, id)
  const asker = stored && askerOf(ground, stored.state)
  if (!stored || !asker || !maySee(asker, stored.state)) throw unknownCase()
  // beside the transaction, which ends here: that the case was read stays written down
  if (version !== null && version !== stored.version) throw changed(await detailOf(ctx, ctx.db, ground, id))
  const made = await make({ ...stored, asker }, desk)
  return keep(desk, stored, made)
}

/** Writes what a change made, raises the revision and adds the line to the audit log. What changes and says nothing leaves no trace. */
async function keep(desk: Desk, stored: StoredCase, made: Made): Promise<CaseState> {
  const { ctx, tx, ground } = desk
  const { scope } = ground
  const state = tells(stored.state, made) ? withdrawn(made.state, (area) => villageOf(ground.pack.tree, area)) : made.state
  const changes = changesBetween(stored.state, state)
  if (changes.length === 0 && made.note === null) return stored.state
  const at = new Date(ctx.now())
  const revision = await raiseRevision(tx, scope)
  const { kind, note } = made
  const next = await nextDue(desk, state)
  const towns = townsOf(ground)
  const sensitive = stored.state.sensitive || state.sensitive
  const logged = loggedChanges(changes, { towns: sensitive ? towns : null, cleared: kind === 'cleared' })
  await writeEvent(tx, scope, stored.id, state, { lastSeq: stored.lastSeq, revision, at, kind, from: stored.state.state, note, changes, logged, next })
  if (sensitive && !stored.state.sensitive) await withdrawPast(tx, scope, stored.id, { changes: (all) => withoutPlace(all, towns), townOf: towns })
  if (kind === 'cleared') await clearPast(tx, scope, stored.id, { until: stored.lastSeq ?? 0, blank: MASKED, stays: (event) => asksStill(state, event), changes: saidNothing })
  appendLine(tx, scope.by, {
    action: made.audit,
    at,
    county: scope.county,
    subject: `case ${stored.id}`,
    ...auditOf(kind, changes, { towns, sensitive, isOfVillage: await villagers(desk, changes) }),
  })
  return state
}

/** Does what the change says make a case sensitive that was none? */
function tells(before: CaseState, { state, note }: Made): boolean {
  return !state.sensitive && !before.sensitive && tellsAnew(before, state.category, [note, ...textsOf(state)])
}

/** Which of the organisations that changes name are those of a village, or of a part of one. */
async function villagers({ tx, ground: { scope, pack: { tree }, today } }: Desk, changes: readonly Change[]): Promise<(organisation: string) => boolean> {
  const names = await namedOrganisations(tx, scope, changes.flatMap(organisationsIn))
  return (id) => {
    const area = names.get(id)?.area
    const index = area === undefined ? -1 : tree.current(area, today)
    return index >= 0 && tree.ancestorAt(index, 'village') >= 0
  }
}

/** The earliest clock that runs: what puts the case on a list of work. */
export async function nextDue({ tx, ground, rules }: Desk, state: CaseState): Promise<{ due: CaseDetail['occurredOn']; clock: string } | null> {
  const names = state.holder === null ? new Map() : await namedOrganisations(tx, ground.scope, [state.holder])
  const holder = state.holder === null ? null : holderOf(ground, names, state.holder)
  const next = nextClock(clocksOf(rules, state, ground.today, holder))
  return next && { due: next.due, clock: next.code }
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
