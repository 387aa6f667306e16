import { AppError, type Say } from '../contract/error.ts'
import type { Scope } from '../contract/scope.ts'
import type { SettingsAnswer } from '../contract/settings.ts'
import { BUILT_IN_YEARS } from '../ledger/life/workdays.ts'
import type { Context } from './context.ts'
import { readHolidayFile } from './holidayFile.ts'
import { changeSettings, readSettings } from './settings.ts'

/**
 * Takes the holidays of one year into the county's settings. A year that is known is replaced as a whole, and only with
 * `replace`: otherwise throws `AppError` 409.
 */
export async function loadHolidays(ctx: Context, scope: Scope, { version, text, replace }: { version: number; text: string; replace: boolean }): Promise<SettingsAnswer> {
  const { year, rest, work } = readHolidayFile(text)
  const { settings } = await readSettings(ctx, scope)
  const loaded = settings.holidays[year]
  if (!replace && loaded) throw known(year, { zh: `本县已载入：放假 ${loaded.rest.length} 天，调休上班 ${loaded.work.length} 天`, en: `the county loaded it: days off ${loaded.rest.length}, shifted working days ${loaded.work.length}` })
  if (!replace && BUILT_IN_YEARS.includes(year)) throw known(year, { zh: '程序自带', en: 'the program brings it' })
  return changeSettings(ctx, scope, { version, change: { holidays: { ...settings.holidays, [year]: { rest, work } } } })
}

function known(year: number, by: Say): AppError {
  return new AppError('holidays_known', {
    status: 409, field: 'replace',
    say: {
      zh: `${year} 年的节假日已经有了（${by.zh}）；载入会整年替换。确要替换，请确认`,
      en: `The holidays of ${year} are known (${by.en}); loading replaces the whole year. confirm it to replace them`,
    },
  })
}
