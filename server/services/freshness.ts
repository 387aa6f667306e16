import { dayAt, type Day } from '../contract/day.ts'
import type { Scope } from '../contract/scope.ts'
import { countyRow } from '../store/counties.ts'
import type { Context } from './context.ts'

/** What every answer about a county depends on. */
export interface Freshness {
  revision: number
  /**
   * Tells the revision from one of the same number in another database, or in a backup that was put back and went
   * another way. Blind to what is changed by hand, past the program; and a server that ran while a backup was put back
   * has to start again, for it holds cases in memory.
   */
  mark: string
  packVersion: string
  today: Day
}

export async function freshness(ctx: Context, scope: Scope): Promise<Freshness> {
  const row = await countyRow(ctx.db, scope.county)
  const { manifest } = await ctx.packs.get(scope.county)
  return { revision: row?.revision ?? 0, mark: row?.mark ?? '', packVersion: manifest.version, today: dayAt(ctx.now()) }
}
