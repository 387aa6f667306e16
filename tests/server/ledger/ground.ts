import { readFileSync } from 'node:fs'
import type { Area, AreaCode, Day } from '../../../geodata/place/area.ts'
import { areaFinder, type AreaShape } from '../../../geodata/ground/find.ts'
import { gazetteer, type Alias } from '../../../geodata/place/gazetteer.ts'
import { areaTree } from '../../../geodata/place/tree.ts'
import { ledgerRows, openLedger, planLedger } from '../../../server/ledger/ledger.ts'
import { sameCase } from '../../../server/ledger/match.ts'
import type { LedgerSource } from '../../../server/ledger/read/open.ts'
import type { LedgerContext, LedgerOptions, LedgerRow } from '../../../server/ledger/types.ts'

export const TODAY = '2026-11-22' as Day
export const code = (digits: string) => digits as AreaCode

export function contextOf(
  areas: Area[],
  options: { shapes?: AreaShape[]; bbox?: LedgerContext['bbox']; crs?: string | null; aliases?: Alias[]; terms?: Record<string, string> } = {},
): LedgerContext {
  const tree = areaTree(areas)
  return {
    tree,
    gazetteer: gazetteer(tree, { aliases: options.aliases ?? [], today: TODAY }),
    finder: areaFinder(options.shapes ?? []),
    bbox: options.bbox ?? [100, 30, 101, 31],
    defaultCrs: options.crs ?? null,
    categoryTerms: options.terms ?? {},
    dueDays: 30,
    tiers: ['red', 'yellow', 'blue'],
    today: TODAY,
    salt: 'salt',
  }
}

function square(west: number, south: number, east: number, north: number): AreaShape['geometry'] {
  return { type: 'Polygon', coordinates: [[[west, south], [east, south], [east, north], [west, north], [west, south]]] }
}

const VILLAGES: [code: string, name: string, town: string, west: number, south: number][] = [
  ['990202100201', '上柳村', '990202100000', 100.0, 30.0],
  ['990202100202', '下柳村', '990202100000', 100.5, 30.0],
  ['990202101201', '石桥村', '990202101000', 100.0, 30.5],
  ['990202101202', '桥头村', '990202101000', 100.25, 30.5],
  ['990202101203', '桥头沟村', '990202101000', 100.5, 30.5],
]

/** 云塘县, which does not exist: two towns and five villages on a half-degree raster, the last one approximate. */
export function yuntang(options: Parameters<typeof contextOf>[1] = {}): LedgerContext {
  const areas: Area[] = [
    { code: code('990202000000'), name: '云塘县', level: 'county', parent: null, placement: 'boundary' },
    { code: code('990202100000'), name: '柳溪镇', level: 'town', parent: code('990202000000'), placement: 'boundary' },
    { code: code('990202101000'), name: '石桥镇', level: 'town', parent: code('990202000000'), placement: 'boundary' },
  ]
  const shapes: AreaShape[] = [
    { code: code('990202000000'), level: 'county', geometry: square(100, 30, 101, 31) },
    { code: code('990202100000'), level: 'town', geometry: square(100, 30, 101, 30.5) },
    { code: code('990202101000'), level: 'town', geometry: square(100, 30.5, 101, 31) },
  ]
  for (const [id, name, town, west, south] of VILLAGES) {
    const east = west + (south === 30 ? 0.5 : 0.25)
    areas.push({
      code: code(id),
      name,
      level: 'village',
      parent: code(town),
      placement: name === '桥头沟村' ? 'approximate' : 'boundary',
      bbox: [west, south, east, south + 0.5],
    })
    shapes.push({ code: code(id), level: 'village', geometry: square(west, south, east, south + 0.5) })
  }
  areas.sort((a, b) => rank(a) - rank(b))
  return contextOf(areas, { shapes, ...options })
}

/** Depth first: a town before its villages. */
function rank(area: Area): number {
  return Number(area.code)
}

export async function readAll(source: LedgerSource, context: LedgerContext, options: LedgerOptions = {}) {
  const file = await openLedger(source)
  const plan = await planLedger(file, options)
  const rows: LedgerRow[] = []
  for await (const batch of ledgerRows(file, plan, context)) rows.push(...batch)
  return { file, plan, rows }
}

export function text(content: string, name = 'ledger.csv'): LedgerSource {
  return { name, bytes: new TextEncoder().encode(content) }
}

export type CaseRow = Extract<LedgerRow, { outcome: 'case' }>
export const casesOf = (rows: LedgerRow[]) => rows.filter((row): row is CaseRow => row.outcome === 'case')

/** Cases after matching by comparing all, in the order of the file, and the row that each repeat repeats. */
export function matched(rows: LedgerRow[]) {
  const first: CaseRow[] = []
  const repeats = new Map<number, number>()
  for (const row of casesOf(rows)) {
    const known = first.find((old) => sameCase({ ...old.draft, relatedNo: old.relatedNo }, { ...row.draft, relatedNo: row.relatedNo }))
    if (known) repeats.set(row.row, known.row)
    else first.push(row)
  }
  return { first, repeats }
}

export function readCsv(path: string): Record<string, string>[] {
  const [head = '', ...lines] = readFileSync(path, 'utf8').replace(/^\uFEFF/, '').trim().split(/\r?\n/)
  const keys = head.split(',')
  return lines.map((line) => Object.fromEntries(line.split(',').map((value, at) => [keys[at], value])))
}
