import { chainCheck, pruneMark } from '../access/auditChain.ts'
import { readPolicy } from '../access/policy.ts'
import type { AuditFilter, AuditHead, AuditLine, AuditPage, AuditVerdict, ShownLine } from '../contract/audit.ts'
import { MS_PER_DAY } from '../contract/day.ts'
import { AppError } from '../contract/error.ts'
import type { AuditScope } from '../contract/scope.ts'
import { appendLine } from '../store/audit.ts'
import { auditHead, everyLine, linesBetween, newestLines, removeLines } from '../store/auditLog.ts'
import { caseCodes, type NumberedCase } from '../store/caseCodes.ts'
import { transaction } from '../store/transaction.ts'
import type { Context } from './context.ts'
import { inTurn } from './turns.ts'

type Desk = Pick<Context, 'db' | 'now'>

/** Newest first; `cursor` is the `next` of the page before. Throws `AppError` 400 for one that is none. */
export async function auditPage(
  { db }: Desk,
  _: AuditScope,
  filter: AuditFilter,
  { cursor = null, limit }: { cursor?: string | null; limit: number },
): Promise<AuditPage> {
  const before = cursor === null ? null : lineNumber(cursor)
  const head = await auditHead(db)
  const lines = await newestLines(db, filter, before, limit + 1)
  const more = lines.length > limit
  const shown = lines.slice(0, limit)
  return {
    lines: await coded(db, shown),
    next: more ? String(shown.at(-1)?.seq) : null,
    kept: head?.hash ? { first: head.keptFrom, last: head.seq } : { first: 0, last: 0 },
  }
}

/** People know a case by its code, lines by its county and number. */
async function coded(db: Desk['db'], lines: readonly AuditLine[]): Promise<ShownLine[]> {
  const cases = lines.map(caseOf)
  const codes = await caseCodes(db, cases.filter((one) => one !== null))
  return lines.map((line, at) => ({ ...line, code: (cases[at] && codes.get(`${cases[at].county} ${cases[at].id}`)) ?? null }))
}

function caseOf({ county, subject }: AuditLine): NumberedCase | null {
  const [, id] = /^case (\d{1,15})$/.exec(subject ?? '') ?? []
  return county === null || id === undefined ? null : { county, id: Number(id) }
}

/** Checks the whole chain as it stands at one moment, and that an earlier head, if one is given, is part of it. */
export function verifyLog({ db }: Desk, _: AuditScope, anchor: AuditHead | null): Promise<AuditVerdict> {
  return inTurn(db, 'checks', () =>
    transaction(
      db,
      async (tx) => {
        const check = chainCheck(await auditHead(tx), anchor)
        for await (const lines of everyLine(tx)) check.take(lines)
        return check.end()
      },
      { dry: true },
    ),
  )
}

/** Lines that an export reads at once. */
const PIECE = 2_000

/**
 * Writes into the log that it is exported, then gives its lines piece by piece, oldest first, this last one too. No
 * connection is held between pieces, however slowly somebody takes them.
 */
export async function exportLog(
  { db, now }: Desk,
  { by }: AuditScope,
  filter: AuditFilter,
  format: string,
): Promise<AsyncGenerator<AuditLine[]>> {
  await transaction(db, async (tx) => appendLine(tx, by, { action: 'log_exported', at: new Date(now()), subject: `export ${format}`, after: filter }))
  const upTo = (await auditHead(db))?.seq ?? 0
  return pieces()

  async function* pieces(): AsyncGenerator<AuditLine[]> {
    for (let after = 0; ; ) {
      const lines = await linesBetween(db, filter, after, upTo, PIECE)
      if (lines.length > 0) yield lines
      if (lines.length < PIECE) return
      after = lines.at(-1)!.seq
    }
  }
}

export interface Pruned {
  /** for which lines are kept */
  days: number
  removed: number
  /** first line that is kept now; null where nothing was removed */
  keptFrom: number | null
}

/**
 * Removes the lines that are older than the policy wants them kept, or than more days than that. Throws `AppError` 400
 * for fewer, 409 where the chain is broken, for what shows it would be gone, unless `broken` says that this was seen to.
 */
export async function pruneLog(ctx: Desk, scope: AuditScope, options: { days?: number; broken?: boolean } = {}): Promise<Pruned> {
  const { db, now } = ctx
  const { auditDays } = await readPolicy(db)
  const { days = auditDays, broken = false } = options
  if (!Number.isInteger(days) || days < auditDays) throw tooFew(auditDays)
  const verdict = await verifyLog(ctx, scope, null)
  if (!verdict.sound && !broken) throw isBroken(verdict)
  const before = new Date(now() - days * MS_PER_DAY)
  return transaction(db, async (tx) => {
    const done = await removeLines(tx, before)
    if (!done) return { days, removed: 0, keptFrom: null }
    const { removed, from, after } = done
    appendLine(tx, scope.by, {
      action: 'log_pruned',
      at: new Date(now()),
      before: { days, removed, ...(verdict.sound ? {} : { faulty: verdict.faulty }) },
      after: pruneMark(from, after),
    })
    return { days, removed, keptFrom: from }
  })
}

function lineNumber(cursor: string): number {
  if (/^\d{1,15}$/.test(cursor)) return Number(cursor)
  throw new AppError('bad_parameter', {
    status: 400,
    field: 'cursor',
    say: { zh: '翻页标记不对，请从第一页重新开始', en: 'This is no mark of a page: begin again at the first' },
  })
}

function tooFew(least: number): AppError {
  return new AppError('audit_days', {
    status: 400,
    field: 'days',
    say: {
      zh: `安全策略要求审计日志保存 ${least} 天，天数应为不小于 ${least} 的整数；要改短，请安全管理员在安全策略中修改`,
      en: `The security policy keeps the audit log for ${least} days: give a whole number of days from ${least} on, or have the security administrator change the policy`,
    },
  })
}

function isBroken({ faults }: AuditVerdict): AppError {
  const [first] = faults
  return new AppError('audit_broken', {
    status: 409,
    say: {
      zh: `审计日志校验不通过（${first?.say.zh}），没有清理：清理会把痕迹一并删掉。请先用 fengtu audit verify 查看并留存，处理完后加 --broken 清理`,
      en: `The audit log does not verify (${first?.say.en}), so nothing was removed, for that would remove the traces as well. Look with fengtu audit verify and keep what it says; when that was seen to, prune with --broken`,
    },
  })
}
