import { join } from 'node:path'
import type { Language } from './contract/error.ts'
import { openAnalyses } from './live/analyses.ts'
import type { Context } from './services/context.ts'
import { cubeCache } from './services/cubes.ts'
import { packCache } from './services/packs.ts'
import { openDatabase, type DatabaseConfig } from './store/database.ts'
import { fileStore } from './store/files.ts'

/** Puts the program together: database, clock, caches, threads. The one place where the real clock comes in. */
export async function openContext(
  config: DatabaseConfig,
  options: { writable: boolean; language: Language },
): Promise<Context> {
  const db = await openDatabase(config)
  const now = (): number => Date.now()
  const packs = packCache(db, now)
  const files = fileStore(join(config.dataDir, 'attachments'))
  return { db, now, packs, cubes: cubeCache(db, packs, now), analyses: openAnalyses(), files, ...options }
}
