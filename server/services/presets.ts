import { STANDARD, type Presets } from '../contract/presets.ts'
import type { Scope } from '../contract/scope.ts'
import type { Context } from './context.ts'

/** What the county decided about its cases; what its pack says of the days to handle goes before the standard. */
export async function presetsOf(ctx: Pick<Context, 'packs'>, { county }: Pick<Scope, 'county'>): Promise<Presets> {
  const { manifest } = await ctx.packs.get(county)
  return { ...STANDARD, deadlines: { ...STANDARD.deadlines, handling: { count: manifest.presets.dueDays, kind: 'calendar' } } }
}
