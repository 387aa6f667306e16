import type { On } from './accounts.ts'

/** What tells this database from every other; a copy of it has the same. */
export async function installationId({ query }: On): Promise<string> {
  return (await query.selectFrom('installation').select('id').executeTakeFirstOrThrow()).id
}
