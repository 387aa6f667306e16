import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { useBrowser } from './browser.ts'
import { auditOf, enterDispute, handOf } from './caseHand.ts'
import { someVillages } from './ledger.ts'
import { command, startServer, type Running } from './running.ts'

/** The Monday before a holiday of eight days: two working days from it, it is the Thursday of the next week. */
const MONDAY = '2025-09-29'
const LAST_DAY = '2025-10-09'
const LABOUR = '枫溪县人力资源和社会保障局'
const CENTRE = '枫溪县社会治安综合治理中心'
const LAND = '枫溪县自然资源局'

/** Several people take turns at it. */
const LONG_MS = 240_000

const folder = mkdtempSync(join(tmpdir(), 'fengtu-day-'))
let server: Running
let committee: string
let village: string
const { visit } = useBrowser(() => server.address, { mapless: true })
/** The next morning that matters. */
const morning = (day: string) => server.setClock(`${day}T09:00:00+08:00`)

beforeAll(async () => {
  server = await startServer(folder, `${MONDAY}T09:00:00+08:00`)
  const [first] = await someVillages(server.address)
  village = first!.village.name
  committee = `${first!.town}人民调解委员会`
})
afterAll(async () => {
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
})

/** What happened to the first case: on the timeline, in the audit log, and by whom. */
type Story = readonly (readonly [said: string, kind: string, by: 'clerk' | 'mediator'])[]
const SETTLED: Story = [
  ['登记', 'entered', 'clerk'],
  ['研判定色', 'triage', 'clerk'],
  ['修订一案一策', 'plan', 'clerk'],
  ['已上报', 'report', 'clerk'],
  ['派单', 'dispatch', 'clerk'],
  ['签收受理', 'accept', 'mediator'],
  ['开始调解', 'mediate', 'mediator'],
  ['吹哨', 'whistle', 'clerk'],
  ['报到', 'reportIn', 'mediator'],
  ['反馈结果', 'result', 'mediator'],
  ['记录进展', 'note', 'clerk'],
  ['报到', 'reportIn', 'mediator'],
  ['反馈结果', 'result', 'mediator'],
  ['收哨，继续调解', 'resume', 'clerk'],
  ['达成协议', 'agree', 'mediator'],
  ['申请司法确认', 'applyConfirmation', 'mediator'],
  ['裁定确认', 'confirm', 'mediator'],
  ['办结', 'close', 'mediator'],
  ['回访', 'followUp', 'clerk'],
  ['回访', 'followUp', 'clerk'],
  ['销号归档', 'archive', 'clerk'],
]

/** What happened to the second one. */
const ENDED: Story = [
  ['登记', 'entered', 'clerk'],
  ['研判定色', 'triage', 'clerk'],
  ['派单', 'dispatch', 'clerk'],
  ['签收受理', 'accept', 'mediator'],
  ['开始调解', 'mediate', 'mediator'],
  ['上报', 'escalate', 'mediator'],
  ['接办', 'take', 'clerk'],
  ['开始调解', 'mediate', 'clerk'],
  ['达成协议', 'agree', 'clerk'],
  ['办结', 'close', 'clerk'],
  ['反复，重新办理', 'reopen', 'clerk'],
  ['终止调解', 'terminate', 'clerk'],
]

/** Of the console; that the session of the day before has ended is the browser's own word on what the lock then says. */
const unexpected = (complaints: readonly string[]) => complaints.filter((text) => !text.includes('status of 401'))

/** The audit log has the case line by line, and holds, as its page says and as the command says. */
async function expectAudited(id: number, story: Story): Promise<void> {
  const { page } = await visit('/audit', { role: 'audit_admin' })
  expect(await auditOf(page, id)).toEqual(story.map(([, kind, who]) => `${kind} demo-${who}`))
  await page.getByRole('button', { name: '校验', exact: true }).click()
  await page.getByText(/^完整：[\d,]+ 行都对得上/).waitFor()
  expect(command(folder, 'audit', 'verify')).toMatch(/审计日志完好|The audit log is sound/)
}

