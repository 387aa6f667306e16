import type { Say } from '../../contract/error.ts'
import { namesFiles, unusedHashes } from '../../store/attachments.ts'
import { installationId } from '../../store/installation.ts'
import type { Context } from '../context.ts'

const HOUR_MS = 3_600_000
/** A file that no case names is set aside so long before it goes: an older backup may have been put back meanwhile. */
const ASIDE_MS = 30 * 24 * HOUR_MS

type Desk = Pick<Context, 'db' | 'files' | 'now'>

export interface Swept {
  /** set aside, brought back for a case that names them again, and removed for good */
  aside: number
  back: number
  gone: number
}

/**
 * Are the files those of this database? A folder that nobody has claimed is claimed where it is empty, holds a file
 * that this database names, or where this database names none at all, so that nothing there can be told from its own.
 */
export async function ownsFiles({ db, files }: Pick<Desk, 'db' | 'files'>): Promise<boolean> {
  const [id, owner] = await Promise.all([installationId(db), files.owner()])
  if (owner !== null) return owner === id
  const there = await files.all()
  if (there.length > 0 && (await unusedHashes(db, there)).length === there.length && (await namesFiles(db))) return false
  await files.claim(id)
  return true
}

/**
 * Sets aside what has lain there for an hour and no case names, left by a change that failed or by a county that went,
 * and removes what was set aside a month ago. Null, and nothing is touched, in the folder of another database.
 */
export async function sweepFiles(desk: Desk): Promise<Swept | null> {
  if (!(await ownsFiles(desk))) return null
  const { db, files, now } = desk
  const unused = await unusedHashes(db, await files.older(HOUR_MS, now()))
  for (const sha256 of unused) await files.setAside(sha256, now())
  const all = await files.aside(0, now())
  const lost = new Set(await unusedHashes(db, all))
  const wanted = all.filter((sha256) => !lost.has(sha256))
  for (const sha256 of wanted) await files.bringBack(sha256)
  const old = (await files.aside(ASIDE_MS, now())).filter((sha256) => lost.has(sha256))
  for (const sha256 of old) await files.forget(sha256)
  return { aside: unused.length, back: wanted.length, gone: old.length }
}

/** What the start says of a folder that is another database's. */
export async function foreignFiles({ db, files }: Desk): Promise<Say> {
  const id = await installationId(db)
  return {
    zh: `附件文件夹 ${files.folder} 属于另一个数据库，没有动它，也不收新附件。请给这个数据库另设数据目录（FENGTU_DATA）；若其中确是它的附件，把该文件夹里 installation 文件的内容改为 ${id} 后重新启动`,
    en: `The folder of attachments ${files.folder} belongs to another database: nothing in it was touched, and no file is taken. Give this database a data folder of its own (FENGTU_DATA); if these are its files, write ${id} into the file installation there and start again`,
  }
}
