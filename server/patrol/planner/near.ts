import type { Problem } from './problem.ts'

/**
 * For each stop up to `most` stops, itself first and then the nearest by road from it (mode 0); stops that `wanted` leaves out
 * are in no list.
 */
export function nearStops({ stops, nodes, travel }: Problem, wanted: readonly number[], most: number): Int32Array[] {
  const at: number[][] = Array.from({ length: nodes }, () => [])
  for (const stop of wanted) at[stops.node[stop]!]!.push(stop)
  const used = [...at.keys()].filter((node) => at[node]!.length > 0)
  const roads = travel[0]!
  const aroundNode = new Map<number, Int32Array>()
  for (const here of used) {
    const list: number[] = []
    for (const node of used.toSorted((a, b) => roads[here * nodes + a]! - roads[here * nodes + b]! || a - b)) {
      list.push(...at[node]!)
      if (list.length > most) break
    }
    aroundNode.set(here, Int32Array.from(list.slice(0, most + at[here]!.length)))
  }
  return Array.from(stops.node, (node, stop) => {
    const around = aroundNode.get(node)
    return around?.includes(stop) ? Int32Array.of(stop, ...around.filter((other) => other !== stop).subarray(0, most - 1)) : new Int32Array(0)
  })
}
