import { vocabulary, type CodeOf } from './vocabulary.ts'

/**
 * States of a case (domain 2.3). `phase` is what headline figures count by:
 * open and handling are pending; resolved counts for the resolution rate; transferred and ended have left
 * the county's hands without a resolution of its own.
 */
export const STATES = vocabulary([
  { code: 'registered', phase: 'open', label: { zh: '已登记', en: 'Registered' } },
  { code: 'triaged', phase: 'open', label: { zh: '已研判', en: 'Triaged' } },
  { code: 'dispatched', phase: 'open', label: { zh: '已派单', en: 'Dispatched' } },
  { code: 'accepted', phase: 'open', label: { zh: '已受理', en: 'Accepted' } },
  { code: 'mediating', phase: 'handling', label: { zh: '调解中', en: 'In mediation' } },
  { code: 'whistled', phase: 'handling', label: { zh: '已吹哨', en: 'Departments called' } },
  { code: 'agreed', phase: 'handling', label: { zh: '达成协议', en: 'Agreed' } },
  { code: 'performing', phase: 'handling', label: { zh: '履行中', en: 'Performing' } },
  { code: 'confirming', phase: 'handling', label: { zh: '司法确认中', en: 'Judicial confirmation' } },
  { code: 'reopened', phase: 'handling', label: { zh: '反复', en: 'Reopened' } },
  { code: 'escalated', phase: 'transferred', label: { zh: '已上报移交', en: 'Escalated or transferred' } },
  { code: 'terminated', phase: 'ended', label: { zh: '终止调解', en: 'Terminated' } },
  { code: 'declined', phase: 'ended', label: { zh: '不予受理', en: 'Declined' } },
  { code: 'merged', phase: 'ended', label: { zh: '重复合并', en: 'Merged into another' } },
  { code: 'closed', phase: 'resolved', label: { zh: '已办结', en: 'Closed' } },
  { code: 'followed_up', phase: 'resolved', label: { zh: '已回访', en: 'Followed up' } },
  { code: 'archived', phase: 'resolved', label: { zh: '已归档', en: 'Archived' } },
])
export type State = CodeOf<typeof STATES>

export const PHASES = vocabulary([
  { code: 'open', label: { zh: '待处理', en: 'Open' } },
  { code: 'handling', label: { zh: '化解中', en: 'In progress' } },
  { code: 'transferred', label: { zh: '已移交', en: 'Transferred' } },
  { code: 'ended', label: { zh: '已终止', en: 'Ended' } },
  { code: 'resolved', label: { zh: '已化解', en: 'Resolved' } },
])
export type Phase = CodeOf<typeof PHASES>
