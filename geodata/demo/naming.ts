import { metres, SEAT_TOWN, ZONE_TOWN, type Towns } from './county.ts'
import type { Land } from './land.ts'
import { COMMUNITY_NAMES, TOWN_NAMES, VillageNames, type TownName } from './names.ts'
import type { Random } from './random.ts'
import type { XY } from './raster.ts'
import type { Settlement, Villages } from './villages.ts'

/** Townships in the hills, 雁塘 at the reservoir, 柳河 in the widest fields, 青石 at the foot of the hills. */
export function nameTowns(land: Land, towns: Towns, { settlements, reserves }: Villages): TownName[] {
  const count = (town: number) => settlements.filter((settlement) => settlement.town === town).length
  const level = (town: number) =>
    mean(settlements.filter((settlement) => settlement.town === town).map(({ seat }) => land.suit[seat] as number))
  const names: TownName[] = []
  names[SEAT_TOWN] = TOWN_NAMES.seat
  names[ZONE_TOWN] = TOWN_NAMES.zone
  const hills = reserves
    .filter(({ kind }) => kind === 'forest')
    .map(({ town }) => town)
    .sort((a, b) => count(b) - count(a))
  hills.forEach((town, k) => (names[town] = TOWN_NAMES.hills[k] as TownName))
  const others = [...TOWN_NAMES.others] as TownName[]
  const give = (town: number, name: string) => {
    const at = Math.max(
      0,
      others.findIndex((other) => other.name === name),
    )
    if (!names[town]) names[town] = others.splice(at, 1)[0] as TownName
  }
  const open = () => [...towns.seats.keys()].filter((town) => !names[town])
  give(
    open().reduce((a, b) => (level(b) * count(b) > level(a) * count(a) ? b : a)),
    '柳河镇',
  )
  give(reserves[0]?.town as number, '雁塘镇')
  give(
    open().reduce((a, b) => (level(b) < level(a) ? b : a)),
    '青石镇',
  )
  for (const town of open()) give(town, (others[0] as TownName).name)
  return names
}

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / Math.max(1, values.length)

/** Names by the lie of the land; now and then two neighbours share one, 上 and 下, 东 and 西. */
export function nameSettlements(
  land: Land,
  settlements: readonly Settlement[],
  towns: readonly { name: string }[],
  random: Random,
): string[] {
  const names: string[] = settlements.map(() => '')
  const pool = new VillageNames(random, [
    '太坪',
    '新庄',
    '枫溪',
    ...towns.map(({ name }) => name),
    ...Object.values(COMMUNITY_NAMES).flat(),
  ])
  const spare = [...(COMMUNITY_NAMES.other as readonly string[])]
  const used = new Map<string, number>()
  settlements.forEach(({ community, town }, s) => {
    if (!community) return
    const townName = (towns[town] as { name: string }).name
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

function nearestUnnamed(
  land: Land,
  settlements: readonly Settlement[],
  names: readonly string[],
  from: number,
  town: number,
): number {
  let [best, least] = [-1, 4200]
  const here = land.mesh.sites[(settlements[from] as Settlement).seat] as XY
  settlements.forEach((other, s) => {
    if (s === from || other.town !== town || other.community || names[s]) return
    const distance = metres(here, land.mesh.sites[other.seat] as XY)
    if (distance < least) [best, least] = [s, distance]
  })
  return best
}
