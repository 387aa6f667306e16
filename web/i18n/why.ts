import { ApiError } from '../api/client.ts'
import { i18n } from './index.ts'

/** What a reader is told of a question without an answer: the server's own sentence, or that it is silent. */
export function why(error: Error): string {
  if (error instanceof ApiError && error.problem?.detail) return error.problem.detail
  const offline = error instanceof ApiError && error.kind === 'offline'
  return i18n.global.t(offline ? 'shell.offlineNothing' : 'shell.noReason')
}

/** May the same question well be answered when it is asked again? */
export function passing(error: ApiError): boolean {
  return error.kind === 'offline' || error.status >= 500
}
