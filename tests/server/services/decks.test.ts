import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { AreaCode } from '../../../geodata/place/area.ts'
import { caseScope, countyScope } from '../../../server/access/scope.ts'
import { dayAt } from '../../../server/contract/day.ts'
import { DECK_BOUNDS, type NewDeck, type Slide } from '../../../server/contract/decks.ts'
import type { Role } from '../../../server/contract/roles.ts'
import type { CaseScope } from '../../../server/contract/scope.ts'
import { changeDeck, deleteDeck, listDecks, saveDeck } from '../../../server/services/decks.ts'
import { eraseCounty } from '../../../server/store/removal.ts'
import { transaction } from '../../../server/store/transaction.ts'
import { engines } from '../../databases.ts'
import { COUNTY, openCounty, SCOPE, type County } from './county.ts'

const as = (account: string | null) => countyScope(COUNTY, { account, login: account ?? 'cli', role: 'clerk', organisation: null, address: null })
const MINE = as('a')
const OTHER = as('b')
const slide = (query: string, more: Partial<Slide> = {}): Slide => ({ query, title: null, note: null, ...more })
const deck = (more: Partial<NewDeck> = {}): NewDeck => ({ name: '11 月研判会', shared: false, slides: [slide('topic=overview'), slide('colour=red&topic=red')], ...more })

