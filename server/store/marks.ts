import { randomBytes } from 'node:crypto'
import type pg from 'pg'

/** Of a revision, so that one of the same number in another database is told from it. */
export function newMark(): string {
  return randomBytes(9).toString('base64url')
}

/** Marks the revisions that a program without marks wrote. */
export async function markRevisions(client: pg.ClientBase): Promise<void> {
  await client.query('UPDATE county SET mark = $1 WHERE mark IS NULL', [newMark()])
}
