import type { Scope } from '../contract/scope.ts'
import type { SettingsAnswer } from '../contract/settings.ts'
import type { Context } from './context.ts'
import { readHolidayFile } from './holidayFile.ts'
import { changeSettings, readSettings } from './settings.ts'

/** Takes the holidays of one year into the county's settings, in place of what was there for that year. */
export async function loadHolidays(ctx: Context, scope: Scope, { version, text }: { version: number; text: string }): Promise<SettingsAnswer> {
  const { year, rest, work } = readHolidayFile(text)
  const { settings } = await readSettings(ctx, scope)
  return changeSettings(ctx, scope, { version, change: { holidays: { ...settings.holidays, [year]: { rest, work } } } })
}
