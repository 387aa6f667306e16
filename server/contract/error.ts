import type { Say } from '../../geodata/place/say.ts'

export type { Say, Language } from '../../geodata/place/say.ts'

/**
 * The one error for a request that cannot be served. Anything else that is thrown is a bug.
 * `say` tells a person what is wrong and what to do; it never carries data of a ledger.
 */
export class AppError extends Error {
  readonly code: string
  /** HTTP status; the command line maps every one to exit code 1, and 400 of its own arguments to 2 */
  readonly status: number
  readonly say: Say
  /** the parameter or form field at fault */
  readonly field: string | undefined
  /** seconds after which the same request may well be served */
  readonly retryAfterS: number | undefined
  /** further members of the problem document, such as what stands now where somebody else was first */
  readonly more: Readonly<Record<string, unknown>> | undefined

  constructor(
    code: string,
    options: { status: number; say: Say; field?: string; retryAfterS?: number; more?: Record<string, unknown>; cause?: unknown },
  ) {
    super(`${code}: ${options.say.en}`, { cause: options.cause })
    this.name = 'AppError'
    this.code = code
    this.status = options.status
    this.say = options.say
    this.field = options.field
    this.retryAfterS = options.retryAfterS
    this.more = options.more
  }
}
