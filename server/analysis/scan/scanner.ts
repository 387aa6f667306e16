import type { Scanner } from './best.ts'
import { likelihood, type Likelihood } from './likelihood.ts'
import { prospective } from './prospective.ts'
import { retrospective } from './retrospective.ts'
import { spatial } from './spatial.ts'
import type { Prepared } from './types.ts'

const SCANNERS = { prospective, retrospective, spatial }

/** What goes from centre to centre over the windows that the study asks for, and the likelihood by which it judges them. */
export function scannerOf(prepared: Prepared): { scanner: Scanner; judge: Likelihood } {
  const judge = likelihood(prepared)
  return { scanner: SCANNERS[prepared.time](prepared, judge), judge }
}
