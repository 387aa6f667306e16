import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Day } from '../place/area.ts'
import { makeGround } from './ground.ts'
import { packFiles } from './layers.ts'
import { seededRandom } from './random.ts'

export async function generateDemo({ seed, until, outDir }: { seed: number; until: Day; outDir: string }): Promise<void> {
  const random = seededRandom(seed)
  const ground = makeGround(random, until)
  await mkdir(join(outDir, 'ledgers'), { recursive: true })
  for (const [name, text] of packFiles(ground)) await writeFile(join(outDir, name), text)
}
