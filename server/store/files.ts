import { createHash, randomBytes } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** Files beside the database, each under the SHA-256 of its bytes. */
export interface FileStore {
  /** Stores bytes, all or nothing, and gives their hash; the same bytes lie there once. */
  put(bytes: Uint8Array): Promise<string>
  /** null where they are gone from the disk */
  read(sha256: string): Promise<Uint8Array | null>
  has(sha256: string): Promise<boolean>
  remove(sha256: string): Promise<void>
  /** Hashes of files that have lain there for `ageMs` or longer; what a killed process left half-written goes on the way. */
  older(ageMs: number, nowMs: number): Promise<string[]>
}

const HASH = /^[0-9a-f]{64}$/

/** A folder that is made when the first file comes; only the user that runs the program can read it. */
export function fileStore(folder: string): FileStore {
  const pathOf = (sha256: string): string => join(folder, sha256.slice(0, 2), sha256)
  return {
    async put(bytes) {
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      const path = pathOf(sha256)
      await mkdir(join(folder, sha256.slice(0, 2)), { recursive: true, mode: 0o700 })
      const draft = `${path}.${randomBytes(6).toString('hex')}`
      const file = await open(draft, 'wx', 0o600)
      try {
        await file.writeFile(bytes)
        await file.sync()
      } finally {
        await file.close()
      }
      await rename(draft, path)
      return sha256
    },
    async read(sha256) {
      if (!HASH.test(sha256)) return null
      return readFile(pathOf(sha256)).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return null
        throw error
      })
    },
    async has(sha256) {
      return stat(pathOf(sha256)).then(() => true, () => false)
    },
    async remove(sha256) {
      if (HASH.test(sha256)) await rm(pathOf(sha256), { force: true })
    },
    async older(ageMs, nowMs) {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
      const found: string[] = []
      for (const entry of entries) {
        if (!entry.isFile()) continue
        const path = join(entry.parentPath, entry.name)
        const info = await stat(path).catch(() => null)
        if (!info || nowMs - info.mtimeMs < ageMs) continue
        if (HASH.test(entry.name)) found.push(entry.name)
        else await rm(path, { force: true })
      }
      return found
    },
  }
}
