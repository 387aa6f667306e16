import { afterEach, describe, expect, test, vi } from 'vitest'
import type { AreaCode } from '../../../server/contract/answers.ts'
import type { CaseDetail, CaseEvent } from '../../../server/contract/cases.ts'
import { useCase } from '../../../web/stores/case.ts'
import { useCorrection } from '../../../web/stores/correction.ts'
import { someCase, someEvent } from '../cases.ts'
import { problem, useServer } from './server.ts'

afterEach(() => vi.unstubAllGlobals())

const first = someCase({ version: 7, people: 2, area: '990101101210' as AreaCode, may: ['correct'], events: [someEvent(1, 'entered')] })
const place = { code: first.area!, name: '柳河村', nameEn: '', path: '枫溪县 / 柳河镇 / 柳河村', pathEn: '' }

/** A case as somebody else leaves it. */
function later(version: number, kind: CaseEvent['kind'], part: Partial<CaseDetail> = {}): CaseDetail {
  return { ...first, version, events: [...first.events, someEvent(2, kind)], ...part }
}

/** The form of a correction, open on a case that the server holds at `now`; it refuses what comes on another version. */
async function atForm() {
  let now: CaseDetail = first
  const calls = useServer(({ method, body }) => {
    if (method !== 'PATCH') return now
    const { version, ...change } = JSON.parse(body as unknown as string) as { version: number }
    if (version !== now.version) return Response.json({ type: '', title: '', status: 409, detail: '案件已被修改', code: 'case_changed', current: now }, { status: 409 })
    return (now = { ...now, ...change, version: now.version + 1 })
  })
  const theCase = useCase()
  const correction = useCorrection()
  await theCase.open(4512, null)
  correction.settle(place)
  correction.begin()
  return {
    theCase,
    correction,
    sent: () => calls.filter(({ method }) => method === 'PATCH').map(({ body }) => JSON.parse(body as unknown as string) as unknown),
    /** on the server alone */
    changes: (next: CaseDetail) => (now = next),
    /** and read again by the page, as it does when the county's revision grows */
    becomes: (next: CaseDetail) => ((now = next), theCase.load()),
  }
}

describe('a correction', () => {
  test('sends what was changed, with the version that it was begun on', async () => {
    const { correction, sent } = await atForm()
    correction.change({ people: '3' })
    correction.noteWhy('笔误')
    expect(await correction.save()).toBe(true)
    expect(sent()).toEqual([{ version: 7, people: 3, note: '笔误' }])
    expect([correction.on, correction.note]).toEqual([null, ''])
  })

  test('of a form that was only looked at keeps nothing, and takes back nobody’s', async () => {
    const { correction, sent, becomes } = await atForm()
    correction.close()
    await becomes(later(8, 'corrected', { people: 5, category: '08' }))
    correction.begin()
    expect([correction.changed, correction.entry!.people, correction.entry!.category]).toEqual([false, '5', '08'])
    correction.change({ summary: '排水沟改道，已测量' })
    await correction.save()
    expect(sent()).toEqual([{ version: 8, summary: '排水沟改道，已测量' }])
  })

  test('that was left half made tells what changed since, and goes on once that was read', async () => {
    const { correction, sent, becomes } = await atForm()
    correction.change({ people: '3' })
    correction.close()
    await becomes(later(8, 'corrected', { people: 50, amountFen: 9_900 }))
    correction.begin()
    expect([correction.changed, correction.able, correction.meanwhile.map(({ seq }) => seq)]).toEqual([true, true, [2]])
    expect(correction.entry).toMatchObject({ people: '3', amount: '99' })
    expect(await correction.save()).toBe(false)
    expect(sent()).toEqual([])
    correction.goOn()
    expect(await correction.save()).toBe(true)
    expect(sent()).toEqual([{ version: 8, people: 3 }])
  })

  test('in an open form is not sent over what another one corrected, whether the page knows of it yet or not', async () => {
    const { correction, sent, becomes, changes } = await atForm()
    correction.change({ people: '3' })
    await becomes(later(8, 'corrected', { people: 50 }))
    expect(await correction.save()).toBe(false)
    expect([correction.changed, sent()]).toEqual([true, []])
    correction.goOn()
    changes(later(9, 'recolour', { people: 50 }))
    expect(await correction.save()).toBe(false)
    expect([correction.changed, correction.refused, correction.entry!.people]).toEqual([true, null, '3'])
    correction.goOn()
    expect(await correction.save()).toBe(true)
    expect(sent()).toEqual([{ version: 8, people: 3 }, { version: 9, people: 3 }])
  })

  test('is not held up by a file that somebody added', async () => {
    const { correction, sent, changes } = await atForm()
    correction.change({ people: '3' })
    changes(later(8, 'attached'))
    expect(await correction.save()).toBe(true)
    expect(sent()).toEqual([{ version: 7, people: 3 }, { version: 8, people: 3 }])
  })

  test('is not offered where the case may not be corrected any more', async () => {
    const { correction, becomes } = await atForm()
    correction.change({ people: '3' })
    await becomes(later(8, 'archive', { state: 'archived', may: [] }))
    expect([correction.changed, correction.able, correction.entry!.people]).toEqual([true, false, '3'])
  })

  test('that is refused stays as it was typed, and says why', async () => {
    useServer(({ method }) => (method === 'PATCH' ? problem(403, '当前岗位不能更正') : first))
    const theCase = useCase()
    const correction = useCorrection()
    await theCase.open(4512, null)
    correction.begin()
    correction.change({ people: '3' })
    expect(await correction.save()).toBe(false)
    expect([correction.refused!.message, correction.entry!.people]).toEqual(['当前岗位不能更正', '3'])
    correction.discard()
    correction.begin()
    expect(correction.entry!.people).toBe('2')
  })
})
