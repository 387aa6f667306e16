/** Seconds of the runs of one piece of work. */
export interface Timing {
  medianS: number
  fastestS: number
  slowestS: number
}

/** Runs the work `warmUp` times unmeasured, then `runs` times; the median is what to quote. */
export async function measure(work: () => unknown, options: { runs?: number; warmUp?: number } = {}): Promise<Timing> {
  return (await measureInTurn([work], options))[0]!
}

/** The same for works that are compared: they take turns, so that what else the machine does befalls all of them. */
export async function measureInTurn(works: (() => unknown)[], { runs = 7, warmUp = 1 } = {}): Promise<Timing[]> {
  const taken = works.map((): number[] => [])
  for (let run = -warmUp; run < runs; run++) {
    for (const [at, work] of works.entries()) {
      const start = performance.now()
      await work()
      if (run >= 0) taken[at]!.push((performance.now() - start) / 1000)
    }
  }
  return taken.map((list) => {
    list.sort((a, b) => a - b)
    return { medianS: list[runs >> 1]!, fastestS: list[0]!, slowestS: list[runs - 1]! }
  })
}

export function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

export const seconds = ({ medianS, fastestS, slowestS }: Timing): string =>
  `${ms(medianS)} ms (${ms(fastestS)}–${ms(slowestS)})`

const ms = (s: number): string => (s * 1000).toFixed(s < 0.01 ? 2 : 0)

/** A small seeded generator (mulberry32), uniform in [0, 1). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
