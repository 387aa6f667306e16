import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Area } from '../../../geodata/place/area.ts'
import type { LedgerRow } from '../../../server/ledger/types.ts'
import { casesOf, code, contextOf, matched, readAll, readCsv } from './ground.ts'

const DATA = new URL('../../../../shared/data/ledgers/', import.meta.url)
const path = (name: string) => new URL(name, DATA).pathname
const bytes = (name: string) => new Uint8Array(readFileSync(path(name)))

/** The towns and villages that the ledgers name, none with a boundary. */
function county(prefix: string, name: string): Area[] {
  const root: Area = { code: code(`${prefix}000000`), name, level: 'county', parent: null, placement: 'none' }
  const below = readCsv(path('gazetteer.csv')).filter((row) => row.code?.startsWith(prefix))
  return [
    root,
    ...below.sort((a, b) => (a.code ?? '').localeCompare(b.code ?? '')).map((row): Area => ({
      code: code(row.code as string),
      name: row.name as string,
      level: row.level as 'town' | 'village',
      parent: code(row.parent_code as string),
      placement: 'none',
    })),
  ]
}

const PHASE: Record<string, string> = {
  registered: 'open', dispatched: 'in_progress', mediating: 'in_progress', escalated: 'transferred', terminated: 'terminated', closed: 'closed',
}

/** The row as the key has it; a due date only where the ledger states one. */
function told(row: Extract<LedgerRow, { outcome: 'case' }>, areas: Area[]) {
  const { draft } = row
  const area = areas.find((item) => item.code === draft.area)
  const town = areas.find((item) => item.code === area?.parent)
  return {
    area: `${town?.name ?? ''}${area?.name ?? ''}`,
    category: draft.category,
    occurred: draft.occurredOn,
    due: row.dueDefaulted ? '' : (draft.dueOn ?? ''),
    closed: draft.closedOn ?? '',
    people: String(draft.people ?? ''),
    yuan: (draft.amountFen ?? 0) / 100,
    risk: draft.colour === 'none' ? '' : draft.colour,
    state: PHASE[draft.state],
  }
}

function wanted(key: Record<string, string>) {
  return {
    area: key.area_name,
    category: key.category_code,
    occurred: key.occurred_on,
    due: key.due_on,
    closed: key.closed_on,
    people: key.people,
    yuan: Number(key.amount_yuan),
    risk: key.risk,
    state: (key.status ?? '').replace(/^closed_.*/, 'closed'),
  }
}

function tally<T>(items: T[], by: (item: T) => string): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const item of items) counts[by(item)] = (counts[by(item)] ?? 0) + 1
  return counts
}

describe.skipIf(!existsSync(DATA)).each(['csv', 'xlsx'])('ledger A as %s', (ending) => {
  const load = async () => {
    const areas = county('140423', '襄垣县')
    const name = `A_xiangyuan_county_monthly_2024-03.${ending}`
    const result = await readAll({ name, bytes: bytes(name) }, contextOf(areas, { bbox: [112.7, 36.3, 113.3, 36.8] }))
    return { ...result, areas, key: readCsv(path('A_expected.csv')) }
  }

  test('every row is what the key says', async () => {
    const { rows, key, areas } = await load()
    expect(rows.length).toBe(150)
    const ours = rows.map((row) => [row.row, row.outcome === 'case' ? told(row, areas) : row.outcome])
    const theirs = key.map((line) => [Number(line.src_row), line.kind === 'data' ? wanted(line) : 'notCase'])
    expect(ours).toEqual(theirs)
  })

  test('128 cases after matching, with the figures of the key', async () => {
    const { rows, key, areas } = await load()
    const { first, repeats } = matched(rows)
    const row = (caseKey: string) => Number(key.find((line) => line.case_key === caseKey)?.src_row)
    const expected = key.filter((line) => line.dup_of).map((line) => [Number(line.src_row), row(line.dup_of as string)])
    expect([...repeats]).toEqual(expected)
    expect(first.length).toBe(128)
    expect(tally(first, ({ draft }) => PHASE[draft.state] ?? draft.state)).toEqual({ closed: 96, in_progress: 19, transferred: 6, terminated: 5, open: 2 })
    expect(tally(first, ({ draft }) => draft.colour)).toEqual({ red: 8, yellow: 32, blue: 83, none: 5 })
    expect(first.reduce((sum, { draft }) => sum + (draft.amountFen ?? 0), 0)).toBe(426_510_000)
    const names = first.map((item) => told(item, areas).area)
    expect(names.filter((area) => area.startsWith('侯堡镇')).length).toBe(26)
    expect(names.filter((area) => area === '侯堡镇东周村').length).toBe(14)
  })

  test('nothing of a person leaves', async () => {
    const { rows, plan } = await load()
    const all = JSON.stringify(rows)
    expect(all.match(/99999919000|1300000|130-0000|130\*\*\*\*|测试[甲乙丙丁]|示例(领导|户主|员|主任)/)?.[0]).toBeUndefined()
    expect(plan.refusedColumns.map((column) => column.because)).toEqual(['name', 'id_number', 'phone', 'name'])
  })
})

