import type { Say } from '../../geodata/place/say.ts'
import { caseNamed } from './caseCode.ts'
import type { Day } from './day.ts'
import { AppError } from './error.ts'
import { parseFilter } from './filter.ts'
import type { Role } from './roles.ts'
import { vocabulary, type CodeOf } from './vocabulary.ts'

/** What is written into the audit log. */
export const AUDITED = vocabulary([
  { code: 'signed_in', label: { zh: '登录', en: 'Signed in' } },
  { code: 'sign_in_failed', label: { zh: '登录失败', en: 'Sign-in failed' } },
  { code: 'account_locked', label: { zh: '账号锁定', en: 'Account locked' } },
  { code: 'signed_out', label: { zh: '退出', en: 'Signed out' } },
  { code: 'post_taken', label: { zh: '切换岗位', en: 'Post taken' } },
  { code: 'refused', label: { zh: '越权被拒', en: 'Refused' } },
  { code: 'password_changed', label: { zh: '修改口令', en: 'Password changed' } },
  { code: 'second_factor_changed', label: { zh: '变更第二因素', en: 'Second factor changed' } },
  { code: 'link_made', label: { zh: '发出一次性链接', en: 'One-time link made' } },
  { code: 'link_used', label: { zh: '使用一次性链接', en: 'One-time link used' } },
  { code: 'account_made', label: { zh: '建立账号', en: 'Account made' } },
  { code: 'account_changed', label: { zh: '修改账号', en: 'Account changed' } },
  { code: 'account_closed', label: { zh: '停用账号', en: 'Account closed' } },
  { code: 'account_opened', label: { zh: '启用、解锁账号', en: 'Account opened or unlocked' } },
  { code: 'post_given', label: { zh: '授予岗位', en: 'Post given' } },
  { code: 'post_withdrawn', label: { zh: '收回岗位', en: 'Post withdrawn' } },
  { code: 'device_made', label: { zh: '登记大屏设备', en: 'Device registered' } },
  { code: 'device_closed', label: { zh: '停用大屏设备', en: 'Device closed' } },
  { code: 'policy_changed', label: { zh: '修改安全策略', en: 'Policy changed' } },
  { code: 'setting_changed', label: { zh: '修改设置', en: 'Setting changed' } },
  { code: 'imported', label: { zh: '导入台账', en: 'Ledger imported' } },
  { code: 'import_undone', label: { zh: '撤销导入', en: 'Import undone' } },
  { code: 'place_settled', label: { zh: '地点归位', en: 'Place settled' } },
  { code: 'pack_installed', label: { zh: '安装底图包', en: 'Pack installed' } },
  { code: 'county_removed', label: { zh: '删除县', en: 'County removed' } },
  { code: 'case_entered', label: { zh: '登记案件', en: 'Case entered' } },
  { code: 'case_moved', label: { zh: '案件流转', en: 'Case moved' } },
  { code: 'case_changed', label: { zh: '修改案件', en: 'Case changed' } },
  { code: 'cases_assigned', label: { zh: '批量派单', en: 'Cases assigned in bulk' } },
  { code: 'sensitive_read', label: { zh: '查看敏感案件正文', en: 'Text of a sensitive case read' } },
  { code: 'attachment_added', label: { zh: '添加附件', en: 'Attachment added' } },
  { code: 'attachment_read', label: { zh: '下载附件', en: 'Attachment read' } },
  { code: 'attachment_removed', label: { zh: '删除附件', en: 'Attachment removed' } },
  { code: 'organisation_changed', label: { zh: '修改组织机构', en: 'Organisation changed' } },
  { code: 'meeting_entered', label: { zh: '登记会议', en: 'Meeting entered' } },
  { code: 'meeting_changed', label: { zh: '修改会议', en: 'Meeting changed' } },
  { code: 'meeting_deleted', label: { zh: '删除会议', en: 'Meeting deleted' } },
  { code: 'action_changed', label: { zh: '办理议定事项', en: 'Action item changed' } },
  { code: 'cube_read', label: { zh: '取用案件列', en: 'Rows of cases taken' } },
  { code: 'exported', label: { zh: '导出', en: 'Exported' } },
  { code: 'log_exported', label: { zh: '导出审计日志', en: 'Audit log exported' } },
  { code: 'log_pruned', label: { zh: '清理过期审计日志', en: 'Old lines of the audit log removed' } },
])
export type Audited = CodeOf<typeof AUDITED>

/** One line of the audit log. */
export interface AuditLine {
  seq: number
  /** ISO 8601 in UTC, to the millisecond */
  at: string
  /** id of the account; null for the program, the command line and a sign-in that failed */
  account: string | null
  login: string
  role: Role | null
  organisation: string | null
  address: string | null
  action: Audited
  county: string | null
  /** what it was done to, such as `case 4512`, `account clerk01`, `export xlsx` */
  subject: string | null
  /** JSON text of what was there before and after, as far as the action changed it; never text of a case */
  before: string | null
  after: string | null
  /** SHA-256 in hex over the line and the hash of the line before it */
  hash: string
}

