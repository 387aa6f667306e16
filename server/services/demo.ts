import { readdir, readFile, rm, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readPack } from '../../geodata/pack/read.ts'
import type { AreaCode } from '../../geodata/place/area.ts'
import { countyScope } from '../access/scope.ts'
import { dayAt, MS_PER_DAY } from '../contract/day.ts'
import type { Say } from '../contract/error.ts'
import { countyRows } from '../store/counties.ts'
import { removedCounties } from '../store/removal.ts'
import { transaction } from '../store/transaction.ts'
import { markFinished, markUnfinished, unfinishedCounties, withSetupLock } from '../store/unfinished.ts'
import type { Context } from './context.ts'
import { meetDemo } from './demoMeetings.ts'
import { liveDemo } from './demoLives/live.ts'
import { partLedger } from './demoLives/part.ts'
import { decideDemo } from './demoSettings.ts'
import { importLedger } from './importLedger.ts'
import { installPack } from './installPack.ts'
import { takeDown } from './removeCounty.ts'

/** The same county for everybody. */
const SEED = 20_240_305

/**
 * Installs the fictional county in a new database: generated, built and imported as an office would do it. What an
 * earlier try left when it was killed is removed first. Where a person removed the last county it stays empty.
 */
export async function ensureDemo(ctx: Context, options: { tell: (say: Say) => void; seed?: number }): Promise<boolean> {
  return withSetupLock(ctx.db, async () => {
    const unfinished = await unfinishedCounties(ctx.db)
    for (const county of unfinished) await clear(ctx, county)
    const removed = (await removedCounties(ctx.db)).filter((county) => !unfinished.includes(county))
    const installed = await countyRows(ctx.db)
    if (installed.length > 0 || removed.length > 0) {
      for (const county of unfinished) await markFinished(ctx.db, countyScope(county))
      if (installed.length === 0) options.tell(EMPTY)
      return false
    }
    const folder = await mkdtemp(join(tmpdir(), 'fengtu-demo-'))
    try {
      await install(ctx, folder, options)
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
    return true
  })
}

/** Clears what an earlier try left. It stays marked, or else a county would seem removed by a person until it is there again. */
async function clear(ctx: Context, county: AreaCode): Promise<void> {
  const at = new Date(ctx.now())
  await transaction(ctx.db, async (tx) => {
    await takeDown(tx, countyScope(county), at)
    await markUnfinished(tx, countyScope(county), at)
  })
}

const EMPTY = {
  zh: '没有安装任何县；请用 fengtu pack install 安装底图包',
  en: 'No county is installed: install a pack with fengtu pack install',
}

async function install(ctx: Context, folder: string, { tell, seed = SEED }: { tell: (say: Say) => void; seed?: number }): Promise<void> {
  // needed once in the life of a database
  const { generateDemo } = await import('../../geodata/demo/generate.ts')
  const { buildPack } = await import('../../geodata/pack/build.ts')
  tell({ zh: '首次启动：正在生成虚构的示例县枫溪县…', en: 'First start: making the fictional demo county…' })
  const source = join(folder, 'source')
  const truth = await generateDemo({ seed, until: dayAt(ctx.now() - MS_PER_DAY), outDir: source })
  tell({ zh: '正在制作底图包…', en: 'Building its pack…' })
  const packPath = join(folder, 'pack')
  const { manifest, findings } = await buildPack(source, packPath)
  const read = manifest ? await readPack(packPath) : null
  if (!read?.pack) throw new Error(`demo pack: ${(read?.findings ?? findings).map(({ rule }) => rule).join(', ')}`)
  const scope = countyScope(read.pack.manifest.code as AreaCode)
  await markUnfinished(ctx.db, scope, new Date(ctx.now()))
  await installPack(ctx, read.pack)
  await decideDemo(ctx, scope, truth.from)
  tell({ zh: '正在导入示例台账…', en: 'Importing its ledgers…' })
  const ledgers = join(source, 'ledgers')
  const names = (await readdir(ledgers)).sort()
  for (const name of names) {
    const ledger = { name, bytes: await readFile(join(ledgers, name)) }
    // since the last year begins the offices enter most cases themselves, and work on them here
    const { rest, entered } = name === names.at(-1) ? await partLedger(ctx, scope, ledger) : { rest: ledger, entered: [] }
    await importLedger(ctx, scope, rest, {})
    if (entered.length > 0) await liveDemo(ctx, scope, entered, seed)
  }
  await meetDemo(ctx, scope, seed)
  await markFinished(ctx.db, scope)
}
