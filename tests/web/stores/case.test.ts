import { afterEach, describe, expect, test, vi } from 'vitest'
import type { CaseDetail, Step } from '../../../server/contract/cases.ts'
import type { Day } from '../../../server/contract/day.ts'
import { moveOf, type MoveCode } from '../../../server/contract/moves.ts'
import { useCase } from '../../../web/stores/case.ts'
import { useCounty } from '../../../web/stores/county.ts'
import { someCase, someEvent } from '../cases.ts'
import { problem, useServer, type Call } from './server.ts'

afterEach(() => vi.unstubAllGlobals())

const step = (move: MoveCode): Step => ({ move, asks: [...moveOf(move).asks], may: [...moveOf(move).may], blocked: [] })
const beside = { organisation: null, limits: { whistle: null, supervise: null } }
const first = someCase({ version: 7, steps: [step('triage'), step('note')], events: [someEvent(1, 'entered')] })
/** Somebody else was first. */
const theirs = (part: Partial<CaseDetail>) => Response.json({ type: '', title: '', status: 409, detail: '案件已被修改', code: 'case_changed', current: { ...first, version: 8, ...part } }, { status: 409 })

function serve(answer: (call: Call) => unknown) {
  return useServer((call) => (call.method === 'GET' ? first : answer(call)))
}
const bodies = (calls: Call[]) => calls.filter(({ method }) => method !== 'GET').map(({ body }) => JSON.parse(body as unknown as string) as unknown)

async function atTriage() {
  const theCase = useCase()
  await theCase.open(4512, null)
  theCase.begin('triage', beside)
  theCase.type('colour', 'red')
  theCase.type('reason', '多人争执')
  return theCase
}

describe('a step', () => {
  test('is sent with the version that it was made from, and the form is gone', async () => {
    const calls = serve(() => ({ ...first, version: 8, state: 'triaged', steps: [] }))
    const theCase = await atTriage()
    expect(await theCase.send()).toBe(true)
    expect(bodies(calls)).toEqual([{ version: 7, colour: 'red', reason: '多人争执' }])
    expect([theCase.form, theCase.detail!.state, theCase.begun]).toEqual([null, 'triaged', []])
  })

  test('that hands the case on, out of sight, leaves neither the form nor the case', async () => {
    serve(() => new Response(null, { status: 204 }))
    const theCase = await atTriage()
    expect(await theCase.send()).toBe(true)
    expect([theCase.id, theCase.detail, theCase.form, theCase.error]).toEqual([null, null, null, null])
  })

  test('says what it lacks once somebody tries to send it, and sends nothing', async () => {
    const calls = serve(() => first)
    const theCase = await atTriage()
    theCase.type('reason', ' ')
    expect(theCase.faults).toEqual({})
    expect(await theCase.send()).toBe(false)
    expect(theCase.faults).toEqual({ reason: 'empty' })
    expect(bodies(calls)).toEqual([])
  })

  test('keeps what was typed when it is left, refused, or begun anew', async () => {
    serve(() => problem(403, '当前岗位不能办'))
    const theCase = await atTriage()
    expect(await theCase.send()).toBe(false)
    expect(theCase.refused!.message).toBe('当前岗位不能办')
    theCase.close()
    expect(theCase.begun).toEqual(['triage'])
    theCase.begin('triage', beside)
    expect(theCase.typed).toMatchObject({ colour: 'red', reason: '多人争执' })
    theCase.discard()
    expect([theCase.form, theCase.begun]).toEqual([null, []])
  })

  test('a refused field is good again once it is typed in', async () => {
    serve(() => Response.json({ type: '', title: '', status: 400, detail: '请写明', code: 'x', field: 'reason' }, { status: 400 }))
    const theCase = await atTriage()
    await theCase.send()
    theCase.type('colour', 'yellow')
    expect(theCase.refused).not.toBeNull()
    theCase.type('reason', '改写')
    expect(theCase.refused).toBeNull()
  })
})

