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
 * Gives cases to an organisation: all of them, or none where one of them cannot go there. A case is dispatched where its
 * state lets it be, else it is reassigned; each has its event and its line in the audit log. Throws `AppError` that
 * names the case which stands in the way, or, 409, all of those that changed since the asker saw them.
 */
export async function assignCases(ctx: Context, scope: CaseScope, { cases, holder, dueOn }: Assignment): Promise<Assigned> {
  const seen = new Map(cases.map(({ id, version }) => [id, version]))
  await atDesk(ctx, scope, async (desk) => {
    const changed: number[] = []
    for (const [id, version] of seen) {
      await changeHeld(desk, { id, version: null }, async (held) => {
        if (held.version !== version) throw new ChangedSince()
        const move = DISPATCHED.includes(held.state.state) ? 'dispatch' : 'reassign'
        return { ...(await madeBy(held, desk, move, { holder, ...(dueOn && { dueOn }) })), audit: 'cases_assigned' }
      }).catch((error: unknown) => {
        if (!(error instanceof ChangedSince)) throw error instanceof AppError ? named(error, id) : error
        changed.push(id)
      })
    }
    if (changed.length > 0) throw allChanged(changed)
  })
  return { assigned: seen.size, revision: await currentRevision(ctx.db, scope) }
}

/** Leaves a case at the desk as it is. */
class ChangedSince extends Error {}

function allChanged(changed: readonly number[]): AppError {
  return new AppError('cases_changed', {
    status: 409,
    field: 'cases',
    more: { changed },
    say: {
      zh: `所选案件中有 ${changed.length} 件在您看到之后有变化（第 ${changed.join('、')} 号），所选案件都没有派出。请刷新后看过再派`,
      en: `Cases that changed since you saw them: ${changed.length} (${changed.join(', ')}). None of the cases was assigned: reload the list, look at them and assign again`,
    },
  })
}

function named({ code, status, say, field }: AppError, id: number): AppError {
  return new AppError(code, {
    status,
    field: field ?? 'cases',
    say: { zh: `第 ${id} 号案件：${say.zh}。所选案件都没有派出`, en: `Case ${id}: ${say.en}. None of the cases was assigned` },
  })
}
