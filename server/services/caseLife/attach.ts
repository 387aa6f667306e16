import type { Attachment, CaseDetail } from '../../contract/cases.ts'
import { AppError } from '../../contract/error.ts'
import type { CaseScope } from '../../contract/scope.ts'
import { mayReadText, maySee, powersOf } from '../../ledger/life/asker.ts'
import { placesOf } from '../../ledger/persons/places.ts'
import { appendLine } from '../../store/audit.ts'
import { lastAttachmentNo } from '../../store/caseEvents.ts'
import { readCase } from '../../store/caseState.ts'
import { transaction } from '../../store/transaction.ts'
import { keptFile } from '../attachments/kinds.ts'
import { ownsFiles } from '../attachments/sweep.ts'
import type { Context } from '../context.ts'
import { maskedFileName } from '../fileName.ts'
import { changeCase } from './change.ts'
import { attachmentsOf, detailOf } from './detail.ts'
import { askerOf, groundOf } from './reach.ts'
import { unknownCase } from './unknown.ts'

/** Largest file that is taken. */
export const ATTACHMENT_BYTES = 20 * 2 ** 20
/** Longest name, in characters; it is cut at the front, for the ending says what it is. */
const LONGEST_NAME = 120
/** What stays free on the disk, where the database may lie as well. */
const FREE_BYTES = 2 * 2 ** 30
/** Files of one case. */
const MOST = 50

/** Adds a file to a case. A file is put beside the database first: what no row names is swept up later. */
export async function attachFile(
  ctx: Context,
  scope: CaseScope,
  id: number,
  { version, name, bytes }: { version: number | null; name: string; bytes: Uint8Array },
): Promise<CaseDetail> {
  // who may not attach leaves no file behind
  await mayAttach(ctx, scope, id)
  if (!(await ownsFiles(ctx))) throw foreignFolder()
  if ((await ctx.files.room()) < FREE_BYTES) throw diskFull()
  const kept = await keptFile(bytes)
  const { pack } = await groundOf(ctx, scope)
  const masked = named(maskedFileName(name, placesOf(pack.tree)), kept.endings)
  const sha256 = await ctx.files.put(kept.bytes)
  const detail = await changeCase(ctx, scope, { id, version }, async ({ asker, state }, { tx }) => {
    refuse(powersOf(asker, state).includes('attach'))
    if (Object.keys(state.attachments).length >= MOST) throw tooMany()
    const one = { name: masked, type: kept.type, bytes: kept.bytes.length, sha256, addedAt: new Date(ctx.now()).toISOString() }
    // a number is never used again: a past day, or a page from before, still means the file that had it
    const no = Math.max(await lastAttachmentNo(tx, scope, id), ...Object.keys(state.attachments).map(Number)) + 1
    const attachments = { ...state.attachments, [no]: one }
    return { state: { ...state, attachments }, kind: 'attached', note: null, audit: 'attachment_added' }
  })
  // the sweep may have taken the same file for one that nobody has
  if (!(await ctx.files.has(sha256))) await ctx.files.put(kept.bytes)
  return detail
}

async function mayAttach(ctx: Context, scope: CaseScope, id: number): Promise<void> {
  const ground = await groundOf(ctx, scope)
  const stored = await readCase(ctx.db, scope, id)
  const asker = stored && askerOf(ground, stored.state)
  if (!stored || !asker || !maySee(asker, stored.state)) throw unknownCase()
  refuse(powersOf(asker, stored.state).includes('attach') && mayReadText(asker, stored.state))
}

/** Takes a file away. Its bytes stay until the next sweep, for somebody may be adding the same ones to another case. */
export async function detachFile(
  ctx: Context,
  scope: CaseScope,
  id: number,
  { version, attachment }: { version: number | null; attachment: string },
): Promise<CaseDetail> {
  return changeCase(ctx, scope, { id, version }, async ({ asker, state }) => {
    const { [attachment]: one, ...attachments } = state.attachments
    if (!one || !mayReadText(asker, state)) throw unknownFile()
    refuse(powersOf(asker, state).includes('attach') && state.state !== 'archived')
    return { state: { ...state, attachments }, kind: 'detached', note: null, audit: 'attachment_removed' }
  })
}

export async function listFiles(ctx: Context, scope: CaseScope, id: number): Promise<Attachment[]> {
  return (await detailOf(ctx, ctx.db, await groundOf(ctx, scope), id)).attachments
}

/** The bytes of a file, for who may read the case's text; that they were read is written down. */
export async function readFileOf(ctx: Context, scope: CaseScope, id: number, attachment: string): Promise<Attachment & { content: Uint8Array }> {
  const ground = await groundOf(ctx, scope)
  const stored = await readCase(ctx.db, scope, id)
  const asker = stored && askerOf(ground, stored.state)
  if (!stored || !asker || !maySee(asker, stored.state)) throw unknownCase()
  const shown = mayReadText(asker, stored.state) ? attachmentsOf(stored.state).find((one) => one.id === attachment) : undefined
  const content = shown && (await ctx.files.read(stored.state.attachments[attachment]!.sha256))
  if (!shown) throw unknownFile()
  if (!content) throw lostFile()
  await transaction(ctx.db, async (tx) =>
    appendLine(tx, scope.by, {
      action: 'attachment_read',
      at: new Date(ctx.now()),
      county: scope.county,
      subject: `case ${id}`,
      after: { attachment, bytes: shown.bytes },
    }),
  )
  return { ...shown, content }
}

/** The name ends in what the file is. */
function named(name: string, endings: readonly string[]): string {
  const ending = name.slice(name.lastIndexOf('.') + 1).toLowerCase()
  const right = name.includes('.') && endings.includes(ending) ? name : `${name.replace(/\.[A-Za-z]{2,4}$/, '')}.${endings[0]}`
  return [...right.replace(/[\p{Cc}\p{Cs}/\\]/gu, '_')].slice(-LONGEST_NAME).join('')
}

function refuse(may: boolean): void {
  if (may) return
  throw new AppError('case_not_yours', {
    status: 403,
    say: { zh: '当前岗位不能为这件案件增减附件', en: 'Your post may not add files to this case or take them away' },
  })
}

function unknownFile(): AppError {
  return new AppError('unknown_attachment', {
    status: 404,
    say: { zh: '没有这个附件，可能已被删除，请刷新', en: 'There is no such file, perhaps it was taken away: reload the case' },
  })
}

function lostFile(): AppError {
  return new AppError('attachment_lost', {
    status: 503,
    say: { zh: '附件的文件不在数据目录里，请管理员从备份恢复 attachments 文件夹', en: 'The file is gone from the data folder: an administrator restores the folder attachments from a backup' },
  })
}

function diskFull(): AppError {
  return new AppError('attachments_disk', {
    status: 503,
    say: {
      zh: '服务器磁盘快满了，暂不收附件；请系统管理员腾出空间',
      en: 'The disk of the server is almost full, so no file is taken: the system administrator makes room',
    },
  })
}

function foreignFolder(): AppError {
  return new AppError('attachments_foreign', {
    status: 503,
    say: {
      zh: '附件文件夹属于另一个数据库，不能存入；请管理员看服务启动时的说明',
      en: 'The folder of attachments belongs to another database, so nothing is put there: an administrator looks at what the server said when it started',
    },
  })
}

function tooMany(): AppError {
  return new AppError('attachments_full', {
    status: 409,
    field: 'file',
    say: { zh: `一件案件最多 ${MOST} 个附件，请先删除不用的`, en: `A case has ${MOST} files at most: take some away first` },
  })
}
