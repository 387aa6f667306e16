import type { AreaCode, Day } from '../place/area.ts'
import type { Level } from '../place/level.ts'
import { addMonths } from './calendar.ts'
import { metres, SEAT_TOWN, ZONE_TOWN, type Towns } from './county.ts'
import type { Cells } from './grids.ts'
import type { Land } from './land.ts'
import { COMMUNITY_NAMES, numeral, TOWN_NAMES, VillageNames, type TownName } from './names.ts'
import type { Random } from './random.ts'
import type { XY } from './raster.ts'
import type { Reserve, Settlement, Villages } from './villages.ts'

export const COUNTY_CODE = '990101000000' as AreaCode
export const COUNTY_NAME = '枫溪县'

/** One area of the county as its civil affairs office would list it. */
export interface DemoArea {
  code: AreaCode
  name: string
  nameEn?: string
  level: Level
  parent: AreaCode | null
  kind?: string
  aliases: string[]
  population?: number
  /** where its seat or its houses stand; absent for an area that ended */
  seat?: XY
  validTo?: Day
  validFrom?: Day
  successor?: AreaCode
  /** numbers in the partition, -1 where it is not of that kind */
  town: number
  settlement: number
  cell: number
}

export interface Register {
  areas: DemoArea[]
  towns: DemoArea[]
  /** by number of the settlement */
  villages: DemoArea[]
  /** by number of the cell */
  cells: DemoArea[]
  /** names that the tests and the ledgers turn on */
  traps: { prefix: [AreaCode, AreaCode]; homonyms: [AreaCode, AreaCode]; merged: AreaCode; renamed: { code: AreaCode; former: string } }
}

export function registerAreas(parts: { land: Land; towns: Towns; villages: Villages; cells: Cells; populations: readonly number[]; until: Day; random: Random }): Register {
  const { land, villages, populations } = parts
  const towns = registerTowns(parts)
  const names = nameSettlements(land, villages.settlements, towns, parts.random)
  const registered = registerVillages(land, villages.settlements, { towns, names, populations })
  const traps = setTraps(registered, towns, parts.until)
  const cells = registerCells(parts, towns, registered)
  const county: DemoArea = {
    code: COUNTY_CODE, name: COUNTY_NAME, nameEn: 'Fengxi County', level: 'county', parent: null, aliases: [],
    population: populations.reduce((a, b) => a + b, 0), seat: towns[SEAT_TOWN]?.seat, town: -1, settlement: -1, cell: -1,
  }
  return { areas: [county, ...towns, ...registered, traps.ended, ...cells], towns, villages: registered, cells, traps: traps.codes }
}

function registerTowns({ land, towns, villages, populations }: { land: Land; towns: Towns; villages: Villages; populations: readonly number[] }): DemoArea[] {
  const names = nameTowns(land, towns, villages)
  return towns.seats.map((site, town): DemoArea => {
    const named = names[town] as TownName
    return {
      code: `990101${named.segment}000` as AreaCode, name: named.name, nameEn: named.nameEn, level: 'town', parent: COUNTY_CODE,
      kind: town === ZONE_TOWN ? '开发区' : named.name.slice(-1) as string, aliases: town === ZONE_TOWN ? ['枫溪经开区', '经开区', '开发区'] : [],
      population: villages.settlements.reduce((sum, s, k) => sum + (s.town === town ? (populations[k] as number) : 0), 0),
      seat: land.mesh.sites[site] as XY, town, settlement: -1, cell: -1,
    }
  })
}

