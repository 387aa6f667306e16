import { buffer, text } from 'node:stream/consumers'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AreaCode } from '../../../geodata/place/area.ts'
import { COLUMNS, EXPORT_FORMATS, type Column, type ExportFormat, type LedgerFilter, type Order } from '../../../server/contract/caseTable.ts'
import type { CaseRow } from '../../../server/contract/cases.ts'
import type { Day } from '../../../server/contract/day.ts'
import { COLOURS } from '../../../server/contract/colours.ts'
import type { Language } from '../../../server/contract/error.ts'
import type { CaseScope } from '../../../server/contract/scope.ts'
import { STATES } from '../../../server/contract/states.ts'
import { planLedger } from '../../../server/ledger/plan/plan.ts'
import { openLedger } from '../../../server/ledger/read/open.ts'
import { exportCases } from '../../../server/services/caseTable/exportCases.ts'
import { casePage } from '../../../server/services/caseTable/page.ts'
import { engines } from '../../databases.ts'
import fc from '../../property.ts'
import { workbook } from '../report/reader.ts'
import { AREAS, install, openCounty, put, rows, type County } from './county.ts'
import { giveLife, scopeOf, TOWN } from './ledger.ts'

const ORDER: Order = { by: 'dueOn', descending: true }
const CLERK = scopeOf()
const MEDIATOR = scopeOf({ role: 'clerk', area: TOWN, organisation: 'o1' })
const FILTERS: LedgerFilter[] = [{}, { area: TOWN, colour: ['red', 'blue'] }, { q: '灌溉' }, { overdue: true }, { waiting: true }, { holder: 'o1' }, { q: '没有的词' }]

let county: County
beforeAll(async () => {
  county = await openCounty(0, engines[0])
  await put(county.ctx, rows(2_300, 1, STATES.codes))
  await giveLife(county.ctx)
  const hostile = ['=HYPERLINK("http://x")', '+86 138', '@SUM(1)', '-1+1', '逗号,引号"换行\n第二行', '＝1+1']
  await county.ctx.db.pool.query(`UPDATE dispute SET summary = ($1::text[])[1 + id / 10 % 6] WHERE id % 10 = 3`, [hostile])
})
afterAll(() => county.drop())

/** The second sheet, as what it says of each item. */
const about = (bytes: Uint8Array) => Object.fromEntries(workbook(bytes, 1).slice(1)) as Record<string, unknown>

interface Asked {
  filter?: LedgerFilter
  columns?: readonly Column[]
  scope?: CaseScope
  language?: Language
}
async function exported(format: ExportFormat, { filter = {}, columns = COLUMNS.codes, scope = CLERK, language = 'zh' }: Asked = {}) {
  const { pieces, name } = await exportCases(county.ctx, scope, { format, filter, order: ORDER, columns, language })
  return { bytes: await buffer(Readable.from(pieces)), name }
}

/** Every row of the list, as a file shows it: of a sensitive case the town and no text. */
async function listedRows(filter: LedgerFilter, scope: CaseScope): Promise<CaseRow[]> {
  const found: CaseRow[] = []
  for (let cursor: string | null = null; ; ) {
    const page: Awaited<ReturnType<typeof casePage>> = await casePage(county.ctx, scope, { filter, order: ORDER, cursor, limit: 200 })
    found.push(...page.rows)
    cursor = page.next
    if (cursor === null) return found
  }
}

/** Cells that the list shows as they are. */
const PLAIN: Column[] = ['code', 'occurredOn', 'people', 'dueOn', 'closedOn', 'daysInState']
const plain = (row: CaseRow) => PLAIN.map((column) => row[column as keyof CaseRow] as string | number | null)
const TEXTS: Column[] = ['originalNo', 'summary', 'unit', 'categoryTerm']
const texts = (row: CaseRow) => (row.sensitive ? [null, null, null, null] : [row.originalNo, row.summary, row.unit, row.categoryTerm])

