import type { AreaTree } from '../../../geodata/place/tree.ts'
import { csv } from '../../contract/csv.ts'
import { beijingTime } from '../../contract/day.ts'
import { AppError, type Language, type Say } from '../../contract/error.ts'
import { BASES, EMERGING_CLASSES, HOT_CLASSES, HOT_METHODS, LISA_CLASSES, type Hotspots } from '../../contract/hotspots.ts'
import type { Scope } from '../../contract/scope.ts'
import type { Context } from '../context.ts'
import { hotspots, type HotspotsAsk } from './hotspots.ts'

export const HOT_FORMATS = ['csv', 'geojson'] as const
export type HotFormat = (typeof HOT_FORMATS)[number]

type Cell = string | number | null
interface Thing {
  id: string
  point: [number, number] | null
  /** in the order of the columns, by their code */
  cells: [Column, Cell][]
}

const COLUMNS = {
  rank: { zh: '序号', en: 'Rank' },
  code: { zh: '代码', en: 'Code' },
  name: { zh: '名称', en: 'Name' },
  path: { zh: '所在', en: 'Lies in' },
  count: { zh: '件数', en: 'Cases' },
  expected: { zh: '应有件数', en: 'Expected' },
  value: { zh: '检验值', en: 'Value' },
  z: { zh: 'z', en: 'z' },
  p: { zh: 'p', en: 'p' },
  pFdr: { zh: 'p（FDR 校正）', en: 'p (FDR)' },
  class: { zh: '分级', en: 'Class' },
  classCode: { zh: '分级代码', en: 'Class code' },
  places: { zh: '包括的区域', en: 'Areas in it' },
  from: { zh: '开始', en: 'From' },
  to: { zh: '结束', en: 'To' },
  radiusM: { zh: '半径（米）', en: 'Radius (m)' },
  llr: { zh: '对数似然比', en: 'LLR' },
  recurrenceDays: { zh: '碰巧多少天一次', en: 'Recurrence (days)' },
  reason: { zh: '说明', en: 'In words' },
} as const satisfies Record<string, Say>
type Column = keyof typeof COLUMNS

/** Steps of the cube follow the columns of a place. */
const CLASS_LABELS = new Map([...HOT_CLASSES.rows, ...LISA_CLASSES.rows, ...EMERGING_CLASSES.rows].map(({ code, label }) => [code as string, label]))

/**
 * An answer as a file: a row a place, of a scan a row a burst. How it was worked out stands in every row of a CSV, so that a row
 * that was copied elsewhere still tells, and in `about` of a GeoJSON. Throws `AppError` 503 where it takes longer than `patienceMs`.
 */
export async function exportHotspots(
  ctx: Context, scope: Scope, asked: HotspotsAsk,
  { format, language, version, patienceMs }: { format: HotFormat; language: Language; version: string; patienceMs: number },
): Promise<{ name: string; text: string }> {
  const found = await (await hotspots(ctx, scope, asked)).within(patienceMs)
  if (found === null) throw tooLong()
  const { tree } = await ctx.packs.get(scope.county)
  const answer = { ...found, version }
  const about = aboutOf(answer, ctx.now(), language)
  const things = asked.method === 'scan' ? bursts(answer, tree, language) : placesOf(answer, tree, language)
  const name = [HOT_METHODS.row(asked.method).label[language], tree.areas[tree.indexOf(scope.root)]?.name ?? '', `${found.parameters.from}—${found.parameters.to}`].join(' ')
  return { name, text: format === 'csv' ? table(answer, things, about, language) : features(answer, things, about) }
}

function aboutOf({ parameters, revision, packVersion, version, finding }: Hotspots, now: number, language: Language): Record<string, Cell> {
  return { ...parameters, basis: BASES.row(parameters.basis).label[language], revision, packVersion, version, made: beijingTime(now), finding: finding[language] }
}

function placesOf({ rows }: Hotspots, tree: AreaTree, language: Language): Thing[] {
  return rows.map(({ id, name, nameEn, index, count, expected, value, z, p, pFdr, class: found }) => ({
    id,
    point: tree.areas[index]?.centre ?? null,
    cells: [
      ['code', id], ['name', language === 'en' ? nameEn : name], ['path', tree.path(index)], ['count', count], ['expected', expected],
      ['value', value], ['z', z], ['p', p], ['pFdr', pFdr], ['class', CLASS_LABELS.get(found)?.[language] ?? found], ['classCode', found],
    ],
  }))
}

function bursts({ clusters }: Hotspots, tree: AreaTree, language: Language): Thing[] {
  return clusters.map(({ rank, indices, centre, radiusM, from, to, count, expected, llr, p, recurrenceDays, reason }) => ({
    id: String(rank),
    point: centre,
    cells: [
      ['rank', rank], ['places', indices.map((index) => tree.areas[index]!.name).join('、')], ['from', from], ['to', to], ['count', count], ['expected', expected],
      ['radiusM', radiusM], ['llr', llr], ['p', p], ['recurrenceDays', recurrenceDays], ['reason', reason[language]],
    ],
  }))
}

function table({ method, rows, steps }: Hotspots, things: Thing[], about: Record<string, Cell>, language: Language): string {
  const columns = (things[0]?.cells ?? (method === 'scan' ? SCAN_HEAD : PLACE_HEAD)).map(([column]) => COLUMNS[column][language])
  const stepped = steps.length > 0
  const lines = things.map(({ cells }, at) => [
    ...cells.map(([, cell]) => cell),
    ...(stepped ? (rows[at]?.steps ?? []) : []),
    ...Object.values(about),
  ])
  return csv([...columns, ...steps, ...Object.keys(about)], lines)
}

const named = (columns: readonly Column[]): [Column, Cell][] => columns.map((column) => [column, null])
const PLACE_HEAD = named(['code', 'name', 'path', 'count', 'expected', 'value', 'z', 'p', 'pFdr', 'class', 'classCode'])
const SCAN_HEAD = named(['rank', 'places', 'from', 'to', 'count', 'expected', 'radiusM', 'llr', 'p', 'recurrenceDays', 'reason'])

function features({ rows, steps }: Hotspots, things: Thing[], about: Record<string, Cell>): string {
  const list = things.map(({ id, point, cells }, at) => ({
    type: 'Feature',
    id,
    geometry: point && { type: 'Point', coordinates: point.map((degrees) => Number(degrees.toFixed(5))) },
    properties: { ...Object.fromEntries(cells), ...(steps.length > 0 && { steps: rows[at]?.steps }) },
  }))
  return `${JSON.stringify({ type: 'FeatureCollection', about: { ...about, ...(steps.length > 0 && { steps }) }, features: list })}\n`
}

function tooLong(): AppError {
  return new AppError('analysis_running', {
    status: 503,
    retryAfterS: 30,
    say: { zh: '还在计算，请稍后再下载', en: 'It is still being worked out: download it a little later' },
  })
}
