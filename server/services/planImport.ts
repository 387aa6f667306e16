import { randomUUID } from 'node:crypto'
import { dayAt } from '../contract/day.ts'
import { AppError } from '../contract/error.ts'
import { FIELDS } from '../contract/imports.ts'
import type { Scope } from '../contract/scope.ts'
import { planLedger } from '../ledger/ledger.ts'
import type { LedgerContext, LedgerFile, LedgerOptions, LedgerPlan } from '../ledger/types.ts'
import { savedMapping } from '../store/mappings.ts'
import type { Context } from './context.ts'
import type { InstalledPack } from './packs.ts'

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
  let plan = await planLedger(file, options)
  if (!options.mapping) {
    const mapping = await savedMapping(ctx.db, scope, plan.fingerprint)
    if (mapping) plan = await planLedger(file, { ...options, mapping })
  }
  const { manifest, gazetteer, finder, tree } = pack
  const { ledgerCrs = null, categoryTerms, dueDays } = manifest.presets
  const today = dayAt(ctx.now())
  const ledger = { gazetteer, finder, tree, bbox: manifest.bbox, defaultCrs: ledgerCrs, categoryTerms, dueDays, today, salt: randomUUID() }
  return { file, plan, pack, ledger }
}

/** The command line and the upload ask nothing: what is unsure is refused, with what would settle it. */
export function refuseUnready({ file, plan }: Pick<Planned, 'file' | 'plan'>): void {
  if (plan.ready) return
  const several = file.sheets.length > 1
  const names = (codes: readonly (typeof FIELDS.codes)[number][], language: 'zh' | 'en') =>
    codes.map((code) => FIELDS.row(code).label[language]).join(language === 'zh' ? '、' : ', ')
  if (plan.missing.length > 0) {
    throw new AppError('ledger_missing', {
      status: 400,
      field: 'mapping',
      say: {
        zh: `${several ? `工作表“${plan.sheet}”` : '台账'}里没有找到：${names(plan.missing, 'zh')}；请检查表头，或在列对应（mapping）中指定是哪一列${several ? '，也可以只导入其中一张工作表（sheet）' : ''}`,
        en: `${several ? `Sheet "${plan.sheet}"` : 'The ledger'} has no column for: ${names(plan.missing, 'en')}. Check its header, or name the column in a mapping${several ? '; or import one sheet alone (sheet)' : ''}`,
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
