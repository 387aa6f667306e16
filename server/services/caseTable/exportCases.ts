import {
  COLUMNS, ledgerQuery, MOST_EXPORTED, orderText, type Column, type ExportFormat, type LedgerFilter, type Order,
} from '../../contract/caseTable.ts'
import { csvHead, csvRows } from '../../contract/csv.ts'
import { AppError, type Language } from '../../contract/error.ts'
import type { CaseScope } from '../../contract/scope.ts'
import { pageOf } from '../../cube/page.ts'
import { maskText } from '../../ledger/mask.ts'
import { geojsonFile, type PlacedThing } from '../../report/geojson.ts'
import { xlsxFile, type Sheet } from '../../report/xlsx.ts'
import { appendLine } from '../../store/audit.ts'
import { anySensitive } from '../../store/caseList.ts'
import { namedOrganisations } from '../../store/namedOrganisations.ts'
import { transaction } from '../../store/transaction.ts'
import { groundOf, type Ground } from '../caseLife/reach.ts'
import { placeOf, type ShownPlace } from '../caseLife/shown.ts'
import type { Context } from '../context.ts'
import { presetsOf } from '../presets.ts'
import { ABOUT, aboutFile, fileTitle, isNarrow, type About } from './about.ts'
import { CELLS, KINDS, type FileRow, type Words } from './cells.ts'
import { listed, sinceFor, type Listed } from './page.ts'
import { selectionOf, type Selection } from './selection.ts'

export interface ExportAsk {
  format: ExportFormat
  filter: LedgerFilter
  order: Order
  columns: readonly Column[]
  language: Language
}

export interface ExportedFile {
  /** without its ending */
  name: string
  pieces: AsyncGenerator<string | Uint8Array>
}

/** Cases that are read, and held, at once. */
const PIECE = 1_000

/**
 * All cases that a filter lets through, as a file, piece by piece: no connection is held between pieces, however slowly
 * somebody takes them. The audit log has the export before the first byte leaves. A file goes on from hand to hand, so of
 * sensitive cases it has the town, and neither text nor number in the ledger nor who handles them, whoever asks; points stand in GeoJSON alone, and
 * of a sensitive case that is the centre of its town. The file says itself what was asked for. Throws `AppError` 422 for more cases than one file takes.
 */
export async function exportCases(ctx: Context, scope: CaseScope, asked: ExportAsk): Promise<ExportedFile> {
  const { format, filter, order, columns, language } = asked
  const ground = await groundOf(ctx, scope)
  const { tiers } = await presetsOf(ctx, scope)
  const selection = await selectionOf(ctx, ground, filter)
  const since = await sinceFor(ctx, scope, order)
  const { question, query, keep } = selection
  const { ids, more, total } = pageOf(question.cube, { query, keep, order, since, beyond: null, backwards: false, size: MOST_EXPORTED })
  if (more) throw tooMany(total)
  await transaction(ctx.db, async (tx) =>
    appendLine(tx, scope.by, {
      action: 'exported',
      at: new Date(ctx.now()),
      county: scope.county,
      subject: `export ${format}`,
      after: { filter: withoutPersons(filter), sort: orderText(order), rows: total, columns },
    }),
  )
  const words: Words = { language, today: ground.today, colours: Object.fromEntries(tiers.map(({ colour, label }) => [colour, label])) }
  const holder = filter.holder === undefined ? null : ((await namedOrganisations(ctx.db, scope, [filter.holder])).get(filter.holder) ?? null)
  const narrow = [filter.area ?? scope.root, holder?.area].some((area) => area !== undefined && isNarrow(ground, area))
  const secret = (narrow || filter.q !== undefined) && (await anySensitive(ctx.db, scope, ids))
  const told = { ground, filter, order, words, holder, hiding: narrow && secret, secret, cases: total, revision: question.revision, now: ctx.now() }
  return { name: fileTitle(told), pieces: FILES[format](piecesOf(ctx, ground, selection, ids), { columns, words, about: aboutFile(told) }) }
}

type Rows = AsyncIterable<FileRow[]>

async function* piecesOf(ctx: Context, ground: Ground, selection: Selection, ids: readonly number[]): Rows {
  for (let at = 0; at < ids.length; at += PIECE) {
    yield (await listed(ctx, ground, selection, ids.slice(at, at + PIECE))).map((one) => fileRow(ground, one))
  }
}

