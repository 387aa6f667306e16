import { fitZoom } from '../../stores/levels.ts'
import type { Camera } from '../../stores/view.ts'

const METRES_A_DEGREE = 111_320
/** so much more than the circle itself, so that what lies around it tells where it is */
const AROUND = 2.5
/** nearer than this the map has nothing to add */
const LEAST_M = 400
const MOST_ZOOM = 16

/** Where to look so that a circle, centre [lng, lat], stands amid its surroundings. */
export function cameraOf([lng, lat]: readonly [number, number], radiusM: number): Camera {
  const reach = Math.max(radiusM * AROUND, LEAST_M) / METRES_A_DEGREE
  const wide = reach / Math.cos((lat * Math.PI) / 180)
  return { lng, lat, zoom: Math.min(fitZoom([lng - wide, lat - reach, lng + wide, lat + reach]), MOST_ZOOM) }
}
