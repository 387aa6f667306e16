import type { AreaCode } from '../geodata/place/area.ts'
import { COMMAND_LINE, countyScope } from './access/scope.ts'
import type { Call } from './command.ts'
import { AppError } from './contract/error.ts'
import type { Scope } from './contract/scope.ts'
import { openContext } from './main.ts'
import type { Context } from './services/context.ts'
import { listCounties } from './services/packs.ts'
import { UsageError } from './terminal.ts'

/** Runs a command's work on the database, which is left however the work ends. */
export async function withContext<T>({ config, out }: Call, work: (ctx: Context) => Promise<T>): Promise<T> {
  const ctx = await openContext(config.database, { writable: true, language: out.language })
  const leave = (): void => void ctx.db.close().finally(() => process.exit(130))
  process.once('SIGINT', leave)
  process.once('SIGTERM', leave)
  try {
    return await work(ctx)
  } finally {
    process.off('SIGINT', leave)
    process.off('SIGTERM', leave)
    await ctx.analyses.close()
    await ctx.db.close()
  }
}

/** The county of --county, or the only real one that is installed, or the only one. */
export async function countyOf(ctx: Context, given: string | boolean | undefined): Promise<Scope> {
  if (typeof given === 'string') {
    await ctx.packs.get(given as AreaCode)
    return countyScope(given as AreaCode, COMMAND_LINE)
  }
  const counties = await listCounties(ctx)
  const real = counties.filter(({ fictional }) => !fictional)
  const only = real.length === 1 ? real[0] : counties.length === 1 ? counties[0] : undefined
  if (only) return countyScope(only.code, COMMAND_LINE)
  if (counties.length === 0) {
    throw new AppError('no_county', {
      status: 404,
      say: {
        zh: '还没有安装任何县的底图包，请先运行 fengtu pack install，或 npm start 安装示例县',
        en: 'No county is installed yet: run fengtu pack install first, or npm start for the demo county',
      },
    })
  }
  const list = (join: string) => counties.map(({ code, name }) => `${code} ${name}`).join(join)
  throw new UsageError({
    zh: `装有多个县，请用 --county 指明：${list('、')}`,
    en: `Several counties are installed, name one with --county: ${list(', ')}`,
  })
}
