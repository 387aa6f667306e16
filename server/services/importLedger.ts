import { createHash } from 'node:crypto'
import { setImmediate as othersTurn } from 'node:timers/promises'
import { AppError } from '../contract/error.ts'
import type { ImportResult, Preview } from '../contract/imports.ts'
import type { Scope } from '../contract/scope.ts'
import { placesOf } from '../ledger/persons/places.ts'
import type { LedgerFile } from '../ledger/types.ts'
import { appendLine } from '../store/audit.ts'
import { insertBatch, rememberCarried, speaksAgain } from '../store/batches.ts'
import { applyStaging, refreshStatistics, settleStaging, type Change } from '../store/cases.ts'
import { countyRow, lockCounty, raiseRevision, type CountyRow } from '../store/counties.ts'
import { saveMapping } from '../store/mappings.ts'
import { createStaging } from '../store/staging.ts'
import { transaction, type Transaction } from '../store/transaction.ts'
import { uuidV7 } from '../store/uuid.ts'
import { refuseCancelled } from './cancelled.ts'
import type { Context } from './context.ts'
import { maskedFileName } from './fileName.ts'
import { refuseUnknownCrs, type ImportOptions, type LedgerInput, type ReadingOptions } from './importOptions.ts'
import { matchCases } from './matchCases.ts'
import { planFor, refuseStrangeHeaders, refuseUnready, type Planned } from './planImport.ts'
import { finishPreview, PREVIEW_ROWS } from './previewRows.ts'
import { readIntoStaging, type Reading } from './readIntoStaging.ts'
import { tellSpots } from './spots.ts'
import { inTurn } from './turns.ts'
import { withLedger } from './workbookProcess.ts'

/** An import waits longer for another one than a click does. */
const IMPORT_PATIENCE_MS = 120_000

/** Hashed in one go: some milliseconds. */
const HASHED_BYTES = 4 * 2 ** 20

/** New cases from this number on make the planner's statistics worth renewing. */
const BULK = 10_000

/**
 * Imports a ledger: one transaction, all of it or nothing. Throws `AppError` 400 when a column is unsure or missing,
 * 409 when the county's pack changed meanwhile, 503 when another ledger is being imported for too long.
 */
export function importLedger(
  ctx: Context,
  scope: Scope,
  input: LedgerInput,
  options: ImportOptions,
): Promise<ImportResult> {
  return inTurn(ctx.db, 'imports', async () => {
    refuseCancelled(options.signal)
    refuseUnknownCrs(options)
    const hashed = await hashing(input)
    return withLedger(hashed.input, options, (file) => importNow(ctx, scope, { file, digest: hashed.digest }, options))
  })
}

interface Opened {
  file: LedgerFile
  /** SHA-256 of the file, null when it was not read to its end; asked once */
  digest(): string | null
}

async function importNow(ctx: Context, scope: Scope, { file, digest }: Opened, options: ImportOptions): Promise<ImportResult> {
  const planned = await planFor(ctx, scope, file, options)
  await refuseStrangeHeaders(planned, options.mapping)
  refuseUnready(planned)
  const { reading, change, outcome } = await transaction(
    ctx.db,
    async (tx) => {
      const work = await stage(tx, scope, planned, options, 0)
      const sha256 = digest()
      const changes = work.change.fresh > 0 || work.change.updated > 0
      // another ledger that knows nothing new still holds its cases when the earlier one is undone
      if (options.dryRun || !(changes || (await speaksAgain(tx, scope, sha256)))) {
        if (options.mapping && !options.dryRun) {
          await saveMapping(tx, scope, planned.plan.fingerprint, options.mapping, new Date(ctx.now()))
        }
        return { ...work, outcome: { batch: null, revision: work.county.revision } }
      }
      refuseCancelled(options.signal)
      options.onProgress?.({ stage: 'store', rows: work.reading.tally.read })
      return { ...work, outcome: await store(tx, ctx, scope, { planned, options, ...work, sha256 }) }
    },
    { dry: options.dryRun },
  )
  if (outcome.batch && change.fresh >= BULK) await refreshStatistics(ctx.db)
  return {
    ...tallyOf(reading, change),
    ...outcome,
    rejects: reading.rejects,
    refusedColumns: planned.plan.refusedColumns,
    notes: reading.notes(),
    days: reading.days,
  }
}

/** What an import would do, with the first rows as they would come in. Never throws for what a person can settle. */
export function previewLedger(
  ctx: Context,
  scope: Scope,
  input: LedgerInput,
  options: ReadingOptions,
): Promise<Preview> {
  return inTurn(ctx.db, 'imports', async () => {
    refuseCancelled(options.signal)
    refuseUnknownCrs(options)
    return withLedger(input, options, (file) => previewNow(ctx, scope, file, options))
  })
}

