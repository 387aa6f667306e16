import Flatbush from 'flatbush'
import type { Multi, Ring } from './measure.ts'

/**
 * First place where the rings of a polygon cross themselves or one another, [lng, lat]; null when they are
 * simple. Rings that touch in a vertex are allowed. Index over the edges, O(n log n).
 */
export function selfIntersection(multi: Multi): [number, number] | null {
  for (const rings of multi) {
    const crossing = crossingOf(rings)
    if (crossing) return crossing
  }
  return null
}

function crossingOf(rings: Ring[]): [number, number] | null {
  const edges: [number, number, number, number][] = []
  for (const ring of rings) {
    for (let index = 0; index + 1 < ring.length; index++) {
      const [ax, ay] = ring[index] as [number, number]
      const [bx, by] = ring[index + 1] as [number, number]
      edges.push([ax, ay, bx, by])
    }
  }
  if (edges.length < 4) return null
  const boxes = new Flatbush(edges.length)
  for (const [ax, ay, bx, by] of edges) boxes.add(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by))
  boxes.finish()
  for (const [index, edge] of edges.entries()) {
    const [ax, ay, bx, by] = edge
    const near = boxes.search(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by), (other) => other > index)
    for (const other of near) {
      if (crossProperly(edge, edges[other] as typeof edge)) return meetingPoint(edge, edges[other] as typeof edge)
    }
  }
  return null
}

type Edge = [number, number, number, number]

function crossProperly([ax, ay, bx, by]: Edge, [cx, cy, dx, dy]: Edge): boolean {
  const c = side(ax, ay, bx, by, cx, cy)
  const d = side(ax, ay, bx, by, dx, dy)
  if (c * d >= 0) return false
  return side(cx, cy, dx, dy, ax, ay) * side(cx, cy, dx, dy, bx, by) < 0
}

/** Sign of the turn a → b → c, 0 within what rounding to the grid of the pack can do. */
function side(ax: number, ay: number, bx: number, by: number, cx: number, cy: number): number {
  const turn = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
  const tolerance = 1e-7 * (Math.abs(bx - ax) + Math.abs(by - ay))
  return turn > tolerance ? 1 : turn < -tolerance ? -1 : 0
}

function meetingPoint([ax, ay, bx, by]: Edge, [cx, cy, dx, dy]: Edge): [number, number] {
  const t = ((cx - ax) * (dy - cy) - (cy - ay) * (dx - cx)) / ((bx - ax) * (dy - cy) - (by - ay) * (dx - cx))
  return [ax + t * (bx - ax), ay + t * (by - ay)]
}
