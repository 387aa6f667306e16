import { isTold, type Count } from '../server/contract/withheld.ts'

/** The number of a count that is told; a test that meets a withheld one fails. */
export function told(count: Count): number {
  if (!isTold(count)) throw new Error(`withheld: ${count}`)
  return count
}
