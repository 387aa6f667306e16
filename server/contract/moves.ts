import type { Day } from '../../geodata/place/area.ts'
import type { TierColour } from './colours.ts'
import type { Right } from './roles.ts'
import type { State } from './states.ts'
import { vocabulary, type CodeOf } from './vocabulary.ts'

/** What a move asks for, each with its label; the page builds its forms from it. */
export const ASKS = vocabulary([
  { code: 'colour', kind: 'colour', label: { zh: '风险等级', en: 'Tier' } },
  { code: 'reason', kind: 'text', label: { zh: '理由', en: 'Reason' } },
  { code: 'plan', kind: 'text', label: { zh: '一案一策', en: 'Plan of the case' } },
  { code: 'leadPost', kind: 'words', label: { zh: '包案领导（职务，不写姓名）', en: 'Lead post (the office, no name)' } },
  { code: 'holder', kind: 'organisation', label: { zh: '承办单位', en: 'Handling organisation' } },
  { code: 'into', kind: 'case', label: { zh: '并入案件', en: 'Merge into case' } },
  { code: 'dueOn', kind: 'day', label: { zh: '办理时限', en: 'Due on' } },
  { code: 'mediationType', kind: 'mediationType', label: { zh: '调解方式', en: 'Kind of mediation' } },
  { code: 'departments', kind: 'organisations', label: { zh: '吹哨部门', en: 'Departments called' } },
  { code: 'limitDays', kind: 'number', label: { zh: '限几个工作日', en: 'Limit in working days' } },
  { code: 'to', kind: 'organisation', label: { zh: '上报至', en: 'Escalated to' } },
  { code: 'agreement', kind: 'agreement', label: { zh: '协议形式', en: 'Agreement' } },
  { code: 'agreedOn', kind: 'day', label: { zh: '达成日期', en: 'Agreed on' } },
  { code: 'performBy', kind: 'day', label: { zh: '履行期限', en: 'To be performed by' } },
  { code: 'amountYuan', kind: 'number', label: { zh: '协议金额（元）', en: 'Amount agreed (yuan)' } },
  { code: 'appliedOn', kind: 'day', label: { zh: '申请日期', en: 'Applied on' } },
  { code: 'decidedOn', kind: 'day', label: { zh: '裁定日期', en: 'Decided on' } },
  { code: 'performance', kind: 'performance', label: { zh: '履行情况', en: 'Performance' } },
  { code: 'closedOn', kind: 'day', label: { zh: '办结日期', en: 'Closed on' } },
  { code: 'followedOn', kind: 'day', label: { zh: '回访日期', en: 'Followed up on' } },
  { code: 'followResult', kind: 'followResult', label: { zh: '回访结果', en: 'What the follow-up found' } },
  { code: 'advice', kind: 'advice', label: { zh: '告知途径', en: 'Way that was pointed out' } },
  { code: 'whistle', kind: 'whistle', label: { zh: '吹哨事项', en: 'Call' } },
  { code: 'supervision', kind: 'supervision', label: { zh: '督办事项', en: 'Supervision' } },
  { code: 'prevented', kind: 'prevented', label: { zh: '预防成效', en: 'What was prevented' } },
  { code: 'people', kind: 'number', label: { zh: '涉及人数', en: 'People' } },
  { code: 'note', kind: 'text', label: { zh: '说明', en: 'Note' } },
])
export type Ask = CodeOf<typeof ASKS>
export type AskKind = (typeof ASKS.rows)[number]['kind']

