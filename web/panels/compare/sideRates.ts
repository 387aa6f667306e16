import type { Summary } from '../../../server/contract/answers.ts'
import { isTold } from '../../../server/contract/withheld.ts'
import { chanceOf, countInterval } from '../../areas/chance.ts'
import { UNSURE_FROM_P } from '../../areas/change.ts'

/** Cases per 10,000 residents of one side, with nine chances in ten. */
interface SideRate {
  value: number
  low: number
  high: number
  cases: number
  residents: number
}
interface SideRates {
  a: SideRate
  b: SideRate
  /** were both alike by their residents, chance would often bring as great a difference */
  unsure: boolean
}

/** Two places by their residents; null where one has none, or its count is not told. */
export function sideRates(a: Summary, b: Summary): SideRates | null {
  const [x, y] = [rateOf(a), rateOf(b)]
  if (!x || !y) return null
  const unsure = chanceOf(x.cases, y.cases, x.residents / (x.residents + y.residents)) >= UNSURE_FROM_P
  return { a: x, b: y, unsure }
}

function rateOf({ count, perTenThousand }: Summary): SideRate | null {
  const residents = perTenThousand?.denominator
  if (!isTold(count) || typeof residents !== 'number' || residents <= 0) return null
  const per = (n: number) => (n / residents) * 10_000
  const { low, high } = countInterval(count)
  return { value: per(count), low: per(low), high: per(high), cases: count, residents }
}
