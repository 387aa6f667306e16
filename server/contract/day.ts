export type { Day } from '../../geodata/place/area.ts'
export { dayAt, dayNumber, dayOfNumber, MS_PER_DAY, parseDay } from '../../geodata/place/day.ts'
