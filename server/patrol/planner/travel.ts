import { distanceM } from '../../../geodata/ground/distance.ts'

/** How a team goes where no road network says how long it takes. */
export interface Going {
  kmPerHour: number
  /** how many times as long a road is as the straight line; 1.3–1.4 in settled land (Boscoe, Henry and Zdeb 2012) */
  detour: number
}

/** Minutes from each point to each, row by row, along straight lines made longer by the detour. `points`: WGS-84 degrees. */
export function straightMinutes(points: readonly (readonly [number, number])[], { kmPerHour, detour }: Going): Float64Array {
  const count = points.length
  const minutes = new Float64Array(count * count)
  for (let a = 0; a < count; a++) {
    for (let b = a + 1; b < count; b++) {
      const long = (distanceM(points[a]!, points[b]!) * detour * 60) / (1000 * kmPerHour)
      minutes[a * count + b] = long
      minutes[b * count + a] = long
    }
  }
  return minutes
}
