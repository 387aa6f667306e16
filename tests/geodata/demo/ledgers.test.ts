import { read, utils } from '@e965/xlsx'
import { parse } from 'csv-parse/sync'
import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { areaFinder } from '../../../geodata/ground/find.ts'
import type { AreaCode } from '../../../geodata/place/area.ts'
import { demoFiles } from '../../../geodata/demo/generate.ts'
import { demo, layer, once, SEED, text, UNTIL } from './county.ts'

type Row = Record<string, string>

/** Data rows of all three ledgers as text, days as YYYY-MM-DD. */
function rowsOf(file: string): Row[] {
  if (file.endsWith('.csv')) return table(parse(text(`ledgers/${file}`), { bom: true }))
  const book = read(demo().files.get(`ledgers/${file}`) as Uint8Array, { type: 'array' })
  const cells = utils.sheet_to_json<string[]>(book.Sheets[book.SheetNames[0] as string] as never, {
    header: 1,
    raw: false,
    dateNF: 'yyyy-mm-dd',
    defval: '',
  })
  return table(
    cells.map((row) =>
      row.map((cell) =>
        /^\d{4}\/\d{1,2}\/\d{1,2}$/.test(cell)
          ? cell
              .split('/')
              .map((part) => part.padStart(2, '0'))
              .join('-')
          : cell,
      ),
    ),
  )
}

function table(cells: string[][]): Row[] {
  const header = cells[2] as string[]
  return cells.slice(3, -1).map((row) => Object.fromEntries(header.map((name, k) => [name, row[k] ?? ''])))
}

const rowsOnce = once(rowsOf)
const ledgers = () => demo().truth.ledgers.files.map(rowsOnce)
/** One row a case: the latest. */
const casesOnce = once(() => [
  ...new Map(
    ledgers()
      .flat()
      .map((row) => [row['编号'] as string, row]),
  ).values(),
])
const cases = () => casesOnce('all')
const townName = (code: string) =>
  layer('towns').features.find(({ properties }) => properties.code === code)?.properties.name
/** `town/village` as ledgers write them, by code. */
const placesOnce = once(
  () =>
    new Map(
      layer('villages').features.map(({ properties }) => [
        properties.code,
        `${townName(properties.parent as string)}/${properties.name}`,
      ]),
    ),
)
const places = () => placesOnce('all')
const placeOf = (row: Row) => `${row['乡镇']}/${row['村(社区)']}`