function fileRow(ground: Ground, { row, stored }: Listed): FileRow {
  const { tree } = ground.pack
  const place = placeOf(ground, stored, !stored.sensitive)
  const { area, words, town } = place
  return {
    row: stored.sensitive ? { ...row, ...HIDDEN, area, place: words } : row,
    town: town === null ? null : (tree.areas[tree.indexOf(town)]?.name ?? null),
    point: pointOf(ground, stored, place),
  }
}

/** Where the case lies, else the middle of what is known of its place; the middle of the whole county would tell nothing. */
function pointOf({ pack: { tree } }: Ground, { lng, lat, sensitive }: Listed['stored'], { area, town }: ShownPlace): FileRow['point'] {
  if (!sensitive && lng !== null && lat !== null) return { lng, lat, placed: 'point' }
  const code = area ?? town
  const known = code === null ? undefined : tree.areas[tree.indexOf(code)]
  if (!known?.centre || known.parent === null) return null
  return { lng: known.centre[0], lat: known.centre[1], placed: 'area' }
}

const HIDDEN = { originalNo: null, summary: null, categoryTerm: null, unit: null, holder: null }

interface Content {
  columns: readonly Column[]
  words: Words
  about: About
}

const FILES: Record<ExportFormat, (rows: Rows, content: Content) => AsyncGenerator<string | Uint8Array>> = {
  xlsx: (rows, { columns, words, about }) =>
    xlsxFile(
      {
        name: { zh: '案件台账', en: 'Cases' }[words.language],
        columns: columns.map((column) => ({ header: headerOf(column, words), kind: KINDS[column] ?? 'text', wide: COLUMNS.row(column).wide })),
        pieces: each(rows, (one) => cellsOf(one, columns, words)),
      },
      aboutSheet(about, words),
    ),
  async *csv(rows, { columns, words }) {
    yield csvHead(columns.map((column) => headerOf(column, words)))
    for await (const cells of each(rows, (one) => cellsOf(one, columns, words))) yield csvRows(cells)
  },
  geojson: (rows, { columns, words, about }) =>
    geojsonFile(
      about,
      each(rows, (one): PlacedThing => {
        const cells = cellsOf(one, columns, words)
        const told = Object.fromEntries(columns.map((column, at) => [headerOf(column, words), cells[at]!]))
        return { id: one.row.id, point: one.point, properties: { ...told, placed: one.point?.placed ?? null } }
      }),
    ),
}

function aboutSheet(about: About, { language }: Words): Sheet {
  const rows = (Object.keys(ABOUT) as (keyof About)[]).map((key) => [ABOUT[key][language], about[key]])
  return {
    name: { zh: '说明', en: 'About' }[language],
    columns: [
      { header: { zh: '项目', en: 'Item' }[language], kind: 'text', wide: 30 },
      { header: { zh: '内容', en: 'Content' }[language], kind: 'text', wide: 90 },
    ],
    pieces: (async function* () {
      yield rows
    })(),
  }
}

async function* each<From, To>(pieces: AsyncIterable<From[]>, change: (one: From) => To): AsyncGenerator<To[]> {
  for await (const piece of pieces) yield piece.map(change)
}

function cellsOf(one: FileRow, columns: readonly Column[], words: Words) {
  return columns.map((column) => CELLS[column](one, words))
}

function headerOf(column: Column, { language }: Words): string {
  return COLUMNS.row(column).label[language]
}

/** What was asked for, as the audit log may keep it. */
function withoutPersons(filter: LedgerFilter): Record<string, string> {
  return ledgerQuery(filter.q === undefined ? filter : { ...filter, q: maskText(filter.q) })
}

function tooMany(cases: number): AppError {
  const [zh, en] = [MOST_EXPORTED.toLocaleString('zh-CN'), MOST_EXPORTED.toLocaleString('en')]
  return new AppError('export_too_large', {
    status: 422,
    say: {
      zh: `筛选出 ${cases.toLocaleString('zh-CN')} 件，一个文件最多 ${zh} 件；请缩短时段或分乡镇导出`,
      en: `The filter lets ${cases.toLocaleString('en')} cases through, and a file takes ${en}: narrow the period down, or export town by town`,
    },
  })
}