/** Conditions of the case that a move waits for, each with what to do about it. */
export const CHECKS = vocabulary([
  { code: 'colour', label: { zh: '尚未定色，先研判', en: 'It has no tier yet: triage it first' } },
  { code: 'plan', label: { zh: '本等级须有一案一策和包案领导，先“修订一案一策”', en: 'This tier demands a plan and a lead post: revise the plan first' } },
  { code: 'whistles', label: { zh: '吹哨事项尚未全部办结或撤回', en: 'A call is still without a result: give it, or withdraw the call' } },
  { code: 'supervision', label: { zh: '督办尚未回复：先回复，或由督办单位解除', en: 'A supervision is not answered: answer it, or let it be lifted' } },
  { code: 'written', label: { zh: '只有书面协议可以申请司法确认', en: 'Only a written agreement can be confirmed by a court' } },
  { code: 'confirmationTerm', label: { zh: '协议生效已满 30 日，不能再申请司法确认（人民调解法第三十三条）', en: 'More than 30 days since the agreement took effect: too late to apply (People’s Mediation Law, art. 33)' } },
  { code: 'performed', label: { zh: '协议尚未履行完毕', en: 'The agreement is not performed in full' } },
  { code: 'followedUp', label: { zh: '回访尚未做够：要求的每次回访都要登记，后一次须在前一次的期限过后', en: 'Follow-ups are still due: record every visit that is demanded, each after the term of the one before' } },
  { code: 'stable', label: { zh: '回访发现反复，应重新办理', en: 'The follow-up found a relapse: reopen the case' } },
  { code: 'watched', label: { zh: '回访结论为仍需关注，须再次回访', en: 'The last follow-up said to watch it: follow up again' } },
  { code: 'place', label: { zh: '地点待定，先归位', en: 'Its place is unknown: settle it first' } },
])
export type Check = CodeOf<typeof CHECKS>

/**
 * Who makes a move. `centre`: a post with the right in the area of the case; `holder`: of the handling organisation, or
 * the centre in its stead; `called`: of a department that was called, or the centre in its stead; `above`: the
 * organisation that the case was escalated to, or a centre other than the one that escalated it; `eitherEnd`: that
 * organisation, or any centre, also the one that escalated it; `entrant`: of the organisation that entered it, or the centre; `involved`: any of them and the participants.
 */
export type Mover = 'centre' | 'holder' | 'called' | 'above' | 'eitherEnd' | 'entrant' | 'involved'

export interface Move {
  readonly code: string
  readonly label: { zh: string; en: string }
  /** states that it starts from; null = every one in `ACTIVE` */
  readonly from: readonly State[] | null
  /** state after it; null = it changes the case and not its state */
  readonly to: State | null
  readonly mover: Mover
  readonly right: Right
  readonly asks: readonly Ask[]
  readonly may: readonly Ask[]
  /** what must hold beforehand; `confirmationTerm` is judged by the day that is given */
  readonly checks: readonly Check[]
}

/** Every state in which a case is still somebody's work. */
export const ACTIVE: readonly State[] = [
  'registered', 'triaged', 'dispatched', 'accepted', 'mediating', 'whistled', 'agreed', 'performing', 'confirming', 'reopened', 'escalated',
]

/** Until a case is archived, or ended otherwise, something can be owed about it: an answer, a plan, a visit. */
export const UNENDED: readonly State[] = [...ACTIVE, 'closed', 'followed_up']

/**
 * The life of a case as one table (domain 2.3): it gives the guards, the buttons, the labels and the help page.
 * Tiers that demand a plan take it with the colour or by a move of its own; what stands behind the check `plan` waits for it.
 * What stands in the way of an end is cured by a move from that very state, so that no case ends with something owed.
 */
