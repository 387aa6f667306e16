import type { Camera } from '../../stores/view.ts'

/** Strokes of a pen on the map, in coordinates of the ground: they stay at their place when the map moves. */

export type LngLat = readonly [lng: number, lat: number]
export type Px = readonly [x: number, y: number]

/** Colours of the pen, as tokens: none of them says risk. */
export const INKS = ['alert', 'ink', 'celadon'] as const
export type Ink = (typeof INKS)[number]

export interface Stroke {
  ink: Ink
  points: readonly LngLat[]
}

/** What the map looks at, and how large it is in CSS pixels. */
export interface Frame extends Camera {
  width: number
  height: number
}

/** as MapLibre: at zoom 0 the world is so wide */
const TILE_PX = 512

/** Web Mercator (EPSG:3857), the world as 0…1 both ways. */
function world([lng, lat]: LngLat): [number, number] {
  const sine = Math.sin((lat * Math.PI) / 180)
  return [(lng + 180) / 360, 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)]
}

/** Where a place of the ground lies on the map. */
export function toPx(place: LngLat, { zoom, lng, lat, width, height }: Frame): Px {
  const scale = TILE_PX * 2 ** zoom
  const [[x, y], [middleX, middleY]] = [world(place), world([lng, lat])]
  return [width / 2 + (x - middleX) * scale, height / 2 + (y - middleY) * scale]
}

/** The place of the ground below a point of the map. */
export function toLngLat([px, py]: Px, { zoom, lng, lat, width, height }: Frame): LngLat {
  const scale = TILE_PX * 2 ** zoom
  const [middleX, middleY] = world([lng, lat])
  const x = middleX + (px - width / 2) / scale
  const y = middleY + (py - height / 2) / scale
  return [x * 360 - 180, (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI]
}

/** A smooth line through points, as the `d` of a path: curves from middle to middle, each point drawing its own. A single point is a dot. */
export function smoothPath(points: readonly Px[]): string {
  const said = ([x, y]: Px) => `${x.toFixed(1)} ${y.toFixed(1)}`
  const [first, ...rest] = points
  if (!first) return ''
  const last = rest.pop()
  if (!last) return `M${said(first)}l0 0.01`
  const curves = rest.map((point, k) => {
    const next = rest[k + 1] ?? last
    return `Q${said(point)} ${said([(point[0] + next[0]) / 2, (point[1] + next[1]) / 2])}`
  })
  return `M${said(first)}${curves.join('')}L${said(last)}`
}

/** Does a line come within `radius` of a point? */
export function touches(line: readonly Px[], point: Px, radius: number): boolean {
  return line.some((from, k) => distance(point, from, line[k + 1] ?? from) <= radius)
}

/** From a point to the stretch between two others. */
function distance([x, y]: Px, [ax, ay]: Px, [bx, by]: Px): number {
  const [dx, dy] = [bx - ax, by - ay]
  const length = dx * dx + dy * dy
  const along = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / length))
  return Math.hypot(x - ax - along * dx, y - ay - along * dy)
}
