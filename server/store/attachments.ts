import { runner, type On } from './caseState.ts'

/** Of these hashes, those that no attachment of any county names. */
export async function unusedHashes(on: On, hashes: readonly string[]): Promise<string[]> {
  if (hashes.length === 0) return []
  const { rows } = await runner(on).query<{ sha256: string }>(
    'SELECT h.sha256 FROM unnest($1::text[]) h(sha256) WHERE NOT EXISTS (SELECT 1 FROM attachment a WHERE a.sha256 = h.sha256)',
    [hashes],
  )
  return rows.map(({ sha256 }) => sha256)
}

/** Does any case name an attachment? */
export async function namesFiles(on: On): Promise<boolean> {
  const { rows } = await runner(on).query<{ any: boolean }>('SELECT EXISTS (SELECT 1 FROM attachment) AS "any"')
  return rows[0]!.any
}
