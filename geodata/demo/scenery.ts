import type { Feature, FeatureCollection, Geometry } from 'geojson'
import type { DemoArea } from './areas.ts'
import type { DemoGround } from './ground.ts'
import { cellOf } from './land.ts'
import { lngLat, SHEET, SHEET_HEIGHT_M, SHEET_WIDTH_M, type Raster, type XY } from './raster.ts'
import type { Stream } from './rivers.ts'

export const place = (line: readonly XY[]) => line.map(lngLat)
export const feature = (geometry: Geometry, properties: object): Feature => ({
  type: 'Feature',
  properties: { ...properties },
  geometry,
})

export function collection(features: Feature[]): string {
  const whole: FeatureCollection = { type: 'FeatureCollection', features: [] }
  const head = JSON.stringify(whole).slice(0, -2)
  return `${head}\n${features.map((one) => JSON.stringify(one)).join(',\n')}\n]}\n`
}

/** Streams outside the reservoir, larger first; named are the main river and the county's tributaries. */
export function riverFeatures({ land, register }: DemoGround): Feature[] {
  const names = riverNames(land.streams, register.towns)
  return land.streams.flatMap((stream, s) =>
    dryPieces(stream.line, land.reservoir.water, land.terrain).map((line) =>
      feature(
        { type: 'LineString', coordinates: place(line) },
        { class: Math.min(3, stream.rank), name: names[s] ?? '' },
      ),
    ),
  )
}

function dryPieces(line: readonly XY[], water: Uint8Array, terrain: Raster): XY[][] {
  const pieces: XY[][] = []
  let piece: XY[] = []
  for (const point of line) {
    if (!water[cellOf(terrain, ...point)]) piece.push(point)
    else if (piece.length) {
      pieces.push([...piece, point])
      piece = []
    }
  }
  return [...pieces, piece].filter((points) => points.length > 2)
}

/** A tributary has the name of the town whose seat it passes first. */
function riverNames(streams: readonly Stream[], towns: readonly DemoArea[]): string[] {
  const taken = new Set<string>()
  return streams.map((stream, s) => {
    if (s === 0) return '枫溪河'
    if (stream.rank > 3) return ''
    const town = towns
      .slice(1, -1)
      .find(
        ({ seat, name }) =>
          !taken.has(name) &&
          stream.line.some(([x, y]) => Math.hypot(x - (seat as XY)[0], y - (seat as XY)[1]) < 900),
      )
    if (!town) return ''
    taken.add(town.name)
    return `${town.name.replace(/[镇乡]$/, '').replace(/河$/, '')}河`
  })
}

/** Peaks, waters and the pass of the land: names between the names of areas. */
export function labelFeatures({ land }: DemoGround): Feature[] {
  const label = (at: XY, name: string, labelClass: number) =>
    feature({ type: 'Point', coordinates: lngLat(at) }, { name, class: labelClass })
  const peaks = summits(land.terrain, 6).map(({ at, heightM }, k) =>
    label(at, `${['凌霄峰', '望枫岭', '石鼓山', '云台山', '双髻峰', '卧牛山'][k]} ${Math.round(heightM)}`, 3),
  )
  return [label(lakeMiddle(land), '枫溪水库', 2), ...peaks]
}

/** The water site with most water around it. */
function lakeMiddle({ mesh, water }: DemoGround['land']): XY {
  const wet = mesh.sites.filter((_, site) => water[site])
  const around = (at: XY) => wet.filter((other) => Math.hypot(other[0] - at[0], other[1] - at[1]) < 900).length
  return wet.reduce((a, b) => (around(b) > around(a) ? b : a))
}

/** Highest points at least 6 km apart and 6 km from the edge of the sheet. */
function summits(terrain: Raster, count: number): { at: XY; heightM: number }[] {
  const byHeight = [...terrain.values.keys()]
    .filter((cell) => (terrain.values[cell] as number) > 1000)
    .sort((a, b) => (terrain.values[b] as number) - (terrain.values[a] as number))
  const found: { at: XY; heightM: number }[] = []
  for (const cell of byHeight) {
    const c = cell % terrain.columns
    const at: XY = [(c + 0.5) * terrain.dxM, (terrain.rows - (cell - c) / terrain.columns - 0.5) * terrain.dyM]
    const inside = Math.min(at[0], at[1], SHEET_WIDTH_M - at[0], SHEET_HEIGHT_M - at[1]) > 6000
    if (inside && found.every(({ at: other }) => Math.hypot(other[0] - at[0], other[1] - at[1]) > 6000))
      found.push({ at, heightM: terrain.values[cell] as number })
    if (found.length === count) break
  }
  return found
}

/** ESRI ASCII grid, heights in whole metres, WGS-84 degrees. */
export function asciiGrid({ columns, rows, values }: Raster): string {
  const head = [
    `ncols ${columns}`,
    `nrows ${rows}`,
    `xllcorner ${SHEET.west}`,
    `yllcorner ${SHEET.south}`,
    `cellsize ${SHEET.cellDegrees}`,
    'NODATA_value -9999',
  ]
  const lines: string[] = []
  for (let r = 0; r < rows; r++)
    lines.push(Array.from(values.subarray(r * columns, (r + 1) * columns), (z) => z.toFixed(0)).join(' '))
  return `${[...head, ...lines].join('\n')}\n`
}
