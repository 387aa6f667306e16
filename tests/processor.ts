/** Milliseconds of processor time that a piece of work takes: what else the machine does is not in them. */
export function processorMs(work: () => void): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000
}