export const MOVES = vocabulary([
  { code: 'triage', label: { zh: '研判定色', en: 'Triage' }, from: ['registered', 'reopened'], to: 'triaged', mover: 'centre', right: 'direct', asks: ['colour', 'reason'], may: ['plan', 'leadPost', 'note'], checks: [] },
  { code: 'decline', label: { zh: '不予受理', en: 'Decline' }, from: ['registered', 'triaged'], to: 'declined', mover: 'centre', right: 'direct', asks: ['note'], may: ['advice'], checks: ['whistles', 'supervision'] },
  { code: 'merge', label: { zh: '重复合并', en: 'Merge' }, from: ['registered', 'triaged', 'dispatched', 'accepted'], to: 'merged', mover: 'centre', right: 'direct', asks: ['into'], may: ['note'], checks: ['whistles', 'supervision'] },
  { code: 'dispatch', label: { zh: '派单', en: 'Dispatch' }, from: ['registered', 'triaged', 'reopened'], to: 'dispatched', mover: 'centre', right: 'direct', asks: ['holder'], may: ['dueOn', 'note'], checks: ['colour', 'plan'] },
  { code: 'takeOn', label: { zh: '自行受理', en: 'Take on oneself' }, from: ['registered', 'triaged'], to: 'accepted', mover: 'entrant', right: 'handle', asks: ['colour'], may: ['reason', 'note'], checks: [] },
  { code: 'accept', label: { zh: '签收受理', en: 'Accept' }, from: ['dispatched'], to: 'accepted', mover: 'holder', right: 'handle', asks: [], may: ['note'], checks: [] },
  { code: 'return', label: { zh: '退单', en: 'Return' }, from: ['dispatched'], to: 'triaged', mover: 'holder', right: 'handle', asks: ['note'], may: [], checks: [] },
  { code: 'mediate', label: { zh: '开始调解', en: 'Begin mediation' }, from: ['accepted', 'reopened'], to: 'mediating', mover: 'holder', right: 'handle', asks: ['mediationType'], may: ['note'], checks: ['plan'] },
  { code: 'whistle', label: { zh: '吹哨', en: 'Call departments' }, from: ['accepted', 'mediating', 'whistled'], to: 'whistled', mover: 'centre', right: 'direct', asks: ['departments', 'reason', 'limitDays'], may: [], checks: [] },
  { code: 'resume', label: { zh: '收哨，继续调解', en: 'Calls answered, go on' }, from: ['whistled'], to: 'mediating', mover: 'centre', right: 'direct', asks: [], may: ['mediationType', 'note'], checks: ['whistles'] },
  { code: 'escalate', label: { zh: '上报', en: 'Escalate' }, from: ['triaged', 'dispatched', 'accepted', 'mediating', 'whistled', 'reopened'], to: 'escalated', mover: 'holder', right: 'handle', asks: ['to', 'note'], may: [], checks: [] },
  { code: 'take', label: { zh: '接办', en: 'Take over' }, from: ['escalated'], to: 'accepted', mover: 'above', right: 'handle', asks: [], may: ['note'], checks: [] },
  { code: 'sendBack', label: { zh: '退回或收回，重派', en: 'Send or fetch back' }, from: ['escalated'], to: 'triaged', mover: 'eitherEnd', right: 'handle', asks: ['note'], may: [], checks: [] },
  { code: 'agree', label: { zh: '达成协议', en: 'Agreement reached' }, from: ['mediating'], to: 'agreed', mover: 'holder', right: 'handle', asks: ['agreement', 'agreedOn'], may: ['performBy', 'amountYuan', 'note'], checks: ['plan'] },
  { code: 'terminate', label: { zh: '终止调解', en: 'Terminate' }, from: ['accepted', 'mediating', 'whistled', 'agreed', 'performing', 'escalated', 'reopened'], to: 'terminated', mover: 'holder', right: 'handle', asks: ['advice', 'note'], may: [], checks: ['plan', 'whistles', 'supervision'] },
  { code: 'withdraw', label: { zh: '当事人撤回', en: 'Withdrawn by the parties' }, from: ['registered', 'triaged', 'dispatched', 'accepted', 'mediating', 'whistled', 'escalated', 'reopened'], to: 'terminated', mover: 'holder', right: 'handle', asks: ['note'], may: [], checks: ['whistles', 'supervision'] },
  { code: 'renege', label: { zh: '反悔或不履行，重新调解', en: 'Agreement broken, mediate again' }, from: ['agreed', 'performing'], to: 'mediating', mover: 'holder', right: 'handle', asks: ['note'], may: [], checks: [] },
  { code: 'applyConfirmation', label: { zh: '申请司法确认', en: 'Apply for confirmation' }, from: ['agreed', 'performing'], to: 'confirming', mover: 'holder', right: 'handle', asks: ['appliedOn'], may: ['note'], checks: ['written', 'confirmationTerm'] },
  { code: 'confirm', label: { zh: '裁定确认', en: 'Confirmed by the court' }, from: ['confirming'], to: 'performing', mover: 'holder', right: 'handle', asks: ['decidedOn'], may: ['note'], checks: [] },
  { code: 'refuseConfirmation', label: { zh: '驳回确认', en: 'Confirmation refused' }, from: ['confirming'], to: 'mediating', mover: 'holder', right: 'handle', asks: ['decidedOn', 'note'], may: [], checks: [] },
  { code: 'withdrawConfirmation', label: { zh: '撤回确认申请', en: 'Application withdrawn' }, from: ['confirming'], to: 'performing', mover: 'holder', right: 'handle', asks: ['note'], may: [], checks: [] },
  { code: 'perform', label: { zh: '开始履行', en: 'Performance begins' }, from: ['agreed'], to: 'performing', mover: 'holder', right: 'handle', asks: [], may: ['performBy', 'note'], checks: [] },
  { code: 'close', label: { zh: '办结', en: 'Close' }, from: ['agreed', 'performing'], to: 'closed', mover: 'holder', right: 'handle', asks: ['closedOn', 'performance'], may: ['note'], checks: ['plan', 'whistles', 'supervision'] },
  { code: 'recordPerformance', label: { zh: '登记履行情况', en: 'Record the performance' }, from: ['agreed', 'performing', 'closed', 'followed_up'], to: null, mover: 'holder', right: 'handle', asks: ['performance'], may: ['note'], checks: [] },
  { code: 'followUp', label: { zh: '回访', en: 'Follow up' }, from: ['closed', 'followed_up'], to: 'followed_up', mover: 'holder', right: 'handle', asks: ['followedOn', 'followResult'], may: ['note'], checks: [] },
  { code: 'archive', label: { zh: '销号归档', en: 'Close out' }, from: ['followed_up'], to: 'archived', mover: 'centre', right: 'direct', asks: [], may: ['note'], checks: ['place', 'plan', 'whistles', 'supervision', 'performed', 'followedUp', 'stable', 'watched'] },
  { code: 'reopen', label: { zh: '反复，重新办理', en: 'Reopen' }, from: ['closed', 'followed_up', 'archived', 'terminated', 'declined', 'merged', 'escalated'], to: 'reopened', mover: 'centre', right: 'direct', asks: ['note'], may: [], checks: [] },
  { code: 'recolour', label: { zh: '调整等级', en: 'Change the tier' }, from: UNENDED, to: null, mover: 'centre', right: 'direct', asks: ['colour', 'reason'], may: ['plan', 'leadPost', 'note'], checks: [] },
  { code: 'plan', label: { zh: '修订一案一策', en: 'Revise the plan' }, from: UNENDED, to: null, mover: 'holder', right: 'handle', asks: ['plan', 'leadPost'], may: ['note'], checks: [] },
  { code: 'reassign', label: { zh: '改派', en: 'Reassign' }, from: ['dispatched', 'accepted', 'mediating', 'whistled', 'reopened'], to: null, mover: 'centre', right: 'direct', asks: ['holder'], may: ['dueOn', 'note'], checks: [] },
  { code: 'extend', label: { zh: '调整时限', en: 'Change the limit' }, from: null, to: null, mover: 'centre', right: 'direct', asks: ['dueOn', 'note'], may: [], checks: [] },
  { code: 'report', label: { zh: '已上报', en: 'Reported upwards' }, from: null, to: null, mover: 'holder', right: 'handle', asks: [], may: ['note'], checks: [] },
  { code: 'note', label: { zh: '记录进展', en: 'Note progress' }, from: null, to: null, mover: 'involved', right: 'handle', asks: ['note'], may: [], checks: [] },
  { code: 'reportIn', label: { zh: '报到', en: 'Report in' }, from: UNENDED, to: null, mover: 'called', right: 'handle', asks: ['whistle'], may: ['note'], checks: [] },
  { code: 'result', label: { zh: '反馈结果', en: 'Give the result' }, from: UNENDED, to: null, mover: 'called', right: 'handle', asks: ['whistle', 'note'], may: [], checks: [] },
  { code: 'withdrawWhistle', label: { zh: '撤哨', en: 'Withdraw the call' }, from: UNENDED, to: null, mover: 'centre', right: 'direct', asks: ['whistle', 'note'], may: [], checks: [] },
  { code: 'supervise', label: { zh: '督办', en: 'Supervise' }, from: null, to: null, mover: 'centre', right: 'supervise', asks: ['reason', 'limitDays'], may: [], checks: [] },
  { code: 'answerSupervision', label: { zh: '回复督办', en: 'Answer the supervision' }, from: UNENDED, to: null, mover: 'holder', right: 'handle', asks: ['supervision', 'note'], may: [], checks: [] },
  { code: 'liftSupervision', label: { zh: '解除督办', en: 'Lift the supervision' }, from: UNENDED, to: null, mover: 'centre', right: 'supervise', asks: ['supervision', 'note'], may: [], checks: [] },
  { code: 'recordPrevention', label: { zh: '登记预防成效', en: 'Record what was prevented' }, from: ['accepted', 'mediating', 'whistled', 'agreed', 'performing', 'confirming', 'reopened', 'closed', 'followed_up'], to: null, mover: 'holder', right: 'handle', asks: ['prevented', 'people'], may: ['note'], checks: [] },
  { code: 'claimSubsidy', label: { zh: '申报以案定补', en: 'Claim the subsidy' }, from: ['closed', 'followed_up', 'archived'], to: null, mover: 'holder', right: 'handle', asks: [], may: ['note'], checks: [] },
  { code: 'approveSubsidy', label: { zh: '审核补贴', en: 'Approve the subsidy' }, from: ['closed', 'followed_up', 'archived'], to: null, mover: 'centre', right: 'direct', asks: [], may: ['note'], checks: [] },
  { code: 'refuseSubsidy', label: { zh: '退回补贴申报', en: 'Send the claim back' }, from: ['closed', 'followed_up', 'archived'], to: null, mover: 'centre', right: 'direct', asks: ['note'], may: [], checks: [] },
  { code: 'paySubsidy', label: { zh: '发放补贴', en: 'Subsidy paid' }, from: ['closed', 'followed_up', 'archived'], to: null, mover: 'centre', right: 'direct', asks: [], may: ['note'], checks: [] },
] as const satisfies readonly Move[])
export type MoveCode = CodeOf<typeof MOVES>

