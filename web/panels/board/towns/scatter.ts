export interface Dot {
  key: string
  name: string
  x: number
  y: number
}

export interface Label {
  x: number
  y: number
  anchor: 'start' | 'end' | 'middle'
}

export interface Plane {
  width: number
  height: number
  /** height of a line of text and the mean width of one of its letters, in the plane's own units */
  line: number
  letter: number
}

interface Rectangle {
  left: number
  top: number
  right: number
  bottom: number
}

/** Radius of a dot, and the gap between it and its name. */
export const RADIUS = 5
const GAP = 4

/**
 * Where the names of dots stand: right, left, above or below, the first place where a name meets no dot, no name set before it and no
 * edge; null for one that finds none. Dots further up the list choose first.
 */
export function labelsOf(dots: readonly Dot[], plane: Plane): (Label | null)[] {
  const taken: Rectangle[] = dots.map(({ x, y }) => ({ left: x - RADIUS, top: y - RADIUS, right: x + RADIUS, bottom: y + RADIUS }))
  return dots.map((dot) => {
    for (const place of PLACES) {
      const { label, box } = place(dot, plane)
      const inside = box.left >= 0 && box.top >= 0 && box.right <= plane.width && box.bottom <= plane.height
      if (!inside || taken.some((other) => meets(box, other))) continue
      taken.push(box)
      return label
    }
    return null
  })
}

type Place = (dot: Dot, plane: Plane) => { label: Label; box: Rectangle }

const beside = (side: 1 | -1): Place => ({ x, y, name }, { line, letter }) => {
  const from = x + side * (RADIUS + GAP)
  const to = from + side * widthOf(name, letter)
  return { label: { x: from, y: y + line * 0.35, anchor: side > 0 ? 'start' : 'end' }, box: { left: Math.min(from, to), right: Math.max(from, to), top: y - line / 2, bottom: y + line / 2 } }
}
const over = (side: 1 | -1): Place => ({ x, y, name }, { line, letter }) => {
  const middle = y + side * (RADIUS + GAP + line / 2)
  const half = widthOf(name, letter) / 2
  return { label: { x, y: middle + line * 0.35, anchor: 'middle' }, box: { left: x - half, right: x + half, top: middle - line / 2, bottom: middle + line / 2 } }
}
const PLACES: Place[] = [beside(1), beside(-1), over(-1), over(1)]

/** A Chinese letter is about twice as wide as a Latin one. */
function widthOf(name: string, letter: number): number {
  return [...name].reduce((sum, one) => sum + (one > '\u2e7f' ? 2 * letter : letter), 0)
}

function meets(a: Rectangle, b: Rectangle): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
}

/** A round number at or above the value, for the end of an axis: one digit, or one and a half, and a power of ten. */
export function roundUp(value: number): number {
  if (!(value > 0)) return 1
  const power = 10 ** Math.floor(Math.log10(value))
  return [1, 1.5, 2, 3, 4, 5, 6, 8, 10].map((step) => step * power).find((step) => step >= value * 0.999_999)!
}
