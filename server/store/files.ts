import { createHash, randomBytes } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm, stat, statfs, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Files beside the database, each under the SHA-256 of its bytes. */
export interface FileStore {
  readonly folder: string
  /** Stores bytes, all or nothing, and gives their hash; the same bytes lie there once. */
  put(bytes: Uint8Array): Promise<string>
  /** null where they are gone from the disk; one that was set aside comes back */
  read(sha256: string): Promise<Uint8Array | null>
  has(sha256: string): Promise<boolean>
  /** Hashes of all files, what was set aside left out. */
  all(): Promise<string[]>
  /** Hashes of files that have lain there for `ageMs` or longer; what a killed process left half-written goes on the way. */
  older(ageMs: number, nowMs: number): Promise<string[]>
  /** Moves a file out of the way, where it lies for a while before it goes. */
  setAside(sha256: string, nowMs: number): Promise<void>
  /** Hashes of files that were set aside `ageMs` ago or longer. */
  aside(ageMs: number, nowMs: number): Promise<string[]>
  bringBack(sha256: string): Promise<void>
  /** Removes a file that was set aside, for good. */
  forget(sha256: string): Promise<void>
  /** bytes that are free on its disk */
  room(): Promise<number>
  /** id of the installation whose files these are; null for a folder that nobody has claimed */
  owner(): Promise<string | null>
  claim(installation: string): Promise<void>
}

const HASH = /^[0-9a-f]{64}$/
const MARK = 'installation'
const ASIDE = 'swept'

/** A folder that is made when the first file comes; only the user that runs the program can read it. */
export function fileStore(folder: string): FileStore {
  const pathOf = (sha256: string): string => join(folder, sha256.slice(0, 2), sha256)
  const asideOf = (sha256: string): string => join(folder, ASIDE, sha256)

  async function bringBack(sha256: string): Promise<void> {
    if (!HASH.test(sha256)) return
    await mkdir(join(folder, sha256.slice(0, 2)), { recursive: true, mode: 0o700 })
    await rename(asideOf(sha256), pathOf(sha256)).catch(unlessGone)
  }

  async function stored(ageMs: number, nowMs: number): Promise<{ name: string; path: string }[]> {
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
    const folders = entries.filter((entry) => entry.isDirectory() && entry.name !== ASIDE)
    return (await Promise.all(folders.map(({ name }) => filesIn(join(folder, name), ageMs, nowMs)))).flat()
  }

  return {
    folder,
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
      const bytes = await readFile(pathOf(sha256)).catch(unlessGone)
      if (bytes) return bytes
      await bringBack(sha256)
      return (await readFile(pathOf(sha256)).catch(unlessGone)) ?? null
    },
    async has(sha256) {
      return stat(pathOf(sha256)).then(() => true, () => false)
    },
    all: async () => (await stored(-Infinity, 0)).map(({ name }) => name).filter((name) => HASH.test(name)),
    async older(ageMs, nowMs) {
      const names = await stored(ageMs, nowMs)
      for (const { path } of names.filter(({ name }) => !HASH.test(name))) await rm(path, { force: true })
      return names.map(({ name }) => name).filter((name) => HASH.test(name))
    },
    async setAside(sha256, nowMs) {
      if (!HASH.test(sha256)) return
      await mkdir(join(folder, ASIDE), { recursive: true, mode: 0o700 })
      const now = new Date(nowMs)
      // the time of a file there is when it came there
      await utimes(pathOf(sha256), now, now).catch(unlessGone)
      await rename(pathOf(sha256), asideOf(sha256)).catch(unlessGone)
    },
    aside: async (ageMs, nowMs) => (await filesIn(join(folder, ASIDE), ageMs, nowMs)).map(({ name }) => name).filter((name) => HASH.test(name)),
    bringBack,
    async forget(sha256) {
      if (HASH.test(sha256)) await rm(asideOf(sha256), { force: true })
    },
    async room() {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const { bavail, bsize } = await statfs(folder)
      return bavail * bsize
    },
    async owner() {
      const text = await readFile(join(folder, MARK), 'utf8').catch(unlessGone)
      return text?.trim() || null
    },
    async claim(installation) {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await writeFile(join(folder, MARK), `${installation}\n`, { mode: 0o600 })
    },
  }
}

async function filesIn(folder: string, ageMs: number, nowMs: number): Promise<{ name: string; path: string }[]> {
  const names = await readdir(folder).catch(() => [])
  const found: { name: string; path: string }[] = []
  for (const name of names) {
    const path = join(folder, name)
    const info = await stat(path).catch(() => null)
    if (info?.isFile() && nowMs - info.mtimeMs >= ageMs) found.push({ name, path })
  }
  return found
}

function unlessGone(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
}