test('a dispute from the doorstep to its close, with one department that came in time and one that came late', { timeout: LONG_MS }, async () => {
  const { page, complaints } = await visit('/enter')
  const desk = handOf(page)
  const code = await enterDispute(page, { village, category: '07', people: '12', amount: '36万', summary: '12名务工人员因工资拖欠聚集讨薪，占用村集体土地停放设备' })
  const id = Number(new URL(page.url()).pathname.split('/').at(-1))
  expect(await desk.marks()).toMatch(/未定色[\s\S]*已登记/)

  // red, by its reason; red demands a plan and a lead post before anybody gets it
  await desk.step('研判定色', '已研判', { choose: { 风险等级: '红色' }, type: { 理由: '涉及12人，有聚集苗头' } })
  expect(await desk.marks()).toContain('红色')
  expect(await desk.steps()).not.toContain('派单')
  expect(await desk.says('下一步')).toMatch(/^下一步\s+修订一案一策[\s\S]*本等级须有一案一策和包案领导/)
  expect(await desk.says('时限')).toMatch(/分色上报\s+今天到期/)
  await desk.step('修订一案一策', '已研判', { type: { 一案一策: '人社局核定欠薪，分两期支付', 包案领导: '副县长' } })
  expect(await desk.says('一案一策')).toMatch(/人社局核定欠薪，分两期支付[\s\S]*副县长[\s\S]*有聚集苗头/)
  await desk.step('已上报', '已研判')
  await desk.step('派单', '已派单', { find: { 承办单位: [committee] } })
  expect(await desk.marks()).toContain(committee)

  const { page: other, complaints: more } = await visit('/work', { role: 'mediator' })
  const hall = handOf(other)
  await hall.pickUp('待签收', code)
  await hall.step('签收受理', '已受理')
  await hall.step('开始调解', '调解中', { choose: { 调解方式: '人民调解' } })
  expect(await hall.steps()).not.toContain('吹哨')

  await desk.lookAgain()
  await desk.step('吹哨', '已吹哨', { find: { 吹哨部门: [LABOUR, LAND] }, type: { 理由: '请到场核定欠薪和占地', 限几个工作日: '2' } })
  expect(await desk.says('吹哨与报到')).toMatch(new RegExp(`${LABOUR}\\s+待报到[\\s\\S]*限 2025年10月9日[\\s\\S]*${LAND}\\s+待报到[\\s\\S]*限 2025年10月9日`))
  expect(await desk.steps()).not.toContain('收哨，继续调解')

  // a note is left half written over the holiday
  await page.getByRole('button', { name: '记录进展', exact: true }).click()
  const note = page.getByRole('form', { name: '记录进展' })
  await note.getByLabel('说明').fill('已电话催促自然资源局')

  // the last day: one department comes
  await morning(LAST_DAY)
  await hall.comeBack()
  await hall.takePost(LABOUR)
  await hall.pickUp('待报到、待反馈', code)
  await hall.step('报到', '已吹哨')
  await hall.step('反馈结果', '已吹哨', { type: { 说明: '核定欠薪36万元，已责令先付一半' } })
  expect(await hall.says('吹哨与报到')).toMatch(new RegExp(`${LABOUR}\\s+按期反馈[\\s\\S]*${LAND}\\s+待报到`))

  // the day after: the other one is late, and the page that was left open over the holiday says so
  await morning('2025-10-10')
  await desk.wake()
  await note.getByText('您填写期间，这件案子有变化').waitFor()
  expect(await note.innerText()).toMatch(/报到[\s\S]*反馈结果/)
  expect(await desk.says('吹哨与报到')).toMatch(new RegExp(`${LABOUR}\\s+按期反馈[\\s\\S]*${LAND}\\s+应到未到`))
  expect(await desk.says('时限')).toMatch(new RegExp(`部门报到 · ${LAND}\\s+超期 1 个工作日`))
  await note.getByRole('button', { name: '看过了，按新情况提交' }).click()
  await note.waitFor({ state: 'detached' })
  await hall.comeBack()
  await hall.takePost(LAND)
  await hall.pickUp('已超期', code)
  await hall.step('报到', '已吹哨')
  expect(await hall.says('吹哨与报到')).toContain('已报到，逾期未反馈')
  await hall.step('反馈结果', '已吹哨', { type: { 说明: '占地设备三日内移走' } })
  expect(await hall.says('吹哨与报到')).toMatch(new RegExp(`${LABOUR}\\s+按期反馈[\\s\\S]*${LAND}\\s+逾期反馈`))

  await desk.lookAgain()
  await desk.step('收哨，继续调解', '调解中')
  await hall.takePost(committee)
  await hall.lookUp(code)
  await hall.step('达成协议', '达成协议', { choose: { 协议形式: '书面协议' }, type: { 履行期限: '20251013', '协议金额（元）': '35万' } })
  await hall.step('申请司法确认', '司法确认中')
  expect(await hall.says('调解与办结')).toMatch(/书面协议[\s\S]*2025年10月10日 达成[\s\S]*35[\s\S]*2025年10月10日 申请，尚未裁定/)

  await morning('2025-10-13')
  await hall.comeBack()
  await hall.pickUp('今天到期', code)
  await hall.step('裁定确认', '履行中')
  await hall.step('办结', '已办结', { choose: { 履行情况: '已全部履行' } })
  expect(await hall.says('时限')).toMatch(/回访\s+还有 7 天/)

  await morning('2025-10-20')
  await desk.comeBack()
  await desk.pickUp('今天到期', code)
  expect(await desk.steps()).not.toContain('销号归档')
  await desk.step('回访', '已回访', { choose: { 回访结果: '仍需关注' } })
  expect(await desk.says('下一步')).toContain('回访结论为仍需关注，须再次回访')

  await morning('2025-11-12')
  await desk.comeBack()
  await desk.pickUp('今天到期', code)
  await desk.step('回访', '已回访', { choose: { 回访结果: '案结事了' } })
  await desk.step('销号归档', '已归档')

  expect(await desk.timeline()).toEqual(SETTLED.map(([what, , who]) => `${what} · demo-${who}`))
  expect(await desk.says('吹哨与报到')).toMatch(new RegExp(`${LABOUR}\\s+按期反馈[\\s\\S]*${LAND}\\s+逾期反馈`))
  expect(unexpected([...complaints, ...more])).toEqual([])

  await expectAudited(id, SETTLED)
})