/** What lines are wanted: all that is given must be so. */
export interface AuditFilter {
  action?: Audited
  login?: string
  county?: string
  /** the whole of it, such as `case 4512`; `parseAuditFilter` makes that of a case's code */
  subject?: string
  /** days in Asia/Shanghai, both inclusive */
  from?: Day
  to?: Day
}

/**
 * Reads the URL form; throws `AppError` 400 that names the field. Unknown parameters are not its business. The code of a
 * case as the subject names its county, too.
 */
export function parseAuditFilter({ action, login, county, subject, from, to }: Partial<Record<keyof AuditFilter, string>>): AuditFilter {
  if (action !== undefined && !AUDITED.is(action)) {
    const can = AUDITED.codes.join(', ')
    throw bad('action', { zh: `没有“${action}”这种动作，可用的值：${can}`, en: `"${action}" is not known; use one of: ${can}` })
  }
  const days = parseFilter({ from, to })
  const named = subject === undefined ? null : caseNamed(subject)
  if (named && county !== undefined && county !== named.county) {
    throw bad('subject', { zh: '这个案件编码不属于所写的区县，请核对，或不写区县', en: 'This code belongs to a case of another county than the one that is named: check it, or leave out the county' })
  }
  const what = named ? { county: named.county as string, subject: `case ${named.id}` } : { county, subject }
  return { action, login, ...what, from: days.from, to: days.to }
}

/** A line as it is shown: with the code of the case that it is about, where that case is there still. */
export interface ShownLine extends AuditLine {
  code: string | null
}

/** `GET /api/audit?action&login&county&subject&from&to&cursor&limit`: newest first. */
export interface AuditPage {
  lines: ShownLine[]
  /** `cursor` of the next, older page; null where nothing older is kept */
  next: string | null
  /** first line that is still kept, and the newest, of the whole log; both 0 while nothing was ever written */
  kept: { first: number; last: number }
}

/** Longest page. */
export const AUDIT_PAGE = 200

/** Where the chain ends: whoever holds an earlier head can tell later that it is still part of the log. */
export interface AuditHead {
  seq: number
  hash: string
}

export const headText = ({ seq, hash }: AuditHead): string => `${seq}:${hash}`

/** Reads `SEQ:HASH`; throws `AppError` 400. */
export function parseHead(text: string): AuditHead {
  const match = /^([1-9]\d{0,14}):([0-9a-f]{64})$/i.exec(text.trim())
  if (!match) {
    throw bad('head', {
      zh: '记下的链头形如 1234:（64 位校验值），由 fengtu audit verify 给出，请核对是否抄全',
      en: 'A head that was noted looks like 1234:HASH with 64 hex digits, as fengtu audit verify gives it: check that it is whole',
    })
  }
  return { seq: Number(match[1]), hash: match[2]!.toLowerCase() }
}

function bad(field: string, say: Say): AppError {
  return new AppError('bad_parameter', { status: 400, field, say })
}

/** How a chain can be broken. */
export const AUDIT_FAULTS = vocabulary([
  { code: 'changed', label: { zh: '被改动', en: 'Changed' } },
  { code: 'missing', label: { zh: '缺行', en: 'Missing' } },
  { code: 'cut', label: { zh: '末尾被截', en: 'Cut off at the end' } },
  { code: 'beyond', label: { zh: '末尾多行', en: 'Lines behind the end' } },
  { code: 'head', label: { zh: '链头不符', en: 'The head does not fit' } },
  { code: 'kept', label: { zh: '开头不符', en: 'The beginning does not fit' } },
  { code: 'anchor', label: { zh: '与记下的链头不符', en: 'An earlier head is not part of it' } },
])
export type AuditFaultKind = CodeOf<typeof AUDIT_FAULTS>

export interface AuditFault {
  kind: AuditFaultKind
  /** number of the line at fault, the first where there are several; 0 where none can be named */
  seq: number
  say: Say
}

/** `GET /api/audit/verify?head=SEQ:HASH`, and what `fengtu audit verify --json` prints. */
export interface AuditVerdict {
  sound: boolean
  /** lines read */
  lines: number
  /** first line that is kept, and the instant of it; null without a line */
  first: { seq: number; at: string } | null
  /** to be written down outside of this machine as `SEQ:HASH`; null while nothing was ever written, or where it is lost */
  head: AuditHead | null
  /** the first of them; empty for a sound one */
  faults: AuditFault[]
  /** how many there are */
  faulty: number
}
