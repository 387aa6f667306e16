import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Day } from '../place/area.ts'
import { dayOf } from './calendar.ts'
import { drawCases } from './cases.ts'
import { firstDay } from './events.ts'
import { makeGround } from './ground.ts'
import { packFiles } from './layers.ts'
import { csvBytes, xlsxBytes } from './ledgerFiles.ts'
import { writeLedgers } from './ledgers.ts'
import { choosePlants } from './plants.ts'
import { seededRandom } from './random.ts'
import { tellTruth, type DemoTruth } from './truth.ts'

export interface DemoOptions {
  seed: number
  /** last day of the three years of cases */
  until: Day
  /** folder that is made where it is missing */
  outDir: string
}

/** All files of the demo county by path below the folder: `source.json` and layers, `ledgers/…`, `truth.json`. */
export function demoFiles({ seed, until }: Omit<DemoOptions, 'outDir'>): {
  files: Map<string, string | Uint8Array>
  truth: DemoTruth
} {
  const random = seededRandom(seed)
  const ground = makeGround(random, until)
  const plants = choosePlants(ground, until)
  const cases = drawCases(ground, plants, until, random.fork('cases'))
  const plan = writeLedgers(cases, ground.register, until, random.fork('ledgers'))
  const files = new Map<string, string | Uint8Array>(packFiles(ground))
  const names = plan.ledgers.map((ledger, year) => {
    const [name, bytes] =
      year === 1 ? [`${ledger.name}.xlsx`, xlsxBytes(ledger)] : [`${ledger.name}.csv`, csvBytes(ledger)]
    files.set(`ledgers/${name}`, bytes)
    return name
  })
  const truth = tellTruth({ seed, from: dayOf(firstDay(until)), until, ground, plants, cases, plan, files: names })
  files.set('truth.json', `${JSON.stringify(truth, null, 2)}\n`)
  return { files, truth }
}

/** Writes the fictional county 枫溪县: the sources of a pack for `buildPack`, three ledgers, and the truth. */
export async function generateDemo({ seed, until, outDir }: DemoOptions): Promise<DemoTruth> {
  const { files, truth } = demoFiles({ seed, until })
  await mkdir(join(outDir, 'ledgers'), { recursive: true })
  for (const [path, content] of files) await writeFile(join(outDir, path), content)
  return truth
}