describe.each(engines)('decks on $name', (engine) => {
  let county: County
  beforeAll(async () => {
    county = await openCounty(0, engine)
  })
  afterAll(() => county.drop())
  beforeEach(() => county.ctx.db.pool.query('DELETE FROM deck'))
  const names = async (scope: CaseScope = MINE) => (await listDecks(county.ctx, scope)).decks.map(({ name, own }) => [name, own])
  const inTown = async (account: string, area: string, role: Role = 'clerk'): Promise<CaseScope> => {
    const { tree } = await county.ctx.packs.get(COUNTY)
    const by = { account, login: account, role, organisation: 'o', address: null }
    return caseScope({ by, area: area as AreaCode, organisationCounty: COUNTY }, { county: COUNTY, tree, today: dayAt(county.ctx.now()) })!
  }

  test('are one’s own, and those that others share', async () => {
    await saveDeck(county.ctx, MINE, deck({ name: '甲' }))
    await saveDeck(county.ctx, OTHER, deck({ name: '乙', shared: true }))
    await saveDeck(county.ctx, OTHER, deck({ name: '丙' }))
    expect(await names()).toEqual([['甲', true], ['乙', false]])
  })

  test('keep their slides in order, with what the board understands, and notes without names', async () => {
    const slides = [slide('topic=red&nonsense=1&colour=red', { title: ' 红色案件 ', note: '请联系人王建国 13812345678 说明' }), slide('period=last90'), slide('', { title: '', note: ' ' })]
    const saved = await saveDeck(county.ctx, MINE, deck({ slides }))
    expect(saved).toMatchObject({ own: true, version: 1, elsewhere: 0, name: '11 月研判会' })
    expect(saved.slides.map(({ query, title }) => [query, title])).toEqual([['colour=red&topic=red', '红色案件'], ['period=last90', null], ['', null]])
    expect(saved.slides[0]!.note).not.toMatch(/王建国|138/)
    expect(saved.slides[2]!.note).toBeNull()
    expect((await listDecks(county.ctx, MINE)).decks).toEqual([saved])
  })

  test('of the whole county are shown in a town without what looks elsewhere, those of a town only there', async () => {
    await saveDeck(county.ctx, MINE, deck({ name: '全县', shared: true, slides: [slide(''), slide('area=990101002201'), slide('area=990101001201'), slide('layer=gistar&card=990101002201')] }))
    const [one, two] = [await inTown('c', '990101001000'), await inTown('d', '990101002000')]
    await saveDeck(county.ctx, two, deck({ name: '太峪', shared: true }))
    const [seen, ...rest] = (await listDecks(county.ctx, one)).decks
    expect([seen?.slides.map(({ query }) => query), seen?.elsewhere, rest]).toEqual([['area=990101001201'], 3, []])
    expect((await names(two)).sort()).toEqual([['全县', false], ['太峪', true]].sort())
    expect(await names()).toEqual([['全县', true]])
  })

  test('that show the whole county alone are not there in a town', async () => {
    await saveDeck(county.ctx, MINE, deck({ shared: true }))
    expect(await names(await inTown('c', '990101001000'))).toEqual([])
    expect(await names(OTHER)).toEqual([['11 月研判会', false]])
  })

  test('reach posts that read their area, their notes those that direct or supervise', async () => {
    const slides = [slide('area=990101001000&topic=red', { title: '红色案件', note: '先讲东周村' })]
    await saveDeck(county.ctx, MINE, deck({ shared: true, slides }))
    const told = async (role: Role) => (await listDecks(county.ctx, await inTown(role, '990101001000', role))).decks.map(({ slides: shown }) => shown)
    for (const role of ['clerk', 'leader'] as const) expect([role, await told(role)]).toEqual([role, [slides]])
    for (const role of ['supervisor', 'worker'] as const) expect([role, await told(role)]).toEqual([role, [[{ ...slides[0], note: null }]]])
    expect(await told('mediator')).toEqual([])
    const mediator = await inTown('mediator', '990101001000', 'mediator')
    await saveDeck(county.ctx, mediator, deck({ name: '自己的', slides: [slide('topic=red', { note: '备注' })] }))
    expect((await listDecks(county.ctx, mediator)).decks).toMatchObject([{ own: true, slides: [{ note: '备注' }] }])
  })

  test.each<[string, Partial<NewDeck>]>([
    ['name', { name: '家暴专题' }],
    ['slides.0.title', { slides: [slide('', { title: '未成年人案件' })] }],
    ['slides.1.note', { slides: [slide(''), slide('', { note: '有一起自杀' })] }],
  ])('say nothing of families in their %s where they are shared', async (field, more) => {
    await expect(saveDeck(county.ctx, MINE, deck({ ...more, shared: true }))).rejects.toMatchObject({ status: 400, field })
    const { id } = await saveDeck(county.ctx, MINE, deck(more))
    await expect(changeDeck(county.ctx, MINE, id, { ...deck({ ...more, shared: true }), version: 1 })).rejects.toMatchObject({ status: 400, field })
  })

  test('are changed by their owner, from the version that they saw', async () => {
    const { id } = await saveDeck(county.ctx, MINE, deck({ shared: true }))
    const next = { ...deck({ name: '12 月研判会', slides: [slide('topic=hot')] }), version: 1 }
    await expect(changeDeck(county.ctx, OTHER, id, next)).rejects.toMatchObject({ status: 404 })
    expect(await changeDeck(county.ctx, MINE, id, next)).toMatchObject({ id, name: '12 月研判会', version: 2, slides: [slide('topic=hot')] })
    await expect(changeDeck(county.ctx, MINE, id, next)).rejects.toMatchObject({ status: 409, code: 'deck_changed' })
    await saveDeck(county.ctx, MINE, deck())
    await expect(changeDeck(county.ctx, MINE, id, { ...deck(), version: 2 })).rejects.toMatchObject({ status: 409, field: 'name' })
    expect((await names()).sort()).toEqual([['11 月研判会', true], ['12 月研判会', true]])
  })

  test.each<[string, Partial<NewDeck>, object]>([
    ['nobody’s', {}, { status: 403 }],
    ['without a name', { name: '  ' }, { status: 400, field: 'name' }],
    ['with a name that is too long', { name: '长'.repeat(DECK_BOUNDS.name + 1) }, { status: 400, field: 'name' }],
    ['with a person’s name', { name: '王建国的案件' }, { status: 400, field: 'name' }],
    ['with a person’s name as a title', { slides: [slide('', { title: '联系人王建国' })] }, { status: 400, field: 'title' }],
    ['with a view that cannot be read', { slides: [slide('colour=pink')] }, { status: 400, field: 'colour' }],
    ['with a place that is none', { slides: [slide('area=990109000000')] }, { status: 400, field: 'query' }],
  ])('are refused: %s', async (_, draft, problem) => {
    const scope = (problem as { status: number }).status === 403 ? as(null) : MINE
    await expect(saveDeck(county.ctx, scope, deck(draft))).rejects.toMatchObject(problem)
    expect(await names()).toEqual([])
  })

  test('take the names of places for what they are', async () => {
    expect(await saveDeck(county.ctx, MINE, deck({ name: '柳河镇研判会', slides: [slide('', { title: '东周村邻里纠纷' })] }))).toMatchObject({ name: '柳河镇研判会' })
  })

  test('are thirty at most, each under a name of its own', async () => {
    for (let k = 0; k < DECK_BOUNDS.decks; k++) await saveDeck(county.ctx, MINE, deck({ name: `第${k}个` }))
    await expect(saveDeck(county.ctx, MINE, deck())).rejects.toMatchObject({ status: 409, code: 'too_many_decks' })
    await saveDeck(county.ctx, OTHER, deck())
    await expect(saveDeck(county.ctx, OTHER, deck())).rejects.toMatchObject({ status: 409, code: 'deck_name_taken' })
  })

  test('that are saved at once under one name are there once, and thirty at most', async () => {
    const once = await Promise.allSettled([1, 2].map(() => saveDeck(county.ctx, MINE, deck())))
    expect(once.map((one) => (one.status === 'rejected' ? (one.reason as { code: string }).code : one.status)).sort()).toEqual(['deck_name_taken', 'fulfilled'])
    for (let k = 0; k < DECK_BOUNDS.decks - 2; k++) await saveDeck(county.ctx, MINE, deck({ name: `第${k}个` }))
    const last = await Promise.allSettled(['甲', '乙', '丙'].map((name) => saveDeck(county.ctx, MINE, deck({ name }))))
    expect(last.map((one) => (one.status === 'rejected' ? (one.reason as { code: string }).code : one.status)).sort()).toEqual(['fulfilled', 'too_many_decks', 'too_many_decks'])
    expect(await names()).toHaveLength(DECK_BOUNDS.decks)
  })

  test('leave in the audit log what they show, and of their words that they were changed', async () => {
    const { id } = await saveDeck(county.ctx, MINE, deck({ name: '柳河镇专题' }))
    await changeDeck(county.ctx, MINE, id, { ...deck({ name: '柳河镇专题', slides: [slide('topic=overview', { title: '总体' }), slide('colour=red&topic=red')] }), version: 1 })
    await changeDeck(county.ctx, MINE, id, { ...deck({ name: '土地专题', slides: [slide('topic=hot', { title: '总体', note: '备注' })] }), version: 2 })
    await deleteDeck(county.ctx, MINE, id)
    const { rows } = await county.ctx.db.pool.query<{ before: string | null; after: string | null }>('SELECT before, after FROM audit_line WHERE subject = $1 ORDER BY seq', [`deck ${id}`])
    const both = { shared: false, slides: ['topic=overview', 'colour=red&topic=red'] }
    const hot = { shared: false, slides: ['topic=hot'] }
    expect(rows.map(({ before, after }) => [before, after].map((text) => (text === null ? null : (JSON.parse(text) as unknown))))).toEqual([
      [null, both],
      [{ ...both, titles: '…' }, { ...both, titles: '…' }],
      [{ ...both, name: '…', titles: '…', notes: '…' }, { ...hot, name: '…', titles: '…', notes: '…' }],
      [hot, null],
    ])
  })

  test('are written into the audit log, and go with their county', async () => {
    const { id } = await saveDeck(county.ctx, MINE, deck())
    await changeDeck(county.ctx, MINE, id, { ...deck(), version: 1 })
    await expect(deleteDeck(county.ctx, OTHER, id)).rejects.toMatchObject({ status: 404 })
    await deleteDeck(county.ctx, MINE, id)
    const { rows } = await county.ctx.db.pool.query('SELECT login, action FROM audit_line WHERE subject = $1', [`deck ${id}`])
    expect(rows).toEqual([1, 2, 3].map(() => ({ login: 'a', action: 'setting_changed' })))
    await saveDeck(county.ctx, MINE, deck())
    await transaction(county.ctx.db, (tx) => eraseCounty(tx, SCOPE))
    expect(await names()).toEqual([])
  })
})
