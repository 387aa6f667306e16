import type { Language } from '../contract/error.ts'
import type { Database } from '../store/database.ts'
import type { FileStore } from '../store/files.ts'
import type { Analyses } from './analyses.ts'
import type { CubeCache } from './cubes.ts'
import type { PackCache } from './packs.ts'

/** What every use case works with, put together once by `main` and `cli`. */
export interface Context {
  db: Database
  /** milliseconds since 1970; the only clock */
  now(): number
  packs: PackCache
  cubes: CubeCache
  /** statistics that take long */
  analyses: Analyses
  /** attachments, beside the database */
  files: FileStore
  /** may this process's callers import, undo and settle? Those who come through a proxy never may */
  writable: boolean
  language: Language
}
