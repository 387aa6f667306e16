import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { AreaCode } from '../../../geodata/place/area.ts'
import type { AreaTree } from '../../../geodata/place/tree.ts'
import { caseScope, countyScope } from '../../../server/access/scope.ts'
import type { NewView } from '../../../server/contract/caseTable.ts'
import { dayAt } from '../../../server/contract/day.ts'
import type { CaseScope } from '../../../server/contract/scope.ts'
import { deleteView, listViews, saveView } from '../../../server/services/savedViews.ts'
import { eraseCounty } from '../../../server/store/removal.ts'
import { transaction } from '../../../server/store/transaction.ts'
import { engines } from '../../databases.ts'
import { COUNTY, openCounty, SCOPE, type County } from './county.ts'

const as = (account: string | null) => countyScope(COUNTY, { account, login: account ?? 'cli', role: 'clerk', organisation: null, address: null })
const MINE = as('a')
const OTHER = as('b')
const inTown = (ctx: County['ctx'], tree: AreaTree, account: string, area: string): CaseScope =>
  caseScope(
    { by: { account, login: account, role: 'clerk', organisation: null, address: null }, area: area as AreaCode, organisationCounty: null },
    { county: COUNTY, tree, today: dayAt(ctx.now()) },
  )!
const view = (more: Partial<NewView> = {}): NewView => ({ page: 'ledger', name: '红色超期', query: 'overdue=1&colour=red', columns: ['code', 'place'], shared: false, ...more })

