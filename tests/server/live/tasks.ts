import { workerData } from 'node:worker_threads'

/** Tasks of the tests: what a thread can do, well and badly. */
export const TASKS = {
  /** busy for so long, then says so */
  busy({ ms }: { ms: number }): number {
    const until = performance.now() + ms
    while (performance.now() < until);
    return ms
  },
  square: (values: Float64Array): { values: Float64Array } => ({ values: values.map((value) => value * value) }),
  fail(): never {
    throw new RangeError('as planted')
  },
  exit: (): never => process.exit(3),
  unclonable: () => ({ say: () => workerData as unknown }),
}
