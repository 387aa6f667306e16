import { randomBytes } from 'node:crypto'
import { accessSync, appendFileSync, closeSync, constants, openSync, realpathSync, renameSync, rmSync, statSync, type Stats } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { rejectsCsv } from './contract/csv.ts'
import { AppError, type Language, type Say } from './contract/error.ts'
import type { RejectedLine } from './services/importOptions.ts'

const LEAD = { zh: ['工作表', '行', '退回原因'], en: ['Sheet', 'Row', 'Reason'] } as const

/**
 * Writes refused rows as CSV that Excel opens: the row as it came (persons masked), its number and the reason in front.
 * They gather in a file beside the one that was named, which is replaced only when the import is through and a row was
 * refused. Throws `AppError` 400 when the place cannot be written. Every row is on the disk before the next is read: a
 * disk that is full ends the import before anything is stored.
 */
export function rejectsFile(named: string, ledger: string, language: Language) {
  const target = targetOf(named, ledger)
  const beside = join(dirname(target.path), `.fengtu-${randomBytes(4).toString('hex')}.part`)
  const csv = rejectsCsv(LEAD[language])
  const file = opened(beside, target)
  let rows = 0
  const drop = (): void => {
    closeSync(file)
    rmSync(beside, { force: true })
  }
  process.once('exit', drop) // a command that is broken off leaves nothing behind, either

  return {
    add(line: RejectedLine, headers: string[]): void {
      rows++
      try {
        appendFileSync(file, csv.add({ ...line, reason: line.say[language] }, headers))
      } catch (error) {
        throw unwritable(target.path, error)
      }
    },
    /** The import is through. Tells what became of the file. */
    keep(): Say {
      process.off('exit', drop)
      if (rows > 0) return put(beside, target.path, rows)
      drop()
      return target.info
        ? { zh: `没有退回的行，没有写入 ${target.path}（里面是以前的内容）`, en: `No row was rejected; ${target.path} was not written and holds what it held` }
        : { zh: `没有退回的行，没有写 ${target.path}`, en: `No row was rejected; ${target.path} was not written` }
    },
    /** The import failed. */
    drop(): void {
      process.off('exit', drop)
      drop()
    },
  }

  function put(from: string, to: string, count: number): Say {
    try {
      closeSync(file)
      renameSync(from, to)
    } catch {
      return { zh: `退回的 ${count} 行没能写到 ${to}，请到 ${from} 取`, en: `The ${count} rejected rows could not be put at ${to}: find them at ${from}` }
    }
    return { zh: `退回的 ${count} 行已写入 ${to}`, en: `${count} rejected rows were written to ${to}` }
  }
}

interface Target {
  /** where a link leads to */
  path: string
  /** null where nothing is yet */
  info: Stats | null
}

function targetOf(named: string, ledger: string): Target {
  const path = resolve(named)
  const info = infoOf(path)
  if (!info) return { path, info }
  const real = realpathSync(path)
  if (!info.isFile()) {
    throw refused({ zh: `--rejects 应是一个文件，${path} 不是`, en: `--rejects takes a file, which ${path} is not` })
  }
  if (real === realpathSync(ledger)) {
    throw refused({ zh: '--rejects 不能是台账本身，请换一个文件名', en: '--rejects may not be the ledger itself: name another file' })
  }
  return { path: real, info }
}

function infoOf(path: string): Stats | null {
  try {
    return statSync(path, { throwIfNoEntry: false }) ?? null
  } catch (error) {
    throw unwritable(path, error)
  }
}

/** The file that is replaced must be one that could be written, and its reader stays who it was. */
function opened(beside: string, { path, info }: Target): number {
  try {
    if (info) accessSync(path, constants.W_OK)
    return openSync(beside, 'wx', info ? info.mode & 0o777 : 0o666)
  } catch (error) {
    throw unwritable(path, error)
  }
}

const NO_FOLDER = { zh: '没有这个文件夹', en: 'there is no such folder' }
const FORBIDDEN = { zh: '没有写入的权限', en: 'it may not be written' }
const FULL = { zh: '磁盘已满', en: 'the disk is full' }
const WHY: Record<string, Say> = {
  ENOENT: NO_FOLDER,
  ENOTDIR: NO_FOLDER,
  EACCES: FORBIDDEN,
  EPERM: FORBIDDEN,
  EROFS: FORBIDDEN,
  ENOSPC: FULL,
  EDQUOT: FULL,
}

function unwritable(path: string, cause: unknown): AppError {
  const { code = '' } = cause as NodeJS.ErrnoException
  const because = WHY[code] ?? { zh: code, en: code }
  return refused(
    {
      zh: `退回的行无法写到 ${path}：${because.zh}；台账没有导入`,
      en: `Rejected rows cannot be written to ${path}: ${because.en}. Nothing was imported`,
    },
    cause,
  )
}

function refused(say: Say, cause?: unknown): AppError {
  return new AppError('rejects_unwritable', { status: 400, say, cause })
}
