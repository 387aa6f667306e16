import { dayAt, dayNumber, dayOfNumber, type Day } from '../contract/day.ts'
import { AppError } from '../contract/error.ts'
import { refusePresets, type Presets } from '../contract/presets.ts'
import type { Scope } from '../contract/scope.ts'
import { SETTINGS, type SettingKey, type SettingsAnswer, type SettingsChange } from '../contract/settings.ts'
import { BUILT_IN_YEARS, unknownYears, workdays } from '../ledger/life/workdays.ts'
import { appendLine } from '../store/audit.ts'
import { lockCounty, raiseRevision } from '../store/counties.ts'
import { organisationRows } from '../store/organisations.ts'
import { putSetting, settingRows, type StoredSetting } from '../store/settings.ts'
import { transaction } from '../store/transaction.ts'
import { renewClocks } from './caseLife/renewClocks.ts'
import type { Context } from './context.ts'
import { settingsFrom } from './presets.ts'
import { refuseSettings } from './settingChecks.ts'
import { inTurn } from './turns.ts'

export async function readSettings(ctx: Context, scope: Scope): Promise<SettingsAnswer> {
  const { manifest } = await ctx.packs.get(scope.county)
  return answer(await settingRows(ctx.db, scope), manifest.presets.dueDays, dayAt(ctx.now()))
}

/**
 * Changes the parts that are named; null takes a part back to the standard. Throws `AppError` 409 when somebody changed
 * settings since `version`, 400 for what could not be worked with.
 */
export async function changeSettings(ctx: Context, scope: Scope, { version, change }: { version: number; change: SettingsChange }): Promise<SettingsAnswer> {
  const { manifest, tree } = await ctx.packs.get(scope.county)
  const { dueDays } = manifest.presets
  const today = dayAt(ctx.now())
  return inTurn(ctx.db, { changes: scope.county }, () => transaction(ctx.db, async (tx) => {
    await lockCounty(tx, scope)
    const rows = await settingRows(tx, scope)
    const stored = new Map(rows.map((row) => [row.key, row]))
    if (versionOf(rows) !== version) throw changedMeanwhile()
    const keys = SETTINGS.codes.filter((key) => change[key] !== undefined && !same(change[key], stored.get(key)?.value ?? null))
    if (keys.length === 0) return answer(rows, dueDays, today)
    const revision = await raiseRevision(tx, scope)
    const at = new Date(ctx.now())
    const fresh = keys.map((key): StoredSetting => ({ key, value: change[key] ?? null, revision, changedAt: at, login: scope.by.login }))
    for (const setting of fresh) await putSetting(tx, scope, setting)
    const after = await settingRows(tx, scope)
    const settings = settingsFrom(after, dueDays)
    refusePresets(settings)
    refuseSettings(settings, { tree, organisations: await organisationRows(tx, scope) })
    if (keys.some((key) => CLOCKED.includes(key))) await renewClocks(tx, scope, { tree, today }, settings)
    for (const { key, value } of fresh) {
      await appendLine(tx, scope.by, {
        action: 'setting_changed', at, county: scope.county, subject: `setting ${key}`, before: stored.get(key)?.value, after: value,
      })
    }
    return answer(after, dueDays, today)
  }))
}

/** Parts that clocks run by. */
const CLOCKED: readonly SettingKey[] = ['tiers', 'deadlines', 'holidays']

/** By so many days ahead the holidays of a year have to be known: most terms are shorter. */
const AHEAD_DAYS = 45

/** Years of which somebody ought to load the holidays by now. */
export function missingYears({ holidays }: Presets, today: Day): number[] {
  return unknownYears(workdays(holidays), today, dayOfNumber(dayNumber(today) + AHEAD_DAYS))
}

function answer(rows: readonly StoredSetting[], dueDays: number, today: Day): SettingsAnswer {
  const settings = settingsFrom(rows, dueDays)
  return {
    version: versionOf(rows),
    settings,
    unknownYears: missingYears(settings, today),
    builtInYears: [...BUILT_IN_YEARS],
    decided: rows.filter(({ value }) => value !== null).map(({ key, changedAt, login }) => ({ key, at: changedAt.toISOString(), login })),
  }
}

const versionOf = (rows: readonly StoredSetting[]): number => Math.max(0, ...rows.map(({ revision }) => revision))

/** PostgreSQL gives the keys of an object back in an order of its own. */
function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b))
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, one]) => [key, sorted(one)]))
}

function changedMeanwhile(): AppError {
  return new AppError('settings_changed', {
    status: 409,
    say: { zh: '别人刚刚改过设置；请重新打开设置，再改一次', en: 'Somebody changed the settings meanwhile: open them again and repeat your change' },
  })
}

