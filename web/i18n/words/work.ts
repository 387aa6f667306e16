import type { WorkList } from '../../../server/contract/cases.ts'

const emptyZh: Record<WorkList, string> = {
  overdue: '没有超期的案件',
  dueToday: '今天没有到期的案件',
  soon: '近期没有到期的案件',
  whistles: '没有要报到、反馈的吹哨',
  supervisions: '没有要回复的督办',
  toTriage: '没有待研判的案件',
  toAccept: '没有待签收的案件',
  toTake: '没有待接办的案件',
  toResume: '没有各部门都已反馈、待收哨的案件',
  toFollowUp: '没有待回访的案件',
  toArchive: '没有待销号的案件',
  inHand: '没有其他在办的案件',
}
const emptyEn: Record<WorkList, string> = {
  overdue: 'Nothing is overdue',
  dueToday: 'Nothing is due today',
  soon: 'Nothing is due soon',
  whistles: 'No call waits for an answer',
  supervisions: 'No supervision waits for an answer',
  toTriage: 'Nothing to triage',
  toAccept: 'Nothing to accept',
  toTake: 'Nothing to take over',
  toResume: 'No case whose calls are all answered waits to go on',
  toFollowUp: 'Nothing to follow up',
  toArchive: 'Nothing to close out',
  inHand: 'Nothing else is in hand',
}

export const zh = {
  title: '我的工作',
  lead: '{day}，共 {n} 项要办，最急的在前。',
  leadNone: '{day}，眼下没有要办的。',
  lists: '要办的事',
  failed: '没有读出来',
  stale: '没有读到最新情况：{why}',
  more: '共 {total} 件，这里是最急的 {shown} 件',
  empty: emptyZh,
  emptyHint: '有新的会自己出现在这里。',
  elsewhere: '{list}还有 {n} 件',
  noPlace: '地点待定',
  days: '{state}第 {n} 天',
  keys: '键盘：{digits} 打开案件',
  enter: '登记纠纷',
}

export const en: typeof zh = {
  title: 'My work',
  lead: '{day}: {n} to do, the most pressing first.',
  leadNone: '{day}: nothing to do just now.',
  lists: 'What is to be done',
  failed: 'It could not be read',
  stale: 'The latest state could not be read: {why}',
  more: '{total} in all; these are the most pressing {shown}',
  empty: emptyEn,
  emptyHint: 'New ones appear here by themselves.',
  elsewhere: '{list}: {n}',
  noPlace: 'place unknown',
  days: '{state}, day {n}',
  keys: 'Keys: {digits} open a case',
  enter: 'Enter a dispute',
}
