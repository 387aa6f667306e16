import { randomUUID } from 'node:crypto'
import type { AreaTree } from '../../../geodata/place/tree.ts'
import { CATEGORIES } from '../../contract/categories.ts'
import { CHANNELS } from '../../contract/channels.ts'
import { COLOURS } from '../../contract/colours.ts'
import { csv } from '../../contract/csv.ts'
import { beijingTime } from '../../contract/day.ts'
import { AppError, type Language, type Say } from '../../contract/error.ts'
import type { Hotspots } from '../../contract/hotspots.ts'
import { BASES, EMERGING_CLASSES, HOT_CLASSES, HOT_METHODS, LISA_CLASSES } from '../../contract/hotTerms.ts'
import { PHASES } from '../../contract/states.ts'
import type { Scope } from '../../contract/scope.ts'
import type { Term } from '../../contract/vocabulary.ts'
import { namedPlace } from '../areas.ts'
import type { Context } from '../context.ts'
import type { InstalledPack } from '../packs.ts'
import { hotspots, type HotspotsAsk } from './hotspots.ts'

export const HOT_FORMATS = ['csv', 'geojson'] as const
export type HotFormat = (typeof HOT_FORMATS)[number]

type Cell = string | number | null
interface Thing {
  id: string
  point: [number, number] | null
  cells: Partial<Record<Column, Cell>>
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
  named: { zh: '列入名单', en: 'On the list' },
  class: { zh: '分级', en: 'Class' },
  classCode: { zh: '分级代码', en: 'Class code' },
  places: { zh: '包括的区域', en: 'Areas in it' },
  from: { zh: '开始', en: 'From' },
  to: { zh: '结束', en: 'To' },
  placeDays: { zh: '同村同日算一次', en: 'Once a village and day' },
  placeDaysExpected: { zh: '应有次数', en: 'Expected of these' },
  radiusM: { zh: '半径（米）', en: 'Radius (m)' },
  llr: { zh: '对数似然比', en: 'LLR' },
  recurrenceDays: { zh: '碰巧多少天一次', en: 'Recurrence (days)' },
  reason: { zh: '说明', en: 'In words' },
} as const satisfies Record<string, Say>
type Column = keyof typeof COLUMNS
const PLACE_COLUMNS = ['code', 'name', 'path', 'count', 'expected', 'value', 'z', 'p', 'pFdr', 'named', 'class', 'classCode'] as const satisfies Column[]
const SCAN_COLUMNS = ['rank', 'places', 'from', 'to', 'count', 'expected', 'placeDays', 'placeDaysExpected', 'radiusM', 'llr', 'p', 'recurrenceDays', 'reason'] as const satisfies Column[]

const CLASS_LABELS = new Map([...HOT_CLASSES.rows, ...LISA_CLASSES.rows, ...EMERGING_CLASSES.rows].map(({ code, label }) => [code as string, label]))

/** How it was worked out, as it stands in a file. */
const ABOUT = {
  method: { zh: '方法', en: 'Method' },
  level: { zh: '层级', en: 'Level' },
  area: { zh: '范围', en: 'Within' },
  filter: { zh: '筛选条件', en: 'Filter' },
  from: { zh: '起', en: 'First day' },
  to: { zh: '止', en: 'Last day' },
  today: { zh: '计算日', en: 'Worked out for' },
  step: { zh: '每段', en: 'Step' },
  weights: { zh: '相邻', en: 'Neighbours' },
  seed: { zh: '随机数种子', en: 'Seed' },
  permutations: { zh: '模拟次数', en: 'Draws' },
  basis: { zh: '应有件数的依据', en: 'Expected' },
  search: { zh: '搜索方式', en: 'Search' },
  revision: { zh: '数据版次', en: 'Revision of the data' },
  packVersion: { zh: '底图包版本', en: 'Version of the pack' },
  version: { zh: '程序版本', en: 'Version of the program' },
  made: { zh: '导出时间（北京时间）', en: 'Exported at (Beijing time)' },
  finding: { zh: '结论', en: 'Finding' },
} as const satisfies Record<string, Say>
const KINDS: [string, readonly Term[]][] = [['category', CATEGORIES.rows], ['colour', COLOURS.rows], ['phase', PHASES.rows], ['channel', CHANNELS.rows]]
type About = Record<keyof typeof ABOUT, Cell>

