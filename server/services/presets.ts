import type { Scope } from '../contract/scope.ts'
import { SETTINGS, STANDARD_SETTINGS, type Settings } from '../contract/settings.ts'
import type { Database } from '../store/database.ts'
import { settingRows, type StoredSetting } from '../store/settings.ts'
import type { Context } from './context.ts'

const known = new WeakMap<Database, Map<string, { key: string; settings: Settings }>>()

/**
 * What the county decided about its cases, on top of the standard; what its pack says of the days to handle goes before
 * the standard. The same object as long as neither changes.
 */
export async function presetsOf(ctx: Pick<Context, 'db' | 'packs'>, { county }: Pick<Scope, 'county'>): Promise<Settings> {
  const { manifest } = await ctx.packs.get(county)
  const rows = await settingRows(ctx.db, { county })
  const key = [manifest.version, ...rows.map((row) => `${row.key} ${row.revision}`)].join()
  let counties = known.get(ctx.db)
  if (!counties) known.set(ctx.db, (counties = new Map()))
  const last = counties.get(county)
  if (last?.key === key) return last.settings
  const settings = settingsFrom(rows, manifest.presets.dueDays)
  counties.set(county, { key, settings })
  return settings
}

/** `dueDays`: the pack's days to handle a case, where the county has no word of its own. */
export function settingsFrom(rows: readonly StoredSetting[], dueDays: number): Settings {
  const decided = Object.fromEntries(rows.flatMap(({ key, value }) => (SETTINGS.is(key) && value !== null ? [[key, value]] : []))) as Partial<Settings>
  const { deadlines } = STANDARD_SETTINGS
  const own = decided.deadlines ?? { handling: { count: dueDays, kind: 'calendar' } }
  // a part that an earlier program wrote may lack what came since
  return { ...STANDARD_SETTINGS, ...decided, deadlines: { ...deadlines, ...own } }
}
