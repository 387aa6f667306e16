import { describe, expect, test } from 'vitest'
import type { AreaCode } from '../../../geodata/place/area.ts'
import type { ImportResult } from '../../../server/contract/imports.ts'
import { listBatches, undoBatch } from '../../../server/services/batches.ts'
import { previewLedger } from '../../../server/services/importLedger.ts'
import { listUnlocated, settlePlace } from '../../../server/services/places.ts'
import { engines } from '../../databases.ts'
import fc from '../../property.ts'
import { csv, HEAD, numbers, useOffice } from './clerk.ts'
import { AREAS, install, SCOPE } from './county.ts'

describe.each(engines)('importing on $name', ({ fresh }) => {
  const office = useOffice(fresh)
  const { load, sql } = office
  /** everything that an undo must bring back, but for revisions and numbers */
  const cases = () => sql(`SELECT to_jsonb(d) - 'revision' AS c FROM dispute d ORDER BY id`)

  test('the same file twice changes nothing', async () => {
    const text = csv(
      { no: 'GD20240301', text: '因地界争吵', state: '调解中' },
      { text: '因排水堵塞发生争执' },
      { people: 3 },
      { people: 3 },
      { village: '不知名的地方', people: 2 },
    )
    const first = await load(text)
    expect(numbers(first)).toEqual({ read: 6, accepted: 5, updated: 0, duplicates: 0, rejected: 0 })
    const before = await sql('SELECT * FROM dispute ORDER BY id')
    const second = await load(text, {}, '另存.csv')
    expect(numbers(second)).toEqual({ read: 6, accepted: 0, updated: 0, duplicates: 5, rejected: 0 })
    expect([second.batch, second.revision]).toEqual([null, first.revision])
    expect(await sql('SELECT * FROM dispute ORDER BY id')).toEqual(before)
  })

  test('rows that only their number of times tells apart are cases of their own', async () => {
    await load(csv({ people: 3 }, { people: 3 }))
    const more = await load(csv({ people: 3 }, { people: 3 }, { people: 3 }))
    expect(numbers(more)).toEqual({ read: 4, accepted: 1, updated: 0, duplicates: 2, rejected: 0 })
  })

  test('a case carried over is updated, and undoing that restores it exactly', async () => {
    const week1 = await load(csv({ no: 'GD20240301', text: '因地界争吵', colour: '黄色', state: '调解中' }))
    const before = await cases()
    const week2 = await load(csv({ no: 'GD20240301', text: '因地界争吵', colour: '蓝色', state: '已办结', closed: '2024-03-12' }))
    expect(numbers(week2)).toEqual({ read: 2, accepted: 0, updated: 1, duplicates: 0, rejected: 0 })
    const [row] = await sql<{ state: string; closed_on: string; colour: string }>('SELECT state, closed_on, colour FROM dispute')
    expect(row).toEqual({ state: 'closed', closed_on: '2024-03-12', colour: 'blue' })
    await expect(undoBatch(office.ctx, SCOPE, week1.batch!)).rejects.toMatchObject({ code: 'batch_changed_since', status: 409 })
    const undone = await undoBatch(office.ctx, SCOPE, week2.batch!)
    expect(undone.undoneAt).not.toBeNull()
    expect(await cases()).toEqual(before)
    await undoBatch(office.ctx, SCOPE, week1.batch!)
    expect(await cases()).toEqual([])
    expect(await sql('SELECT id FROM dispute_gone')).toEqual([{ id: 1 }])
    await expect(undoBatch(office.ctx, SCOPE, week1.batch!)).rejects.toMatchObject({ code: 'batch_undone' })
    expect((await listBatches(office.ctx, SCOPE)).every(({ undoneAt }) => undoneAt !== null)).toBe(true)
  })

  test('undoing takes a case out of the meeting that talked about it, and no other', async () => {
    const first = await load(csv({ village: '东周村' }))
    const second = await load(csv({ village: '西周村' }))
    const meeting = '0190'
    await sql(`INSERT INTO meeting_case SELECT county, '${meeting}', id FROM dispute`)
    await undoBatch(office.ctx, SCOPE, first.batch!)
    expect(await sql('SELECT m.meeting, d.batch FROM meeting_case m LEFT JOIN dispute d ON d.county = m.county AND d.id = m.case_id')).toEqual([{ meeting, batch: second.batch }])
  })

  test('weekly tables in one file make one case of its last state', async () => {
    const weeks = csv(
      { text: '某甲与某乙因宅基地滴水发生争执', state: '未化解', colour: '黄色' },
      { text: '某甲与某乙因宅基地滴水发生争执', state: '调解中', colour: '红色' },
      { text: '某甲与某乙因宅基地滴水发生争执', state: '已化解', colour: '红色', closed: '2024-03-20' },
    )
    expect(numbers(await load(weeks))).toEqual({ read: 4, accepted: 1, updated: 0, duplicates: 2, rejected: 0 })
    expect(await sql('SELECT state, colour, closed_on FROM dispute')).toEqual([{ state: 'closed', colour: 'red', closed_on: '2024-03-20' }])
    expect((await load(weeks)).batch).toBeNull()
  })

  test('short list numbers do not join different cases', async () => {
    const rows = csv({ no: '1', on: '2024-03-05', text: '因地界争吵' }, { no: '1', on: '2024-04-09', kind: '婚姻家庭', text: '因彩礼返还' })
    expect(numbers(await load(rows)).accepted).toBe(2)
    expect((await load(rows)).batch).toBeNull()
  })

  test('a dry run and a preview say the same as the import and store nothing', async () => {
    await load(csv({ no: 'GD20240301', text: '因地界争吵', state: '调解中' }))
    const text = csv({ no: 'GD20240301', text: '因地界争吵', state: '已办结' }, { no: 'GD20240302', village: '老周村' }, { no: 'GD20240302', village: '老周村' })
    const dry = await load(text, { dryRun: true })
    const preview = await previewLedger(office.ctx, SCOPE, { name: 'a.csv', bytes: new TextEncoder().encode(text) }, {})
    expect(await sql('SELECT count(*)::int AS n FROM dispute')).toEqual([{ n: 1 }])
    expect(preview.rows.map(({ outcome }) => outcome)).toEqual(['notCases', 'updated', 'accepted', 'duplicates'])
    expect(preview.rows[2]!.place).toBe('枫溪县 / 柳河镇 / 西周村')
    const real = await load(text)
    expect(numbers(dry)).toEqual(numbers(real))
    expect(numbers({ ...preview.tally } as ImportResult)).toEqual(numbers(real))
    expect([dry.batch, typeof real.batch]).toEqual([null, 'string'])
  })

  test('a place that a person settled stays settled, and its words can be learnt', async () => {
    const text = csv({ village: '周家庄', text: '因采光争吵' }, { village: '周家庄', people: 2 })
    const first = await load(text)
    expect(first.unlocated).toBe(2)
    const [group] = await listUnlocated(office.ctx, SCOPE)
    expect(group!.cases).toBe(2)
    const area = '990101001202' as AreaCode
    await settlePlace(office.ctx, SCOPE, { words: group!.words, area, learn: false })
    expect((await load(text)).batch).toBeNull()
    expect(await sql('SELECT DISTINCT area, located_by FROM dispute')).toEqual([{ area, located_by: 'person' }])

    const other = '990101001201' as AreaCode
    const settled = await settlePlace(office.ctx, SCOPE, { words: group!.words, area: other, learn: true })
    expect(settled.cases).toBe(2)
    expect(numbers(await load(text))).toEqual({ read: 3, accepted: 0, updated: 0, duplicates: 2, rejected: 0 })
    await load(csv({ village: '周家庄', people: 7 }))
    expect(await sql('SELECT area, located_by FROM dispute WHERE people = 7')).toEqual([{ area: other, located_by: 'alias' }])
  })

  test('a new pack version loses no case', async () => {
    await load(csv({ village: '东周村', people: 1 }, { village: '老周村', people: 2 }, { village: '新庄村', people: 3 }))
    const gone = AREAS.filter(({ code, parent }) => code !== '990101001201' && parent !== '990101001201')
    const known = gone.flatMap((area) =>
      area.code === '990101001202' ? [area, { ...area, code: '990101001209' as AreaCode, name: '新庄村' }] : [area],
    )
    await install(office.ctx, 'b', known)
    expect(await sql('SELECT people, area FROM dispute ORDER BY people')).toEqual([
      { people: 1, area: null },
      { people: 2, area: '990101001202' },
      { people: 3, area: '990101001209' },
    ])
    expect((await listUnlocated(office.ctx, SCOPE)).map(({ words, cases: n }) => [words, n])).toEqual([['柳河镇 / 东周村', 1]])
    expect((await office.ctx.packs.get(SCOPE.county)).manifest.version).toBe('b'.repeat(64))
  })

  test('imports into one county at the same time wait for one another', async () => {
    const text = csv(...Array.from({ length: 40 }, (_, k) => ({ no: `GD2024${1000 + k}`, people: 1 + (k % 5) })))
    const results = await Promise.all([load(text), load(text), load(text)])
    expect(results.map(({ accepted }) => accepted).sort((a, b) => a - b)).toEqual([0, 0, 40])
    expect(await sql('SELECT count(*)::int AS n, max(id)::int AS last FROM dispute')).toEqual([{ n: 40, last: 40 }])
  })

  test('refused rows come out masked with their reason, and nothing personal is stored', async () => {
    const refused: string[] = []
    const text = HEAD.replace('简要情况', '当事人姓名,简要情况') + 'GD20240301,柳河镇,东周村,不是日期,邻里纠纷,张三丰,电话13812345678争吵,2,,,\n'
    const result = await load(text, { rejects: (line) => refused.push(JSON.stringify(line)) })
    expect(result.rejected).toBe(1)
    expect(result.refusedColumns.map(({ because }) => because)).toEqual(['name'])
    expect(refused).toHaveLength(1)
    expect(refused[0]).not.toMatch(/张三丰|13812345678/)
  })

  test('every row is accounted for, whatever the file', async () => {
    const line = fc.record({
      no: fc.constantFrom('', 'GD20240301', '2024-001', '7', '2024010262072200001'),
      town: fc.constantFrom('柳河镇', '太峪镇', ''),
      village: fc.constantFrom('东周村', '太峪', '没有这村', '没有这', ''),
      on: fc.constantFrom('2024-03-05', '2024.3.6', '昨天', ''),
      kind: fc.constantFrom('邻里纠纷', '劳动争议'),
      text: fc.constantFrom('', '邻里纠纷', '因院墙外排水沟堵塞多次争吵', '因院墙外排水沟堵塞多次争吵不休'),
      people: fc.constantFrom('', 2, '3人'),
      state: fc.constantFrom('', '调解中', '已办结'),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 12 }), async (lines) => {
        await office.reset()
        const text = csv({ no: 'GD20240399' }, ...lines)
        const first = await load(text)
        const { read, accepted, updated, duplicates, outOfScope, notCases, rejected, unlocated } = first
        expect(accepted + updated + duplicates + outOfScope + notCases + rejected).toBe(read)
        const [stored] = await sql<{ n: number; open: number }>(
          'SELECT count(*)::int AS n, count(*) FILTER (WHERE area IS NULL)::int AS open FROM dispute',
        )
        expect(stored).toEqual({ n: accepted, open: unlocated })
        const again = await load(text)
        expect([again.batch, again.accepted, again.updated]).toEqual([null, 0, 0])
      }),
      { seed: 1, numRuns: 12 },
    )
  })
})
