import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildPack } from '../../geodata/pack/build.ts'
import { readPack } from '../../geodata/pack/read.ts'
import { generateDemo } from '../../geodata/demo/generate.ts'
import type { AreaCode } from '../../geodata/place/area.ts'
import { countyScope } from '../../server/access/scope.ts'
import { parseDay } from '../../server/contract/day.ts'
import type { Scope } from '../../server/contract/scope.ts'
import { openContext } from '../../server/main.ts'
import type { Context } from '../../server/services/context.ts'
import { installPack } from '../../server/services/installPack.ts'
import { writeLargeGround } from './largeGround.ts'

export const COUNTY = '990101000000' as AreaCode

export interface BenchCounty {
  ctx: Context
  scope: Scope
  /** scratch folder of this bench */
  folder: string
  drop(): Promise<void>
}

/** The demo county's ground without its cases, or that of a city with 2,324 villages, on an embedded database of its own. */
export async function openCounty(ground: 'demo' | 'large' = 'demo'): Promise<BenchCounty> {
  const folder = mkdtempSync(join(tmpdir(), 'fengtu-bench-'))
  const ctx = await openContext({ dataDir: join(folder, 'data') }, { writable: true, language: 'zh' })
  const source = join(folder, 'source')
  if (ground === 'large') await writeLargeGround(source, COUNTY)
  else await generateDemo({ seed: 1, until: parseDay('2026-06-30')!, outDir: source })
  const packed = join(folder, 'pack.zip')
  const { findings } = await buildPack(source, packed)
  const result = await readPack(packed)
  if (!result.pack) throw new Error(`The demo pack cannot be read: ${JSON.stringify(findings.slice(0, 3))}`)
  await installPack(ctx, result.pack)
  return {
    ctx,
    scope: countyScope(COUNTY),
    folder,
    async drop() {
      await ctx.analyses.close()
      await ctx.db.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
