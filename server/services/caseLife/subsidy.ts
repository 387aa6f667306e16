import type { CaseState } from '../../contract/caseState.ts'
import type { Scope } from '../../contract/scope.ts'
import { subsidyFor } from '../../ledger/subsidy.ts'
import type { Context } from '../context.ts'
import { presetsOf } from '../presets.ts'

/** What the county's rates give for a closed case, in fen; null where none fits. */
export async function subsidyOf(ctx: Context, scope: Scope, state: CaseState): Promise<number | null> {
  if (state.closedOn === null) return null
  const { agreement, colour, people, amountFen, judiciallyConfirmed: confirmed } = state
  return subsidyFor((await presetsOf(ctx, scope)).subsidy, { agreement, colour, people, amountFen, confirmed }, state.closedOn)
}
