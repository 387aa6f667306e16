import type { Context as Call, MiddlewareHandler } from 'hono'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { AppError } from '../contract/error.ts'

/**
 * Requests of one address. An office often comes from one address as a whole, so only what fails counts where somebody
 * may be guessing; `any` keeps a program that ran wild from taking the server.
 */
const LIMITS = {
  signIn: { points: 30, duration: 300 },
  code: { points: 30, duration: 300 },
  link: { points: 30, duration: 300 },
  any: { points: 1_200, duration: 10 },
} as const
export type Limited = keyof typeof LIMITS
export type Limits = Record<Limited, RateLimiterMemory>

export function openLimits(): Limits {
  return {
    signIn: new RateLimiterMemory(LIMITS.signIn),
    code: new RateLimiterMemory(LIMITS.code),
    link: new RateLimiterMemory(LIMITS.link),
    any: new RateLimiterMemory(LIMITS.any),
  }
}

/** Answers to a wrong guess: what is wrong in another way, or was right, tells nobody anything. */
const GUESSED = new Set(['sign_in_failed', 'code_wrong', 'password_wrong', 'link_unknown', 'device_unknown'])

/** For routes at which somebody may be guessing: wrong guesses count, and an office that begins its day at once does not. */
export function guesses(kind: Exclude<Limited, 'any'>): MiddlewareHandler {
  return async (call, next) => {
    const limiter = deskOf(call).limits[kind]
    const key = deskOf(call).seen(call).address ?? 'here'
    const so = await limiter.get(key)
    if (so && so.consumedPoints >= limiter.points) throw tooMany(Math.ceil(so.msBeforeNext / 1_000))
    await next()
    if (call.error instanceof AppError && GUESSED.has(call.error.code)) await limiter.penalty(key)
  }
}

/** Programs that run beside the server, without a socket, are its own. */
export const notTooMany: MiddlewareHandler = async (call, next) => {
  const { address } = deskOf(call).seen(call)
  if (address !== null) await consume(deskOf(call).limits.any, address)
  await next()
}

/** As far as this file looks at it. */
interface Desk {
  limits: Limits
  seen(call: Call): { address: string | null }
}
const deskOf = (call: Call): Desk => (call.var as { desk: Desk }).desk

async function consume(limiter: RateLimiterMemory, key: string): Promise<void> {
  await limiter.consume(key).catch((refusal: unknown) => {
    throw refusal instanceof RateLimiterRes ? tooMany(Math.ceil(refusal.msBeforeNext / 1_000)) : refusal
  })
}

function tooMany(seconds: number): AppError {
  return new AppError('too_many_requests', {
    status: 429,
    retryAfterS: seconds,
    say: { zh: `尝试太多，请过 ${seconds} 秒再试`, en: `Too many tries: wait ${seconds} seconds` },
  })
}
