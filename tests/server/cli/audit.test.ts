import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { auditCommand } from '../../../server/auditCommand.ts'
import { importCommand, importsCommand } from '../../../server/importCommands.ts'
import { packCommand } from '../../../server/packCommands.ts'
import { headText, type AuditLine, type AuditVerdict } from '../../../server/contract/audit.ts'
import type { AppError } from '../../../server/contract/error.ts'
import { MS_PER_DAY } from '../../../server/contract/day.ts'
import type { ImportResult } from '../../../server/contract/imports.ts'
import { UsageError } from '../../../server/terminal.ts'
import type { Command } from '../../../server/command.ts'
import { engines, type TestDatabase } from '../../databases.ts'
import { csv } from '../services/clerk.ts'
import { contextOn, COUNTY, install } from '../services/county.ts'
import { append, emptied } from '../store/chain.ts'

describe.each(engines)('audit on $name', ({ fresh }) => {
  let database: TestDatabase
  const folder = mkdtempSync(join(tmpdir(), 'fengtu-audit-'))
  beforeAll(async () => {
    database = await fresh()
  })
  beforeEach(async () => {
    await emptied(database.db)
    await append(database.db, 4, Date.now() - 400 * MS_PER_DAY)
    await append(database.db, 3, Date.now() - 10 * MS_PER_DAY)
  })
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true })
    await database.drop()
  })

  async function run(command: Command, words: string[], options: Record<string, string | boolean> = {}, language: 'zh' | 'en' = 'zh') {
    let [document, lines]: [unknown, string[]] = [null, []]
    const out = {
      language, json: false, env: { INIT_CWD: folder }, tell: () => {}, progress: () => {}, endProgress: () => {},
      answer: (doc: unknown, text: string[]) => void ([document, lines] = [doc, text]),
      ask: async () => null,
    }
    const config = { database: database.config, host: '', port: 0, readOnly: false, origin: null, trustProxy: [], provider: null }
    const [code, error] = await command.run({ words, options, config, out }).then(
      (ended) => [ended, null] as const,
      (cause: unknown) => [null, cause as AppError & UsageError] as const,
    )
    return { code, error, document, lines }
  }
  const audit = (words: string[], options = {}, language: 'zh' | 'en' = 'zh') => run(auditCommand, words, options, language)
  const sql = (text: string) => database.db.pool.query(text)

  describe('verify', () => {
    test('ends with 0 for a sound log and gives the head to note', async () => {
      const { code, document, lines } = await audit(['verify'])
      const { head } = document as AuditVerdict
      expect([code, document]).toEqual([0, { sound: true, lines: 7, first: { seq: 1, at: expect.any(String) as string }, head, faults: [], faulty: 0 }])
      expect(lines).toEqual([expect.stringMatching(/^审计日志完好：7 行，从第 1 行（.*）起/), `链头 ${headText(head!)}`, expect.stringContaining('--head')])
      expect((await audit(['verify'], { head: headText(head!) })).code).toBe(0)
    })

    test('ends with 1 for a broken one, and says which line and how', async () => {
      await sql(`DELETE FROM audit_line WHERE seq = 3; UPDATE audit_line SET subject = 'case 9' WHERE seq = 6`)
      const { code, document, lines } = await audit(['verify'])
      expect([code, document]).toMatchObject([1, { sound: false, faulty: 2, faults: [{ kind: 'missing', seq: 3 }, { kind: 'changed', seq: 6 }] }])
      expect(lines.slice(0, 3)).toEqual([
        expect.stringMatching(/^审计日志校验不通过：6 行.*2 处不符/), '缺第 3 行：被删除了', expect.stringMatching(/^第 6 行与校验值不符/),
      ])
      expect((await audit(['verify'], {}, 'en')).lines).toEqual(expect.arrayContaining(['Line 3 is missing: it was deleted']))
    })

    test('ends with 1 where the head that was noted is no part of it', async () => {
      const { head } = (await audit(['verify'])).document as AuditVerdict
      await sql(`DELETE FROM audit_line WHERE seq > 5; UPDATE audit_head SET seq = 5, hash = (SELECT hash FROM audit_line WHERE seq = 5)`)
      expect((await audit(['verify'])).code).toBe(0)
      const { code, lines } = await audit(['verify'], { head: headText(head!) })
      expect([code, lines]).toEqual([1, expect.arrayContaining([expect.stringMatching(/^记下的链头是第 7 行，日志现在只到第 5 行/)])])
    })

    test('tells of an empty log, too', async () => {
      await emptied(database.db)
      expect(await audit(['verify'])).toMatchObject({ code: 0, lines: ['审计日志完好：0 行'] })
    })
  })

  describe('export', () => {
    const parts = () => readdirSync(folder).filter((name) => name.endsWith('.part'))

    test('writes every line, its own last, for nobody else to read', async () => {
      const { code, document } = await audit(['export', '日志.jsonl'])
      expect([code, document]).toEqual([0, { file: join(folder, '日志.jsonl'), format: 'jsonl', lines: 8 }])
      const lines = readFileSync(join(folder, '日志.jsonl'), 'utf8').trim().split('\n').map((text) => JSON.parse(text) as AuditLine)
      expect(lines.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
      expect(lines.at(-1)).toMatchObject({ action: 'log_exported', login: 'cli', address: null })
      expect([statSync(join(folder, '日志.jsonl')).mode & 0o077, parts()]).toEqual([0, []])
    })

    test('of some days, as a table', async () => {
      const to = new Date(Date.now() - 200 * MS_PER_DAY).toISOString().slice(0, 10)
      expect(await audit(['export', 'log.CSV'], { to })).toMatchObject({ code: 0, document: { format: 'csv', lines: 4 } })
      expect(readFileSync(join(folder, 'log.CSV'), 'utf8').split('\r\n')).toHaveLength(6)
    })

    test.each(['nowhere/log.csv', '日志.jsonl/log.csv'])('leaves nothing where %s cannot be written', async (path) => {
      const before = (await sql('SELECT count(*)::int AS n FROM audit_line')).rows
      const { code, error } = await audit(['export', path])
      expect([code, error?.code, error?.status]).toEqual([null, 'export_unwritable', 400])
      expect([parts(), existsSync(join(folder, 'nowhere')), (await sql('SELECT count(*)::int AS n FROM audit_line')).rows]).toEqual([[], false, before])
    })
  })

  describe('prune', () => {
    test('removes what is older than a year, or than more days', async () => {
      expect(await audit(['prune'])).toMatchObject({ code: 0, document: { days: 365, removed: 4, keptFrom: 5 }, lines: ['已清理 4 行，现在从第 5 行起'] })
      expect(await audit(['prune'], { days: '400' })).toMatchObject({ code: 0, document: { days: 400, removed: 0, keptFrom: null } })
      expect(await audit(['verify'])).toMatchObject({ code: 0, document: { lines: 4, first: { seq: 5 } } })
    })

    test('refuses fewer days than the security policy keeps', async () => {
      expect((await audit(['prune'], { days: '364' })).error).toMatchObject({ code: 'audit_days', status: 400 })
      await sql(`UPDATE security_policy SET policy = '{"auditDays":180}'`)
      expect(await audit(['prune'], { days: '364' })).toMatchObject({ code: 0, document: { days: 364, removed: 4 } })
      expect(await audit(['prune'])).toMatchObject({ code: 0, document: { days: 180, removed: 0 } })
      await sql('UPDATE security_policy SET policy = NULL')
    })

    test('refuses a broken log unless told', async () => {
      await sql(`UPDATE audit_line SET login = 'x' WHERE seq = 2`)
      expect((await audit(['prune'])).error).toMatchObject({ code: 'audit_broken', say: { zh: expect.stringContaining('第 2 行') as string } })
      expect(await audit(['prune'], { broken: true })).toMatchObject({ code: 0, document: { removed: 4 } })
    })
  })

  test.each<[string[], Record<string, string | boolean>, RegExp]>([
    [[], {}, /verify、export 或 prune/],
    [['frob'], {}, /没有 audit frob/],
    [['verify', 'x'], {}, /只带选项/],
    [['verify'], { head: '7:abc' }, /抄全/],
    [['verify'], { days: '200' }, /不用 --days/],
    [['prune'], { days: '1e3' }, /整数天数/],
    [['prune'], { days: '' }, /整数天数/],
    [['export'], {}, /一个文件名/],
    [['export', 'a.csv', 'b.csv'], {}, /一个文件名/],
    [['export', 'a.xlsx'], {}, /\.csv 或 \.jsonl/],
    [['export', 'a.csv'], { from: '2024-02-30' }, /不是日期/],
  ])('%j with %j is wrong use', async (words, options, says) => {
    const { error } = await audit(words, options)
    expect(error).toBeInstanceOf(UsageError)
    expect(error?.say.zh).toMatch(says)
  })

  test('tells what other commands do as cli', async () => {
    await install(contextOn(database, { now: Date.now() }))
    writeFileSync(join(folder, 'a.csv'), csv({ no: 'GD20240301' }))
    for (const county of [undefined, COUNTY]) {
      const { document } = await run(importCommand, ['a.csv'], { ...(county && { county }) })
      await run(importsCommand, ['undo', (document as ImportResult).batch!], { ...(county && { county }) })
    }
    await run(packCommand, ['remove', COUNTY], { yes: true })
    const { rows } = await sql('SELECT action, login, address FROM audit_line WHERE seq > 7 ORDER BY seq')
    const done = ['imported', 'import_undone', 'imported', 'import_undone', 'county_removed']
    expect(rows).toEqual([{ action: 'pack_installed', login: 'fengtu', address: null }, ...done.map((action) => ({ action, login: 'cli', address: null }))])
  })
})