/** Townships in the hills, 雁塘 at the reservoir, 柳河 in the widest fields, 青石 at the foot of the hills. */
function nameTowns(land: Land, towns: Towns, { settlements, reserves }: Villages): TownName[] {
  const count = (town: number) => settlements.filter((settlement) => settlement.town === town).length
  const level = (town: number) => mean(settlements.filter((settlement) => settlement.town === town).map(({ seat }) => land.suit[seat] as number))
  const names: TownName[] = []
  names[SEAT_TOWN] = TOWN_NAMES.seat
  names[ZONE_TOWN] = TOWN_NAMES.zone
  const hills = reserves.filter(({ kind }) => kind === 'forest').map(({ town }) => town).sort((a, b) => count(b) - count(a))
  hills.forEach((town, k) => (names[town] = TOWN_NAMES.hills[k] as TownName))
  const others = [...TOWN_NAMES.others] as TownName[]
  const give = (town: number, name: string) => {
    const at = Math.max(0, others.findIndex((other) => other.name === name))
    if (!names[town]) names[town] = others.splice(at, 1)[0] as TownName
  }
  const open = () => [...towns.seats.keys()].filter((town) => !names[town])
  give(open().reduce((a, b) => (level(b) * count(b) > level(a) * count(a) ? b : a)), '柳河镇')
  give(reserves[0]?.town as number, '雁塘镇')
  give(open().reduce((a, b) => (level(b) < level(a) ? b : a)), '青石镇')
  for (const town of open()) give(town, (others[0] as TownName).name)
  return names
}

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / Math.max(1, values.length)

/** Names by the lie of the land; now and then two neighbours share one, 上 and 下, 东 and 西. */
function nameSettlements(land: Land, settlements: readonly Settlement[], towns: readonly DemoArea[], random: Random): string[] {
  const names: string[] = settlements.map(() => '')
  const pool = new VillageNames(random, ['太坪', '新庄', '枫溪', ...towns.map(({ name }) => name), ...Object.values(COMMUNITY_NAMES).flat()])
  const spare = [...(COMMUNITY_NAMES.other as readonly string[])]
  const used = new Map<string, number>()
  settlements.forEach(({ community, town }, s) => {
    if (!community) return
    const townName = (towns[town] as DemoArea).name
    const own = COMMUNITY_NAMES[townName]
    const nth = used.get(townName) ?? 0
    used.set(townName, nth + 1)
    names[s] = own?.[nth] ?? (spare.shift() as string)
  })
  settlements.forEach(({ community, town, seat }, s) => {
    if (community || names[s]) return
    const hilly = (land.suit[seat] as number) < 0.42
    const partner = random.chance(0.09) ? nearestUnnamed(land, settlements, names, s, town) : -1
    if (partner >= 0) [names[s], names[partner]] = pool.pair(hilly)
    else names[s] = pool.next(hilly)
  })
  return names
}

function nearestUnnamed(land: Land, settlements: readonly Settlement[], names: readonly string[], from: number, town: number): number {
  let [best, least] = [-1, 4200]
  const here = land.mesh.sites[(settlements[from] as Settlement).seat] as XY
  settlements.forEach((other, s) => {
    if (s === from || other.town !== town || other.community || names[s]) return
    const distance = metres(here, land.mesh.sites[other.seat] as XY)
    if (distance < least) [best, least] = [s, distance]
  })
  return best
}

/** Village segments after GB/T 10114 as used by the statistics office: 001 on for communities, 200 on for villages. */
function registerVillages(land: Land, settlements: readonly Settlement[], { towns, names, populations }: { towns: readonly DemoArea[]; names: readonly string[]; populations: readonly number[] }): DemoArea[] {
  const next = towns.map(() => ({ community: 1, village: 200 }))
  return settlements.map(({ town, community, seat }, s): DemoArea => {
    const counter = next[town] as { community: number; village: number }
    const segment = community ? counter.community++ : counter.village++
    const parent = towns[town] as DemoArea
    return {
      code: `${parent.code.slice(0, 9)}${String(segment).padStart(3, '0')}` as AreaCode, name: names[s] as string, level: 'village',
      parent: parent.code, kind: community ? '社区' : '村', aliases: [], population: populations[s], seat: land.mesh.sites[seat] as XY,
      town, settlement: s, cell: -1,
    }
  })
}