describe('a file holds what the list shows', () => {
  test.each(FILTERS)('as a workbook, read by somebody else’s library: %o', async (filter) => {
    for (const scope of [CLERK, MEDIATOR]) {
      const wanted = await listedRows(filter, scope)
      const [head, ...read] = workbook((await exported('xlsx', { filter, scope, columns: [...PLAIN, ...TEXTS] })).bytes)
      expect(head).toEqual([...PLAIN, ...TEXTS].map((column) => COLUMNS.row(column).label.zh))
      const full = read.map((cells) => [...PLAIN, ...TEXTS].map((_, at) => cells[at] ?? null))
      expect(full).toEqual(wanted.map((row) => [...plain(row), ...texts(row)]))
    }
  })

  test.each(['xlsx', 'csv'] as const)('as %s, read by our own reader', async (format) => {
    const wanted = await listedRows({}, CLERK)
    const { bytes } = await exported(format)
    const file = await openLedger({ name: `a.${format}`, bytes })
    const read: string[][] = []
    for await (const piece of file.rows(file.sheets[0]!)) read.push(...piece.map(({ cells }) => cells))
    expect(read[0]).toEqual(COLUMNS.rows.map(({ label }) => label.zh))
    const at = (column: Column) => COLUMNS.index(column)
    expect(read.slice(1).map((cells) => [cells[at('code')], cells[at('occurredOn')], cells[at('state')]])).toEqual(
      wanted.map(({ code, occurredOn, state }) => [code, occurredOn, STATES.row(state).label.zh]),
    )
  })

  test('as map data', async () => {
    const wanted = await listedRows({}, CLERK)
    const { bytes } = await exported('geojson', { columns: ['code', 'summary', 'overdue'] })
    const { type, about: told, features } = JSON.parse(bytes.toString()) as { type: string; about: object; features: { type: string; id: number; geometry: { coordinates: number[] } | null; properties: Record<string, unknown> }[] }
    expect([type, Object.keys(JSON.parse(bytes.toString()) as object)]).toEqual(['FeatureCollection', ['type', 'about', 'features']])
    expect(told).toMatchObject({ county: '枫溪县', filter: '没有', period: '全部时间', cases: wanted.length, order: '办理时限，从晚到早' })
    expect(features.map(({ type: kind, id, properties }) => [kind, id, properties])).toEqual(
      wanted.map((row) => ['Feature', row.id, { placed: expect.toSatisfy((placed) => [null, 'point', 'area'].includes(placed as null)) as unknown, 案件编码: row.code, 简要情况: row.sensitive ? null : row.summary, 是否超期: row.overdue ? '是' : null }]),
    )
    const { rows: points } = await county.ctx.db.pool.query<{ id: number; lng: number }>('SELECT id, lng FROM dispute WHERE lng IS NOT NULL AND NOT sensitive')
    const known = new Map(points.map(({ id, lng }) => [id, lng]))
    const shown = features.filter(({ properties }) => properties.placed === 'point')
    expect(shown.map(({ id }) => id).sort((a, b) => a - b)).toEqual(wanted.map(({ id }) => id).filter((id) => known.has(id)).sort((a, b) => a - b))
    for (const { id, geometry } of shown) {
      expect(geometry!.coordinates).toEqual([Math.round(known.get(id)! * 1e5) / 1e5, 35.76543])
    }
  })

  test('as map data with the middle of the area where no point is known, of a sensitive case that of its town', async () => {
    const middle = (code: string): [number, number] => [104 + AREAS.findIndex((area) => area.code === code) / 100, 34.5]
    const own = await openCounty(0, engines[0])
    try {
      await install(own.ctx, 'b', AREAS.map((area) => ({ ...area, centre: area.placement === 'none' ? undefined : middle(area.code) })))
      await put(own.ctx, rows(400, 3))
      await own.ctx.db.pool.query('UPDATE dispute SET lng = 105.5, lat = 35.5 WHERE sensitive OR id % 4 = 0')
      const { pieces } = await exportCases(own.ctx, CLERK, { format: 'geojson', filter: {}, order: ORDER, columns: ['area', 'town', 'sensitive'], language: 'en' })
      const { features } = JSON.parse(await text(Readable.from(pieces))) as { features: { id: number; geometry: { coordinates: number[] } | null; properties: Record<string, string | null> }[] }
      const seen = new Set<string>()
      const wanted = features.map(({ id, properties: { placed, Sensitive: sensitive, 'Area code': area, Town: town } }) => {
        seen.add(`${placed} ${sensitive}`)
        const lies = AREAS.find((one) => (area === null ? one.name === town : one.code === area))
        if (sensitive === null && id % 4 === 0) return ['point', [105.5, 35.5]]
        // the county says nothing of a place, and of one village nobody knows where it is
        if (!lies || lies.level === 'county' || lies.placement === 'none') return [null, null]
        return ['area', sensitive !== null && lies.level !== 'town' ? 'hidden' : middle(lies.code)]
      })
      expect(features.map(({ geometry, properties }) => [properties.placed, geometry && geometry.coordinates])).toEqual(wanted)
      expect([...seen].sort()).toEqual(['area null', 'area yes', 'null null', 'null yes', 'point null'])
    } finally {
      await own.drop()
    }
  })

  test('with the days that each case is overdue', async () => {
    const wanted = await listedRows({}, CLERK)
    const [, ...read] = workbook((await exported('xlsx', { columns: ['code', 'overdue', 'overdueDays'] })).bytes)
    const days = (due: string) => (Date.parse('2024-07-01') - Date.parse(due)) / 86_400_000
    expect(read.map((cells) => [cells[0], cells[2] ?? null])).toEqual(wanted.map((row) => [row.code, row.overdue ? days(row.dueOn!) : null]))
    expect(read.every((cells) => (cells[1] === '是') === (Number(cells[2] ?? 0) > 0))).toBe(true)
  })

  test('and says on a second sheet what was asked for, and when', async () => {
    const filter: LedgerFilter = { area: TOWN, colour: ['red', 'blue'], from: '2023-01-01' as Day, to: '2024-06-30' as Day, overdue: true, holder: 'o1', q: '王建国 13812345678' }
    const { bytes } = await exported('xlsx', { filter })
    expect(about(bytes)).toMatchObject({
      县: '枫溪县', 范围: '柳河镇', 筛选条件: '风险等级：红色、蓝色；是否超期：超期未结；承办单位：柳河镇人民调解委员会；搜索：某 ***',
      '时段（按发生日期）': '2023-01-01至2024-06-30', 件数: 0, 排序: '办理时限，从晚到早', '导出时间（北京时间）': '2024-07-01 10:00:00', 敏感案件: expect.stringContaining('只写到乡镇') as string,
    })
    expect(typeof about(bytes)['数据版次']).toBe('number')
    const whole = await exported('xlsx')
    expect(about(whole.bytes)).toMatchObject({ 范围: '枫溪县', 筛选条件: '没有', '时段（按发生日期）': '全部时间', 件数: (await listedRows({}, CLERK)).length })
    const mediator = await exported('xlsx', { scope: scopeOf({ role: 'mediator', area: TOWN, organisation: 'o1' }), language: 'en', filter: { from: '2024-01-01' as Day } })
    expect(about(mediator.bytes)).toMatchObject({ 'Cases of': 'own organisation', Filter: 'none', 'Period (by the day of occurrence)': 'since 2024-01-01', Order: 'Due on, the latest first' })
  })

  test('that sheet is no ledger to whoever imports the file again', async () => {
    const { bytes } = await exported('xlsx')
    const plan = await planLedger(await openLedger({ name: 'a.xlsx', bytes }), {})
    expect([plan.sheet, plan.tables.map(({ sheet }) => sheet)]).toEqual(['案件台账', ['案件台账']])
    expect(plan.notes.map(({ zh }) => zh).join('')).toContain('说明')
  })

  test.each<[LedgerFilter, string]>([
    [{}, '枫溪县案件台账 2024-07-01'],
    [{ area: TOWN, colour: ['red'], overdue: true }, '枫溪县案件台账 柳河镇 红色 超期未结 2024-07-01'],
    [{ from: '2024-01-01' as Day, to: '2024-06-30' as Day, q: '王建国' }, '枫溪县案件台账 2024-01-01至2024-06-30 2024-07-01'],
    [{ state: ['registered', 'triaged', 'dispatched', 'accepted'] }, '枫溪县案件台账 已登记、已研判、已派单等4项 2024-07-01'],
  ])('under a name that tells the main filter: %o', async (filter, name) => {
    for (const format of EXPORT_FORMATS.codes) expect((await exported(format, { filter })).name).toBe(name)
  })

  test('tells no village of sensitive cases by what was asked for', async () => {
    await county.ctx.db.pool.query(`UPDATE dispute_life SET holder = 'o2' WHERE id IN (SELECT id FROM dispute WHERE sensitive)`)
    const filter: LedgerFilter = { holder: 'o2' }
    const hiding = await exported('xlsx', { filter })
    expect([about(hiding.bytes)['筛选条件'], hiding.name]).toEqual(['承办单位：一个村级组织', '枫溪县案件台账 一个村级组织 2024-07-01'])
    const worker = await exported('xlsx', { scope: scopeOf({ area: '990101002201', organisation: 'o2' }) })
    expect([about(worker.bytes)['范围'], worker.name]).toEqual(['太峪镇的一部分', '枫溪县案件台账 太峪镇的一部分 2024-07-01'])
    await county.ctx.db.pool.query(`UPDATE dispute_life SET holder = NULL WHERE id IN (SELECT id FROM dispute WHERE sensitive)`)
    expect(about((await exported('xlsx', { filter })).bytes)['筛选条件']).toBe('承办单位：太峪村人民调解委员会')
    expect((await exported('csv', { filter: { area: '990101002201' as AreaCode } })).name).toBe('枫溪县案件台账 太峪村 2024-07-01')
  })

  test('tells nothing of sensitive cases by what was searched for', async () => {
    const filter: LedgerFilter = { q: '撬锁 换锁' }
    const found = (sensitive: boolean) => county.ctx.db.pool.query(
      `UPDATE dispute SET summary = '撬锁进门又换锁' WHERE id = (SELECT id FROM dispute WHERE sensitive = $1 AND state <> 'merged' ORDER BY id LIMIT 1)`, [sensitive])
    await found(false)
    expect(about((await exported('xlsx', { filter })).bytes)).toMatchObject({ 件数: 1, 筛选条件: '搜索：撬锁 换锁' })
    await found(true)
    const { bytes } = await exported('xlsx', { filter })
    expect(about(bytes)).toMatchObject({ 件数: 2, 筛选条件: '搜索：有搜索词（含敏感案件，不写出）' })
    expect((await exported('geojson', { filter })).bytes.toString()).not.toContain('撬锁 换锁')
    await county.ctx.db.pool.query(`UPDATE dispute SET summary = NULL WHERE summary = '撬锁进门又换锁'`)
  })

  test('under a name that any disk takes', async () => {
    await county.ctx.db.pool.query(`UPDATE organisation SET name = '调委会/分会:“一” <2>' || repeat('长', 60) WHERE id = 'o2'`)
    const { name } = await exported('csv', { filter: { holder: 'o2', colour: ['red'] } })
    expect(name).toBe('枫溪县案件台账 红色 2024-07-01')
    await county.ctx.db.pool.query(`UPDATE organisation SET name = '调委会/分会:一' WHERE id = 'o2'`)
    expect((await exported('csv', { filter: { holder: 'o2' } })).name).toBe('枫溪县案件台账 调委会-分会-一 2024-07-01')
  })

  test('of chosen columns in their order, in the asker’s language', async () => {
    const { bytes, name } = await exported('csv', { columns: ['colour', 'code', 'state'], language: 'en', filter: { colour: ['red'] } })
    const [head, first] = bytes.toString().split('\r\n')
    expect(head).toBe('\ufeffColour,Case code,State')
    expect(first!.split(',')[0]).toBe('Red')
    expect(name).toBe('Fengxi County cases Red 2024-07-01')
  })

  test('with no cell that a spreadsheet would run', async () => {
    const { bytes } = await exported('csv', { columns: ['summary'] })
    const cells = bytes.toString().slice(1).split('\r\n')
    expect(cells.filter((cell) => /^"?[=+@＝-]/.test(cell))).toEqual([])
    expect(cells.filter((cell) => cell.startsWith('"\'=HYPERLINK')).length).toBeGreaterThan(10)
  })

  test('of sensitive cases the town, and neither text, point nor handler, even for who handles them', async () => {
    await county.ctx.db.pool.query(`UPDATE dispute SET lng = 105.5, lat = 35.5, summary = '家里的事', unit = '东周村调委会', category_term = '家暴' WHERE sensitive`)
    for (const format of EXPORT_FORMATS.codes) {
      const scope = scopeOf({ organisation: 'o1' })
      const { bytes } = await exported(format, { scope })
      const words = format === 'xlsx' ? JSON.stringify(workbook(bytes)) : bytes.toString()
      expect(words).not.toMatch(/家里的事|东周村调委会|家暴|105\.5,/)
      expect(words).toContain('敏感案件')
    }
    const [head, ...read] = workbook((await exported('xlsx', { columns: ['sensitive', 'place', 'area', 'holder'] })).bytes)
    expect(head).toHaveLength(4)
    const sensitive = read.filter(([yes]) => yes === '是')
    expect(sensitive.length).toBeGreaterThan(100)
    expect(sensitive.filter(([, place, area, holder]) => /村|格/.test(String(place)) || String(area ?? '').length > 12 || /201|202|203/.test(String(area ?? '').slice(9)) || holder !== null)).toEqual([])
  })
})

test('no colour is named otherwise than by the county', async () => {
  await county.ctx.db.pool.query(`INSERT INTO county_setting (county, key, value, revision, changed_at, login) SELECT county, 'tiers', $1::jsonb, revision, now(), 'a' FROM county`, [
    JSON.stringify([
      { colour: 'red', label: { zh: '一级', en: 'Grade one' }, report: null, handling: null, plan: true, followUp: [], rules: [] },
      { colour: 'blue', label: { zh: '二级', en: 'Grade two' }, report: null, handling: null, plan: false, followUp: [], rules: [] },
    ]),
  ])
  const { bytes } = await exported('csv', { columns: ['colour'] })
  const [, ...cells] = bytes.toString().trim().split('\r\n')
  const others = COLOURS.rows.filter(({ code }) => code !== 'red' && code !== 'blue').map(({ label }) => label.zh)
  expect(new Set(cells)).toEqual(new Set(['一级', '二级', ...others]))
})

describe('an export', () => {
  test('stands in the audit log before its first byte, with what was asked for', async () => {
    const count = async () => (await county.ctx.db.pool.query<{ subject: string; after: string }>(`SELECT subject, after FROM audit_line WHERE action = 'exported' ORDER BY seq`)).rows
    const before = (await count()).length
    const filter: LedgerFilter = { area: TOWN, q: '王建国 13812345678' }
    const { pieces } = await exportCases(county.ctx, CLERK, { format: 'xlsx', filter, order: ORDER, columns: ['code', 'place'], language: 'zh' })
    const told = await count()
    expect(told).toHaveLength(before + 1)
    expect(told.at(-1)!.subject).toBe('export xlsx')
    expect(JSON.parse(told.at(-1)!.after)).toEqual({ filter: { area: TOWN, q: '某 ***' }, sort: '-dueOn', rows: 0, columns: ['code', 'place'] })
    await text(Readable.from(pieces))
    expect(await count()).toHaveLength(before + 1)
  })

  test('is refused with its number of cases, and leaves no line, where one file does not take them', async () => {
    const { ctx } = county
    const crowded = { ...ctx, cubes: { get: async (scope: CaseScope) => ({ ...(await ctx.cubes.get(scope)), cube: crowd }) } }
    const { Cube } = await import('../../../server/cube/cube.ts')
    const crowd = new Cube()
    const length = 200_001
    const fill = (value: (k: number) => number) => Int32Array.from({ length }, (_, k) => value(k))
    const zero = fill(() => 0)
    const none = fill(() => -1)
    crowd.apply({ length, id: fill((k) => k + 1), area: zero, day: fill((k) => 19_000 + (k % 400)), dueDay: none, closedDay: none, category: zero, colour: zero, state: zero, channel: zero, marks: zero, people: zero, amountFen: zero, deleted: zero })
    const lines = async () => (await ctx.db.pool.query(`SELECT 1 FROM audit_line WHERE action = 'exported'`)).rowCount
    const before = await lines()
    const asked = { format: 'csv', filter: {}, order: ORDER, columns: ['code'], language: 'zh' } as const
    await expect(exportCases(crowded, CLERK, asked)).rejects.toMatchObject({ status: 422, say: { zh: expect.stringContaining('200,001 件') as string } })
    expect(await lines()).toBe(before)
  })

  test('leaves out what goes out of sight while it is under way', async () => {
    const { pieces } = await exportCases(county.ctx, CLERK, { format: 'csv', filter: {}, order: { by: 'people', descending: false }, columns: ['code'], language: 'zh' })
    const read: string[] = []
    let merged = ''
    for await (const piece of pieces) {
      read.push(String(piece))
      if (read.length === 2) {
        const { rows: last } = await county.ctx.db.pool.query<{ id: number }>(
          `UPDATE dispute SET state = 'merged' WHERE id = (SELECT id FROM dispute WHERE state <> 'merged' ORDER BY coalesce(people, 0) DESC, id DESC LIMIT 1) RETURNING id`)
        merged = String(last[0]!.id).padStart(5, '0')
      }
    }
    expect(read.join('')).not.toMatch(new RegExp(`-${merged}\\r`))
    expect(read.length).toBeGreaterThan(3)
  })

  test('of any part of the county holds nothing of the rest', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...FILTERS), fc.constantFrom(...EXPORT_FORMATS.codes), async (filter, format) => {
        fc.pre(!filter.area)
        const scope = scopeOf({ area: '990101002000' as AreaCode, account: 'b' })
        const { bytes } = await exported(format, { filter, scope })
        const words = format === 'xlsx' ? JSON.stringify(workbook(bytes)) : bytes.toString()
        expect(words).not.toMatch(/柳河镇 |"柳河镇"|东周|西周|990101001/)
      }),
      { seed: 1, numRuns: 20 },
    )
  })
})
