import { AUDITED, type AuditLine } from '../contract/audit.ts'
import { csvHead, csvRows } from '../contract/csv.ts'
import { beijingTime } from '../contract/day.ts'
import type { Language } from '../contract/error.ts'
import { ROLES } from '../contract/roles.ts'
import type { Term, Vocabulary } from '../contract/vocabulary.ts'

/** What the audit log is exported as: a table for people, or every line as it is, for checking the chain elsewhere. */
export const AUDIT_FORMATS = ['csv', 'jsonl'] as const
export type AuditFormat = (typeof AUDIT_FORMATS)[number]

const HEAD = {
  zh: ['序号', '时间（北京时间）', '登录名', '角色', '组织', '地址', '动作', '区县', '对象', '之前', '之后', '校验值'],
  en: ['No.', 'Time (Beijing)', 'Sign-in name', 'Role', 'Organisation', 'Address', 'Action', 'County', 'Subject', 'Before', 'After', 'Hash'],
} as const

/** The file piece by piece. */
export async function* auditFile(pieces: AsyncIterable<AuditLine[]>, format: AuditFormat, language: Language): AsyncGenerator<string> {
  if (format === 'csv') yield csvHead(HEAD[language])
  for await (const lines of pieces) {
    yield format === 'csv'
      ? csvRows(lines.map((line) => cells(line, language)))
      : lines.map((line) => `${JSON.stringify(line)}\n`).join('')
  }
}

function cells(line: AuditLine, language: Language) {
  const { seq, at, login, role, organisation, address, action, county, subject, before, after, hash } = line
  const named = [role && word(ROLES, role, language), organisation, address, word(AUDITED, action, language)]
  return [seq, beijing(at), login, ...named, county, subject, before, after, hash]
}

/** A code that a line bears against the rules stays as it is. */
function word(vocabulary: Vocabulary<Term>, code: string, language: Language): string {
  return vocabulary.is(code) ? vocabulary.row(code).label[language] : code
}

/** As a spreadsheet reads it, to the second. */
function beijing(at: string): string {
  const ms = Date.parse(at)
  return Number.isNaN(ms) ? at : beijingTime(ms)
}
