import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { auditScope, COMMAND_LINE } from '../../../server/access/scope.ts'
import { headText, parseHead, type AuditFilter, type AuditLine } from '../../../server/contract/audit.ts'
import { MS_PER_DAY } from '../../../server/contract/day.ts'
import { auditFile } from '../../../server/services/auditFile.ts'
import { auditPage, exportLog, pruneLog, verifyLog } from '../../../server/services/auditLog.ts'
import { lineHash } from '../../../server/store/audit.ts'
import type { Database } from '../../../server/store/database.ts'
import { engines, type TestDatabase } from '../../databases.ts'
import fc from '../../property.ts'
import { append, emptied, NOW } from '../store/chain.ts'

const SCOPE = auditScope(COMMAND_LINE)

describe.each(engines)('the audit log on $name', ({ fresh }) => {
  let database: TestDatabase
  let db: Database
  const clock = { now: NOW }
  const desk = () => ({ db, now: () => clock.now })
  beforeAll(async () => {
    database = await fresh()
    db = database.db
  })
  beforeEach(async () => {
    clock.now = NOW
    await emptied(db)
    await sql('UPDATE security_policy SET policy = NULL')
  })
  afterAll(() => database.drop())

  const sql = async <Row extends object>(text: string, values: unknown[] = []) => (await db.pool.query(text, values)).rows as Row[]
  const keeps = (days: number) => sql('UPDATE security_policy SET policy = $1', [JSON.stringify({ auditDays: days })])
  const verdict = (noted: string | null = null) => verifyLog(desk(), SCOPE, noted === null ? null : parseHead(noted))
  const faults = async (noted: string | null = null) => (await verdict(noted)).faults.map(({ kind, seq }) => [kind, seq])

  test('of a new installation is empty and sound', async () => {
    expect(await verdict()).toEqual({ sound: true, lines: 0, first: null, head: null, faults: [], faulty: 0 })
    expect(await auditPage(desk(), SCOPE, {}, { limit: 5 })).toEqual({ lines: [], next: null, kept: { first: 0, last: 0 } })
  })

  test('is read page by page to its end', async () => {
    await append(db, 12)
    const seen: number[] = []
    for (let cursor: string | null = null; ; ) {
      const page = await auditPage(desk(), SCOPE, {}, { cursor, limit: 5 })
      expect(page.kept).toEqual({ first: 1, last: 12 })
      seen.push(...page.lines.map(({ seq }) => seq))
      cursor = page.next
      if (cursor === null) break
    }
    expect(seen).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1])
    await expect(auditPage(desk(), SCOPE, {}, { cursor: '1; DROP', limit: 5 })).rejects.toMatchObject({ status: 400, field: 'cursor' })
  })

  test('is sound at any moment while others write', async () => {
    const writing = { going: true }
    const writers = Array.from({ length: 4 }, async () => {
      while (writing.going) await append(db, 1)
    })
    const verdicts: boolean[] = []
    for (let k = 0; k < 25; k++) verdicts.push((await verdict()).sound)
    writing.going = false
    await Promise.all(writers)
    expect(verdicts).not.toContain(false)
  })

  describe('that somebody laid hands on', () => {
    test.each<[string, string, [string, number][]]>([
      ['a line was deleted', 'DELETE FROM audit_line WHERE seq = 5', [['missing', 5]]],
      ['several were', 'DELETE FROM audit_line WHERE seq BETWEEN 3 AND 6', [['missing', 3]]],
      ['the first was', 'DELETE FROM audit_line WHERE seq = 1', [['missing', 1]]],
      ['the last was', 'DELETE FROM audit_line WHERE seq = 12', [['cut', 12]]],
      ['its end was cut off', 'DELETE FROM audit_line WHERE seq > 7', [['cut', 8]]],
      ['it was emptied', 'TRUNCATE audit_line', [['cut', 1]]],
      ['a line was deleted and those behind it moved up', 'DELETE FROM audit_line WHERE seq = 5; UPDATE audit_line SET seq = seq - 1 WHERE seq > 5; UPDATE audit_head SET seq = 11',
        [5, 6, 7, 8, 9, 10, 11].map((seq): [string, number] => ['changed', seq])],
      ['two lines changed places', `UPDATE audit_line SET seq = -1 WHERE seq = 5; UPDATE audit_line SET seq = 5 WHERE seq = 6; UPDATE audit_line SET seq = 6 WHERE seq = -1`,
        [['changed', 5], ['changed', 6], ['changed', 7]]],
      ['a line was put in at the end', `INSERT INTO audit_line SELECT 13, at, account, login, role, organisation, address, action, county, subject, before, after, hash FROM audit_line WHERE seq = 12`,
        [['changed', 13], ['beyond', 13]]],
      ['a line stands there twice', `ALTER TABLE audit_line DROP CONSTRAINT audit_line_pkey; INSERT INTO audit_line SELECT * FROM audit_line WHERE seq = 4`, [['changed', 4]]],
      ['its head was deleted', 'DELETE FROM audit_head', [['head', 0]]],
      ['its head was put back', `UPDATE audit_head SET seq = 9, hash = (SELECT hash FROM audit_line WHERE seq = 9)`, [['beyond', 10]]],
      ['its head has another hash', `UPDATE audit_head SET hash = repeat('0', 64)`, [['head', 12]]],
      ['its beginning was taken off, head and all', `UPDATE audit_head SET kept_from = 4, kept_after = (SELECT hash FROM audit_line WHERE seq = 3); DELETE FROM audit_line WHERE seq < 4`, [['kept', 4]]],
      ['an instant was changed by a microsecond', `UPDATE audit_line SET at = at + interval '1 microsecond' WHERE seq = 6`, [['changed', 6]]],
      ['an instant has no end', `UPDATE audit_line SET at = 'infinity' WHERE seq = 6`, [['changed', 6]]],
      ['a blank was put where nothing was', `UPDATE audit_line SET account = '' WHERE seq = 3`, [['changed', 3]]],
    ])('shows that %s', async (_, text, expected) => {
      await append(db, 12)
      await db.pool.query(text)
      expect(await faults()).toEqual(expected)
      await db.pool.query('TRUNCATE audit_line; ALTER TABLE audit_line DROP CONSTRAINT IF EXISTS audit_line_pkey; ALTER TABLE audit_line ADD PRIMARY KEY (seq)')
    })

    test('shows any field of any line that was changed', async () => {
      await append(db, 9)
      const columns = ['account', 'login', 'role', 'organisation', 'address', 'action', 'county', 'subject', 'before', 'after', 'hash'] as const
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 1, max: 9 }), fc.constantFrom(...columns), fc.constantFrom('x', '', ' ', null, 'clerk02', '{}'), async (seq, column, value) => {
          if (value === null && (column === 'login' || column === 'action' || column === 'hash')) return
          const [old] = await sql<Record<string, string | null>>(`SELECT ${column} AS v FROM audit_line WHERE seq = $1`, [seq])
          if (old!.v === value) return
          await sql(`UPDATE audit_line SET ${column} = $1 WHERE seq = $2`, [value, seq])
          expect((await faults())[0]).toEqual(['changed', seq])
          await sql(`UPDATE audit_line SET ${column} = $1 WHERE seq = $2`, [old!.v, seq])
        }),
        { seed: 11, numRuns: 60 },
      )
      expect(await faults()).toEqual([])
    })

    test('shows by a head that was noted that it was put back or written anew, which it cannot by itself', async () => {
      await append(db, 8)
      const noted = headText((await verdict()).head!)
      await append(db, 4)
      expect(await faults(noted)).toEqual([])
      const [last] = await sql<{ hash: string }>('SELECT hash FROM audit_line WHERE seq = 6')
      await sql('DELETE FROM audit_line WHERE seq > 6')
      await sql('UPDATE audit_head SET seq = 6, hash = $1', [last!.hash])
      expect([await faults(), await faults(noted)]).toEqual([[], [['anchor', 8]]])
      await append(db, 3, NOW + 5)
      expect([await faults(), await faults(noted)]).toEqual([[], [['anchor', 8]]])
    })
  })

  describe('when it is pruned', () => {
    const long = async () => {
      await append(db, 4, NOW - 400 * MS_PER_DAY)
      await append(db, 3, NOW - 300 * MS_PER_DAY)
      await append(db, 2)
    }

    test('keeps what is not older than so many days, says so in a line, and verifies', async () => {
      await long()
      const noted = headText((await verdict()).head!)
      const [fourth] = await sql<{ hash: string }>('SELECT hash FROM audit_line WHERE seq = 4')
      expect(await pruneLog(desk(), SCOPE)).toMatchObject({ removed: 4, keptFrom: 5 })
      const page = await auditPage(desk(), SCOPE, {}, { limit: 50 })
      expect([page.lines.length, page.kept]).toEqual([6, { first: 5, last: 10 }])
      expect(page.lines[0]).toMatchObject({
        seq: 10, login: 'cli', action: 'log_pruned', before: '{"days":365,"removed":4}', after: JSON.stringify({ keptFrom: 5, keptAfter: fourth!.hash }),
      })
      expect(await verdict(noted)).toMatchObject({ sound: true, lines: 6, first: { seq: 5 } })
      expect(await faults(`4:${fourth!.hash}`)).toEqual([])
      expect(await faults(`3:${fourth!.hash}`)).toEqual([['anchor', 3]])
      expect(await pruneLog(desk(), SCOPE)).toMatchObject({ removed: 0, keptFrom: null })
      expect((await verdict()).lines).toBe(6)
      expect(await pruneLog(desk(), SCOPE, { days: 500 })).toEqual({ days: 500, removed: 0, keptFrom: null })
      await keeps(200)
      expect(await pruneLog(desk(), SCOPE)).toMatchObject({ removed: 3, keptFrom: 8 })
      expect(await verdict()).toMatchObject({ sound: true, lines: 4, first: { seq: 8 } })
    })

    test('shows that the line about it was deleted, or the beginning was changed afterwards', async () => {
      await long()
      await pruneLog(desk(), SCOPE)
      await sql('UPDATE audit_head SET kept_from = 6, kept_after = (SELECT hash FROM audit_line WHERE seq = 5)')
      await sql('DELETE FROM audit_line WHERE seq = 5')
      expect(await faults()).toEqual([['kept', 6]])
    })

    test('keeps the last line of all and goes on from it, though everything was old', async () => {
      await append(db, 3, NOW - 400 * MS_PER_DAY)
      expect(await pruneLog(desk(), SCOPE)).toMatchObject({ removed: 3, keptFrom: 4 })
      expect(await verdict()).toMatchObject({ sound: true, lines: 1, first: { seq: 4 } })
    })

    test('keeps an old line that stands behind a young one', async () => {
      await append(db, 1, NOW - 400 * MS_PER_DAY)
      await append(db, 1)
      await append(db, 1, NOW - 400 * MS_PER_DAY)
      expect(await pruneLog(desk(), SCOPE)).toMatchObject({ removed: 1, keptFrom: 2 })
      expect((await verdict()).sound).toBe(true)
    })

    test.each([364, 0, -1, 400.5, Number.NaN])('refuses %s days', async (days) => {
      await expect(pruneLog(desk(), SCOPE, { days })).rejects.toMatchObject({ code: 'audit_days', status: 400 })
    })

    test('keeps 180 days whatever the policy was made to say', async () => {
      await long()
      await keeps(1)
      expect(await pruneLog(desk(), SCOPE)).toMatchObject({ days: 180, removed: 7 })
    })

    test('leaves the traces of a broken chain alone, unless that was seen to', async () => {
      await long()
      await sql(`UPDATE audit_line SET login = 'nobody' WHERE seq = 2`)
      await expect(pruneLog(desk(), SCOPE)).rejects.toMatchObject({ code: 'audit_broken', status: 409 })
      expect((await verdict()).lines).toBe(9)
      expect(await pruneLog(desk(), SCOPE, { broken: true })).toMatchObject({ removed: 4, keptFrom: 5 })
      expect((await auditPage(desk(), SCOPE, { action: 'log_pruned' }, { limit: 1 })).lines[0]!.before).toBe('{"days":365,"removed":4,"faulty":1}')
      expect((await verdict()).sound).toBe(true)
    })

    test('twice at once, removes once', async () => {
      await long()
      const done = await Promise.all([pruneLog(desk(), SCOPE), pruneLog(desk(), SCOPE), append(db, 5)])
      expect([done[0].removed + done[1].removed, (await verdict()).sound]).toEqual([4, true])
    })

    test('verifies whatever was added, pruned and noted before', async () => {
      const step = fc.oneof(fc.integer({ min: 1, max: 4 }).map((lines) => ({ lines })), fc.integer({ min: 1, max: 120 }).map((days) => ({ days })), fc.constant({ prune: true as const }))
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), async (steps) => {
          await emptied(db)
          await keeps(180)
          clock.now = NOW
          const noted: string[] = []
          for (const one of steps) {
            if ('lines' in one) await append(db, one.lines, clock.now)
            else if ('days' in one) clock.now += one.days * MS_PER_DAY
            else await pruneLog(desk(), SCOPE)
            const { sound, head } = await verdict()
            expect(sound).toBe(true)
            if (head) noted.push(headText(head))
          }
          const { first } = await verdict()
          for (const one of noted) expect((await verdict(one)).sound).toBe(parseHead(one).seq >= (first?.seq ?? 1) - 1)
          const [any] = await sql<{ seq: number }>('SELECT seq FROM audit_line ORDER BY seq OFFSET 1 LIMIT 1')
          if (!any) return
          await sql(`UPDATE audit_line SET subject = 'case 0 ' WHERE seq = $1`, [any.seq])
          expect(await faults()).toEqual([['changed', any.seq]])
        }),
        { seed: 13, numRuns: 12 },
      )
    })
  })

  describe('when it is exported', () => {
    const file = async (format: 'csv' | 'jsonl', filter: AuditFilter = {}) => {
      let text = ''
      for await (const piece of auditFile(await exportLog(desk(), SCOPE, filter, format), format, 'zh')) text += piece
      return text
    }

    test('as JSONL can be checked by whoever has it, the export itself last', async () => {
      await append(db, 5)
      const lines = (await file('jsonl')).trim().split('\n').map((text) => JSON.parse(text) as AuditLine)
      expect(lines.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6])
      expect(lines.at(-1)).toMatchObject({ action: 'log_exported', login: 'cli', subject: 'export jsonl', after: '{}' })
      const hashes = lines.map(({ hash }) => hash)
      expect(lines.map((line, k) => lineHash(hashes[k - 1] ?? null, line))).toEqual(hashes)
      expect(hashes.at(-1)).toBe((await verdict()).head!.hash)
    })

    test('as CSV is a table for people, in which nothing runs', async () => {
      await append(db, 1)
      await sql(`UPDATE audit_line SET subject = '=HYPERLINK("http://x")', login = '@x', action = 'unheard_of'`)
      const rows = (await file('csv')).split('\r\n')
      expect(rows[0]).toBe('\uFEFF序号,时间（北京时间）,登录名,角色,组织,地址,动作,区县,对象,之前,之后,校验值')
      expect(rows[1]).toMatch(/^1,2024-07-01 10:00:00,'@x,综治中心,o-1,10\.0\.0\.7,unheard_of,990101000000,"'=HYPERLINK\(""http:\/\/x""\)",/)
      expect(rows[2]).toMatch(/^2,.*,导出审计日志,,export csv,/)
    })

    test('gives what is asked for, and says what that was', async () => {
      await append(db, 6)
      const lines = (await file('jsonl', { login: 'cli', action: 'case_moved' })).trim().split('\n').map((text) => (JSON.parse(text) as AuditLine).seq)
      expect(lines).toEqual([3, 6])
      const { lines: told } = await auditPage(desk(), SCOPE, { action: 'log_exported' }, { limit: 9 })
      expect(told.map(({ after }) => JSON.parse(after!) as object)).toEqual([{ login: 'cli', action: 'case_moved' }])
    })

    test('ends with its own line, whatever is written meanwhile', async () => {
      await append(db, 2)
      const pieces = await exportLog(desk(), SCOPE, {}, 'jsonl')
      await append(db, 5)
      const seqs: number[] = []
      for await (const lines of pieces) seqs.push(...lines.map(({ seq }) => seq))
      expect(seqs).toEqual([1, 2, 3])
    })

    test('of more lines than one piece holds gives each once', async () => {
      await sql(`INSERT INTO audit_line SELECT n, now(), NULL, 'cli', NULL, NULL, NULL, 'exported', NULL, NULL, NULL, NULL, 'x' FROM generate_series(1, 4000) n`)
      await sql('UPDATE audit_head SET seq = 4000')
      const seqs = (await file('jsonl')).trim().split('\n').map((text) => (JSON.parse(text) as AuditLine).seq)
      expect(seqs).toEqual(Array.from({ length: 4_001 }, (_, k) => k + 1))
    })
  })
})
