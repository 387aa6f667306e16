import { AppError } from '../contract/error.ts'
import { countyRows } from '../store/counties.ts'
import type { Context } from './context.ts'

/** Throws `AppError` 503 when the database cannot be read. */
export async function databaseAnswers(ctx: Context): Promise<void> {
  await countyRows(ctx.db).catch((cause: unknown) => {
    throw new AppError('database_silent', {
      status: 503,
      say: { zh: '数据库没有应答，请检查它是否在运行', en: 'The database does not answer: check that it runs' },
      cause,
    })
  })
}
