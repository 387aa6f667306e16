import type { Area, AreaCode } from '../../../../geodata/place/area.ts'
import type { Neighbours } from '../../../../geodata/pack/format.ts'
import { random } from '../../../../server/analysis/random.ts'
import { dayNumber, dayOfNumber, type Day } from '../../../../server/contract/day.ts'
import { installPack } from '../../../../server/services/installPack.ts'
import type { Context } from '../../../../server/services/context.ts'
import { engines } from '../../../databases.ts'
import { BARE, contextOn, COUNTY, NOW, packOf, put, type County, type Row } from '../county.ts'

/** A county of 8 × 8 villages, a kilometre apart, in two towns: the four western columns and the four eastern ones. */
const SIDE = 8
export const WEST = '990101001000'
export const EAST = '990101002000'
export const TODAY = '2024-07-01' as Day

const townAt = (column: number): string => (column < SIDE / 2 ? WEST : EAST)
export const villageCode = (column: number, row: number): string => `${townAt(column).slice(0, 9)}${200 + (column % 4) * SIDE + row}`
export const villageName = (column: number, row: number): string => `${column < SIDE / 2 ? '西' : '东'}${column}${row}村`

export function gridAreas(residents: number | null = 1_000): Area[] {
  const area = (code: string, name: string, level: Area['level'], parent: string | null, centre: [number, number], population?: number): Area => ({
    code: code as AreaCode, name, level, parent: parent as AreaCode | null, placement: 'boundary', centre,
    bbox: [centre[0] - 0.005, centre[1] - 0.005, centre[0] + 0.005, centre[1] + 0.005], ...(population !== undefined && { population }),
  })
  const list = [area(COUNTY, '枫溪县', 'county', null, [105, 35])]
  for (const [town, name, first] of [[WEST, '西镇', 0], [EAST, '东镇', 4]] as const) {
    list.push(area(town, name, 'town', COUNTY, [105 + first * 0.01, 35]))
    for (let column = first; column < first + 4; column++) {
      for (let row = 0; row < SIDE; row++) list.push(area(villageCode(column, row), villageName(column, row), 'village', town, [105 + column * 0.01, 35 + row * 0.01], residents ?? undefined))
    }
  }
  return list
}

function neighbours(areas: Area[]): Neighbours {
  const of = (level: Area['level'], reachDeg: number) => {
    const own = areas.flatMap((area, index) => (area.level === level ? [index] : []))
    const beside = (a: number, b: number): boolean => a !== b && [0, 1].every((axis) => Math.abs(areas[a]!.centre![axis]! - areas[b]!.centre![axis]!) < reachDeg)
    const queen = own.map((a) => own.filter((b) => beside(a, b)))
    return { areas: own, queen, rook: queen, snapM: 1 }
  }
  return { town: of('town', 0.05), village: of('village', 0.015) }
}

/** Villages as the squares round their centres. */
function squares(areas: Area[]): object {
  const features = areas.flatMap(({ code, level, bbox }) => {
    if (level !== 'village' || !bbox) return []
    const [west, south, east, north] = bbox
    return [{ type: 'Feature', properties: { code }, geometry: { type: 'Polygon', coordinates: [[[west, south], [east, south], [east, north], [west, north], [west, south]]] } }]
  })
  return { type: 'FeatureCollection', features }
}

export const gridPack = (version = 'a', residents: number | null = 1_000) => {
  const areas = gridAreas(residents)
  const pack = packOf({ version: version.repeat(64), levels: (['county', 'town', 'village'] as const).map((level) => ({ level, label: { zh: level, en: level } })) }, areas)
  pack.files.set('shapes.geojson', new TextEncoder().encode(JSON.stringify(squares(areas))))
  pack.files.set('neighbours.json', new TextEncoder().encode(JSON.stringify(neighbours(areas))))
  return pack
}

/** Cases of the grid: two and a half years of chance everywhere, and sixty cases more in a block of four villages in the last 15 days. */
export function gridRows({ perDay = 2, planted = 60, seed = 1, places = (_column: number): boolean => true } = {}): Row[] {
  const { below } = random(seed)
  const rows: Row[] = []
  const today = dayNumber(TODAY)
  const add = (column: number, row: number, day: number): void => {
    const category = ['01', '02', '05'][below(3)]!
    if (!places(column)) return
    rows.push({
      id: rows.length + 1, area: villageCode(column, row), town: null, occurredOn: dayOfNumber(day), dueOn: null, closedOn: null,
      category, colour: 'blue', state: 'mediating', channel: 'screening', people: null, amountFen: null, sensitive: false, ...BARE,
    })
  }
  for (let day = today - 900; day <= today; day++) {
    for (let k = 0; k < perDay; k++) {
      const [column, row] = [below(SIDE), below(SIDE)]
      add(column, row, day)
    }
  }
  for (let k = 0; k < planted; k++) add(1 + (k & 1), 5 + ((k >> 1) & 1), today - below(15))
  return rows
}

/** The planted block. */
export const PLANTED = [villageCode(1, 5), villageCode(2, 5), villageCode(1, 6), villageCode(2, 6)]

export async function openGrid({ rows = gridRows(), engine = engines[0]!, threads = 2, residents = 1_000 }: { rows?: Row[]; engine?: (typeof engines)[number]; threads?: number; residents?: number | null } = {}): Promise<County> {
  const database = await engine.fresh()
  const clock = { now: NOW }
  const ctx: Context = contextOn(database, clock, { threads })
  await fillGrid(ctx, { rows, residents })
  return {
    ctx,
    clock,
    async drop() {
      await ctx.analyses.close()
      await database.drop()
    },
  }
}

export async function fillGrid(ctx: Context, { rows = gridRows(), residents = 1_000 }: { rows?: Row[]; residents?: number | null } = {}): Promise<void> {
  await installPack(ctx, gridPack('a', residents))
  if (rows.length > 0) await put(ctx, rows)
}
