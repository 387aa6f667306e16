import type { AreaCode, Day } from '../place/area.ts'
import { COUNTY_CODE, COUNTY_NAME, type DemoArea, type Register } from './areas.ts'
import { addMonths } from './calendar.ts'
import { registerCells } from './cellRegister.ts'
import { metres, SEAT_TOWN, ZONE_TOWN, type Towns } from './county.ts'
import type { Cells } from './grids.ts'
import type { Land } from './land.ts'
import type { TownName } from './names.ts'
import { nameSettlements, nameTowns } from './naming.ts'
import type { Random } from './random.ts'
import type { XY } from './raster.ts'
import { standingOf } from './standing.ts'
import type { Settlement, Villages } from './villages.ts'

export function registerAreas(parts: {
  land: Land
  towns: Towns
  villages: Villages
  cells: Cells
  populations: readonly number[]
  until: Day
  random: Random
}): Register {
  const { land, villages, populations } = parts
  const towns = registerTowns(parts)
  const names = nameSettlements(land, villages.settlements, towns, parts.random)
  const registered = registerVillages(land, villages.settlements, { towns, names, populations })
  const traps = setTraps(registered, towns, parts.until)
  const cells = registerCells(parts, towns, registered)
  const county: DemoArea = {
    code: COUNTY_CODE,
    name: COUNTY_NAME,
    nameEn: 'Fengxi County',
    level: 'county',
    parent: null,
    aliases: [],
    population: populations.reduce((a, b) => a + b, 0),
    seat: towns[SEAT_TOWN]?.seat,
    town: -1,
    settlement: -1,
    cell: -1,
  }
  return {
    areas: [county, ...towns, ...registered, traps.ended, ...cells],
    towns,
    villages: registered,
    cells,
    traps: traps.codes,
  }
}

function registerTowns({
  land,
  towns,
  villages,
  populations,
}: {
  land: Land
  towns: Towns
  villages: Villages
  populations: readonly number[]
}): DemoArea[] {
  const names = nameTowns(land, towns, villages)
  return towns.seats.map((site, town): DemoArea => {
    const named = names[town] as TownName
    return {
      code: `990101${named.segment}000` as AreaCode,
      name: named.name,
      nameEn: named.nameEn,
      level: 'town',
      parent: COUNTY_CODE,
      kind: town === ZONE_TOWN ? '开发区' : (named.name.slice(-1) as string),
      aliases: town === ZONE_TOWN ? ['枫溪经开区', '经开区', '开发区'] : [],
      population: villages.settlements.reduce(
        (sum, s, k) => sum + (s.town === town ? (populations[k] as number) : 0),
        0,
      ),
      seat: land.mesh.sites[site] as XY,
      town,
      settlement: -1,
      cell: -1,
    }
  })
}

/** Village segments after GB/T 10114 as used by the statistics office: 001 on for communities, 200 on for villages. */
function registerVillages(
  land: Land,
  settlements: readonly Settlement[],
  {
    towns,
    names,
    populations,
  }: { towns: readonly DemoArea[]; names: readonly string[]; populations: readonly number[] },
): DemoArea[] {
  const next = towns.map(() => ({ community: 1, village: 200 }))
  return settlements.map(({ town, community, seat }, s): DemoArea => {
    const counter = next[town] as { community: number; village: number }
    const segment = community ? counter.community++ : counter.village++
    const parent = towns[town] as DemoArea
    return {
      code: `${parent.code.slice(0, 9)}${String(segment).padStart(3, '0')}` as AreaCode,
      name: names[s] as string,
      level: 'village',
      parent: parent.code,
      kind: community ? '社区' : '村',
      aliases: [],
      population: populations[s],
      ...standingOf(s),
      seat: land.mesh.sites[seat] as XY,
      town,
      settlement: s,
      cell: -1,
    }
  })
}

/** The classic traps of a place register: a name that begins another, two of one name, a merger, a renaming. */
function setTraps(
  villages: DemoArea[],
  towns: readonly DemoArea[],
  until: Day,
): { ended: DemoArea; codes: Register['traps'] } {
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
    code: `${heir.code.slice(0, 9)}299` as AreaCode,
    name: '北坡村',
    level: 'village',
    parent: heir.parent,
    kind: '村',
    aliases: [],
    validTo: `${addMonths(until, -20).slice(0, 7)}-01` as Day,
    successor: heir.code,
    town: heir.town,
    settlement: -1,
    cell: -1,
  }
  return {
    ended,
    codes: {
      prefix: [short.code, long.code],
      homonyms: [homonyms[0].code, homonyms[1].code],
      merged: ended.code,
      renamed: { code: renamed.code, former: '红旗村' },
    },
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
