import type { AreaCode } from '../../geodata/place/area.ts'
import { CATEGORIES } from '../contract/categories.ts'
import { CHANNELS } from '../contract/channels.ts'
import { COLOURS } from '../contract/colours.ts'
import type { Scope } from '../contract/scope.ts'
import { MARKS, type Mark } from '../contract/standing.ts'
import { STATES } from '../contract/states.ts'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { AGREED, FOLLOWED } from './caseCourse.ts'
import type { Database } from './database.ts'

/**
 * Where a case counts that does not count in an area of its own: `?` and the code of the town in which a case lies that
 * waits for its place, `!` and the code of the place of a sensitive one, which counts in its town.
 */
export type TownOnly = `?${string}` | `!${string}`

/**
 * Facts of cases for counting, one array a fact. Category, colour, state and channel are positions in their
 * vocabularies; days are days since 1970-01-01, -1 for no due or closing day; people and fen are 0 where
 * unknown. Of a deleted case, and of one that was merged into another, only the id says something.
 */
export interface FactBatch {
  length: number
  id: Int32Array
  /** code as it was when the case was located; see `TownOnly`; null = place unknown */
  area: (AreaCode | TownOnly | null)[]
  day: Int32Array
  dueDay: Int32Array
  closedDay: Int32Array
  category: Int8Array
  colour: Int8Array
  state: Int8Array
  channel: Int8Array
  /** bit k: it has mark k of `MARKS` */
  marks: Uint8Array
  people: Int32Array
  amountFen: Float64Array
  deleted: Uint8Array
}

const BATCH = 16_384
const TAB = 9
const NEWLINE = 10
const MINUS = 45
const ZERO = 48

/** Every case of the county changed or deleted after a revision; after 0 every case there is, in order of id. */
export async function* readFacts(db: Database, scope: Scope, afterRevision: number): AsyncGenerator<FactBatch> {
  const client = await db.pool.connect()
  let whole = false
  try {
    const reader = new FactReader()
    const stream = client.query(copyTo(factsSql(scope.county, afterRevision)))
    for await (const chunk of stream as AsyncIterable<Buffer>) yield* reader.read(chunk)
    whole = true
    yield* reader.rest()
  } finally {
    // a connection in the middle of a COPY cannot be used again
    client.release(!whole)
  }
}

export async function currentRevision(db: Database, scope: Scope): Promise<number> {
  const row = await db.query
    .selectFrom('county')
    .select('revision')
    .where('county', '=', scope.county)
    .executeTakeFirst()
  return row?.revision ?? 0
}

/** COPY takes no parameters; the county's code is quoted, the revision a number. */
function factsSql(county: AreaCode, after: number): string {
  const code = pg.escapeLiteral(county)
  const since = Number(after)
  const live = `SELECT d.id, coalesce(CASE WHEN sensitive THEN '!' || area ELSE area END, '?' || town), occurred_on - date '1970-01-01', coalesce(due_on - date '1970-01-01', -1),
    coalesce(closed_on - date '1970-01-01', -1), ${position(CATEGORIES.codes, 'category')},
    ${position(COLOURS.codes, 'colour')}, ${position(STATES.codes, 'state')}, ${position(CHANNELS.codes, 'channel')},
    ${MARKED}, coalesce(people, 0), coalesce(amount_fen, 0), (state = 'merged')::int
    FROM dispute d LEFT JOIN dispute_life l ON l.county = d.county AND l.id = d.id WHERE d.county = ${code}`
  if (since === 0) return `COPY (${live} AND state <> 'merged' ORDER BY d.id) TO STDOUT`
  const gone = `SELECT id, NULL, 0, -1, -1, 0, 0, 0, 0, 0, 0, 0, 1
    FROM dispute_gone WHERE county = ${code} AND revision > ${since}`
  return `COPY (${live} AND revision > ${since} UNION ALL ${gone}) TO STDOUT`
}

/** Conditions of the marks, true, false or unknown. What only Fengtu knows of a case is null where nobody worked on it. */
const MARK_SQL: Record<Mark, string> = {
  agreed: AGREED,
  performed: "performance = 'full'",
  confirmed: 'judicially_confirmed',
  followed: FOLLOWED,
  relapsed: "reopened > 0 OR state = 'reopened'",
}
const MARKED = MARKS.codes.map((code, bit) => `CASE WHEN ${MARK_SQL[code]} THEN ${1 << bit} ELSE 0 END`).join(' + ')

function position(codes: readonly string[], column: string): string {
  return `array_position(ARRAY[${codes.map((code) => pg.escapeLiteral(code)).join(',')}], ${column}) - 1`
}

/** Takes COPY's text apart byte by byte: the second field is a code, perhaps with `?` or `!` before it, or \\N, all others are integers. */
class FactReader {
  private batch = emptyBatch()
  private carry: Buffer | null = null
  private readonly codes = new Map<string, AreaCode | TownOnly>()

  private taken(): FactBatch {
    const full = this.batch
    this.batch = emptyBatch()
    return full
  }

  *read(chunk: Buffer): Generator<FactBatch> {
    const bytes = this.carry ? Buffer.concat([this.carry, chunk]) : chunk
    let at = 0
    for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, at)) {
      this.line(bytes, at)
      at = end + 1
      if (this.batch.length === BATCH) yield this.taken()
    }
    this.carry = at < bytes.length ? bytes.subarray(at) : null
  }

  *rest(): Generator<FactBatch> {
    if (this.batch.length > 0) yield this.taken()
  }

  private line(bytes: Buffer, start: number): void {
    const { batch } = this
    const k = batch.length++
    let at = start
    const next = (): number => {
      const negative = bytes[at] === MINUS
      if (negative) at++
      let value = 0
      for (let byte = bytes[at]!; byte !== TAB && byte !== NEWLINE; byte = bytes[++at]!) value = value * 10 + (byte - ZERO)
      at++
      return negative ? -value : value
    }
    batch.id[k] = next()
    const end = bytes.indexOf(TAB, at)
    batch.area[k] = this.code(bytes.toString('latin1', at, end))
    at = end + 1
    batch.day[k] = next()
    batch.dueDay[k] = next()
    batch.closedDay[k] = next()
    batch.category[k] = next()
    batch.colour[k] = next()
    batch.state[k] = next()
    batch.channel[k] = next()
    batch.marks[k] = next()
    batch.people[k] = next()
    batch.amountFen[k] = next()
    batch.deleted[k] = next()
  }

  private code(text: string): AreaCode | TownOnly | null {
    if (text === '\\N') return null
    const known = this.codes.get(text)
    if (known !== undefined) return known
    const code = Buffer.from(text, 'latin1').toString('utf8') as AreaCode | TownOnly
    this.codes.set(text, code)
    return code
  }
}

function emptyBatch(): FactBatch {
  return {
    length: 0,
    id: new Int32Array(BATCH),
    area: Array.from({ length: BATCH }, () => null),
    day: new Int32Array(BATCH),
    dueDay: new Int32Array(BATCH),
    closedDay: new Int32Array(BATCH),
    category: new Int8Array(BATCH),
    colour: new Int8Array(BATCH),
    state: new Int8Array(BATCH),
    channel: new Int8Array(BATCH),
    marks: new Uint8Array(BATCH),
    people: new Int32Array(BATCH),
    amountFen: new Float64Array(BATCH),
    deleted: new Uint8Array(BATCH),
  }
}
