/** The eight ways in which hot-spots come and go. */
type Course = 'new' | 'consecutive' | 'intensifying' | 'persistent' | 'diminishing' | 'sporadic' | 'oscillating' | 'historical'

/** Course and sign; `none` where no row of the table holds. */
export type EmergingClass = `${Course}-${'hot' | 'cold'}` | 'none'

/** What the steps of one place show, read for hot; cold is the same of the series turned upside down. */
interface Facts {
  /** the last step is hot */
  last: boolean
  /** at least nine tenths of the steps are hot */
  mostly: boolean
  /** hot steps before the last: none, only in one run that reaches it, or others too */
  before: 'never' | 'in the last run' | 'earlier'
  /** some step is of the other sign */
  opposite: boolean
  /** significant trend of z: stronger, weaker, or neither */
  trend: 'up' | 'down' | 'none'
}

interface Condition extends Partial<Facts> {
  course: Course
  last: boolean
}

/**
 * The conditions of Esri, "How Emerging Hot Spot Analysis works" (ArcGIS Pro 3.x), as a table; a fact that a row does not name may
 * be anything, and the first row that holds gives the class, of hot before cold. In Esri's sense, for hot:
 *
 * - new: hot in the last step and never before.
 * - consecutive: one unbroken run of at least two hot steps at the end, never hot before it, less than 90 % of all steps hot.
 * - intensifying: hot in 90 % of the steps, the last among them, and the clustering grows, significantly.
 * - persistent: hot in 90 % of the steps, with no trend either way.
 * - diminishing: hot in 90 % of the steps, the last among them, and the clustering weakens, significantly.
 * - sporadic: hot in the last step, on and off before; less than 90 % hot, no step cold.
 * - oscillating: hot in the last step, cold in an earlier one; less than 90 % hot.
 * - historical: not hot in the last step, but at least 90 % of the steps are.
 *
 * Where that wording lets two of them hold, we say which: a place that is hot for the first time is new, or in its first run
 * consecutive, even if it was cold earlier; persistent needs a hot last step (else the place is historical); and what the last step
 * shows comes before what the place once was (a new cold-spot that was hot for years is not called a historical hot-spot).
 * ArcGIS Pro 2.x did not ask for a hot last step of sporadic ones; we follow 3.x.
 */
const CONDITIONS: Condition[] = [
  { course: 'new', last: true, before: 'never' },
  { course: 'consecutive', last: true, before: 'in the last run', mostly: false },
  { course: 'intensifying', last: true, mostly: true, trend: 'up' },
  { course: 'persistent', last: true, mostly: true, trend: 'none' },
  { course: 'diminishing', last: true, mostly: true, trend: 'down' },
  { course: 'sporadic', last: true, mostly: false, before: 'earlier', opposite: false },
  { course: 'oscillating', last: true, mostly: false, opposite: true },
  { course: 'historical', last: false, mostly: true },
]

const FACTS = ['last', 'mostly', 'before', 'opposite', 'trend'] as const

/**
 * @param states 1 hot, −1 cold, 0 neither, from the first step to the last
 * @param trend sign of a significant trend of the z values, else 0
 */
export function courseOf(states: ArrayLike<number>, trend: number): EmergingClass {
  if (states.length === 0) return 'none'
  const hot = factsOf(states, trend, 1)
  const cold = factsOf(states, trend, -1)
  for (const condition of CONDITIONS) {
    if (holds(condition, hot)) return `${condition.course}-hot`
    if (holds(condition, cold)) return `${condition.course}-cold`
  }
  return 'none'
}

function holds(condition: Condition, facts: Facts): boolean {
  return FACTS.every((fact) => condition[fact] === undefined || condition[fact] === facts[fact])
}

function factsOf(states: ArrayLike<number>, trend: number, sign: 1 | -1): Facts {
  const steps = states.length
  let hot = 0
  let cold = 0
  for (let step = 0; step < steps; step++) {
    if (states[step] === sign) hot++
    else if (states[step] === -sign) cold++
  }
  let run = 0
  while (run < steps && states[steps - 1 - run] === sign) run++
  return {
    last: run > 0,
    mostly: hot * 10 >= steps * 9,
    before: hot > run ? 'earlier' : run > 1 ? 'in the last run' : 'never',
    opposite: cold > 0,
    trend: trend === 0 ? 'none' : trend === sign ? 'up' : 'down',
  }
}
