import type { ApiError } from '../../api/client.ts'

/** Word keys of what went wrong with a ledger and what to do; `said` is the server's own sentence, which goes first. */
export interface Trouble {
  title: string
  hint: string
  said: string | null
  /** may the same request be sent again as it is? */
  again: boolean
}

const KNOWN: Record<number, string> = { 403: 'forbidden', 409: 'conflict', 413: 'tooLarge', 415: 'type', 422: 'unreadable', 503: 'busy' }

export function troubleOf(error: Pick<ApiError, 'kind' | 'status' | 'problem'>, doing: 'preview' | 'import'): Trouble {
  if (error.kind === 'offline') {
    const what = doing === 'import' ? 'gone' : 'offline'
    return { title: `imports.trouble.${what}`, hint: `imports.trouble.${what}Hint`, said: null, again: true }
  }
  const name = KNOWN[error.status] ?? (error.status >= 500 ? 'server' : 'refused')
  return {
    title: `imports.trouble.${name}`,
    hint: `imports.trouble.${name}Hint`,
    said: error.problem?.detail ?? null,
    again: error.status >= 500 || error.status === 409,
  }
}
