const OWN_WORDS = new Set(['TypeError', 'RangeError', 'ReferenceError'])

/**
 * A fault for the server's log: kind, code and stack frames. The message only where the engine made it up
 * without data, for those of a parser or of the database quote what they choked on.
 */
export function faultText(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown fault'
  const { code, table, constraint, routine } = error as Error & Record<string, unknown>
  const facts = Object.entries({ code, table, constraint, routine })
    .filter(([, value]) => typeof value === 'string')
    .map(([name, value]) => `${name}=${value as string}`)
  const words = OWN_WORDS.has(error.name) ? [error.message] : []
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  const cause = error.cause === undefined ? [] : [`caused by ${faultText(error.cause)}`]
  return [[error.name, ...facts, ...words].join(' '), ...frames, ...cause].join('\n')
}
