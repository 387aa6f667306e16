import { constants } from 'node:fs'
import { access, stat, statfs } from 'node:fs/promises'
import type { AreaCode } from '../geodata/place/area.ts'
import type { Call, Command } from './command.ts'
import { dayAt } from './contract/day.ts'
import { AppError, type Say } from './contract/error.ts'
import { openContext } from './main.ts'
import { pageState } from './page.ts'
import type { Context } from './services/context.ts'
import { listCounties } from './services/packs.ts'
import { presetsOf } from './services/presets.ts'
import { missingYears } from './services/settings.ts'
import { databaseVersion } from './store/database.ts'

interface Check {
  name: string
  ok: boolean
  /** nothing is wrong yet, but somebody ought to see to it */
  hint?: true
  say: Say
}

export const doctorCommand: Command = {
  usage: 'doctor',
  say: { zh: '检查运行环境：Node、数据目录、数据库、底图包、页面', en: 'Check Node, the data folder, the database, packs and the page' },
  values: [],
  switches: [],
  async run(call) {
    const { out } = call
    const checks: Check[] = [nodeCheck(), ...(await groundChecks(call)), await pageCheck()]
    const lines = checks.map(({ ok, hint, say }) => `${hint ? '!' : ok ? '✓' : '✗'} ${say[out.language]}`)
    out.answer({ checks: checks.map(({ say, ...check }) => ({ ...check, message: say[out.language] })) }, lines)
    return checks.every(({ ok }) => ok) ? 0 : 1
  },
}

function nodeCheck(): Check {
  const text = `Node.js ${process.version}, ${process.platform} ${process.arch}`
  return { name: 'node', ok: true, say: { zh: text, en: text } }
}

/** Free space below this is worth a warning. */
const TIGHT_BYTES = 2 ** 30

/** The folder and the embedded database in it are one thing: what is wrong with it is told once. */
async function groundChecks(call: Call): Promise<Check[]> {
  const { url } = call.config.database
  if (url) return databaseChecks(call)
  const folder = await folderCheck(call)
  if (folder.blocked) return [folder]
  const database = await databaseChecks(call)
  const isSound = database.every(({ ok }) => ok)
  return isSound || !folder.ok ? [folder, ...database] : database
}

async function folderCheck({ config }: Call): Promise<Check & { blocked?: true }> {
  const { dataDir } = config.database
  const info = await stat(dataDir).catch(() => null)
  if (info && !info.isDirectory()) {
    return { name: 'data', ok: false, blocked: true, say: { zh: `数据目录 ${dataDir} 是文件，不是文件夹；请用 FENGTU_DATA 另指一处`, en: `The data folder ${dataDir} is a file: name another one in FENGTU_DATA` } }
  }
  const there = await access(dataDir, constants.W_OK).then(
    () => true,
    (error: NodeJS.ErrnoException) => (error.code === 'ENOENT' ? null : false),
  )
  if (there === null) {
    return { name: 'data', ok: true, say: { zh: `数据目录 ${dataDir} 将在首次启动时建立`, en: `The data folder ${dataDir} will be made at the first start` } }
  }
  if (!there) {
    return { name: 'data', ok: false, blocked: true, say: { zh: `数据目录 ${dataDir} 不可写；请改权限，或用 FENGTU_DATA 另指一处`, en: `The data folder ${dataDir} cannot be written: change its rights, or name another one in FENGTU_DATA` } }
  }
  const { bavail, bsize } = await statfs(dataDir)
  const free = bavail * bsize
  const gb = (free / 2 ** 30).toFixed(1)
  if (free < TIGHT_BYTES) {
    return { name: 'data', ok: false, say: { zh: `数据目录 ${dataDir} 只剩 ${gb} GB，请清出空间`, en: `The data folder ${dataDir} has only ${gb} GB free: make room` } }
  }
  return {
    name: 'data',
    ok: true,
    say: { zh: `数据目录 ${dataDir}，剩余 ${gb} GB`, en: `Data folder ${dataDir}, ${gb} GB free` },
  }
}

async function databaseChecks({ config, out }: Call): Promise<Check[]> {
  try {
    const ctx = await openContext(config.database, { writable: true, language: out.language })
    try {
      const version = await databaseVersion(ctx.db)
      const kind = ctx.db.kind === 'embedded' ? { zh: '内置', en: 'embedded' } : { zh: '外部', en: 'server' }
      const counties = await listCounties(ctx)
      const names = counties.map(({ name, code }) => `${name} ${code}`)
      return [
        { name: 'database', ok: true, say: { zh: `数据库 PostgreSQL ${version}（${kind.zh}）`, en: `Database PostgreSQL ${version} (${kind.en})` } },
        {
          name: 'packs',
          ok: true,
          say: { zh: `已安装 ${counties.length} 个县 ${names.join('、')}`, en: `${counties.length} counties installed ${names.join(', ')}` },
        },
        ...(await holidayChecks(ctx, counties)),
      ]
    } finally {
      await ctx.db.close()
    }
  } catch (error) {
    if (error instanceof AppError) return [{ name: 'database', ok: false, say: error.say }]
    throw error
  }
}

/** Counties whose terms reach into a year of which nobody told the holidays. */
async function holidayChecks(ctx: Context, counties: readonly { code: AreaCode; name: string }[]): Promise<Check[]> {
  const checks: Check[] = []
  for (const { code, name } of counties) {
    const years = missingYears(await presetsOf(ctx, { county: code }), dayAt(ctx.now()))
    if (years.length === 0) continue
    const list = years.join('、')
    checks.push({
      name: 'holidays', ok: true, hint: true,
      say: {
        zh: `${name}：${list} 年的节假日还没有录入，工作日时限只按周末推算；国务院公布后请在“本县设置—节假日”里载入`,
        en: `${name}: the holidays of ${years.join(', ')} are not known, terms in working days count weekends alone: load them in the settings of the county once they are announced`,
      },
    })
  }
  return checks
}

async function pageCheck(): Promise<Check> {
  const state = await pageState()
  const say = {
    current: { zh: '页面已构建', en: 'The page is built' },
    stale: { zh: '页面将在下次启动时构建', en: 'The page will be built at the next start' },
    none: { zh: '使用随附的页面', en: 'The page came built' },
  }[state ?? 'none']
  return { name: 'page', ok: true, say }
}
