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
 * Import with every check on, beside COPY of the very rows that it stored, into an empty table with the same
 * indexes of the same database. Memory is the peak resident size of a process that does nothing but this. Ledgers
 * without numbers are the dear ones: words alone tell their cases apart.
 */
export async function benchImport(sizes = [200_000, 1_000_000]): Promise<void> {
  for (const rows of sizes) {
    for (const kind of KINDS) {
      const args = [...process.execArgv, import.meta.filename, String(rows), kind]
      const child = spawnSync(process.execPath, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
      if (child.status !== 0) throw new Error(`import of ${rows} rows failed`)
      print(child.stdout.trim())
    }
  }
}

const KINDS = ['numbered', 'unnumbered'] as const

async function one(rows: number, kind: string): Promise<void> {
  const county = await openCounty()
  try {
    const path = join(county.folder, 'ledger.csv')
    const { tree } = await county.ctx.packs.get(COUNTY)
    await writeLedger(path, tree, rows, { numbered: kind === 'numbered' })
    const start = performance.now()
    const result = await importLedger(county.ctx, county.scope, { name: 'ledger.csv', stream: createReadStream(path) }, {})
    const importS = (performance.now() - start) / 1000
    const peakMb = process.resourceUsage().maxRSS / 1024
    if (result.accepted !== rows) throw new Error(`accepted ${result.accepted} of ${rows}: ${JSON.stringify({ ...result, rejects: result.rejects.slice(0, 3) })}`)
    const copyS = await plainCopy(county)
    const share = copyS / importS
    print(
      `import ${rows} ${kind} rows, ${(statSync(path).size / 1e6).toFixed(0)} MB: ${(rows / importS).toFixed(0)} rows/s; ` +
        `plain COPY ${(rows / copyS).toFixed(0)} rows/s; import reaches ${share.toFixed(2)} of COPY (aim 0.25); peak memory ${peakMb.toFixed(0)} MB (aim 600)`,
    )
  } finally {
    await county.drop()
  }
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
if (process.argv[1] === import.meta.filename && rows > 0) await one(rows, process.argv[3] ?? KINDS[0])