describe.skipIf(!existsSync(DATA))('ledger C', () => {
  const load = async () => {
    const areas = county('620722', '民乐县')
    const name = 'C_minle_12345_110_export_bd09_2024H1.csv'
    const context = contextOf(areas, { bbox: [100.3, 38.1, 101.3, 38.8], crs: 'BD09' })
    const result = await readAll({ name, bytes: bytes(name) }, context)
    return { ...result, areas, key: new Map(readCsv(path('C_expected.csv')).map((line) => [Number(line.src_row), line])) }
  }

  test('139 cases, 7 repeats and 30 rows that are no disputes', async () => {
    const { rows, key, areas } = await load()
    const { first, repeats } = matched(rows)
    expect(tally(rows, (row) => row.outcome)).toEqual({ notCase: 1, case: 146, outOfScope: 30 })
    expect([first.length, repeats.size]).toEqual([139, 7])
    for (const [row, known] of repeats) expect(key.get(row)?.dup_of).toBe(key.get(known)?.case_key)
    const others = rows.filter((row) => row.outcome === 'outOfScope').map((row) => row.row)
    expect(others).toEqual([...key].filter(([, line]) => line.in_scope === '0').map(([row]) => row))
    for (const row of casesOf(rows)) {
      const line = key.get(row.row) as Record<string, string>
      const { people: _, yuan: __, ...ours } = told(row, areas)
      const { people: ___, yuan: ____, ...theirs } = wanted(line)
      expect({ row: row.row, no: row.draft.originalNo ?? '', ...ours }).toEqual({ row: row.row, no: line.case_key, ...theirs })
    }
  })

  test('points lie within 2 m of the key, and are given up where the key asks for the village', async () => {
    const { rows, key } = await load()
    const truth = (row: number): [number, number] | null => {
      const line = key.get(row) as Record<string, string>
      return line.lng_wgs84 && !/generalise_to_village/.test(line.issues ?? '') ? [Number(line.lng_wgs84), Number(line.lat_wgs84)] : null
    }
    const cases = casesOf(rows)
    expect(cases.filter(({ draft }) => draft.point).map(({ row }) => row)).toEqual(cases.filter(({ row }) => truth(row)).map(({ row }) => row))
    const missesM = cases.flatMap(({ row, draft: { point } }) => {
      const [lng, lat] = truth(row) ?? [0, 0]
      return point ? [Math.hypot((point.lng - lng) * 111_320 * Math.cos((38.5 * Math.PI) / 180), (point.lat - lat) * 110_950)] : []
    })
    expect(missesM.length).toBe(133)
    expect(Math.max(...missesM)).toBeLessThan(2)
  })

  test('nothing of a person leaves', async () => {
    const { rows } = await load()
    expect(JSON.stringify(rows).match(/99999919000|1300000|173号|29号|示例户主/)?.[0]).toBeUndefined()
  })
})