/** Who waits for a file asks again so often, as pages do. */
const AGAIN_MS = 5_000

export interface FileAsk {
  format: HotFormat
  language: Language
  version: string
  patienceMs: number
  /** whoever asked went away */
  gone: AbortSignal
}

/**
 * An answer as a file: a row a place, of a scan one a burst. How it was worked out stands in every row of a CSV, so that a row
 * that was copied elsewhere still tells, and in `about` of a GeoJSON. Throws `AppError` 503 where it takes longer than `patienceMs`;
 * then, and when the asker goes away, the work is left.
 */
export async function exportHotspots(ctx: Context, scope: Scope, asked: HotspotsAsk, { format, language, version, patienceMs, gone }: FileAsk): Promise<{ name: string; text: string }> {
  for (;;) {
    const found = await waited(ctx, scope, asked, { patienceMs, gone })
    const pack = await ctx.packs.get(scope.county)
    // the names are those of the pack that it was worked out on
    if (pack.manifest.version !== found.packVersion) continue
    const { tree } = pack
    const answer = { ...found, version }
    const about = aboutOf(answer, tree, { now: ctx.now(), language })
    const things = asked.method === 'scan' ? bursts(answer, tree, language) : placesOf(answer, tree, language)
    return { name: titleOf(answer, tree, language), text: format === 'csv' ? table(answer, things, about, language) : features(answer, things, about, await geometriesOf(ctx, pack, answer)) }
  }
}

async function waited(ctx: Context, scope: Scope, asked: HotspotsAsk, { patienceMs, gone }: Pick<FileAsk, 'patienceMs' | 'gone'>): Promise<Omit<Hotspots, 'version'>> {
  const asker = `file ${randomUUID()}`
  for (let left = patienceMs; left > 0 && !gone.aborted; left -= AGAIN_MS) {
    const found = await (await hotspots(ctx, scope, asked, asker)).within(Math.min(left, AGAIN_MS))
    if (found !== null) return found
  }
  ctx.analyses.leave(asker)
  throw tooLong()
}

function aboutOf({ parameters, revision, packVersion, version, finding }: Hotspots, tree: AreaTree, { now, language }: { now: number; language: Language }): About {
  const { area, filter, search, ...rest } = parameters
  return {
    ...rest,
    area: namedIn(tree, tree.indexOf(area), language).name,
    filter: kindsOf(filter, language).join({ zh: '；', en: '; ' }[language]) || { zh: '没有', en: 'none' }[language],
    basis: BASES.row(parameters.basis).label[language],
    search: search && `${search.time} · ${search.slotDays} d · ${search.from} · ${search.counted}`,
    revision,
    packVersion,
    version,
    made: beijingTime(now),
    finding: finding[language],
  }
}

/** What is narrowed stands in the name: a file of one kind is not to be taken for one of all. */
function titleOf({ method, parameters: { area, filter, from, to } }: Hotspots, tree: AreaTree, language: Language): string {
  return [HOT_METHODS.row(method).label[language], namedIn(tree, tree.indexOf(area), language).name, ...kindsOf(filter, language), `${from}—${to}`].join(' ')
}

/** Which kinds of cases the filter lets through, by their words. */
function kindsOf(filter: Record<string, string>, language: Language): string[] {
  return KINDS.flatMap(([key, rows]) => {
    const codes = filter[key]?.split(',') ?? []
    const labels = rows.filter(({ code }) => codes.includes(code)).map(({ label }) => label[language])
    return labels.length > 0 ? [labels.join({ zh: '、', en: ', ' }[language])] : []
  })
}

