/** What a village of the demo was awarded, and its people versed in the law. */
interface Standing {
  honours?: string[]
  legalAware?: number
}

const EVERY = 12
const HONOURS = ['省级民主法治示范村', '市级法治乡村示范点', '县级“枫桥式”示范点'] as const

/**
 * By the number of the settlement and no random source: what was random before stays as it was. About one village in twelve holds an
 * award; most have three or four people versed in the law, some fewer, and some never told.
 */
export function standingOf(settlement: number): Standing {
  const honour = settlement % EVERY === 5 ? HONOURS[Math.floor(settlement / EVERY) % HONOURS.length] : undefined
  const told = settlement % 17 !== 4
  const few = settlement % 23 === 8 ? 1 : settlement % 7 === 3 ? 2 : null
  return { ...(honour && { honours: [honour] }), ...(told && { legalAware: few ?? (settlement % 3 === 0 ? 4 : 3) }) }
}
