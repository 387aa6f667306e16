import { spawnSync } from 'node:child_process'
import { createReadStream, statSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { createWriteStream } from 'node:fs'
import { importLedger } from '../../server/services/importLedger.ts'
import { COUNTY, openCounty, type BenchCounty } from './county.ts'
import { writeLedger } from './ledger.ts'
import { print } from './measure.ts'

/**
 * Import with every check on, beside COPY of the very cases that are stored then, into an empty table with the same
 * indexes of the same database. Memory is the peak resident size of a process that does nothing but this. Ledgers
 * without numbers are the dear ones: words alone tell their cases apart. A second ledger comes into a county that has as
 * many cases already: half of its rows are known, a fifth of those have been settled since.
 */
export async function benchImport(sizes = [200_000, 1_000_000]): Promise<void> {
  for (const rows of sizes) {
    for (const [kind, which] of RUNS) {
      const args = [...process.execArgv, import.meta.filename, String(rows), kind, which]
      const child = spawnSync(process.execPath, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
      if (child.status !== 0) throw new Error(`import of ${rows} rows failed`)
      print(child.stdout.trim())
    }
  }
}

const RUNS = [['numbered', 'first'], ['unnumbered', 'first'], ['numbered', 'second'], ['unnumbered', 'second']] as const

async function one(rows: number, kind: string, which: string): Promise<void> {
  const county = await openCounty()
  try {
    const path = join(county.folder, 'ledger.csv')
    const { tree } = await county.ctx.packs.get(COUNTY)
    const numbered = kind === 'numbered'
    await writeLedger(path, tree, rows, { numbered })
    let run = await timed(county, path)
    if (run.accepted !== rows) throw new Error(`accepted ${run.accepted} of ${rows}: ${JSON.stringify(run)}`)
    let stored = rows
    if (which === 'second') {
      const known = rows / 2
      await writeLedger(path, tree, rows, { numbered, later: { after: rows - known } })
      run = await timed(county, path)
      if (run.accepted !== rows - known || run.updated + run.duplicates !== known) throw new Error(`of ${known} known cases: ${JSON.stringify(run)}`)
      stored += run.accepted
    }
    const { importS, updated, duplicates } = run
    const peakMb = process.resourceUsage().maxRSS / 1024
    const copyS = await plainCopy(county)
    const share = (rows / importS) / (stored / copyS)
    const beside = which === 'second' ? ` into ${rows} cases, ${updated} updated, ${duplicates} repeated` : ''
    print(
      `import ${rows} ${kind} rows${beside}, ${(statSync(path).size / 1e6).toFixed(0)} MB: ${(rows / importS).toFixed(0)} rows/s; ` +
        `plain COPY ${(stored / copyS).toFixed(0)} rows/s; import reaches ${share.toFixed(2)} of COPY (aim 0.25); peak memory ${peakMb.toFixed(0)} MB (aim 600)`,
    )
  } finally {
    await county.drop()
  }
}

async function timed({ ctx, scope }: BenchCounty, path: string) {
  const start = performance.now()
  const { accepted, updated, duplicates } = await importLedger(ctx, scope, { name: 'ledger.csv', stream: createReadStream(path) }, {})
  return { accepted, updated, duplicates, importS: (performance.now() - start) / 1000 }
}

/** Seconds to COPY the stored cases into an empty twin of their table, best of three (the yardstick gets its best). */
async function plainCopy({ ctx, folder }: BenchCounty): Promise<number> {
  const file = join(folder, 'dispute.copy')
  const client = await ctx.db.pool.connect()
  try {
    await pipeline(client.query(copyTo('COPY dispute TO STDOUT')), createWriteStream(file))
    let best = Infinity
    for (let run = 0; run < 3; run++) {
      await client.query('CREATE TABLE twin_of_dispute (LIKE dispute INCLUDING ALL)')
      const start = performance.now()
      await pipeline(createReadStream(file), client.query(copyFrom('COPY twin_of_dispute FROM STDIN')))
      best = Math.min(best, (performance.now() - start) / 1000)
      await client.query('DROP TABLE twin_of_dispute')
    }
    return best
  } finally {
    client.release()
  }
}

const rows = Number(process.argv[2])
if (process.argv[1] === import.meta.filename && rows > 0) await one(rows, process.argv[3] ?? RUNS[0][0], process.argv[4] ?? RUNS[0][1])
