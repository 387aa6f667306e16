import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Call, Command } from './command.ts'
import { fromCaller } from './config.ts'
import { CATEGORIES, type Category } from './contract/categories.ts'
import { AppError } from './contract/error.ts'
import { FIELDS, type ColumnMapping, type ImportResult } from './contract/imports.ts'
import { countyOf, withContext } from './county.ts'
import { rejectsFile } from './rejectsFile.ts'
import { listBatches, undoBatch } from './services/batches.ts'
import { importLedger } from './services/importLedger.ts'
import { refuseUnknownCrs, type ImportOptions, type LedgerInput, type ToldRow } from './services/importOptions.ts'
import { asUsage, localTime, UsageError } from './terminal.ts'
import { tallyLines } from './words.ts'

export const importCommand: Command = {
  usage:
    'import FILE [--county CODE] [--dry-run] [--rejects FILE] [--crs NAME] [--mapping FILE] [--sheet NAME] [--category CODE] [--year YYYY] [--verbose]',
  say: {
    zh: '导入台账；--dry-run 只看结果不写入；--verbose 逐行说明范围外的、没看懂的和地点待定的',
    en: 'Import a ledger; --dry-run tells what would happen and stores nothing; --verbose tells row by row what was out of scope, not understood, or waits for a place',
  },
  values: ['county', 'rejects', 'crs', 'mapping', 'sheet', 'category', 'year'],
  switches: ['dry-run', 'verbose'],
  async run(call) {
    const { words, options, out } = call
    const [name, ...more] = words
    if (!name || more.length > 0) throw new UsageError({ zh: '请给出一个台账文件', en: 'Name one ledger file' })
    const path = fromCaller(name, out.env)
    const wanted = await importOptions(call)
    const { input, size } = await ledgerInput(path)
    const rejects = typeof options.rejects === 'string' ? rejectsFile(fromCaller(options.rejects, out.env), path, out.language) : null
    const rows = rowTeller(call)
    const result = await withContext(call, async (ctx) => {
      const scope = await countyOf(ctx, options.county)
      const onProgress = progressBar(call, size)
      return importLedger(ctx, scope, input, { ...wanted, onProgress, rejects: rejects?.add, told: rows.told })
    }).catch((error: unknown) => {
      rejects?.drop()
      throw error
    })
    out.endProgress()
    rows.end()
    if (rejects) out.tell(rejects.keep())
    out.answer(printed(result), tallyLines(result, out.language, wanted.dryRun === true))
    if (result.notCases < result.read || rows.sawNil()) return 0
    out.tell(NO_CASE)
    return 1
  },
}

/** With --verbose, one line a row and thing as they are read, and at the end the spellings that wait, each once. */
function rowTeller({ options, out }: Call) {
  const waiting = new Map<string, number>()
  let nil = false
  const told = ({ sheet, row, what, say, words }: ToldRow): void => {
    if (what === 'nil') nil = true
    if (options.verbose !== true || what === 'nil') return
    if (words !== undefined) waiting.set(words, (waiting.get(words) ?? 0) + 1)
    out.tell({ zh: `${sheet} 第 ${row} 行：${say.zh}`, en: `${sheet} row ${row}: ${say.en}` })
  }
  const end = (): void => {
    if (waiting.size === 0) return
    const list = (language: 'zh' | 'en') => [...waiting].sort(([, a], [, b]) => b - a).map(([words, rows]) => (language === 'zh' ? `  “${words}” ${rows} 行` : `  "${words}" ${rows}`)).join('\n')
    out.tell({ zh: `地点待定的写法：\n${list('zh')}`, en: `Spellings that wait for a place, with their rows:\n${list('en')}` })
  }
  return { told, end, sawNil: () => nil }
}

/** As the page says it. */
const NO_CASE = {
  zh: '没有一行是纠纷，只有表头、合计或空行。请核对是不是这份文件、这张工作表。',
  en: 'No row is a case, only headers, totals or blanks: check that it is the right file and sheet.',
}

/** Workbooks and archives are read at once, anything else streams. */
async function ledgerInput(path: string): Promise<{ input: LedgerInput; size: number }> {
  const info = await stat(path).catch(() => null)
  if (info?.isDirectory()) {
    throw new AppError('file_folder', {
      status: 400,
      say: {
        zh: `这是文件夹，不是台账文件：${path}；请给出其中一个文件，多个文件请打成一个 zip`,
        en: `This is a folder, not a ledger: ${path}. Name one file in it, or pack several into a zip`,
      },
    })
  }
  if (!info?.isFile()) {
    throw new AppError('file_missing', {
      status: 404,
      say: { zh: `没有这个文件：${path}`, en: `There is no such file: ${path}` },
    })
  }
  const name = basename(path)
  const whole = /\.(xlsx|xlsm|xls|ods|et|zip)$/i.test(name)
  if (whole) return { input: { name, bytes: await readFile(path) }, size: info.size }
  return { input: { name, stream: createReadStream(path, { highWaterMark: 1 << 18 }) }, size: info.size }
}

