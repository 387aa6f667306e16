import { SEAT_TOWN } from './county.ts'
import type { Land } from './land.ts'
import type { Random } from './random.ts'
import { shareOut, type Settlement } from './villages.ts'

const POPULATION = 280_000

/** Residents of each settlement: log-normal around what the fields can feed, communities much larger. */
export function populate(land: Land, settlements: readonly Settlement[], random: Random): number[] {
  const weights = settlements.map(({ community, town, areaM2, seat }) => {
    if (community) return (town === SEAT_TOWN ? 10_600 : 4300) * Math.exp(random.normal(0, 0.22))
    const fields = Math.sqrt(Math.min(areaM2 / 1e6, 9)) * (0.3 + (land.suit[seat] as number))
    return Math.min(3400, Math.max(190, 560 * fields * Math.exp(random.normal(0, 0.36))))
  })
  const towns = weights.reduce((sum, weight, s) => sum + (settlements[s]?.community ? weight : 0), 0)
  const villages = weights.reduce((sum, weight, s) => sum + (settlements[s]?.community ? 0 : weight), 0)
  const scale = (POPULATION - towns) / villages
  return shareOut(
    POPULATION,
    weights.map((weight, s) => (settlements[s]?.community ? weight : weight * scale)),
  )
}
