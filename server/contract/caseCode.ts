import type { AreaCode } from '../../geodata/place/area.ts'
import type { Day } from './day.ts'

/** The number of a case has as many digits at least. */
const DIGITS = 5

/**
 * One code per case (一案一码): county, year and number, such as 990101-2024-04512. The number alone tells the case; its
 * year stays when the day is corrected into another. Of a county's code of 12 digits (GB/T 2260) the six that name it,
 * any other code whole.
 */
export function caseCode(county: AreaCode, id: number, { codedYear, occurredOn }: { codedYear: number | null; occurredOn: Day }): string {
  const short = /^\d{6}000000$/.test(county) ? county.slice(0, 6) : county
  return `${short}-${codedYear ?? occurredOn.slice(0, 4)}-${String(id).padStart(DIGITS, '0')}`
}

/** County and number of the case that a code names; its year is not looked at. Null for words that are no code. */
export function caseNamed(text: string): { county: AreaCode; id: number } | null {
  const [, county, digits] = /^(\S+)-\d{4}-(\d{5,15})$/.exec(text.trim()) ?? []
  if (county === undefined || digits === undefined) return null
  return { county: (/^\d{6}$/.test(county) ? `${county}000000` : county) as AreaCode, id: Number(digits) }
}

/** The number of the case that a code names; null for words that are no code. */
export function caseOfCode(text: string): number | null {
  const [, digits] = /-\d{4}-(\d{5,15})$/.exec(text.trim()) ?? []
  return digits === undefined ? null : Number(digits)
}