async function importOptions({ options, out }: Call): Promise<ImportOptions> {
  const { crs, sheet, category, mapping, year } = options as Record<string, string | undefined>
  if (category !== undefined && !CATEGORIES.is(category)) {
    const can = CATEGORIES.codes.join(', ')
    throw new UsageError({ zh: `--category 可用的值：${can}`, en: `--category takes one of: ${can}` })
  }
  asUsage(() => refuseUnknownCrs({ crs }))
  return {
    crs,
    sheet,
    category: category as Category | undefined,
    defaultYear: year === undefined ? undefined : yearOf(year),
    mapping: mapping === undefined ? undefined : await readMapping(fromCaller(mapping, out.env)),
    dryRun: options['dry-run'] === true,
  }
}

/** The years that the API takes as well. */
function yearOf(text: string): number {
  const year = Number(text)
  if (/^\d{4}$/.test(text) && year >= 1949 && year <= 2100) return year
  throw new UsageError({ zh: `--year 应为四位年份，如 2024，而不是“${text}”`, en: `--year must be a year such as 2024, not "${text}"` })
}

const MAPPING_FORM = '{"排查时间": "occurredOn", "备注": "ignore"}'

async function readMapping(path: string): Promise<ColumnMapping> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => error)
  if (typeof text !== 'string') {
    throw text.code === 'ENOENT'
      ? new UsageError({ zh: `--mapping 指的文件不存在：${path}`, en: `--mapping names a file that is not there: ${path}` })
      : new UsageError({ zh: `--mapping 指的不是可读的文件：${path}`, en: `--mapping names no file that can be read: ${path}` })
  }
  const mapping = jsonObject(text.replace(/^\uFEFF/, ''))
  if (!mapping) {
    throw new UsageError({
      zh: `--mapping 的文件 ${path} 不是 JSON：请检查引号、逗号和花括号，形如 ${MAPPING_FORM}`,
      en: `The file ${path} of --mapping is no JSON: check its quotes, commas and braces; it should look like ${MAPPING_FORM}`,
    })
  }
  const wrong = Object.entries(mapping).find(([, value]) => value !== 'ignore' && !(typeof value === 'string' && FIELDS.is(value)))
  if (!wrong) return mapping as ColumnMapping
  const can = ['ignore', ...FIELDS.codes].join(', ')
  const [header, value] = [wrong[0], JSON.stringify(wrong[1])]
  throw new UsageError({
    zh: `--mapping 的文件里“${header}”写的是 ${value}，不可用；可用的值：${can}`,
    en: `The file of --mapping says ${value} for "${header}", which is not known; use one of: ${can}`,
  })
}

function jsonObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text)
    return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Record<string, unknown>) : null
  } catch {
    return null
  }
}

const STAGES = {
  read: { zh: '读取', en: 'Reading' },
  match: { zh: '比对', en: 'Comparing' },
  store: { zh: '写入', en: 'Storing' },
} as const

/** At most ten times a second. */
function progressBar({ out }: Call, size: number): ImportOptions['onProgress'] {
  let next = 0
  return ({ stage, rows }) => {
    const now = performance.now()
    if (stage === 'read' && now < next) return
    next = now + 100
    const unit = { zh: '行', en: 'rows' }[out.language]
    out.progress(`${STAGES[stage][out.language]} ${rows.toLocaleString('en')} ${unit} · ${(size / 2 ** 20).toFixed(1)} MB`)
  }
}

/** The document that scripts rely on. */
function printed(result: ImportResult): ImportResult {
  const { batch, read, accepted, updated, duplicates, outOfScope, notCases, rejected, unlocated, ...more } = result
  return { batch, read, accepted, updated, duplicates, outOfScope, notCases, rejected, unlocated, ...more }
}

export const importsCommand: Command = {
  usage: 'imports list [--county CODE]\nimports undo BATCH [--county CODE]',
  say: { zh: '列出导入批次；整批撤销', en: 'List imports; undo one whole' },
  values: ['county'],
  switches: [],
  async run(call) {
    const { words, options, out } = call
    const [verb, batch, ...more] = words
    if (more.length > 0 || (verb !== 'list' && verb !== 'undo') || (verb === 'undo') !== (batch !== undefined)) {
      throw new UsageError({ zh: '请用 list，或 undo 加批次号', en: 'Say list, or undo with the number of an import' })
    }
    return withContext(call, async (ctx) => {
      const scope = await countyOf(ctx, options.county)
      if (batch === undefined) {
        const batches = await listBatches(ctx, scope)
        const mark = { zh: '已撤销', en: 'undone' }[out.language]
        const lines = batches.map(
          ({ batch: id, file, importedAt, tally, undoneAt }) =>
            `${id}  ${localTime(importedAt)}  +${tally.accepted} ~${tally.updated}  ${file}${undoneAt ? `  (${mark})` : ''}`,
        )
        out.answer({ batches }, lines)
        return 0
      }
      const undone = await undoBatch(ctx, scope, batch)
      const { removed, restored, kept } = undone
      const goOn = kept > 0 ? { zh: `，${kept} 件已在办理，保留`, en: `, ${kept} kept, for people work on them` }[out.language] : ''
      const line = {
        zh: `已撤销：删去 ${removed} 件，恢复 ${restored} 件`,
        en: `Undone: ${removed} cases removed, ${restored} put back`,
      }[out.language]
      out.answer(undone, [line + goOn])
      return 0
    })
  },
}
