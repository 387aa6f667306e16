/** What a piece of work costs a server: until its answer, processor time of all threads, and the longest for which nobody else was served. */
export interface Cost {
  answerMs: number
  processorMs: number
  blockedMs: number
}

/** The middle run of `runs`, by each measure for itself. */
export async function costOf(work: () => Promise<unknown>, { runs = 5 } = {}): Promise<Cost> {
  const taken: Cost[] = []
  for (let run = 0; run < runs; run++) {
    let [last, blockedMs] = [performance.now(), 0]
    const look = (): void => {
      const now = performance.now()
      blockedMs = Math.max(blockedMs, now - last)
      last = now
    }
    const ticking = setInterval(look, 1)
    const [start, before] = [performance.now(), process.cpuUsage()]
    await work()
    const answerMs = performance.now() - start
    const { user, system } = process.cpuUsage(before)
    look()
    clearInterval(ticking)
    taken.push({ answerMs, processorMs: (user + system) / 1_000, blockedMs })
  }
  const middle = (of: keyof Cost): number => taken.map((one) => one[of]).sort((a, b) => a - b)[runs >> 1]!
  return { answerMs: middle('answerMs'), processorMs: middle('processorMs'), blockedMs: middle('blockedMs') }
}

export const costSaid = ({ answerMs, processorMs, blockedMs }: Cost): string =>
  `${answerMs.toFixed(1)} ms, processor ${processorMs.toFixed(1)} ms, others wait ${blockedMs.toFixed(1)} ms at most`
