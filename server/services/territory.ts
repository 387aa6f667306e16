import { caseScope, figuresScope, hasRight, settingsScope, wholeCounty, type Holder, type Territory } from '../access/scope.ts'
import type { AreaCode } from '../contract/answers.ts'
import { dayAt } from '../contract/day.ts'
import type { CaseScope, CountyScope, Scope } from '../contract/scope.ts'
import type { Context } from './context.ts'
import { listCounties, notInstalled, type InstalledCounty } from './packs.ts'

/** What a post makes of a county; `figures` is null when the county is as if it were not installed. */
export interface Reach {
  figures: Scope | null
  settings: Scope
  cases: CaseScope | null
  whole: CountyScope | null
}

/** Throws `AppError` 404 for a county that is not installed. */
export async function reachOf(ctx: Context, holder: Holder, county: string): Promise<Reach> {
  const territory = await territoryOf(ctx, county as AreaCode)
  return {
    figures: figuresScope(holder, territory),
    settings: settingsScope(holder, territory),
    cases: caseScope(holder, territory),
    whole: wholeCounty(holder, territory),
  }
}

/** Counties that a post sees anything of. */
export async function visibleCounties(ctx: Context, holder: Holder): Promise<InstalledCounty[]> {
  const counties = await listCounties(ctx)
  if (hasRight(holder, 'settings')) return counties
  const seen = await Promise.all(counties.map(async ({ code }) => figuresScope(holder, await territoryOf(ctx, code)) !== null))
  return counties.filter((_, at) => seen[at])
}

/** May the post import into all of the county, and settle its places? */
export async function mayChange(ctx: Context, holder: Holder, { county }: Scope): Promise<boolean> {
  const { whole } = await reachOf(ctx, holder, county)
  return whole !== null && hasRight(holder, 'import') && hasRight(holder, 'settle')
}

async function territoryOf(ctx: Context, county: AreaCode): Promise<Territory> {
  const { tree } = await ctx.packs.get(county)
  return { county, tree, today: dayAt(ctx.now()) }
}

export { notInstalled }
