import { randomBytes } from 'node:crypto'
import { createWriteStream, rmSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { AppError } from './contract/error.ts'

/**
 * Writes a file that is there whole or not at all, for its owner's eyes only. The folder is tried before the first piece
 * is asked for. Throws `AppError` 400 where the place cannot be written.
 */
export async function wholeFile(target: string, pieces: () => AsyncGenerator<string>): Promise<void> {
  const beside = join(dirname(target), `.fengtu-${randomBytes(4).toString('hex')}.part`)
  const state = { opened: false, sourceFailed: false }
  const drop = (): void => {
    if (state.opened) rmSync(beside, { force: true })
  }
  async function* watched(): AsyncGenerator<string> {
    try {
      yield* pieces()
    } catch (error) {
      state.sourceFailed = true
      throw error
    }
  }
  process.once('exit', drop) // a command that is broken off leaves nothing behind, either
  try {
    const file = createWriteStream(beside, { flags: 'wx', mode: 0o600 })
    await new Promise<void>((resolve, reject) => file.once('open', () => resolve()).once('error', reject))
    state.opened = true
    await pipeline(Readable.from(watched()), file)
    await rename(beside, target)
  } catch (error) {
    drop()
    throw state.sourceFailed ? error : unwritable(target, error as NodeJS.ErrnoException)
  } finally {
    process.off('exit', drop)
  }
}

function unwritable(target: string, cause: NodeJS.ErrnoException): AppError {
  const { code = '' } = cause
  return new AppError('export_unwritable', {
    status: 400,
    cause,
    say: { zh: `无法写到 ${target}（${code}），请换一个位置或检查权限`, en: `${target} cannot be written (${code}): name another place, or check its permissions` },
  })
}
