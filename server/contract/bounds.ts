/** The greatest numbers that are taken of a single case; a greater one is a slip of the hand. */
export const BOUNDS = {
  people: 100_000,
  amountYuan: 1e10,
  /** working days of a call or a supervision */
  limitDays: 60,
} as const
