import { FEWEST_POINTS, type Surface } from '../../analysis/surface.ts'
import type { Rings } from '../../analysis/outline.ts'
import { dayNumber, dayOfNumber } from '../../contract/day.ts'
import type { HotDensity, HotSpot } from '../../contract/hotspots.ts'
import { select } from '../../cube/select.ts'
import { casePoints } from '../../store/casePoints.ts'
import type { Scope } from '../../contract/scope.ts'
import { namedPlace } from '../areas.ts'
import type { Job } from '../analyses.ts'
import type { Context } from '../context.ts'
import { planeAt, type Plane } from './ground.ts'
import type { Setting } from './setting.ts'
import { fewPoints } from './say/findings.ts'

export type FoundDensity = Omit<HotDensity, 'revision' | 'packVersion'>

/** A spot is where cases come back within this reach and time of one another. */
const SPOTS = { radiusM: 200, days: 60, minPoints: 5, most: 20 }
/** Digits of degrees: about a hundred metres, so that a spot is a neighbourhood and no house. */
const DIGITS = 3

/** Where the cases with a point lie densest. Sensitive ones have none here: nobody is told of them but their town. */
export async function density(job: Job, ctx: Context, scope: Scope, setting: Setting, bandwidthM: number | null): Promise<FoundDensity> {
  const { question, from, to } = setting
  const days = daysById(setting)
  const points = await casePoints(ctx.db, scope, [...days.keys()])
  const { tree } = question.pack
  const plane = planeAt(tree, setting.ground.areas)
  const surface = await job.run('surface', {
    x: Float64Array.from(points, ({ lng }) => lng * plane.mPerLng),
    y: Float64Array.from(points, ({ lat }) => lat * plane.mPerLat),
    day: Int32Array.from(points, ({ id }) => days.get(id)!),
    rings: onPlane(await outlineOf(job, setting), plane),
    bandwidthM,
    spots: SPOTS,
  })
  return {
    from,
    to,
    bandwidthM: surface.bandwidthM,
    located: points.length,
    cases: days.size,
    bands: surface.bands,
    shapes: shapesOf(surface, plane),
    spots: spotsOf(setting, surface, { plane, days: points.map(({ id }) => days.get(id)!) }),
    say: points.length < FEWEST_POINTS ? fewPoints({ from, to, today: question.today }, { located: points.length, cases: days.size }) : null,
  }
}

/** Day of every case of the window. */
function daysById({ question: { cube, query }, from, to }: Setting): Map<number, number> {
  const rows = select(cube, { ...query, from: dayNumber(from), to: dayNumber(to) })
  const { id, day } = cube.columns
  return new Map(Array.from(rows, (row): [number, number] => [id[row]!, day[row]!]))
}

/** In degrees; worked out once for all who want it, on a thread, as the file may be large. */
function outlineOf(job: Job, { question: { pack: { tree, file, manifest }, root } }: Setting): Promise<Rings> {
  const { code } = tree.areas[root]!
  return job.need(`outline ${manifest.version} ${code}`, async (part) => {
    const bytes = await file('shapes.geojson')
    return bytes ? part.run('outline', { bytes, code }) : []
  })
}

function onPlane(rings: Rings, { mPerLng, mPerLat }: Plane): Rings {
  return rings.map((ring) => ring.map((degrees, at) => degrees * (at % 2 === 0 ? mPerLng : mPerLat)))
}

function shapesOf({ shapes }: Surface, { mPerLng, mPerLat }: Plane): HotDensity['shapes'] {
  const degrees = ([x, y]: [number, number]): [number, number] => [Number((x / mPerLng).toFixed(4)), Number((y / mPerLat).toFixed(4))]
  return {
    type: 'FeatureCollection',
    features: shapes.map((polygons, band) => ({
      type: 'Feature',
      properties: { band },
      geometry: { type: 'MultiPolygon', coordinates: polygons.map((rings) => rings.map((ring, at) => wound(ring.map(degrees), at === 0))) },
    })),
  }
}

/** Outer rings run against the clock and holes with it (RFC 7946, 3.1.6). */
function wound(ring: [number, number][], outer: boolean): [number, number][] {
  const twice = ring.slice(1).reduce((sum, [x, y], at) => sum + ring[at]![0] * y - x * ring[at]![1], 0)
  return twice > 0 === outer ? ring : ring.reverse()
}

function spotsOf({ question: { pack: { tree, finder } } }: Setting, { spots }: Surface, { plane, days }: { plane: Plane; days: number[] }): HotSpot[] {
  return spots.map(({ points, x, y, radiusM }) => {
    const [lng, lat] = [x / plane.mPerLng, y / plane.mPerLat]
    const code = finder.find(lng, lat)
    const on = points.map((point) => days[point]!)
    return {
      centre: [Number(lng.toFixed(DIGITS)), Number(lat.toFixed(DIGITS))],
      radiusM: Math.max(SPOTS.radiusM, Math.ceil(radiusM / 10) * 10),
      count: points.length,
      from: dayOfNumber(Math.min(...on)),
      to: dayOfNumber(Math.max(...on)),
      place: code === null ? null : namedPlace(tree, tree.indexOf(code)),
    }
  })
}
