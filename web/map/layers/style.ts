import type { SourceSpecification, StyleSpecification } from 'maplibre-gl'
import type { FeatureCollection } from 'geojson'
import { AREAS, boundaryLayers, fillLayers, markLayers, veilLayers, type AreaScene } from './areas.ts'
import { FRAME, frameFeatures, frameLayers } from './frame.ts'
import { densityLayers, densitySources, type DensityScene } from './density.ts'
import { BASE, groundLayers, RELIEF, groundNameLayers, wayLayers } from './ground.ts'
import { labelLayers, LABELS } from './labels.ts'
import { POINT, pointFeatures, pointLayers } from './point.ts'
import { scanLabelLayers, scanLayers, scanSources, type ScanScene } from './scan.ts'

export interface MapScene extends AreaScene {
  /** absolute addresses of the archives */
  tiles: { boundaries: string; base: string | null; relief: string | null }
  labels: FeatureCollection
  /** letters of the names so many times as large: before a meeting they are read from afar; absent for 1 */
  scale?: number
  /** one place to mark, [lng, lat]; absent where there is none */
  point?: readonly [number, number] | null
  /** bursts as circles, or the density of cases; absent where areas are all there is */
  scan?: ScanScene | null
  density?: DensityScene | null
  /** of the county, [west, south, east, north] */
  bbox: readonly [number, number, number, number]
}

/** The whole map as a function of what is shown. The map takes the difference from one to the next. */
export function mapStyle(scene: MapScene): StyleSpecification {
  const { tiles, labels } = scene
  const ground = { palette: scene.palette, dark: scene.dark, base: tiles.base !== null, relief: tiles.relief !== null }
  const sources: Record<string, SourceSpecification> = {
    [AREAS]: { type: 'vector', url: `pmtiles://${tiles.boundaries}` },
    [LABELS]: { type: 'geojson', data: labels },
    ...(scene.point && { [POINT]: { type: 'geojson' as const, data: pointFeatures(scene.point) } }),
    [FRAME]: { type: 'geojson', data: frameFeatures(scene.bbox) },
    ...(scene.scan && scanSources(scene.scan)),
    ...(scene.density && densitySources(scene.density)),
    ...(tiles.base && { [BASE]: { type: 'vector', url: `pmtiles://${tiles.base}` } }),
    ...(tiles.relief && {
      [RELIEF]: { type: 'raster-dem', url: `pmtiles://${tiles.relief}`, encoding: 'terrarium', tileSize: 256 },
    }),
  }
  return {
    version: 8,
    sources,
    layers: [
      ...groundLayers(ground, veilLayers(scene)),
      ...fillLayers(scene),
      ...(scene.density ? densityLayers(scene.density, scene.palette).bands : []),
      ...wayLayers(ground),
      ...frameLayers(scene),
      ...boundaryLayers(scene),
      ...(scene.scan ? scanLayers(scene.palette) : []),
      ...markLayers(scene),
      ...groundNameLayers(ground),
      ...labelLayers(scene),
      ...(scene.density ? densityLayers(scene.density, scene.palette).spots : []),
      ...(scene.scan ? scanLabelLayers(scene.palette) : []),
      ...(scene.point ? pointLayers(scene) : []),
    ],
  }
}