describe('the ledgers of the demo county', () => {
  it('are two tables of text and one workbook that hold every case', () => {
    const { truth } = demo()
    expect(truth.ledgers.files.map((file) => file.split('.').at(-1))).toEqual(['csv', 'xlsx', 'csv'])
    expect(cases().length).toBe(truth.ledgers.cases)
    expect(truth.ledgers.cases).toBeGreaterThan(4200)
    expect(truth.ledgers.cases).toBeLessThan(4800)
    expect(ledgers().flat().length + truth.ledgers.titles).toBe(truth.ledgers.rows)
    expect(ledgers().flat().length).toBe(
      truth.ledgers.cases + truth.ledgers.carriedOver.length + truth.ledgers.repeated.length,
    )
  })

  it('carry open cases over to the next year and repeat a few word for word', () => {
    const { carriedOver, repeated } = demo().truth.ledgers
    expect([carriedOver.length, repeated.length]).toEqual([30, 8])
    for (const no of carriedOver) {
      const told = ledgers()
        .flat()
        .filter((row) => row['编号'] === no)
      expect(told.map((row) => row['化解结果'])).toEqual(['调解中', '已化解'])
    }
    for (const no of repeated) {
      const told = ledgers()
        .flat()
        .filter((row) => row['编号'] === no)
      expect(told.length).toBe(2)
      expect(told[0]).toEqual(told[1])
    }
  })

  it('name a place that is in the register for all but the unclear rows', () => {
    const { unlocated } = demo().truth.ledgers
    const former = ['北坡村', '红旗村']
    const known = new Set(places().values())
    const lost = cases().filter(
      (row) => row['村(社区)'] !== '' && !former.includes(row['村(社区)'] as string) && !known.has(placeOf(row)),
    )
    expect(lost.map((row) => row['编号']).sort()).toEqual(unlocated)
    expect(unlocated.length).toBe(20)
    for (const name of former) expect(cases().filter((row) => row['村(社区)'] === name).length).toBeGreaterThan(0)
  })

  it('put every point into the grid cell that the row names', () => {
    const grids = layer('grids').features
    const finder = areaFinder(
      grids.map(({ geometry, properties }) => ({ code: properties.code as AreaCode, level: 'grid', geometry })),
    )
    const byCode = new Map(grids.map(({ properties }) => [properties.code, properties.name]))
    const pointed = cases().filter((row) => row['经度'] !== '')
    expect(pointed.length).toBeGreaterThan(1000)
    const found = pointed.map((row) => byCode.get(finder.find(Number(row['经度']), Number(row['纬度'])) as string))
    expect(found).toEqual(pointed.map((row) => row['网格']))
  })

  it('keep days in order and none after the last day', () => {
    for (const row of cases()) {
      expect((row['排查时间'] as string) <= UNTIL && (row['排查时间'] as string) >= demo().truth.from).toBe(true)
      const closed = row['办结时间'] || (row['排查时间'] as string)
      expect(closed >= (row['排查时间'] as string) && closed <= UNTIL).toBe(true)
      expect(row['化解结果'] === '已化解').toBe(row['办结时间'] !== '')
    }
  })

  it('hold what was planted', () => {
    const { truth } = demo()
    const words: Record<string, RegExp> = { '05': /生产经营|灌溉|农资/, '07': /劳动|劳资|工资/, '08': /山林|土地/ }
    const inSpot = (row: Row, spot: { areas: string[]; category: string; from: string; to: string }) =>
      spot.areas.some((code) => places().get(code) === placeOf(row)) &&
      (words[spot.category] as RegExp).test(row['纠纷类型'] as string) &&
      (row['排查时间'] as string) >= spot.from &&
      (row['排查时间'] as string) <= spot.to
    for (const spot of truth.hotSpots) {
      const found = cases().filter((row) => inSpot(row, spot)).length
      expect({ [spot.name]: found }).toEqual({ [spot.name]: spot.total })
      expect(found).toBeGreaterThanOrEqual(spot.planted)
    }
    const land = truth.rising.months.map(
      ({ month }) =>
        cases().filter(
          (row) =>
            row['乡镇'] === townName(truth.rising.town) &&
            (words['08'] as RegExp).test(row['纠纷类型'] as string) &&
            row['排查时间']?.startsWith(month) &&
            !truth.ledgers.unlocated.includes(row['编号'] as string),
        ).length,
    )
    expect(land).toEqual(truth.rising.months.map(({ total }) => total))
    expect(Math.min(...land.slice(-3))).toBeGreaterThan(Math.max(...land.slice(0, 3)))
    expect(truth.quiet.perTenThousand * 2).toBeLessThan(truth.quiet.countyPerTenThousand)
  })

  it('agree with the sums of the truth file', () => {
    const { truth } = demo()
    const months: Record<string, number> = {}
    for (const row of cases())
      months[row['排查时间']?.slice(0, 7) as string] = (months[row['排查时间']?.slice(0, 7) as string] ?? 0) + 1
    expect(months).toEqual(truth.byMonth)
    const located = cases().filter((row) => !truth.ledgers.unlocated.includes(row['编号'] as string))
    const towns = Object.keys(truth.byTown).map((code) => [
      code,
      located.filter((row) => row['乡镇'] === townName(code)).length,
    ])
    expect(Object.fromEntries(towns)).toEqual(truth.byTown)
    expect(cases().reduce((sum, row) => sum + Math.round(Number(row['涉及金额(万元)']) * 1e6), 0)).toBe(
      truth.amountFen,
    )
    expect(cases().reduce((sum, row) => sum + Number(row['涉及人数']), 0)).toBe(truth.people)
  })

  it('are written on working days for the most part, and by the seasons', () => {
    const day = (row: Row) => new Date(`${row['排查时间']}T00:00:00Z`)
    const weekend = cases().filter((row) => [0, 6].includes(day(row).getUTCDay())).length
    expect(weekend / cases().length).toBeLessThan(0.1)
    const irrigation = cases().filter((row) => /灌溉/.test(row['纠纷类型'] as string))
    const spring = irrigation.filter((row) =>
      ['03', '04', '05'].includes(row['排查时间']?.slice(5, 7) as string),
    ).length
    expect(spring / irrigation.length).toBeGreaterThan(0.4)
  })

  it('hold no person: no name, no number of a person, no telephone', () => {
    const columns = Object.keys(cases()[0] as Row)
    expect(columns.filter((name) => /姓名|身份|电话|手机|住址|当事人|责任人|领导/.test(name))).toEqual([])
    const words = [
      ...ledgers().flat().flatMap(Object.values),
      ...layer('villages').features.map(({ properties }) => properties.name),
      text('facilities.geojson'),
    ].join('\n')
    expect(words).not.toMatch(/[\u4e00-\u9fff]某|先生|女士|小姐|(?<!\d)1[3-9]\d{9}(?!\d)|(?<![\d.])\d{17}[\dXx]/)
  })
})

describe('the generator', () => {
  it('gives the same bytes for the same seed and day', () => {
    const digest = (files: Map<string, string | Uint8Array>) =>
      [...files].map(([path, content]) => [path, createHash('sha256').update(content).digest('hex')])
    expect(digest(demoFiles({ seed: SEED, until: UNTIL }).files)).toEqual(digest(demo().files))
  })
})