/** A row of the table, as far as every row has it. */
export function moveOf(code: MoveCode): Move {
  return MOVES.row(code)
}

export const MEDIATION_TYPES = vocabulary([
  { code: 'people', label: { zh: '人民调解', en: "People's mediation" } },
  { code: 'administrative', label: { zh: '行政调解', en: 'Administrative mediation' } },
  { code: 'judicial', label: { zh: '司法调解', en: 'Judicial mediation' } },
  { code: 'joint', label: { zh: '联合调解', en: 'Joint mediation' } },
])
export type MediationType = CodeOf<typeof MEDIATION_TYPES>

export const PERFORMANCES = vocabulary([
  { code: 'full', label: { zh: '已全部履行', en: 'Performed in full' } },
  { code: 'instalments', label: { zh: '按约分期履行中', en: 'In instalments, as agreed' } },
  { code: 'none', label: { zh: '未履行', en: 'Not performed' } },
])
export type Performance = CodeOf<typeof PERFORMANCES>

export const FOLLOW_RESULTS = vocabulary([
  { code: 'stable', label: { zh: '案结事了', en: 'Settled for good' } },
  { code: 'watch', label: { zh: '仍需关注', en: 'To be watched' } },
  { code: 'relapse', label: { zh: '出现反复', en: 'Relapse' } },
])
export type FollowResult = CodeOf<typeof FOLLOW_RESULTS>

