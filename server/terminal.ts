import { createInterface } from 'node:readline/promises'
import { AppError, type Language, type Say } from './contract/error.ts'

/** Wrong use of a command: exit code 2. */
export class UsageError extends Error {
  readonly say: Say
  constructor(say: Say) {
    super(say.en)
    this.say = say
  }
}

/** A wrong value of one of the command's own options is wrong use. */
export function asUsage<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof AppError && error.status === 400) throw new UsageError(error.say)
    throw error
  }
}

/** Where a command's words go: results to standard output, everything else to standard error. */
export interface Terminal {
  language: Language
  /** print one JSON document and no words on standard output */
  json: boolean
  env: NodeJS.ProcessEnv
  /** a sentence about what goes on */
  tell(say: Say): void
  /** the result: a document with --json, else lines */
  answer(document: unknown, lines: string[]): void
  /** replaces itself on a terminal; elsewhere a line every five seconds at most, and none of what is quick */
  progress(text: string): void
  endProgress(): void
  /** what a person answers; null where none sits at a terminal */
  ask(say: Say): Promise<string | null>
}

/** Between two lines of progress in a log. */
const LINE_EVERY_MS = 5_000

export function terminal(options: { language: Language; json: boolean; env: NodeJS.ProcessEnv }): Terminal {
  const live = process.stderr.isTTY === true
  let shown = false
  let lineAt = performance.now()
  const clear = (): void => {
    if (shown) process.stderr.write('\r\u001b[2K')
    shown = false
  }
  return {
    ...options,
    tell(say) {
      clear()
      process.stderr.write(`${say[options.language]}\n`)
    },
    answer(document, lines) {
      clear()
      if (options.json) process.stdout.write(`${JSON.stringify(document, null, 2)}\n`)
      else if (lines.length > 0) process.stdout.write(`${lines.join('\n')}\n`)
    },
    progress(text) {
      if (live) {
        process.stderr.write(`\r\u001b[2K${text}`)
        shown = true
      } else if (performance.now() - lineAt >= LINE_EVERY_MS) {
        lineAt = performance.now()
        process.stderr.write(`${text}\n`)
      }
    },
    endProgress: clear,
    ask: async (say) => (live && process.stdin.isTTY && !options.json ? answerTo(say[options.language]) : null),
  }
}

/** An end of the input (Ctrl+D, Ctrl+C) is an empty answer. */
async function answerTo(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr })
  try {
    const closed = new Promise<string>((resolve) => lines.once('close', () => resolve('')))
    return (await Promise.race([lines.question(`${question} `), closed])).trim()
  } finally {
    lines.close()
  }
}

/** Day and time as the clock of this machine shows it, with what it is ahead of UTC, such as `2024-03-05 16:30 (UTC+08:00)`. */
export function localTime(instant: string | Date): string {
  const at = new Date(instant)
  const ahead = -at.getTimezoneOffset()
  const shown = new Date(at.getTime() + ahead * 60_000).toISOString().slice(0, 16).replace('T', ' ')
  const [hours, minutes] = [Math.floor(Math.abs(ahead) / 60), Math.abs(ahead) % 60].map((part) => String(part).padStart(2, '0'))
  return `${shown} (UTC${ahead < 0 ? '-' : '+'}${hours}:${minutes})`
}

/** Tells what went wrong and gives the exit code. What nobody foresaw is told without the data it choked on. */
export function fail(out: Terminal, error: unknown): number {
  if (error instanceof UsageError) {
    out.tell(error.say)
    return 2
  }
  if (error instanceof AppError) {
    out.tell(error.say)
    if (out.json) out.answer({ error: { code: error.code, message: error.say[out.language] } }, [])
    return 1
  }
  const { name = 'Error', code, stack = '' } = (error ?? {}) as Error & { code?: string }
  const frames = stack.split('\n').filter((line) => /^\s+at /.test(line))
  process.stderr.write(`${[name, code].filter(Boolean).join(' ')}\n${frames.join('\n')}\n`)
  out.tell({
    zh: '程序内部出错，没有完成；请把上面几行发给维护人员（其中不含台账内容）',
    en: 'The program failed inside and did not finish; send the lines above to the maintainers (they hold nothing of the ledger)',
  })
  if (out.json) out.answer({ error: { code: 'internal', message: name } }, [])
  return 1
}