function namedIn(tree: AreaTree, index: number, language: Language): { name: string; path: string } {
  const { name, nameEn, path, pathEn } = namedPlace(tree, index)
  return language === 'zh' ? { name, path } : { name: nameEn, path: pathEn }
}

function placesOf({ rows }: Hotspots, tree: AreaTree, language: Language): Thing[] {
  return rows.map(({ id, name, nameEn, index, count, expected, value, z, p, pFdr, named, class: found }) => ({
    id,
    point: tree.areas[index]!.centre ?? null,
    cells: {
      code: id, name: language === 'en' ? nameEn : name, path: namedIn(tree, index, language).path, count, expected, value, z, p, pFdr,
      named: named ? { zh: '是', en: 'yes' }[language] : null, class: CLASS_LABELS.get(found)?.[language] ?? found, classCode: found,
    },
  }))
}

function bursts({ clusters }: Hotspots, tree: AreaTree, language: Language): Thing[] {
  return clusters.map(({ rank, indices, centre, radiusM, from, to, count, expected, placeDays, placeDaysExpected, llr, p, recurrenceDays, reason }) => ({
    id: String(rank),
    point: centre,
    cells: {
      rank, places: indices.map((index) => namedIn(tree, index, language).name).join(language === 'zh' ? '、' : ', '), from, to, count, expected,
      placeDays, placeDaysExpected, radiusM, llr, p, recurrenceDays, reason: reason[language],
    },
  }))
}

function table({ method, rows, steps }: Hotspots, things: Thing[], about: About, language: Language): string {
  const heads = { columns: method === 'scan' ? SCAN_COLUMNS : PLACE_COLUMNS, about: Object.keys(about) as (keyof About)[] }
  const behind = Object.values(about)
  const lines = things.map(({ cells }, at) => [...heads.columns.map((column) => cells[column] ?? null), ...(steps.length > 0 ? (rows[at]?.steps ?? []) : []), ...behind])
  // that nothing was found is told by how it was looked for
  const none = [...heads.columns.map(() => null), ...behind]
  return csv([...heads.columns.map((column) => COLUMNS[column][language]), ...steps, ...heads.about.map((key) => ABOUT[key][language])], lines.length > 0 ? lines : [none])
}

/** Places by their boundary where the pack has one, else by their point; bursts by the middle of their circle. */
function features({ rows, steps }: Hotspots, things: Thing[], about: About, geometries: Record<string, string>): string {
  const list = things.map(({ id, point, cells }, at) => {
    const properties = JSON.stringify({ ...cells, ...(steps.length > 0 && { steps: rows[at]?.steps }) })
    const geometry = geometries[id] ?? JSON.stringify(point && { type: 'Point', coordinates: point.map((degrees) => Number(degrees.toFixed(5))) })
    return `{"type":"Feature","id":${JSON.stringify(id)},"geometry":${geometry},"properties":${properties}}`
  })
  return `{"type":"FeatureCollection","about":${JSON.stringify({ ...about, ...(steps.length > 0 && { steps }) })},"features":[${list.join(',\n')}]}\n`
}

/** Boundaries of the places, read on a thread, as the file may be large. */
async function geometriesOf(ctx: Context, { file, manifest }: InstalledPack, { rows, parameters: { level, area, today } }: Hotspots): Promise<Record<string, string>> {
  const bytes = await file('shapes.geojson')
  if (!bytes || rows.length === 0) return {}
  return ctx.analyses.ask(`geometries ${manifest.version} ${level} ${area} ${today}`, (job) => job.run('geometries', { bytes, codes: rows.map(({ id }) => id) })).result
}

function tooLong(): AppError {
  return new AppError('analysis_running', {
    status: 503,
    retryAfterS: 30,
    say: { zh: '还在计算，请稍后再下载', en: 'It is still being worked out: download it a little later' },
  })
}
