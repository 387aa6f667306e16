import type { FeatureCollection, Polygon } from 'geojson'
import type { Day } from '../../../geodata/place/area.ts'
import { demoFiles } from '../../../geodata/demo/generate.ts'

/** The demo county of the tests, made once a worker. */
export const SEED = 1
export const UNTIL = '2026-10-31' as Day

export interface DemoProperties {
  code: string
  name: string
  parent: string | null
  population: number | null
  kind: string | null
  aliases: string | null
  seat_lng: number
  seat_lat: number
}

let made: ReturnType<typeof demoFiles> | undefined

export const demo = () => (made ??= demoFiles({ seed: SEED, until: UNTIL }))

export function text(path: string): string {
  const content = demo().files.get(path)
  if (content === undefined) throw new Error(`the demo has no ${path}`)
  return typeof content === 'string' ? content : new TextDecoder().decode(content)
}

/** Gives what `make` made the first time for the same argument. */
export function once<T>(make: (name: string) => T): (name: string) => T {
  const known = new Map<string, T>()
  return (name) => {
    if (!known.has(name)) known.set(name, make(name))
    return known.get(name) as T
  }
}

export const layer = once((name) => JSON.parse(text(`${name}.geojson`)) as FeatureCollection<Polygon, DemoProperties>)
