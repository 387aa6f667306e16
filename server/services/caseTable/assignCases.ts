import { AppError } from '../../contract/error.ts'
import type { Assigned, Assignment } from '../../contract/caseTable.ts'
import { MOVES } from '../../contract/moves.ts'
import type { CaseScope } from '../../contract/scope.ts'
import type { State } from '../../contract/states.ts'
import { currentRevision } from '../../store/facts.ts'
import { atDesk, changeHeld } from '../caseLife/change.ts'
import { madeBy } from '../caseLife/move.ts'
import type { Context } from '../context.ts'

const DISPATCHED: readonly State[] = MOVES.row('dispatch').from ?? []

/**
 * Gives cases to an organisation: all of them, or none where one of them cannot go there. A case that nobody handles is
 * dispatched where its state lets it be, any other is reassigned; each has its event and its line in the audit log. Throws `AppError`
 * that names the case which stands in the way.
 */
export async function assignCases(ctx: Context, scope: CaseScope, { ids, holder, dueOn }: Assignment): Promise<Assigned> {
  const cases = [...new Set(ids)]
  await atDesk(ctx, scope, async (desk) => {
    for (const id of cases) {
      await changeHeld(desk, { id, version: null }, async (held) => {
        const move = held.state.holder === null && DISPATCHED.includes(held.state.state) ? 'dispatch' : 'reassign'
        return { ...(await madeBy(held, desk, move, { holder, ...(dueOn && { dueOn }) })), audit: 'cases_assigned' }
      }).catch((error: unknown) => {
        throw error instanceof AppError ? named(error, id) : error
      })
    }
  })
  return { assigned: cases.length, revision: await currentRevision(ctx.db, scope) }
}

function named({ code, status, say, field }: AppError, id: number): AppError {
  return new AppError(code, {
    status,
    field: field ?? 'ids',
    say: { zh: `第 ${id} 号案件：${say.zh}。所选案件都没有派出`, en: `Case ${id}: ${say.en}. None of the cases was assigned` },
  })
}
