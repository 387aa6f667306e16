import { describe, expect, test } from 'vitest'
import { chainCheck, pruneMark } from '../../../server/access/auditChain.ts'
import { twice } from '../../../server/access/auditFaults.ts'
import type { AuditHead, AuditLine, AuditVerdict } from '../../../server/contract/audit.ts'
import { lineHash } from '../../../server/store/audit.ts'
import type { StoredHead } from '../../../server/store/auditLog.ts'
import fc from '../../property.ts'

interface Log {
  head: StoredHead
  lines: AuditLine[]
}

/** A log as the store keeps it, without a database. */
function added({ head, lines }: Log, line: Omit<AuditLine, 'seq' | 'hash'>): Log {
  const next = { seq: head.seq + 1, ...line }
  const hash = lineHash(head.hash, next)
  return { head: { ...head, seq: next.seq, hash }, lines: [...lines, { ...next, hash }] }
}

function pruned(log: Log, count: number): Log {
  const last = log.lines[count - 1]
  if (!last) return log
  const kept = { head: { ...log.head, keptFrom: last.seq + 1, keptAfter: last.hash }, lines: log.lines.slice(count) }
  const { head } = kept
  return added(kept, { ...BARE, action: 'log_pruned', after: JSON.stringify(pruneMark(head.keptFrom, head.keptAfter)) })
}

const EMPTY: Log = { head: { seq: 0, hash: null, keptFrom: 1, keptAfter: null }, lines: [] }
const BARE = {
  at: '2024-07-01T02:00:00.000Z', account: null, login: 'cli', role: null, organisation: null, address: null,
  action: 'exported', county: null, subject: null, before: null, after: null,
} as const

function verdict({ head, lines }: { head: StoredHead | null; lines: AuditLine[] }, anchor: AuditHead | null = null, piece = 3): AuditVerdict {
  const check = chainCheck(head, anchor)
  for (let at = 0; at < lines.length; at += piece) check.take(lines.slice(at, at + piece))
  return check.end()
}

const word = fc.option(fc.constantFrom('a', 'clerk01', '柳河镇', '{"k":1}', 'null'), { nil: null })
const anyLine = fc.record({
  at: fc.integer({ min: 0, max: 4e12 }).map((ms) => new Date(ms).toISOString()),
  account: word, login: fc.constantFrom('cli', 'clerk01', '-'), role: fc.constantFrom('clerk' as const, null), organisation: word, address: word,
  action: fc.constantFrom('exported' as const, 'case_moved' as const), county: word, subject: word, before: word, after: word,
})
const anyStep = fc.oneof({ weight: 6, arbitrary: anyLine }, { weight: 1, arbitrary: fc.nat({ max: 8 }) })
/** Logs after lines were added and the oldest pruned, with every head that somebody may have noted on the way. */
const anyLog = fc.array(anyStep, { minLength: 1, maxLength: 30 }).map((steps) => {
  const heads: AuditHead[] = []
  const log = steps.reduce<Log>((before, step) => {
    const after = typeof step === 'number' ? pruned(before, step) : added(before, step)
    if (after.head.hash) heads.push({ seq: after.head.seq, hash: after.head.hash })
    return after
  }, EMPTY)
  return { log, heads }
})