test('a dispute that no mediation settled: escalated, closed, broken out again, terminated, each with its reason', { timeout: LONG_MS }, async () => {
  const { page, complaints } = await visit('/enter')
  const desk = handOf(page)
  const code = await enterDispute(page, { village, category: '02', people: '4', amount: '', summary: '两户因排水沟改道多次争执' })
  const id = Number(new URL(page.url()).pathname.split('/').at(-1))
  await desk.step('研判定色', '已研判', { choose: { 风险等级: '蓝色' }, type: { 理由: '双方情绪平稳' } })
  await desk.step('派单', '已派单', { find: { 承办单位: [committee] } })

  const { page: other, complaints: more } = await visit('/work', { role: 'mediator' })
  const hall = handOf(other)
  await hall.pickUp('待签收', code)
  await hall.step('签收受理', '已受理')
  await hall.step('开始调解', '调解中', { choose: { 调解方式: '人民调解' } })
  await hall.step('上报', '已上报移交', { find: { 上报至: [CENTRE] }, type: { 说明: '两次调解不成，沟渠跨两个村' } })
  expect(await hall.says('调解与办结')).toMatch(new RegExp(`上报至\\s+${CENTRE}`))
  expect(await hall.steps()).not.toContain('接办')

  await desk.pickUp('待接办', code)
  await desk.step('接办', '已受理')
  expect(await desk.marks()).toMatch(new RegExp(`蓝色[\\s\\S]*承办\\s+${CENTRE}`))
  await desk.step('开始调解', '调解中', { choose: { 调解方式: '行政调解' } })
  await desk.step('达成协议', '达成协议', { choose: { 协议形式: '口头协议' } })
  expect(await desk.says('下一步')).toContain('只有书面协议可以申请司法确认')
  await desk.step('办结', '已办结', { choose: { 履行情况: '已全部履行' } })

  await morning('2025-11-17')
  await desk.comeBack()
  await desk.lookUp(code)
  await desk.step('反复，重新办理', '反复', { type: { 说明: '沟渠又被填埋，双方再起争执' } })
  expect(await desk.says('时限')).toMatch(/办理\s+还有 30 天\s+计时中[\s\S]*2025年11月17日 起/)
  await desk.step('终止调解', '终止调解', { choose: { 告知途径: '诉讼' }, type: { 说明: '一方拒绝再调，已告知起诉' } })
  expect(await desk.says('调解与办结')).toMatch(/告知途径\s+诉讼/)
  expect(await desk.steps()).toEqual(['反复，重新办理'])
  expect(await page.evaluate(() => document.documentElement.scrollHeight - window.innerHeight)).toBe(0)

  expect(await desk.timeline()).toEqual(ENDED.map(([what, , who]) => `${what} · demo-${who}`))
  const told = await desk.says('办理过程')
  expect(['已告知起诉', '沟渠又被填埋', '沟渠跨两个村', '双方情绪平稳'].map((reason) => told.indexOf(reason))).toSatisfy((at: number[]) => at.every((place, k) => place > (at[k - 1] ?? -1)))
  expect(unexpected([...complaints, ...more])).toEqual([])
  await expectAudited(id, ENDED)
})