export const ADVICE = vocabulary([
  { code: 'arbitration', label: { zh: '仲裁', en: 'Arbitration' } },
  { code: 'litigation', label: { zh: '诉讼', en: 'Litigation' } },
  { code: 'administrative', label: { zh: '行政途径', en: 'Administrative way' } },
  { code: 'legal_aid', label: { zh: '法律援助', en: 'Legal aid' } },
])
export type Advice = CodeOf<typeof ADVICE>

/** Prevention counters, always in pairs of cases and people (件/人). */
export const PREVENTED = vocabulary([
  { code: 'crime', label: { zh: '防止民转刑', en: 'Turning criminal' } },
  { code: 'petition', label: { zh: '防止群体性上访', en: 'Group petition' } },
  { code: 'affray', label: { zh: '防止群体性械斗', en: 'Affray' } },
  { code: 'suicide', label: { zh: '防止非正常死亡', en: 'Unnatural death' } },
])
export type Prevented = CodeOf<typeof PREVENTED>

/** What a move is given, by the asks of its row. Organisations by id, a call or a supervision by its number in the case. */
export interface MoveAsks {
  colour?: TierColour
  reason?: string
  plan?: string
  leadPost?: string
  holder?: string
  into?: number
  dueOn?: Day
  mediationType?: MediationType
  departments?: string[]
  limitDays?: number
  to?: string
  agreement?: 'written' | 'oral'
  agreedOn?: Day
  performBy?: Day
  amountYuan?: number
  appliedOn?: Day
  decidedOn?: Day
  performance?: Performance
  closedOn?: Day
  followedOn?: Day
  followResult?: FollowResult
  advice?: Advice
  whistle?: string
  supervision?: string
  prevented?: Prevented
  people?: number
  note?: string
}