describe('two people at one case', () => {
  const changed = someEvent(2, 'recolour', { changes: [{ field: 'colour', before: 'none', after: 'yellow' }] })

  test('the second is told what the first one changed, loses nothing, and may send it on the new version', async () => {
    const answers = [() => theirs({ events: [...first.events, changed] }), () => ({ ...first, version: 9, state: 'triaged', steps: [] })]
    const calls = serve(() => answers.shift()!())
    const theCase = await atTriage()
    expect(await theCase.send()).toBe(false)
    expect([theCase.changed, theCase.able, theCase.meanwhile.map(({ seq }) => seq)]).toEqual([true, true, [2]])
    expect(theCase.typed).toMatchObject({ colour: 'red', reason: '多人争执' })
    theCase.goOn()
    expect([theCase.changed, theCase.meanwhile]).toEqual([false, []])
    expect(await theCase.send()).toBe(true)
    expect(bodies(calls)).toEqual([expect.objectContaining({ version: 7 }), expect.objectContaining({ version: 8, reason: '多人争执' })])
  })

  test('a step that the case has left is not offered again, but what was typed is there to read', async () => {
    serve(() => theirs({ state: 'declined', steps: [step('reopen')], events: [...first.events, someEvent(2, 'decline')] }))
    const theCase = await atTriage()
    await theCase.send()
    expect([theCase.changed, theCase.able, theCase.step!.move]).toEqual([true, false, 'triage'])
    expect(theCase.typed.reason).toBe('多人争执')
  })

  test('a file that somebody added meanwhile stands in nobody’s way', async () => {
    const answers = [() => theirs({ events: [...first.events, someEvent(2, 'attached')] }), () => ({ ...first, version: 9 })]
    const calls = serve(() => answers.shift()!())
    const theCase = await atTriage()
    expect(await theCase.send()).toBe(true)
    expect(bodies(calls).map((body) => (body as { version: number }).version)).toEqual([7, 8])
  })

  test('nobody can press twice while it is tried again on the new version', async () => {
    const busy: boolean[] = []
    const answers = [() => theirs({ events: [...first.events, someEvent(2, 'attached')] }), () => ({ ...first, version: 9 })]
    const calls = serve(() => {
      busy.push(useCase().sending)
      return answers.shift()!()
    })
    const theCase = await atTriage()
    const sent = theCase.send()
    while (calls.filter(({ method }) => method === 'POST').length < 2) await Promise.resolve()
    busy.push(theCase.sending)
    await sent
    expect([busy, theCase.sending]).toEqual([[true, true, true], false])
  })

  test('it is told also before sending, when the case is read again', async () => {
    let now: CaseDetail = first
    const calls = useServer(() => now)
    const theCase = await atTriage()
    now = { ...first, version: 8, events: [...first.events, changed] }
    await theCase.load()
    expect([theCase.changed, theCase.meanwhile.length]).toEqual([true, 1])
    // nobody said that they had read it
    await theCase.send()
    expect(bodies(calls)).toEqual([expect.objectContaining({ version: 7 })])
  })
})

describe('a form that was opened and left', () => {
  const plan = someCase({ version: 7, asOf: '2024-05-10' as Day, plan: '方案甲', leadPost: '镇长', steps: [step('plan'), step('followUp')], events: [someEvent(1, 'entered')] })
  const revised = { ...plan, version: 8, plan: '方案乙', events: [...plan.events, someEvent(2, 'plan')] }

  async function at(move: MoveCode) {
    let now: CaseDetail = plan
    const calls = useServer(() => now)
    const theCase = useCase()
    await theCase.open(4512, null)
    theCase.begin(move, beside)
    return { theCase, calls, becomes: (next: CaseDetail) => ((now = next), theCase.load()) }
  }

  test('keeps nothing that nobody typed: it shows the plan and the day as they are now', async () => {
    const { theCase, becomes } = await at('plan')
    theCase.close()
    expect(theCase.begun).toEqual([])
    await becomes({ ...revised, asOf: '2024-05-20' as Day })
    theCase.begin('plan', beside)
    expect([theCase.typed.plan, theCase.changed]).toEqual(['方案乙', false])
    theCase.close()
    theCase.begin('followUp', beside)
    expect(theCase.typed.followedOn).toBe('2024-05-20')
  })

  test('tells what changed since it was begun, sends back only what was typed, and only once that was read', async () => {
    const { theCase, calls, becomes } = await at('plan')
    theCase.type('leadPost', '副镇长')
    theCase.close()
    await becomes(revised)
    theCase.begin('plan', beside)
    expect([theCase.changed, theCase.meanwhile.map(({ seq }) => seq)]).toEqual([true, [2]])
    expect(theCase.typed).toEqual({ plan: '方案乙', leadPost: '副镇长' })
    // read, left and opened once more: it is not told again
    theCase.goOn()
    theCase.close()
    theCase.begin('plan', beside)
    expect(theCase.changed).toBe(false)
    await theCase.send()
    expect(bodies(calls)).toEqual([{ version: 8, plan: '方案乙', leadPost: '副镇长' }])
  })

  test('a change that no event tells of is told, too', async () => {
    const { theCase, becomes } = await at('plan')
    await becomes({ ...plan, version: 8 })
    expect([theCase.changed, theCase.meanwhile]).toEqual([true, []])
  })
})

