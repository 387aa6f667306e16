import { availableParallelism } from 'node:os'
import { hash, verify } from '@node-rs/argon2'
import { AppError } from '../contract/error.ts'

/**
 * Cost of argon2id: 19 MiB, two passes, one lane, as the OWASP Password Storage Cheat Sheet recommends at least. About
 * 40 ms on a core, in the thread pool of libuv: nothing else waits for it.
 */
export const ARGON2 = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

/** Hashes at once: a core stays for everything else. */
const AT_ONCE = Math.max(1, availableParallelism() - 1)
/** Hashes that wait; more are sent away. */
const WAITING = 200
const RETRY_AFTER_S = 5

let running = 0
const waiting: (() => void)[] = []

export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(plain(password), ARGON2))
}

/** Is it the password of this hash? For null, which has none, it takes as long to say no. */
export async function passwordMatches(stored: string | null, password: string): Promise<boolean> {
  const against = stored ?? (await nobodys())
  return (await inTurn(() => verify(against, plain(password)))) && stored !== null
}

let made: Promise<string> | null = null
/** Hash of a password that nobody has. */
function nobodys(): Promise<string> {
  return (made ??= hash(`${process.hrtime.bigint()}`, ARGON2))
}

/** Letters that look the same are the same, whichever keyboard wrote them. */
const plain = (password: string): string => password.normalize('NFKC')

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) {
    if (waiting.length >= WAITING) throw busy()
    await new Promise<void>((resolve) => waiting.push(resolve))
  } else running++
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else running--
  }
}

function busy(): AppError {
  return new AppError('sign_in_busy', {
    status: 503,
    retryAfterS: RETRY_AFTER_S,
    say: { zh: '登录的人太多，请过几秒再试', en: 'Too many are signing in: try again in a few seconds' },
  })
}