describe.each(engines)('saved views on $name', (engine) => {
  let county: County
  beforeAll(async () => {
    county = await openCounty(0, engine)
  })
  afterAll(() => county.drop())
  beforeEach(() => county.ctx.db.pool.query('DELETE FROM saved_view'))
  const names = async (scope: CaseScope = MINE) => (await listViews(county.ctx, scope, 'ledger')).views.map(({ name, own }) => [name, own])

  test('are one’s own, and those that others share', async () => {
    await saveView(county.ctx, MINE, view({ name: '丙' }))
    await saveView(county.ctx, MINE, view({ name: '乙', shared: true }))
    await saveView(county.ctx, OTHER, view({ name: '甲', shared: true }))
    await saveView(county.ctx, OTHER, view({ name: '私' }))
    expect(await names()).toEqual([['丙', true], ['乙', true], ['甲', false]])
    expect((await names(OTHER)).map(([name]) => name).sort()).toEqual(['乙', '甲', '私'].sort())
    expect(await names(as(null))).toHaveLength(2)
  })

  test('of the whole county are shown in a town, those of a town only there, and none that looks elsewhere', async () => {
    const { tree } = await county.ctx.packs.get(COUNTY)
    const [one, two] = [inTown(county.ctx, tree, 'c', '990101001000'), inTown(county.ctx, tree, 'd', '990101002000')]
    await saveView(county.ctx, MINE, view({ name: '全县', shared: true }))
    await saveView(county.ctx, MINE, view({ name: '太峪', query: 'area=990101002201', shared: true }))
    await saveView(county.ctx, two, view({ name: '太峪村超期', shared: true }))
    expect(await names(one)).toEqual([['全县', false]])
    expect((await names(two)).sort()).toEqual([['全县', false], ['太峪', false], ['太峪村超期', true]].sort())
    expect(await names(MINE)).toEqual([['全县', true], ['太峪', true]])
    // from before it was noted where a view came from
    await county.ctx.db.pool.query('UPDATE saved_view SET root = NULL')
    expect(await names(one)).toEqual([])
  })

  test('take the place of one’s own of that name, and of nobody else’s', async () => {
    const first = await saveView(county.ctx, MINE, view({ shared: true }))
    await saveView(county.ctx, OTHER, view())
    const again = await saveView(county.ctx, MINE, view({ name: ' 红色超期 ', query: 'sort=-dueOn&colour=blue,red&nonsense=1', columns: ['code'] }))
    expect(again).toEqual({ id: first.id, page: 'ledger', name: '红色超期', query: 'colour=blue%2Cred&sort=-dueOn', columns: ['code'], shared: false, own: true })
    expect((await listViews(county.ctx, MINE, 'ledger')).views).toEqual([again])
    expect((await listViews(county.ctx, OTHER, 'ledger')).views).toHaveLength(1)
  })

  test('keep a period that moves on with the days, and the days that stay in its place', async () => {
    const query = async (text: string) => (await saveView(county.ctx, MINE, view({ query: text }))).query
    expect(await query('period=last90&colour=red&sort=-dueOn')).toBe('colour=red&period=last90&sort=-dueOn')
    expect(await query('period=last90&from=2024-01-01')).toBe('from=2024-01-01')
    expect(await query('period=13812345678')).toBe('')
  })

  test('of the board are kept beside those of the ledger, with what the board understands', async () => {
    const board = (more: Partial<NewView> = {}) => saveView(county.ctx, MINE, view({ page: 'board', columns: [], ...more }))
    await saveView(county.ctx, MINE, view())
    const kept = await board({ query: 'topic=red&colour=red&period=last90&layer=gistar&at=9.5/110.2/35.1&nonsense=1&show=lies&level=village&time=month' })
    expect(kept).toEqual({ id: kept.id, page: 'board', name: '红色超期', query: 'colour=red&period=last90&layer=gistar&level=village&at=9.5%2F110.2%2F35.1&topic=red&time=month', columns: [], shared: false, own: true })
    expect((await listViews(county.ctx, MINE, 'board')).views).toEqual([kept])
    expect(await names()).toEqual([['红色超期', true]])
    await expect(board({ query: 'colour=pink' })).rejects.toMatchObject({ status: 400, field: 'colour' })
    await expect(board({ query: 'area=王建国' })).rejects.toMatchObject({ status: 400, field: 'query' })
    const { tree } = await county.ctx.packs.get(COUNTY)
    const town = inTown(county.ctx, tree, 'c', '990101001000')
    await expect(saveView(county.ctx, town, view({ page: 'board', query: 'card=990101002201' }))).rejects.toMatchObject({ status: 400, field: 'query' })
    await board({ name: '太峪村的卡片', query: 'layer=gistar&card=990101002201', shared: true })
    expect((await listViews(county.ctx, town, 'board')).views).toEqual([])
  })

  test('are deleted by who saved them', async () => {
    const { id } = await saveView(county.ctx, MINE, view({ shared: true, query: '' }))
    await expect(deleteView(county.ctx, OTHER, id)).rejects.toMatchObject({ status: 404 })
    await deleteView(county.ctx, MINE, id)
    expect(await names()).toEqual([])
  })

  test.each<[string, Partial<NewView>, object]>([
    ['nobody’s', {}, { status: 403 }],
    ['without a name', { name: '  ' }, { status: 400, field: 'name' }],
    ['with a name that is too long', { name: '长'.repeat(31) }, { status: 400, field: 'name' }],
    ['with a person’s name', { name: '王建国' }, { status: 400, field: 'name' }],
    ['with a person’s number in its search', { query: 'q=13812345678' }, { status: 400, field: 'query' }],
    ['with a query that the ledger does not know', { query: 'colour=pink' }, { status: 400, field: 'colour' }],
    ['without columns', { columns: [] }, { status: 400, field: 'columns' }],
    ['with an order that it does not know', { query: 'sort=name' }, { status: 400, field: 'sort' }],
  ])('are refused: %s', async (_, draft, problem) => {
    const scope = (problem as { status: number }).status === 403 ? as(null) : MINE
    await expect(saveView(county.ctx, scope, view(draft))).rejects.toMatchObject(problem)
    expect(await names()).toEqual([])
  })

  test('are fifty at most', async () => {
    for (let k = 0; k < 50; k++) await saveView(county.ctx, MINE, view({ name: `第${k}个` }))
    await expect(saveView(county.ctx, MINE, view({ name: '又一个' }))).rejects.toMatchObject({ status: 409 })
    await saveView(county.ctx, MINE, view({ name: '第7个', shared: true }))
    await saveView(county.ctx, OTHER, view({ name: '又一个' }))
  })

  test('are fifty at most, also where two are saved at once', async () => {
    for (let k = 0; k < 49; k++) await saveView(county.ctx, MINE, view({ name: `第${k}个` }))
    const both = await Promise.allSettled(['甲', '乙', '丙'].map((name) => saveView(county.ctx, MINE, view({ name }))))
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected'])
    expect(await names()).toHaveLength(50)
  })

  test('are written into the audit log, and go with their county', async () => {
    const { id } = await saveView(county.ctx, MINE, view({ query: 'q=灌溉&colour=red' }))
    await deleteView(county.ctx, MINE, id)
    const { rows } = await county.ctx.db.pool.query<{ before: string | null; after: string | null }>('SELECT login, action, subject, before, after FROM audit_line WHERE subject = $1 ORDER BY seq', [`view ${id}`])
    expect(rows).toMatchObject([1, 2].map(() => ({ login: 'a', action: 'setting_changed', subject: `view ${id}` })))
    // nothing that was typed
    const [after, before] = [JSON.parse(rows[0]!.after!) as { query: string }, JSON.parse(rows[1]!.before!) as object]
    expect([{ ...after, query: Object.fromEntries(new URLSearchParams(after.query)) }, before]).toEqual([{ page: 'ledger', query: { colour: 'red', q: '…' }, columns: ['code', 'place'], shared: false }, { page: 'ledger' }])
    await saveView(county.ctx, MINE, view())
    await transaction(county.ctx.db, (tx) => eraseCounty(tx, SCOPE))
    expect(await names()).toEqual([])
  })
})
