export interface Box {
  width: number
  height: number
  /** value at the top of the box; all small lines share it */
  most: number
}

const EDGE = 2

/** Points of a small line, from the left edge to the right one, zero at the bottom. */
export function pointsOf(values: readonly (number | null)[], { width, height, most }: Box): ({ x: number; y: number } | null)[] {
  const step = values.length > 1 ? (width - 2 * EDGE) / (values.length - 1) : 0
  return values.map((value, at) => (value === null ? null : { x: EDGE + at * step, y: height - EDGE - (value / Math.max(1, most)) * (height - 2 * EDGE) }))
}

/** The path of a line, broken where a value is missing. */
export function pathOf(values: readonly (number | null)[], box: Box): string {
  let drawn = false
  return pointsOf(values, box).map((point) => {
    const command = point === null ? '' : `${drawn ? 'L' : 'M'}${point.x.toFixed(1)} ${point.y.toFixed(1)}`
    drawn = point !== null
    return command
  }).join('')
}
