import type { Writable } from 'node:stream'
import { finished } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { CASE_NAMES, type CaseFacts } from './caseColumns.ts'

/** Characters that are gathered before a piece goes to the server. */
const PIECE = 1 << 16

export interface CopyIn {
  /** Adds one line, already in COPY's text form and ending in a line feed; true when `flush` is due. */
  add(line: string): boolean
  flush(): Promise<void>
  /** Ends the COPY; the connection is free again after it. */
  end(): Promise<void>
  /** Gives the COPY up; the transaction has failed then. */
  abandon(error: Error): void
}

/** Opens a COPY into a table on a connection that does nothing else until it ends. */
export function copyInto(client: pg.PoolClient, table: string, columns: string[]): CopyIn {
  const stream = client.query(copyFrom(`COPY ${table} (${columns.join(', ')}) FROM STDIN`))
  let failure: Error | null = null
  stream.on('error', (error: Error) => (failure = error))
  let text = ''
  return {
    add(line) {
      text += line
      return text.length >= PIECE
    },
    async flush() {
      if (failure) throw failure
      const bytes = Buffer.from(text, 'utf8')
      text = ''
      if (bytes.length > 0 && !stream.write(bytes)) await drained(stream)
    },
    async end() {
      await this.flush()
      stream.end()
      await finished(stream)
    },
    abandon(error) {
      stream.destroy(error)
    },
  }
}

function drained(stream: Writable): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      stream.off('drain', done)
      stream.off('close', done)
      resolve()
    }
    stream.on('drain', done)
    stream.on('close', done)
  })
}

/** The case columns of a line, tab between them, no line feed. */
export function caseFields(facts: CaseFacts): string {
  let line = ''
  for (let k = 0; k < CASE_NAMES.length; k++) {
    if (k > 0) line += '\t'
    line += field(facts[CASE_NAMES[k]!])
  }
  return line
}

/** Never an empty string: it is stored as NULL. */
export function field(value: string | number | boolean | string[] | null): string {
  if (value === null || value === '') return '\\N'
  if (typeof value === 'string') return NEEDS_ESCAPE.test(value) ? escaped(value) : value
  if (typeof value === 'number') return String(value)
  if (typeof value === 'boolean') return value ? 't' : 'f'
  return value.length === 0 ? '\\N' : escaped(JSON.stringify(value))
}

const NEEDS_ESCAPE = /[\\\t\n\r\0]/
const ESCAPES: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r', '\0': '' }

function escaped(text: string): string {
  return text.replace(/[\\\t\n\r\0]/g, (character) => ESCAPES[character] as string)
}