describe('a chain', () => {
  test('is sound whatever was added and pruned, and every head that was noted is part of it as far as it is kept', () => {
    fc.assert(
      fc.property(anyLog, fc.integer({ min: 1, max: 40 }), ({ log, heads }, piece) => {
        const { lines, head } = log
        const noted = { seq: head.seq, hash: head.hash }
        expect(verdict(log, null, piece)).toMatchObject({ sound: true, faulty: 0, faults: [], lines: lines.length, head: head.hash ? noted : null })
        for (const one of heads) expect(verdict(log, one).faults.map(({ kind }) => kind)).toEqual(one.seq < head.keptFrom - 1 ? ['anchor'] : [])
      }),
      { seed: 3, numRuns: 200 },
    )
  })

  test('shows any field of any line that was changed, at that line', () => {
    fc.assert(
      fc.property(anyLog, fc.nat(), anyLine, fc.nat(), ({ log }, at, other, which) => {
        const k = at % Math.max(1, log.lines.length)
        const line = log.lines[k]
        if (!line) return
        const field = (Object.keys(other) as (keyof typeof other)[])[which % Object.keys(other).length]!
        if (other[field] === line[field]) return
        const lines = log.lines.with(k, { ...line, [field]: other[field] } as AuditLine)
        expect(verdict({ ...log, lines }).faults[0]).toMatchObject({ kind: 'changed', seq: line.seq })
      }),
      { seed: 5, numRuns: 400 },
    )
  })

  test('shows a line that was changed together with its hash, by the next one or the head', () => {
    fc.assert(
      fc.property(anyLog, fc.nat(), ({ log }, at) => {
        const k = at % Math.max(1, log.lines.length)
        const line = log.lines[k]
        if (!line) return
        const before = k === 0 ? log.head.keptAfter : log.lines[k - 1]!.hash
        const forged = { ...line, login: 'nobody' }
        const lines = log.lines.with(k, { ...forged, hash: lineHash(before, forged) })
        const last = k === log.lines.length - 1
        expect(verdict({ ...log, lines }).faults[0]).toMatchObject(last ? { kind: 'head', seq: line.seq } : { kind: 'changed', seq: line.seq + 1 })
      }),
      { seed: 7, numRuns: 200 },
    )
  })

  test('shows what was taken out, wherever it stood', () => {
    fc.assert(
      fc.property(anyLog, fc.nat(), fc.integer({ min: 1, max: 40 }), ({ log }, at, count) => {
        const k = at % Math.max(1, log.lines.length)
        const gone = log.lines.slice(k, k + count)
        if (gone.length === 0) return
        const lines = [...log.lines.slice(0, k), ...log.lines.slice(k + count)]
        const kind = k + gone.length === log.lines.length ? 'cut' : 'missing'
        expect(verdict({ ...log, lines }).faults[0]).toMatchObject({ kind, seq: gone[0]!.seq })
      }),
      { seed: 9, numRuns: 200 },
    )
  })

  test('shows two lines that changed places', () => {
    const log = Array.from({ length: 6 }, (_, k) => ({ ...BARE, subject: `case ${k}` })).reduce<Log>(added, EMPTY)
    const [third, fourth] = [log.lines[2]!, log.lines[3]!]
    const lines = log.lines.with(2, { ...fourth, seq: 3 }).with(3, { ...third, seq: 4 })
    expect(verdict({ ...log, lines }).faults.slice(0, 2)).toMatchObject([{ kind: 'changed', seq: 3 }, { kind: 'changed', seq: 4 }])
  })

  test('shows a line that stands there twice, and says so', () => {
    const log = Array.from({ length: 4 }, () => BARE).reduce<Log>(added, EMPTY)
    const lines = log.lines.toSpliced(2, 0, log.lines[1]!)
    expect(verdict({ ...log, lines }).faults).toEqual([{ kind: 'changed', seq: 2, say: twice(2) }])
  })

  test('shows any change of the head', () => {
    const log = pruned(Array.from({ length: 6 }, (_, k) => ({ ...BARE, subject: `case ${k}` })).reduce<Log>(added, EMPTY), 2)
    const kinds = (change: Partial<StoredHead>) => verdict({ ...log, head: { ...log.head, ...change } }).faults.map(({ kind, seq }) => [kind, seq])
    const other = 'f'.repeat(64)
    expect(kinds({ seq: 8 })).toEqual([['cut', 8]])
    expect(kinds({ seq: 6, hash: log.lines[3]!.hash })).toEqual([['beyond', 7]])
    expect(kinds({ hash: other })).toEqual([['head', 7]])
    expect(kinds({ hash: null })).toEqual([['head', 7]])
    expect(kinds({ keptAfter: other })).toEqual([['changed', 3], ['kept', 3]])
    expect(kinds({ keptFrom: 2 })).toEqual([['missing', 2], ['kept', 2]])
    expect(kinds({ keptFrom: 4, keptAfter: log.lines[0]!.hash })).toEqual([['kept', 3], ['kept', 4]])
    expect(verdict({ ...log, head: null }).faults).toMatchObject([{ kind: 'head', seq: 0 }])
    const whole = added(EMPTY, BARE)
    expect(verdict({ ...whole, head: { ...whole.head, keptAfter: other } }).faults).toMatchObject([{ kind: 'kept', seq: 1 }])
  })

  test('shows a beginning that was taken off past the pruning, head and all', () => {
    const log = Array.from({ length: 6 }, (_, k) => ({ ...BARE, subject: `case ${k}` })).reduce<Log>(added, EMPTY)
    const cut = { head: { ...log.head, keptFrom: 3, keptAfter: log.lines[1]!.hash }, lines: log.lines.slice(2) }
    expect(verdict(cut).faults).toMatchObject([{ kind: 'kept', seq: 3 }])
  })

  test('cannot show that it was put back or written anew, but for a head that was noted', () => {
    const build = (last: number, what: string) => Array.from({ length: last }, (_, k) => ({ ...BARE, subject: `${what} ${k}` })).reduce<Log>(added, EMPTY)
    const [log, earlier, forged] = [build(6, 'case'), build(4, 'case'), build(9, 'other')]
    const noted = { seq: 6, hash: log.head.hash! }
    expect([verdict(earlier).sound, verdict(forged).sound]).toEqual([true, true])
    expect(verdict(earlier, noted)).toMatchObject({ sound: false, faults: [{ kind: 'anchor', seq: 6 }] })
    expect(verdict(forged, noted)).toMatchObject({ sound: false, faults: [{ kind: 'anchor', seq: 6 }] })
    expect(verdict(EMPTY, noted)).toMatchObject({ sound: false, faults: [{ kind: 'anchor', seq: 6 }] })
    expect(verdict(log, { seq: 4, hash: earlier.head.hash! }).sound).toBe(true)
  })

  test('lists the first faults and counts them all', () => {
    const log = Array.from({ length: 50 }, () => BARE).reduce<Log>(added, EMPTY)
    const { faults, faulty } = verdict({ ...log, lines: log.lines.map((line) => ({ ...line, login: 'x' })) })
    expect([faults.length, faulty, faults[0]!.seq]).toEqual([20, 50, 1])
  })
})
