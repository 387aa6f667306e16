import type pg from 'pg'
import type { AreaCode } from '../../geodata/place/area.ts'

const CURSOR_ROWS = 2_000

/** Reads a query piece by piece inside the transaction; other queries may run between the pieces. */
export async function* cursor<Row extends object>(client: pg.PoolClient, sql: string): AsyncGenerator<Row[]> {
  await client.query(`DECLARE piece NO SCROLL CURSOR FOR ${sql}`)
  for (;;) {
    const { rows } = await client.query<Row>(`FETCH ${CURSOR_ROWS} FROM piece`)
    if (rows.length > 0) yield rows
    if (rows.length < CURSOR_ROWS) break
  }
  await client.query('CLOSE piece')
}

/** A cursor takes no parameters. */
export function quoted(county: AreaCode): string {
  return `'${county.replaceAll("'", "''")}'`
}