/** The classic traps of a place register: a name that begins another, two of one name, a merger, a renaming. */
function setTraps(villages: DemoArea[], towns: readonly DemoArea[], until: Day): { ended: DemoArea; codes: Register['traps'] } {
  const inTown = (name: string) => {
    const town = towns.findIndex((area) => area.name === name)
    return villages.filter((village) => village.town === town && village.kind === '村')
  }
  const [short, long] = closestPair(inTown('太坪镇'))
  short.name = '太坪村'
  long.name = '太坪口村'
  const homonyms = [inTown('柳河镇')[2], inTown('白塬镇')[4]] as [DemoArea, DemoArea]
  for (const village of homonyms) village.name = '新庄村'
  const renamed = inTown('青石镇')[3] as DemoArea
  renamed.aliases.push('红旗村')
  const heir = inTown('槐店镇')[1] as DemoArea
  const ended: DemoArea = {
    code: `${heir.code.slice(0, 9)}299` as AreaCode, name: '北坡村', level: 'village', parent: heir.parent, kind: '村', aliases: [],
    validTo: `${addMonths(until, -20).slice(0, 7)}-01` as Day, successor: heir.code, town: heir.town, settlement: -1, cell: -1,
  }
  return {
    ended,
    codes: { prefix: [short.code, long.code], homonyms: [homonyms[0].code, homonyms[1].code], merged: ended.code, renamed: { code: renamed.code, former: '红旗村' } },
  }
}

function closestPair(villages: readonly DemoArea[]): [DemoArea, DemoArea] {
  let [pair, least] = [[villages[0], villages[1]] as [DemoArea, DemoArea], Infinity]
  for (const a of villages) {
    for (const b of villages) {
      const distance = metres(a.seat as XY, b.seat as XY)
      if (a !== b && distance < least) [pair, least] = [[a, b], distance]
    }
  }
  return pair
}

const RESERVE_NAMES: Record<Reserve['kind'], string[]> = {
  reservoir: ['枫溪水库库区网格'],
  forest: ['国有云岭林场网格', '国有松峪林场网格'],
  park: ['产业园西片区网格', '产业园东片区网格'],
}

/** Grid codes of 15 digits, 6+3+3+3, numbered from west to east and north to south inside their parent. */
function registerCells({ land, villages, cells }: { land: Land; villages: Villages; cells: Cells }, towns: readonly DemoArea[], registered: readonly DemoArea[]): DemoArea[] {
  const middles = middlesOf(land, cells)
  const out: DemoArea[] = []
  const children = new Map<DemoArea, number[]>()
  cells.cells.forEach(({ settlement, reserve }, cell) => {
    const parent = (reserve >= 0 ? towns[(villages.reserves[reserve] as Reserve).town] : registered[settlement]) as DemoArea
    children.set(parent, [...(children.get(parent) ?? []), cell])
  })
  for (const [parent, list] of children) {
    const row = (cell: number) => Math.round(-(middles[cell] as XY)[1] / 600)
    list.sort((a, b) => row(a) - row(b) || (middles[a] as XY)[0] - (middles[b] as XY)[0])
    list.forEach((cell, k) => {
      const { reserve } = cells.cells[cell] as { reserve: number }
      out[cell] = {
        code: `${parent.code}${String(k + 1).padStart(3, '0')}` as AreaCode, level: 'grid', parent: parent.code, aliases: [],
        name: reserve >= 0 ? reserveName(villages.reserves, reserve) : list.length === 1 ? `${parent.name}网格` : `${parent.name}第${numeral(k + 1)}网格`,
        kind: reserve >= 0 ? '镇级网格' : '村级网格', seat: middles[cell] as XY, town: parent.town, settlement: parent.settlement, cell,
      }
    })
  }
  return out
}

function reserveName(reserves: readonly Reserve[], reserve: number): string {
  const { kind } = reserves[reserve] as Reserve
  return RESERVE_NAMES[kind][reserves.slice(0, reserve).filter((other) => other.kind === kind).length] as string
}

/** The site of each cell that lies nearest to the mean of its sites. */
function middlesOf(land: Land, { label, cells }: Cells): XY[] {
  const sums = cells.map(() => [0, 0, 0] as [number, number, number])
  land.mesh.sites.forEach(([x, y], site) => {
    const sum = sums[label[site] as number]
    if (!sum) return
    sum[0] += x
    sum[1] += y
    sum[2]++
  })
  const nearest: XY[] = []
  const least = new Float64Array(cells.length).fill(Infinity)
  land.mesh.sites.forEach((site, s) => {
    const cell = label[s] as number
    const sum = sums[cell]
    if (!sum) return
    const distance = metres(site, [sum[0] / sum[2], sum[1] / sum[2]])
    if (distance >= (least[cell] as number)) return
    least[cell] = distance
    nearest[cell] = site
  })
  return nearest
}
