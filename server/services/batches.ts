import { AppError } from '../contract/error.ts'
import type { BatchSummary, UndoneBatch } from '../contract/imports.ts'
import type { Scope } from '../contract/scope.ts'
import { appendLine } from '../store/audit.ts'
import { batchRow, batchRows, laterBatch, takeBack, type BatchRow } from '../store/batches.ts'
import { lockCounty, raiseRevision } from '../store/counties.ts'
import { transaction } from '../store/transaction.ts'
import type { Context } from './context.ts'
import { inTurn } from './turns.ts'

/** Newest first. */
export async function listBatches(ctx: Context, scope: Scope): Promise<BatchSummary[]> {
  return (await batchRows(ctx.db, scope)).map(summaryOf)
}

/**
 * Undoes an import whole: its new cases go, those it brought up to date stand as before. Throws `AppError` 404 for an
 * unknown batch, 409 for one that is undone already or whose cases a later import changed.
 */
export async function undoBatch(ctx: Context, scope: Scope, batch: string): Promise<UndoneBatch> {
  if (!UUID.test(batch)) throw unknownBatch()
  return inTurn(ctx.db, { changes: scope.county }, () => transaction(ctx.db, async (tx) => {
    await lockCounty(tx, scope)
    const row = await batchRow(tx, scope, batch)
    if (!row) throw unknownBatch()
    if (row.undoneAt) throw alreadyUndone()
    const later = await laterBatch(tx, scope, row)
    if (later) throw changedSince(later)
    const undoneAt = new Date(ctx.now())
    const revision = await raiseRevision(tx, scope)
    const taken = await takeBack(tx, scope, row, revision, undoneAt)
    appendLine(tx, scope.by, {
      action: 'import_undone',
      at: undoneAt,
      county: scope.county,
      subject: `import ${row.batch}`,
      before: { file: row.file },
      after: taken,
    })
    return { ...summaryOf({ ...row, undoneAt }), revision, ...taken }
  }))
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

function summaryOf({ batch, file, importedAt, tally, undoneAt }: BatchRow): BatchSummary {
  return { batch, file, importedAt: importedAt.toISOString(), tally, undoneAt: undoneAt && undoneAt.toISOString() }
}

function unknownBatch(): AppError {
  return new AppError('unknown_batch', {
    status: 404,
    field: 'batch',
    say: { zh: '没有这个导入批次，可用 fengtu imports list 查看批次号', en: 'There is no such import: fengtu imports list shows their numbers' },
  })
}

function alreadyUndone(): AppError {
  return new AppError('batch_undone', {
    status: 409,
    say: { zh: '这个批次已经撤销过了', en: 'This import has been undone already' },
  })
}

function changedSince({ batch, file }: BatchRow): AppError {
  return new AppError('batch_changed_since', {
    status: 409,
    say: {
      zh: `后来的批次 ${batch}（${file}）也写到了这一批更新过的案件，或更新了这一批的案件，请先撤销那一批`,
      en: `The later import ${batch} (${file}) changed cases of this one, or told again of cases that this one changed: undo that one first`,
    },
  })
}
