import type { CaseDetail } from '../../contract/cases.ts'
import { AppError } from '../../contract/error.ts'
import { ASKS, type Ask, type MoveAsks, type MoveCode } from '../../contract/moves.ts'
import { ORGANISATION_TYPES } from '../../contract/organisations.ts'
import type { CaseScope } from '../../contract/scope.ts'
import { applyMove } from '../../ledger/life/apply.ts'
import { maySee } from '../../ledger/life/asker.ts'
import { readCase } from '../../store/caseState.ts'
import { namedOrganisations } from '../../store/namedOrganisations.ts'
import type { Context } from '../context.ts'
import { atDesk, changeHeld, type Desk, type Held, type Made } from './change.ts'
import { detailOf } from './detail.ts'
import { askerOf } from './reach.ts'
import { subsidyOf } from './subsidy.ts'
import { masker } from './texts.ts'
import { unknownOrganisation } from './unknown.ts'

/**
 * Makes a move with a case; null where whoever made it sees the case no more, as an organisation that returns it. Throws
 * `AppError` 400, 403, 404, 409 with words; see `changeHeld` and `applyMove`.
 */
export async function moveCase(
  ctx: Context,
  scope: CaseScope,
  id: number,
  move: MoveCode,
  { version, ...asks }: MoveAsks & { version: number },
): Promise<CaseDetail | null> {
  return atDesk(ctx, scope, async (desk) => {
    const { tx, ground } = desk
    const state = await changeHeld(desk, { id, version }, (held) => madeBy(held, desk, move, asks))
    return maySee(askerOf(ground, state), state) ? detailOf(ctx, tx, ground, id) : null
  })
}

/** What a move makes of a case at a desk; for one case, and for many in one transaction. */
export async function madeBy(held: Held, desk: Desk, move: MoveCode, asks: MoveAsks): Promise<Made> {
  const { ground, rules } = desk
  const given = withMasked(asks, masker(ground.pack))
  await refuseOrganisations(desk, given)
  if (given.into !== undefined) await refuseTarget(held, desk, given.into)
  const subsidyFen = move === 'claimSubsidy' ? await subsidyOf(desk.ctx, ground.scope, held.state) : null
  const state = applyMove(held.state, move, given, { today: ground.today, rules, asker: held.asker, subsidyFen })
  // the reason of a call or a supervision is what the log says of it
  const note = given.note ?? (move === 'whistle' || move === 'supervise' ? (given.reason ?? null) : null)
  return { state, kind: move, note, audit: 'case_moved' }
}

function withMasked(asks: MoveAsks, mask: (text: string, field: string) => string): MoveAsks {
  const masked = { ...asks } as Record<string, unknown>
  for (const { code, kind } of ASKS.rows) {
    const value = masked[code]
    if ((kind === 'text' || kind === 'words') && typeof value === 'string') {
      if (value.trim() === '') delete masked[code]
      else masked[code] = mask(value, code)
    }
  }
  return masked as MoveAsks
}

/** Organisations that a move names exist, are not closed, and are of a kind that can do what they are asked to. */
async function refuseOrganisations({ tx, ground }: Desk, { holder, to, departments = [] }: MoveAsks): Promise<void> {
  const asked: { field: Ask; id: string; fit: 'handles' | 'called' | null }[] = [
    ...(holder === undefined ? [] : [{ field: 'holder' as const, id: holder, fit: 'handles' as const }]),
    ...(to === undefined ? [] : [{ field: 'to' as const, id: to, fit: null }]),
    ...departments.map((id) => ({ field: 'departments' as const, id, fit: 'called' as const })),
  ]
  const known = await namedOrganisations(tx, ground.scope, asked.map(({ id }) => id))
  for (const { field, id, fit } of asked) {
    const one = known.get(id)
    if (!one || one.closedOn !== null) throw unknownOrganisation(field)
    if (fit !== null && !ORGANISATION_TYPES.row(one.type)[fit]) throw unfit(field, fit)
  }
}

/** Merged cases point at one that goes on, which the asker sees. */
async function refuseTarget({ id }: Held, { tx, ground }: Desk, into: number): Promise<void> {
  const target = into === id ? null : await readCase(tx, ground.scope, into)
  const seen = target !== null && maySee(askerOf(ground, target.state), target.state)
  if (seen && target.state.state !== 'merged' && target.state.state !== 'declined') return
  throw new AppError('unknown_case', {
    status: 400,
    field: 'into',
    say: { zh: '不能并入这件案件：没有它，或它自己已被合并、不予受理', en: 'Cannot be merged into this case: it is not there, or it was merged or declined itself' },
  })
}

function unfit(field: Ask, fit: 'handles' | 'called'): AppError {
  return new AppError('organisation_unfit', {
    status: 400,
    field,
    say:
      fit === 'handles'
        ? { zh: '这类机构不承办案件，请另选', en: 'An organisation of this kind handles no cases: choose another one' }
        : { zh: '这类机构不在吹哨之列，请另选', en: 'An organisation of this kind is not called: choose another one' },
  })
}

