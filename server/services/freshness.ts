import { dayAt, type Day } from '../contract/day.ts'
import type { Scope } from '../contract/scope.ts'
import { currentRevision } from '../store/facts.ts'
import type { Context } from './context.ts'

/** What every answer about a county depends on. */
export interface Freshness {
  revision: number
  packVersion: string
  today: Day
}

export async function freshness(ctx: Context, scope: Scope): Promise<Freshness> {
  const revision = await currentRevision(ctx.db, scope)
  const { manifest } = await ctx.packs.get(scope.county)
  return { revision, packVersion: manifest.version, today: dayAt(ctx.now()) }
}