async function previewNow(ctx: Context, scope: Scope, file: LedgerFile, options: ReadingOptions): Promise<Preview> {
  const planned = await planFor(ctx, scope, file, options)
  const { plan } = planned
  const shown = {
    sheets: file.sheets,
    sheet: plan.sheet,
    columns: plan.columns,
    missing: plan.missing,
    refusedColumns: plan.refusedColumns,
    ready: plan.ready,
  }
  const nothing = { read: 0, accepted: 0, updated: 0, duplicates: 0, outOfScope: 0, notCases: 0, rejected: 0, unlocated: 0 }
  if (plan.missing.length > 0) return { ...shown, tally: nothing, rows: [], notes: plan.notes }
  return transaction(
    ctx.db,
    async (tx) => {
      const { reading, change } = await stage(tx, scope, planned, { ...options, dryRun: true }, PREVIEW_ROWS)
      const rows = await finishPreview(tx, reading.shown, planned.pack.tree)
      return { ...shown, tally: tallyOf(reading, change), rows, notes: reading.notes() }
    },
    { dry: true },
  )
}

interface Work {
  reading: Reading
  change: Change
  county: CountyRow
}

/** Reads the file into the transaction and compares it with what is known. Writers wait for one another here. */
async function stage(
  tx: Transaction,
  scope: Scope,
  planned: Planned,
  options: ImportOptions,
  show: number,
): Promise<Work> {
  await createStaging(tx)
  const reading = await readIntoStaging(tx, planned, options, show)
  options.onProgress?.({ stage: 'match', rows: reading.tally.read })
  // a dry run changes nothing and waits for nobody
  const county = options.dryRun ? await countyRow(tx, scope.county) : await lockCounty(tx, scope, IMPORT_PATIENCE_MS)
  if (!county || county.packVersion !== planned.pack.manifest.version) throw packChanged()
  if (!options.dryRun && county.aliasRevision !== planned.pack.aliasRevision) throw placesLearnt()
  const stored = county.nextCaseId > 1
  if (stored || reading.kinds.sensitive) await tellSpots(tx, planned.ledger)
  await matchCases(tx, scope, reading.kinds, stored)
  return { reading, county, change: await settleStaging(tx) }
}

async function store(
  tx: Transaction,
  ctx: Context,
  scope: Scope,
  work: Work & { planned: Planned; options: ImportOptions; sha256: string | null },
): Promise<{ batch: string; revision: number }> {
  const { reading, change, county, planned, options } = work
  const at = new Date(ctx.now())
  const firstId = county.nextCaseId
  const endId = firstId + change.fresh
  const revision = await raiseRevision(tx, scope, endId)
  const id = uuidV7(ctx.now())
  await applyStaging(tx, scope, { id, revision, firstId })
  const mapping = options.mapping ?? null
  const tally = tallyOf(reading, change)
  const file = maskedFileName(planned.file.name, placesOf(planned.pack.tree))
  await insertBatch(tx, scope, { id, revision, file, sha256: work.sha256, tally, mapping, firstId, endId, at })
  await rememberCarried(tx, scope, id)
  if (mapping) await saveMapping(tx, scope, planned.plan.fingerprint, mapping, at)
  appendLine(tx, scope.by, { action: 'imported', at, county: scope.county, subject: `import ${id}`, after: { file, ...tally } })
  return { batch: id, revision }
}

function tallyOf({ tally, kinds }: Reading, { fresh, updated, unlocated }: Change) {
  const whole = { ...tally, accepted: fresh, updated, duplicates: kinds.rows - fresh - updated, unlocated }
  const sum = whole.accepted + whole.updated + whole.duplicates + whole.outOfScope + whole.notCases + whole.rejected
  if (sum !== whole.read || whole.duplicates < 0) throw new Error(`tally: ${sum} of ${whole.read} rows are accounted for`)
  return whole
}

/**
 * Takes the fingerprint of the file: at once, with a pause for others, or while it streams by; null when the stream was
 * not read to its end.
 */
async function hashing(input: LedgerInput): Promise<{ input: LedgerInput; digest(): string | null }> {
  const hash = createHash('sha256')
  if ('bytes' in input) {
    for (let at = 0; at < input.bytes.length; at += HASHED_BYTES) {
      hash.update(input.bytes.subarray(at, at + HASHED_BYTES))
      await othersTurn()
    }
    const hex = hash.digest('hex')
    return { input, digest: () => hex }
  }
  let whole = false
  async function* through(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of stream) {
      hash.update(chunk)
      yield chunk
    }
    whole = true
  }
  const digest = (): string | null => (whole ? hash.digest('hex') : null)
  return { input: { name: input.name, stream: through(input.stream) }, digest }
}

function placesLearnt(): AppError {
  return new AppError('places_learnt', {
    status: 409,
    say: {
      zh: '导入期间有人确认了地点，什么也没有存入，请再导入一次，新确认的地点就会认得',
      en: 'Somebody settled places during the import; nothing was stored. Import again, and those places are known',
    },
  })
}

function packChanged(): AppError {
  return new AppError('pack_changed', {
    status: 409,
    say: {
      zh: '导入期间底图包换了新版本，什么也没有存入，请再导入一次',
      en: "The county's pack was replaced during the import; nothing was stored, import again",
    },
  })
}
