import { describe, expect, test } from 'vitest'
import type { Order } from '../../../../server/contract/caseTable.ts'
import type { CaseDetail } from '../../../../server/contract/cases.ts'
import { attachFile, listFiles } from '../../../../server/services/caseLife/attach.ts'
import { caseDetail } from '../../../../server/services/caseLife/detail.ts'
import { correctCase } from '../../../../server/services/caseLife/correct.ts'
import { likeCases } from '../../../../server/services/caseLife/likeness.ts'
import { moveCase } from '../../../../server/services/caseLife/move.ts'
import { myWork } from '../../../../server/services/caseLife/work.ts'
import { casePage } from '../../../../server/services/caseTable/page.ts'
import { engines } from '../../../databases.ts'
import { GRID, OTHER_VILLAGE, TOWN, useDesk, VILLAGE, type Who } from './life.ts'

const VIOLENCE = '丈夫对其家庭暴力，两次报警'
/** Whatever tells where or who: the village by name and code, its posts and their names for signing in, the point, the texts. */
const TELLING = /东周|99010100120|worker\.|mediator\.|105\.01|34\.98|机井|甲矿|村支书|暴力/

describe.each(engines)('a sensitive case on $name', ({ fresh }) => {
  const desk = useDesk(fresh)
  const lines = (action: string) => desk.sql<{ login: string; subject: string; before: string | null; after: string | null }>(`SELECT login, subject, before, after FROM audit_line WHERE action = '${action}' ORDER BY seq`)
  const readings = async () => (await lines('sensitive_read')).map(({ login, subject }) => `${login} ${subject}`)
  /** of a village, with all that could tell it, and held by the committee of the village */
  const held = async (): Promise<CaseDetail> => {
    const { id } = await desk.enter('worker', { area: GRID, lng: 105.01, lat: 34.98, summary: '两户在机井旁争执' })
    await desk.move('town', id, 'triage', { colour: 'red', reason: '机井旁多次', plan: '机井旁走访', leadPost: '东周村支书' })
    await desk.move('town', id, 'dispatch', { holder: 'village' })
    await desk.move('village', id, 'accept')
    await desk.move('leader', id, 'supervise', { reason: '机井旁', limitDays: 3 })
    await desk.sql(`UPDATE dispute SET unit = '甲矿', original_no = '东周调-07' WHERE id = ${id}`)
    desk.later(1)
    await desk.move('village', id, 'note', { note: '在机井旁问到家庭暴力' })
    desk.later(1)
    return desk.see('village', id)
  }

  test('is judged by what it is today, on every day and in every field', async () => {
    const { id, plan } = await held()
    expect(plan).toBe('机井旁走访')
    for (const who of ['leader', 'supervisor'] as const) {
      for (const day of [undefined, '2024-03-04', '2024-03-05'] as const) {
        const seen = await desk.see(who, id, day as CaseDetail['asOf'])
        expect([who, day, TELLING.exec(JSON.stringify(seen))?.[0]]).toEqual([who, day, undefined])
        expect(seen).toMatchObject({ sensitive: true, area: TOWN, leadPost: null, unit: null, mergedInto: null })
      }
    }
    // the centre gave it to the committee of the village, and knows no more than that
    for (const day of [undefined, '2024-03-04'] as const) {
      const seen = JSON.stringify(await desk.see('county', id, day as CaseDetail['asOf'])).replaceAll('东周村人民调解委员会', '')
      expect([day, TELLING.exec(seen)?.[0]]).toEqual([day, undefined])
    }
    const own = (await desk.see('town', id)).events.filter(({ login }) => login !== null)
    expect(own.map(({ kind, login }) => [kind, login])).toEqual([['triage', 'clerk.town'], ['dispatch', 'clerk.town']])
  })

  test('shows in the ledger and among what there is to do no more than on its page', async () => {
    const { id: worked } = await held()
    const { id: entered } = await desk.enter('worker', { area: GRID, summary: VIOLENCE })
    const { id: away } = await desk.enter('town', { area: VILLAGE, summary: VIOLENCE })
    await desk.move('town', away, 'triage', { colour: 'red', reason: '机井旁', plan: '机井旁走访', leadPost: '东周村支书' })
    await desk.move('town', away, 'dispatch', { holder: 'far' })
    const { id: imported } = await desk.enter('town', { area: VILLAGE, summary: VIOLENCE })
    await desk.sql(`UPDATE dispute SET unit = '甲矿'; DELETE FROM dispute_event WHERE id = ${imported}; DELETE FROM dispute_life WHERE id = ${imported}`)
    const list = { filter: {}, order: { by: 'occurredOn', descending: true } as Order, cursor: null, limit: 50 }
    const reading: Record<string, number[]> = {}
    for (const who of Object.keys(desk.who) as Who[]) {
      const { rows } = await casePage(desk.ctx, desk.who[who], list)
      const work = Object.values((await myWork(desk.ctx, desk.who[who])).lists).flat().map((item) => item.case)
      for (const row of [...rows, ...work]) {
        const detail = await desk.see(who, row.id)
        const page = { ...detail, supervised: detail.supervisions.some(({ answeredOn, liftedOn }) => answeredOn === null && liftedOn === null) }
        expect([who, row]).toEqual([who, Object.fromEntries(Object.keys(row).map((key) => [key, page[key as keyof typeof page]]))])
        expect([who, row.id, row.summary === null]).toEqual([who, row.id, row.area === TOWN])
      }
      reading[who] = rows.filter(({ summary }) => summary !== null).map(({ id }) => id).sort((a, b) => a - b)
    }
    // whoever handles it, and the centre while nobody does
    const nobody = { leader: [], supervisor: [], worker: [], other: [], housing: [], police: [], court: [] }
    expect(reading).toEqual({ ...nobody, county: [entered, imported], town: [entered, imported], village: [worked], far: [away] })
  })

  test('that was merged into another does not tell that one’s number', async () => {
    await desk.enter('town', { summary: '两户争执' })
    const { id } = await desk.enter('village', { summary: VIOLENCE })
    await desk.move('town', id, 'merge', { into: 1 })
    expect(await desk.see('town', id)).toMatchObject({ mergedInto: 1 })
    const seen = await desk.see('leader', id)
    expect(seen.mergedInto).toBeNull()
    expect(JSON.stringify(seen.events)).not.toContain('mergedInto')
  })

  test('that an ordinary twin was merged into is led to for nobody who may not read it', async () => {
    const { id: target } = await desk.enter('town', { summary: VIOLENCE })
    const { id } = await desk.enter('town', { summary: '两户争执' })
    await desk.move('town', id, 'merge', { into: target })
    expect(await desk.see('town', id)).toMatchObject({ mergedInto: target, area: VILLAGE })
    const leads = async (who: Who) => {
      const { mergedInto, events } = await desk.see(who, id)
      return [mergedInto, events.flatMap(({ changes }) => changes).some(({ field }) => field === 'mergedInto')]
    }
    expect([await leads('town'), await leads('leader'), await leads('supervisor')]).toEqual([[target, true], [null, false], [null, false]])
    await desk.move('town', id, 'reopen', { note: '并错了' })
    expect([await leads('town'), await leads('leader')]).toEqual([[null, true], [null, false]])
    const said = (await lines('case_moved')).slice(-2).map(({ before, after }) => [before, after].map((side) => (JSON.parse(side!) as { mergedInto: unknown }).mergedInto))
    expect(said).toEqual([[null, '…'], ['…', null]])
  })

  test('whose call a department answers is read by it, with a line', async () => {
    const { id } = await held()
    await desk.move('town', id, 'whistle', { departments: ['housing'], reason: '请核查危房', limitDays: 2 })
    const seenBy = async () => (await readings()).filter((line) => line.startsWith('mediator.housing'))
    expect(await seenBy()).toEqual([])
    expect(await desk.see('housing', id)).toMatchObject({ summary: null, whistles: [{ reason: '请核查危房' }] })
    await desk.move('housing', id, 'reportIn', { whistle: '1' })
    expect(await seenBy()).toEqual([`mediator.housing case ${id}`, `mediator.housing case ${id}`])
    expect((await readings()).filter((line) => line.startsWith('leader'))).toEqual([])
  })

  test('leaves no exact place behind: not in the audit log, and in no event', async () => {
    const { id } = await held()
    const entered = await desk.enter('worker', { area: GRID, lng: 105.01, lat: 34.98, summary: VIOLENCE })
    await desk.move('town', entered.id, 'triage', { colour: 'blue', reason: '一般' })
    const stored = await desk.see('town', entered.id)
    await correctCase(desk.ctx, desk.who.town, entered.id, { version: stored.version, area: VILLAGE, people: 3 })
    await desk.move('town', entered.id, 'dispatch', { holder: 'village' })
    const log = (await desk.sql<{ before: string; after: string }>(`SELECT before, after FROM audit_line WHERE subject IN ('case ${id}', 'case ${entered.id}') ORDER BY seq`)).map((line) => JSON.stringify(line))
    expect(log.length).toBeGreaterThan(5)
    expect(log.filter((line) => /东周|99010100120|105\.01|34\.98/.test(line))).toEqual([])
    expect(log.at(-1)).toContain('dispatched')
    expect(log.at(-1)).not.toContain('village')
    const events = (await desk.sql<{ changes: unknown }>('SELECT changes FROM dispute_event')).map(({ changes }) => JSON.stringify(changes))
    expect(events.filter((line) => /99010100120|105\.01|34\.98/.test(line))).toEqual([])
    expect((await lines('case_entered')).at(-1)!.after).toBe(JSON.stringify({ kind: 'entered', category: '02', colour: 'none', town: TOWN, sensitive: true }))
  })

  test('is told apart by no organisation of a village in the lines from before it was one', async () => {
    const { id } = await desk.enter('town', { summary: '两户争执' })
    await desk.move('town', id, 'triage', { colour: 'blue', reason: '一般' })
    await desk.move('town', id, 'dispatch', { holder: 'village' })
    await desk.move('village', id, 'accept')
    await desk.move('village', id, 'escalate', { to: 'police', note: '调不了' })
    const moved = (await lines('case_moved')).slice(-4).map(({ after }) => JSON.parse(after!) as Record<string, unknown>)
    expect(moved.map(({ kind, holder, escalatedBy, escalatedTo }) => [kind, holder, escalatedBy, escalatedTo])).toEqual([
      ['triage', undefined, undefined, undefined], ['dispatch', '…', undefined, undefined], ['accept', undefined, undefined, undefined], ['escalate', undefined, '…', 'police'],
    ])
    expect(JSON.stringify(moved)).not.toContain('village')
  })

  test('is read by a line of its own in the log, whichever way', async () => {
    const { id } = await held()
    const by = desk.who.village
    const reading = async (work: () => Promise<unknown>, minutes = 15): Promise<string[]> => {
      const before = (await readings()).length
      desk.clock.now += minutes * 60_000
      await work()
      return (await readings()).slice(before)
    }
    const line = `mediator.village case ${id}`
    const list = { filter: {}, order: { by: 'occurredOn', descending: true } as Order, cursor: null, limit: 50 }
    expect(await reading(() => desk.see('village', id))).toEqual([line])
    expect(await reading(() => desk.see('village', id, '2024-03-04' as CaseDetail['asOf']))).toEqual([line])
    expect(await reading(() => myWork(desk.ctx, by))).toEqual([line])
    expect(await reading(() => casePage(desk.ctx, by, list))).toEqual([line])
    expect(await reading(() => listFiles(desk.ctx, by, id))).toEqual([line])
    expect(await reading(() => desk.move('village', id, 'note', { note: '再访' }))).toEqual([line])
    expect(await reading(() => moveCase(desk.ctx, by, id, 'note', { version: 1, note: '再访' }).catch(() => {}))).toEqual([line])
    // a page that is open asks every minute
    expect(await reading(() => desk.see('village', id))).toEqual([line])
    for (const minutes of [1, 6, 7]) expect(await reading(async () => [await desk.see('village', id), await myWork(desk.ctx, by), await casePage(desk.ctx, by, list)], minutes)).toEqual([])
    expect(await reading(() => desk.see('village', id), 1)).toEqual([line])
    // another version, and another address, are another reading
    await desk.sql(`UPDATE dispute SET revision = revision + 1 WHERE id = ${id}`)
    expect(await reading(() => desk.see('village', id), 0)).toEqual([line])
    const elsewhere = { ...by, by: { ...by.by, address: '10.0.0.2' } }
    expect(await reading(() => caseDetail(desk.ctx, elsewhere, id), 0)).toEqual([line])
    for (const who of ['leader', 'supervisor', 'town'] as const) expect(await reading(async () => [await desk.see(who, id), await myWork(desk.ctx, desk.who[who])])).toEqual([])
  })

  test('is hinted at to who may read it, with a line', async () => {
    const { id } = await desk.enter('town', { summary: VIOLENCE })
    const before = (await readings()).length
    const ask = (who: Who) => likeCases(desk.ctx, desk.who[who], { area: VILLAGE, day: desk.today() })
    expect((await ask('town')).map((one) => one.id)).toEqual([id])
    expect((await readings()).slice(before)).toEqual([`clerk.town case ${id}`])
  })

  test('counts in no proposal of another one, nor does what the asker does not see', async () => {
    for (let n = 0; n < 2; n++) await desk.enter('town', { summary: VIOLENCE })
    const { id } = await desk.enter('town')
    expect((await desk.see('town', id)).proposed?.colour).toBe('blue')
    for (let n = 0; n < 2; n++) await desk.enter('town')
    expect((await desk.see('town', id)).proposed).toMatchObject({ colour: 'yellow', reasons: [{ zh: expect.stringContaining('3') as string }] })
    await desk.move('town', id, 'triage', { colour: 'blue', reason: '一般' })
    await desk.move('town', id, 'dispatch', { holder: 'far' })
    expect((await desk.see('far', id)).proposed).toBeNull()
  })

  test('offers files to those alone who may read it', async () => {
    const { id } = await desk.enter('worker', { area: GRID, summary: VIOLENCE })
    expect((await desk.see('worker', id)).may).toEqual(['correct'])
    await expect(attachFile(desk.ctx, desk.who.worker, id, { version: null, name: 'a.pdf', bytes: new Uint8Array(1) })).rejects.toMatchObject({ status: 403 })
    expect((await desk.see('town', id)).may).toContain('attach')
  })

  test('that is none is one no more by the word of who handles it, with a reason', async () => {
    const { id } = await desk.enter('village', { summary: '未成年树苗被毁，两户争执' })
    const { version } = await desk.move('village', id, 'takeOn', { colour: 'blue' })
    expect((await desk.see('village', id)).may).toContain('lift')
    const lift = (who: Who, more: object = { note: '说的是树苗' }) => correctCase(desk.ctx, desk.who[who], id, { version, sensitive: false, ...more })
    for (const who of ['town', 'county'] as const) await expect(lift(who)).rejects.toMatchObject({ status: 403 })
    await expect(lift('village', {})).rejects.toMatchObject({ status: 400, field: 'note' })
    expect(await lift('village')).toMatchObject({ sensitive: false, area: VILLAGE })
    expect(await desk.see('leader', id)).toMatchObject({ sensitive: false, area: VILLAGE, summary: '未成年树苗被毁，两户争执' })
    expect((await lines('case_changed')).at(-1)).toMatchObject({ subject: `case ${id}`, before: '{"sensitive":true}', after: '{"kind":"corrected","sensitive":false}' })
    // what was said before stays judged; what is said now is judged anew
    expect(await desk.move('village', id, 'note', { note: '已看过树苗' })).toMatchObject({ sensitive: false })
    const mend = async (summary: string) => correctCase(desk.ctx, desk.who.village, id, { version: (await desk.see('village', id)).version, summary })
    expect(await mend('未成年树苗被毁 3 棵，两户争执')).toMatchObject({ sensitive: false, summary: '未成年树苗被毁 3 棵，两户争执' })
    expect(await mend('未成年树苗被毁，一方扬言跳楼')).toMatchObject({ sensitive: true })
    await correctCase(desk.ctx, desk.who.village, id, { version: (await desk.see('village', id)).version, sensitive: false, note: '只是气话' })
    expect(await desk.move('village', id, 'note', { note: '另有家庭暴力' })).toMatchObject({ sensitive: true })
  })

  test('a name that slipped through goes from everything that was said before', async () => {
    const NAME = '阿布力孜'
    const { id } = await desk.enter('village', { summary: `${NAME}与邻居争地界` })
    await desk.move('village', id, 'takeOn', { colour: 'blue', reason: `${NAME}同意` })
    await desk.move('town', id, 'whistle', { departments: ['housing'], reason: `${NAME}的地`, limitDays: 2 })
    await desk.move('housing', id, 'result', { whistle: '1', note: `已告知${NAME}` })
    await desk.move('leader', id, 'supervise', { reason: `${NAME}来访`, limitDays: 2 })
    await desk.move('village', id, 'answerSupervision', { supervision: '1', note: `${NAME}已劝回` })
    desk.later(1)
    const { version, may } = await desk.move('village', id, 'note', { note: `${NAME}未到` })
    expect(may).not.toContain('clear')
    expect((await desk.see('town', id)).may).toContain('clear')
    const clear = (who: Who, more: object = { note: '有姓名' }) => correctCase(desk.ctx, desk.who[who], id, { version, summary: '两户争地界', clear: true, ...more })
    for (const who of ['housing', 'village', 'leader'] as const) await expect(clear(who)).rejects.toMatchObject({ status: 403 })
    await expect(clear('town', {})).rejects.toMatchObject({ status: 400, field: 'note' })
    const cleared = await clear('town')
    expect(cleared).toMatchObject({ summary: '两户争地界', whistles: [{ reason: '***', result: '***' }], supervisions: [{ reason: '***', answer: '***' }] })
    expect(cleared.events.at(-1)).toMatchObject({ kind: 'cleared', note: '有姓名', changes: [{ field: 'summary', before: '***', after: '两户争地界' }] })
    expect(JSON.stringify(cleared)).not.toContain(NAME)
    expect(JSON.stringify(await desk.see('village', id, '2024-03-04' as CaseDetail['asOf']))).not.toContain(NAME)
    for (const table of ['dispute', 'dispute_life', 'dispute_event', 'whistle', 'supervision', 'audit_line']) {
      expect([table, JSON.stringify(await desk.sql(`SELECT * FROM ${table}`)).includes(NAME)]).toEqual([table, false])
    }
    expect((await lines('case_changed')).at(-1)).toMatchObject({ login: 'clerk.town', subject: `case ${id}` })
    expect(await desk.see('village', id, '2024-03-04' as CaseDetail['asOf'])).toMatchObject({ summary: '***', state: 'whistled' })
  })

  test('what is still to be answered stays, whoever blanks the texts', async () => {
    const { id } = await desk.enter('village', { summary: '两户争地界' })
    await desk.move('village', id, 'takeOn', { colour: 'blue', reason: '一般' })
    await desk.move('town', id, 'whistle', { departments: ['housing', 'police'], reason: '请到场丈量', limitDays: 2 })
    await desk.move('housing', id, 'result', { whistle: '1', note: '已丈量' })
    const { version } = await desk.move('leader', id, 'supervise', { reason: '久拖未办', limitDays: 2 })
    desk.later(1)
    const cleared = await correctCase(desk.ctx, desk.who.town, id, { version, clear: true, note: '有姓名' })
    expect(cleared.whistles.map(({ reason, result }) => [reason, result])).toEqual([['***', '***'], ['请到场丈量', null]])
    expect(cleared).toMatchObject({ supervisions: [{ reason: '久拖未办', answer: null }], colourReason: '***' })
    expect(cleared.events.map(({ kind, note }) => [kind, note])).toEqual([
      ['entered', null], ['takeOn', null], ['whistle', '请到场丈量'], ['result', '***'], ['supervise', '久拖未办'], ['cleared', '有姓名'],
    ])
    expect(await desk.see('town', id, '2024-03-04' as CaseDetail['asOf'])).toMatchObject({ supervisions: [{ reason: '久拖未办' }] })
  })

  test('the centre blanks the texts of one that it does not read', async () => {
    const { id, version } = await held()
    expect((await desk.see('town', id)).may).toContain('clear')
    await correctCase(desk.ctx, desk.who.town, id, { version, clear: true, note: '有姓名' })
    const seen = await desk.see('village', id)
    expect(seen).toMatchObject({ summary: '两户在机井旁争执', colourReason: '***', supervisions: [{ reason: '机井旁' }] })
    expect(seen.events.find(({ kind }) => kind === 'note')).toMatchObject({ note: '***' })
  })

  test('is corrected in its place within what the asker sees', async () => {
    const { id, version } = await desk.enter('village', { summary: VIOLENCE })
    await expect(correctCase(desk.ctx, desk.who.village, id, { version, area: OTHER_VILLAGE })).rejects.toMatchObject({ status: 400 })
  })
})
