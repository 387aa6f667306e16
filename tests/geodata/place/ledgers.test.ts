import { existsSync, readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import type { Area, AreaCode } from '../../../geodata/place/area.ts'
import { gazetteer, type PlaceWords } from '../../../geodata/place/gazetteer.ts'
import type { Level } from '../../../geodata/place/level.ts'
import { areaTree, TODAY } from './county.ts'

const FOLDER = new URL('../../../../shared/data/ledgers/', import.meta.url).pathname

function table(file: string, columns: boolean): Record<string, string>[] & string[][] {
  return parse(readFileSync(FOLDER + file), { bom: true, columns, relax_column_count: true, skip_empty_lines: false }) as never
}

function countyTree(code: string, name: string) {
  const rows = table('gazetteer.csv', true).filter((row) => row.code!.startsWith(code.slice(0, 6)))
  const root: Area = { code: code as AreaCode, name, level: 'county', parent: null, placement: 'none' }
  return areaTree([
    root,
    ...rows.map(
      (row): Area => ({
        code: row.code as AreaCode,
        name: row.name!,
        level: row.level as Level,
        parent: row.parent_code as AreaCode,
        placement: 'none',
      }),
    ),
  ])
}

function misses(tree: ReturnType<typeof countyTree>, key: string, wordsOf: (row: number) => PlaceWords) {
  const places = gazetteer(tree, { aliases: [], today: TODAY })
  const located = table(key, true).filter((row) => row.kind === 'data' && row.area_code)
  const wrong = located.flatMap((row) => {
    const words = wordsOf(Number(row.src_row) - 1)
    const match = places.find(words)
    return match.kind === 'found' && match.area === row.area_code ? [] : [{ words, match, wanted: row.area_name }]
  })
  return { rows: located.length, wrong }
}

describe.skipIf(!existsSync(FOLDER))('places of the ledgers with an answer key', () => {
  it('finds all 132 places of the monthly ledger, towns carried over', () => {
    const cells = table('A_xiangyuan_county_monthly_2024-03.csv', false)
    let town = ''
    const towns = cells.map((row) => (town = row[1]!.trim() && !/计|乡镇/.test(row[1]!) ? row[1]! : town))
    const tree = countyTree('140423000000', '襄垣县')
    const { rows, wrong } = misses(tree, 'A_expected.csv', (row) => ({
      town: towns[row]!,
      village: cells[row]![2]!,
      townCarried: cells[row]![1]!.trim() === '',
    }))
    expect(wrong).toEqual([])
    expect(rows).toBe(132)
  })

  it('finds all 176 places of the 12345 export, by the words alone', () => {
    const cells = table('C_minle_12345_110_export_bd09_2024H1.csv', false)
    const tree = countyTree('620722000000', '民乐县')
    const { rows, wrong } = misses(tree, 'C_expected.csv', (row) => ({
      text: cells[row]![10]!,
      town: cells[row]![11]!,
      village: cells[row]![12]!,
    }))
    expect(wrong).toEqual([])
    expect(rows).toBe(176)
  })
})
