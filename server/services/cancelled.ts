import { AppError } from '../contract/error.ts'

export function cancelled(): AppError {
  return new AppError('request_cancelled', {
    status: 400,
    say: { zh: '已取消，什么也没有存入', en: 'It was cancelled; nothing was stored' },
  })
}

/** Throws when who asked for the work has gone. */
export function refuseCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw cancelled()
}
