export type { Day } from '../../geodata/place/area.ts'
export { dayAt, dayNumber, dayOfNumber, MS_PER_DAY, parseDay } from '../../geodata/place/day.ts'

/** `2024-03-05 16:30:00` in Shanghai. */
export function beijingTime(instantMs: number): string {
  return new Date(instantMs + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')
}
