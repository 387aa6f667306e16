import type { Presets } from '../../contract/presets.ts'
import type { Scope } from '../../contract/scope.ts'
import { rulesOf, type Rules } from '../../ledger/life/clocks.ts'
import type { Context } from '../context.ts'
import { presetsOf } from '../presets.ts'

const known = new WeakMap<Presets, Rules>()

/** The county's presets with its calendar of working days. */
export async function countyRules(ctx: Context, scope: Scope): Promise<Rules> {
  const presets = await presetsOf(ctx, scope)
  let rules = known.get(presets)
  if (!rules) known.set(presets, (rules = rulesOf(presets)))
  return rules
}
