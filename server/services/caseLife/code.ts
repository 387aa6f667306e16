import type { CaseState } from '../../contract/caseState.ts'

/** 一案一码: county, year and number, such as 990101-2024-04512. The number alone tells the case; its year stays when the day is corrected. */
export function caseCode(county: string, id: number, { codedYear, occurredOn }: Pick<CaseState, 'codedYear' | 'occurredOn'>): string {
  return `${county.slice(0, 6)}-${codedYear ?? occurredOn.slice(0, 4)}-${String(id).padStart(5, '0')}`
}
