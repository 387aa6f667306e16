import type { RawRow } from '../types.ts'
import { unreadable } from './unreadable.ts'

const DELIMITERS = [',', '\t', ';', '|'] as const
const QUOTE = 34
const OPEN_QUOTE_LIMIT = 1 << 20

/** The delimiter that divides the lines of a sample most evenly; `sep=;` of Excel is obeyed. */
export function findDelimiter(sample: string): string {
  const stated = /^sep=(.)\r?\n/i.exec(sample)
  if (stated) return stated[1] as string
  let best: string = ','
  let bestScore = 0
  for (const delimiter of DELIMITERS) {
    const counts = fieldCounts(sample, delimiter)
    const score = evenness(counts)
    if (score > bestScore) {
      best = delimiter
      bestScore = score
    }
  }
  return best
}

function fieldCounts(sample: string, delimiter: string): number[] {
  const counts: number[] = []
  let count = 0
  let quoted = false
  for (let at = 0; at < sample.length && counts.length < 200; at++) {
    const char = sample[at]
    if (char === '"') quoted = !quoted
    else if (quoted) continue
    else if (char === delimiter) count++
    else if (char === '\n') {
      counts.push(count)
      count = 0
    }
  }
  if (count > 0) counts.push(count)
  return counts
}

/** Share of lines with the commonest number of delimiters, weighted by that number. */
function evenness(counts: number[]): number {
  const tally = new Map<number, number>()
  for (const count of counts) if (count > 0) tally.set(count, (tally.get(count) ?? 0) + 1)
  let best = 0
  for (const [count, lines] of tally) best = Math.max(best, (lines / counts.length) * Math.log2(1 + count))
  return best
}

/**
 * Splits decoded text into records as it flows (RFC 4180, with line breaks inside quotes and stray quotes
 * inside plain cells taken as they are). Lines without a quote take the short way.
 */
export async function* csvRows(text: AsyncIterable<string>, batchSize = 250): AsyncIterable<RawRow[]> {
  let rest = ''
  let delimiter = ''
  let loneCr = false
  let started = false
  const state = { row: 0 }
  let batch: RawRow[] = []
  for await (const chunk of text) {
    rest += loneCr ? chunk.replaceAll('\r', '\n') : chunk
    if (!started) {
      if (rest.length < 1 << 16) continue
      ;({ rest, delimiter, loneCr } = begin(rest))
      started = true
    }
    const at = records(rest, delimiter, false, batch, state)
    rest = rest.slice(at)
    while (batch.length >= batchSize) {
      yield batch.slice(0, batchSize)
      batch = batch.slice(batchSize)
    }
  }
  if (!started) ({ rest, delimiter } = begin(rest))
  records(rest, delimiter, true, batch, state)
  if (batch.length > 0) yield batch
}

function begin(head: string): { rest: string; delimiter: string; loneCr: boolean } {
  const loneCr = head.includes('\r') && !head.includes('\n')
  const rest = loneCr ? head.replaceAll('\r', '\n') : head
  return { rest, delimiter: findDelimiter(rest.slice(0, 1 << 16)), loneCr }
}

/** Takes whole records from the text into the batch; gives where the first unfinished one begins. */
function records(text: string, delimiter: string, last: boolean, batch: RawRow[], state: { row: number }): number {
  let at = 0
  let quote = text.indexOf('"')
  while (at < text.length) {
    let end = text.indexOf('\n', at)
    if (end < 0 && !last) return at
    if (end < 0) end = text.length
    if (quote >= 0 && quote < at) quote = text.indexOf('"', at)
    if (quote >= 0 && quote < end) {
      const next = quotedRecord(text, at, delimiter, last)
      if (!next) {
        if (text.length - at > OPEN_QUOTE_LIMIT) throw unreadable('ledger_quote_open')
        return at
      }
      batch.push({ row: ++state.row, cells: next.cells, numeric: null })
      at = next.end
      continue
    }
    const stop = end > at && text.charCodeAt(end - 1) === 13 ? end - 1 : end
    batch.push({ row: ++state.row, cells: text.slice(at, stop).split(delimiter), numeric: null })
    at = end + 1
  }
  return at
}

/** One record that holds quotes; null when its end is not in the text yet. */
function quotedRecord(
  text: string,
  start: number,
  delimiter: string,
  last: boolean,
): { cells: string[]; end: number } | null {
  const cells: string[] = []
  let at = start
  for (;;) {
    let cell: string
    if (text.charCodeAt(at) === QUOTE) {
      const quoted = quotedCell(text, at, last)
      if (!quoted) return null
      cell = quoted.cell
      at = quoted.end
    } else cell = ''
    // what follows a closing quote before the delimiter, or a plain cell
    const comma = nextIndex(text, delimiter, at)
    const line = nextIndex(text, '\n', at)
    if (line === text.length && comma === text.length && !last) return null
    const end = Math.min(comma, line)
    const tail = text.slice(at, line <= comma && text.charCodeAt(end - 1) === 13 && end > at ? end - 1 : end)
    cells.push(cell + tail)
    at = end + 1
    if (line <= comma) return { cells, end: at }
  }
}

function quotedCell(text: string, start: number, last: boolean): { cell: string; end: number } | null {
  let cell = ''
  let from = start + 1
  for (;;) {
    const close = text.indexOf('"', from)
    if (close < 0) {
      if (last) throw unreadable('ledger_quote_open')
      return null
    }
    if (close === text.length - 1 && !last) return null
    if (text.charCodeAt(close + 1) !== QUOTE) return { cell: cell + text.slice(from, close), end: close + 1 }
    cell += text.slice(from, close + 1)
    from = close + 2
  }
}

function nextIndex(text: string, word: string, from: number): number {
  const at = text.indexOf(word, from)
  return at < 0 ? text.length : at
}
