/** From a change to the second frame after it, when the picture of it is done; what takes longer is seen as single pictures. */
const SLOW_MS = 80
const SLOW_ONES = 2
/** What a picture goes without while a hand moves, one after the other. */
export const NO_NAMES = 1
export const COARSE = 2

/**
 * How much a map leaves out of its pictures so that they keep up with a hand: more where they are measured to come slowly,
 * nothing at rest. The next stroke begins one step below what the last one came to, so that a machine that was busy for a
 * moment is not held to it.
 */
export class Haste {
  private step = 0
  private slow = 0

  /** A picture took so long. True where the next one is to leave out more. */
  took(ms: number): boolean {
    this.slow = ms > SLOW_MS ? this.slow + 1 : 0
    if (this.slow < SLOW_ONES || this.step === COARSE) return false
    this.slow = 0
    this.step++
    return true
  }

  /** What is left out under a hand. */
  get leaves(): number {
    return this.step
  }

  rest(): void {
    this.slow = 0
    this.step = Math.max(0, this.step - 1)
  }
}
