import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ROOT } from './config.ts'
import type { Say } from './contract/error.ts'

export const PAGE_DIR = join(ROOT, 'dist/web')
const STAMP = join(PAGE_DIR, '.built')

/** What the page is made from. */
const SOURCES = ['web', 'server/contract', 'server/cube', 'geodata/place', 'vite.config.ts', 'server/precompress.ts', 'package-lock.json']

/** Is the built page the one that the sources give? `null`: there are no sources, only a built page. */
export async function pageState(): Promise<'current' | 'stale' | null> {
  if (!existsSync(join(ROOT, 'web/index.html'))) return null
  const stamp = await readFile(STAMP, 'utf8').catch(() => '')
  return stamp === (await fingerprint()) ? 'current' : 'stale'
}

/** Builds the page unless it is built from just these sources. */
export async function ensurePage(tell: (say: Say) => void): Promise<void> {
  if ((await pageState()) !== 'stale') return
  tell({ zh: '正在构建页面，大约需要十几秒…', en: 'Building the page, which takes some ten seconds…' })
  const mark = await fingerprint()
  await rm(STAMP, { force: true })
  const { build, createLogger } = await import('vite')
  const logger = createLogger('error')
  const customLogger = { ...logger, error: (text: string) => void process.stderr.write(`${text}\n`) }
  await build({ configFile: join(ROOT, 'vite.config.ts'), root: join(ROOT, 'web'), logLevel: 'error', customLogger })
  await writeFile(STAMP, mark)
}

async function fingerprint(): Promise<string> {
  const hash = createHash('sha256')
  for (const source of SOURCES) {
    for (const file of await filesOf(join(ROOT, source))) {
      hash.update(file.slice(ROOT.length))
      hash.update(await readFile(file))
    }
  }
  return hash.digest('hex')
}

async function filesOf(path: string): Promise<string[]> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOTDIR') return null
    throw error
  })
  if (entries === null) return [path]
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)).sort()
}
