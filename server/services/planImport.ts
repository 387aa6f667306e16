import { randomUUID } from 'node:crypto'
import { dayAt } from '../contract/day.ts'
import { AppError } from '../contract/error.ts'
import { FIELDS, type ColumnMapping } from '../contract/imports.ts'
import type { Scope } from '../contract/scope.ts'
import { planLedger } from '../ledger/ledger.ts'
import type { LedgerContext, LedgerFile, LedgerOptions, LedgerPlan } from '../ledger/types.ts'
import { savedMapping } from '../store/mappings.ts'
import type { Context } from './context.ts'
import type { InstalledPack } from './packs.ts'
import { presetsOf } from './presets.ts'

/** A ledger whose columns are decided, with the ground that it is to be read on. */
export interface Planned {
  file: LedgerFile
  plan: LedgerPlan
  pack: InstalledPack
  ledger: LedgerContext
}

/** Decides the columns, by the mapping that was given or else by the one saved for this header. */
export async function planFor(ctx: Context, scope: Scope, file: LedgerFile, options: LedgerOptions): Promise<Planned> {
  const pack = await ctx.packs.get(scope.county)
  refuseStrangeSheet(file, options.sheet)
  let plan = await planLedger(file, options)
  if (!options.mapping) {
    const mapping = await savedMapping(ctx.db, scope, plan.fingerprint)
    if (mapping) plan = await planLedger(file, { ...options, mapping })
  }
  const { manifest, gazetteer, finder, tree } = pack
  const { ledgerCrs = null, categoryTerms, dueDays } = manifest.presets
  const today = dayAt(ctx.now())
  const tiers = (await presetsOf(ctx, scope)).tiers.map(({ colour }) => colour)
  const ledger = { gazetteer, finder, tree, bbox: manifest.bbox, defaultCrs: ledgerCrs, categoryTerms, dueDays, tiers, today, salt: randomUUID() }
  return { file, plan, pack, ledger }
}

function refuseStrangeSheet({ sheets, hidden = [] }: LedgerFile, wanted: string | undefined): void {
  const known = [...sheets, ...hidden]
  if (wanted === undefined || known.includes(wanted)) return
  throw new AppError('ledger_sheet', {
    status: 422,
    field: 'sheet',
    say: {
      zh: `没有工作表“${wanted}”；文件里有：${known.map((sheet) => `“${sheet}”`).join('、')}`,
      en: `There is no sheet "${wanted}"; the file has: ${known.map((sheet) => `"${sheet}"`).join(', ')}`,
    },
  })
}

/**
 * A mapping that names a header which stands nowhere in the file would do nothing, and the column that was meant come
 * in as guessed, or not at all. Throws `AppError` 400 with the headers that there are.
 */
export async function refuseStrangeHeaders({ file, plan }: Pick<Planned, 'file' | 'plan'>, mapping: ColumnMapping = {}): Promise<void> {
  const headers = [...new Set([...plan.columns, ...plan.tables.flatMap((table) => table.columns)].map(({ header }) => header))].filter((header) => header !== '')
  const known = new Set(headers.flatMap((header) => [header, lastPart(header)]))
  let strange = Object.keys(mapping).filter((key) => !known.has(key))
  // a mapping may speak of a sheet that is not read this time
  for (const sheet of strange.length > 0 ? [...file.sheets, ...(file.hidden ?? [])] : []) {
    const cells = new Set((await file.head(sheet, HEAD_ROWS)).flatMap((row) => row.cells.map((cell) => cell.trim())))
    strange = strange.filter((key) => !cells.has(lastPart(key)))
  }
  if (strange.length === 0) return
  const quoted = (words: string[], language: 'zh' | 'en') => words.map((word) => (language === 'zh' ? `“${word}”` : `"${word}"`)).join(language === 'zh' ? '、' : ', ')
  throw new AppError('mapping_header', {
    status: 400,
    field: 'mapping',
    say: {
      zh: `列对应（mapping）里的${quoted(strange, 'zh')}不是表头；文件里的表头有：${quoted(headers, 'zh')}`,
      en: `The mapping names ${quoted(strange, 'en')}, which the file has no header for; its headers are: ${quoted(headers, 'en')}`,
    },
  })
}

const HEAD_ROWS = 200

const lastPart = (header: string): string => header.split('/').at(-1) as string

/** The command line and the upload ask nothing: what is unsure is refused, with what would settle it. */
export function refuseUnready({ file, plan }: Pick<Planned, 'file' | 'plan'>): void {
  if (plan.ready) return
  const several = file.sheets.length > 1
  const names = (codes: readonly (typeof FIELDS.codes)[number][], language: 'zh' | 'en') =>
    codes.map((code) => FIELDS.row(code).label[language]).join(language === 'zh' ? '、' : ', ')
  const oneKind = plan.missing.includes('category')
  if (plan.missing.length > 0) {
    throw new AppError('ledger_missing', {
      status: 400,
      field: 'mapping',
      say: {
        zh: `${several ? `工作表“${plan.sheet}”` : '台账'}里没有找到：${names(plan.missing, 'zh')}；请检查表头，或在列对应（mapping）中指定是哪一列${several ? '，也可以只导入其中一张工作表（sheet）' : ''}${oneKind ? '；整份台账是同一类纠纷的，指定那一类即可（命令行 --category 代码，接口 category）' : ''}`,
        en: `${several ? `Sheet "${plan.sheet}"` : 'The ledger'} has no column for: ${names(plan.missing, 'en')}. Check its header, or name the column in a mapping${several ? '; or import one sheet alone (sheet)' : ''}${oneKind ? '. A ledger of one category needs no column: name it (--category CODE on the command line, category in the API)' : ''}`,
      },
    })
  }
  const unsure = plan.tables.flatMap((table) => table.columns).filter((column) => column.unsure.length > 0)
  const list = (language: 'zh' | 'en') =>
    unsure.map(({ header, unsure: may }) => `“${header}” → ${may.join(' | ')}`).join(language === 'zh' ? '；' : '; ')
  throw new AppError('ledger_unsure', {
    status: 400,
    field: 'mapping',
    say: {
      zh: `有的列可能是几种意思：${list('zh')}；请在列对应（mapping）中选定，或写 ignore 忽略`,
      en: `Some columns may mean several things: ${list('en')}. Settle them in a mapping, or write ignore`,
    },
  })
}