describe('what is on show', () => {
  test('a late answer about another case, or another day, is left out', async () => {
    const waiting: Record<string, (said: unknown) => void> = {}
    useServer(({ path }) => new Promise((resolve) => (waiting[path.split('/cases/')[1]!] = resolve)))
    const theCase = useCase()
    const one = theCase.open(1, null)
    const two = theCase.open(2, null)
    const past = theCase.open(2, '2024-05-02' as Day)
    waiting['2?asOf=2024-05-02']!({ ...first, id: 2, asOf: '2024-05-02' })
    await past
    waiting['2']!({ ...first, id: 2 })
    waiting['1']!({ ...first, id: 1 })
    await Promise.all([one, two])
    expect([theCase.detail!.id, theCase.detail!.asOf]).toEqual([2, '2024-05-02'])
  })

  test('a form is closed on the way to another case or day; what was typed waits', async () => {
    serve(() => first)
    const theCase = await atTriage()
    await theCase.open(4512, '2024-05-02' as Day)
    expect(theCase.form).toBeNull()
    await theCase.open(4512, null)
    expect(theCase.begun).toEqual(['triage'])
    await theCase.open(4513, null)
    expect(theCase.begun).toEqual([])
  })

  test('another case is not taken for the one before it while it is on its way', async () => {
    serve(() => first)
    const theCase = await atTriage()
    const next = theCase.open(4513, null)
    expect(theCase.detail).toBeNull()
    await next
  })

  test('a case of another county is not shown as one of this', async () => {
    serve(() => first)
    const theCase = await atTriage()
    const county = useCounty()
    county.info = { ...county.info!, code: '990202000000' as never }
    expect([theCase.detail, theCase.form, theCase.id]).toEqual([null, null, null])
  })

  test('an answer that fails leaves what stood, and says so', async () => {
    let up = true
    useServer(() => (up ? first : new TypeError('fetch failed')))
    const theCase = useCase()
    await theCase.open(4512, null)
    up = false
    await theCase.load()
    expect([theCase.detail!.id, theCase.error!.kind]).toEqual([4512, 'offline'])
  })
})

describe('beside the moves', () => {
  test('participants come and go on the version at hand', async () => {
    const calls = useServer(() => ({ ...first, version: 8 }))
    const theCase = useCase()
    await theCase.open(4512, null)
    expect(await theCase.join('d1', 'N')).toBeNull()
    expect(await theCase.leave('d1')).toBeNull()
    const [joined, left] = calls.filter(({ method }) => method === 'POST' || method === 'DELETE')
    expect(JSON.parse(joined!.body as unknown as string)).toEqual({ version: 8, organisation: 'd1', ring: 'N' })
    expect(left!.path).toMatch(/\/cases\/4512\/participants\/d1\?version=8$/)
  })

  test('a correction that comes too late shows the case as it is now, and can be sent again', async () => {
    const answers = [() => theirs({ people: 9 }), () => ({ ...first, version: 9 })]
    const calls = serve(() => answers.shift()!())
    const theCase = useCase()
    await theCase.open(4512, null)
    expect((await theCase.correct(7, { people: 3 }))!.status).toBe(409)
    expect([theCase.detail!.version, theCase.detail!.people]).toEqual([8, 9])
    expect(await theCase.correct(8, { people: 3 })).toBeNull()
    expect(bodies(calls)).toEqual([{ version: 7, people: 3 }, { version: 8, people: 3 }])
  })
})

describe('what takes nothing but a reason', () => {
  test.each([['lift', { sensitive: false }], ['clear', { clear: true }]] as const)('%s is sent with it, and shows what came of it', async (what, asked) => {
    const calls = serve(() => ({ ...first, version: 8, sensitive: false }))
    const theCase = useCase()
    await theCase.open(4512, null)
    expect(await theCase.tidy(7, what, '说的是树苗')).toBeNull()
    expect(bodies(calls)).toEqual([{ version: 7, note: '说的是树苗', ...asked }])
    expect(theCase.detail!.version).toBe(8)
  })

  test('a refusal comes back, with the case as others left it', async () => {
    serve(() => theirs({ people: 9 }))
    const theCase = useCase()
    await theCase.open(4512, null)
    expect((await theCase.tidy(7, 'clear', '有姓名'))?.problem?.code).toBe('case_changed')
    expect(theCase.detail!.people).toBe(9)
  })

  test('is meant for the case as its reader had it, whatever the page has read since', async () => {
    const calls = serve(() => theirs({ people: 9 }))
    const theCase = useCase()
    await theCase.open(4512, null)
    await theCase.tidy(6, 'lift', '说的是树苗')
    expect(bodies(calls)).toEqual([{ version: 6, note: '说的是树苗', sensitive: false }])
  })
})
