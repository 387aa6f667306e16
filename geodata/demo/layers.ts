import type { Feature, FeatureCollection, Geometry } from 'geojson'
import { cellOf } from './land.ts'
import { lngLat, SHEET, SHEET_HEIGHT_M, SHEET_WIDTH_M, type Raster, type XY } from './raster.ts'
import { COUNTY_CODE, COUNTY_NAME, type DemoArea } from './register.ts'
import type { DemoGround } from './ground.ts'
import type { Stream } from './rivers.ts'

const SOURCE = '风土示例生成器（虚构）'
const LICENCE = 'CC0-1.0'
const origin = { source: SOURCE, licence: LICENCE }

/** Files of the pack source by name: what an office would hand over for its county. */
export function packFiles(ground: DemoGround): Map<string, string> {
  const { borders, cells, register, villages } = ground
  const townOf = (cell: number) => {
    const { settlement, reserve } = cells.cells[cell] as { settlement: number; reserve: number }
    return (settlement >= 0 ? villages.settlements[settlement] : villages.reserves[reserve])?.town
  }
  const settlementOf = (cell: number) => cells.cells[cell]?.settlement
  const areas = (list: readonly DemoArea[], member: (area: DemoArea) => (cell: number) => boolean) =>
    list.map((area) => feature(borders.polygonOf(member(area)), areaProperties(area)))
  return new Map([
    ['source.json', `${JSON.stringify(packSource(), null, 2)}\n`],
    ['county.geojson', collection(areas(register.areas.slice(0, 1), () => () => true))],
    ['towns.geojson', collection(areas(register.towns, ({ town }) => (cell) => townOf(cell) === town))],
    ['villages.geojson', collection(areas(register.villages, ({ settlement }) => (cell) => settlementOf(cell) === settlement))],
    ['grids.geojson', collection(areas(register.cells, (area) => (cell) => cell === area.cell))],
    ['history.csv', historyTable(register.areas)],
    ['facilities.geojson', collection(ground.facilities.map(({ at, ...rest }) => feature({ type: 'Point', coordinates: lngLat(at) }, rest)))],
    ['water.geojson', collection([feature({ type: 'Polygon', coordinates: ground.land.reservoir.rings.map(place) }, { name: '枫溪水库', class: 1 })])],
    ['rivers.geojson', collection(riverFeatures(ground))],
    ['roads.geojson', collection(ground.roads.map(({ line, roadClass }) => feature({ type: 'LineString', coordinates: place(line) }, { class: roadClass, name: '' })))],
    ['woods.geojson', collection(ground.woods.map((rings) => feature({ type: 'Polygon', coordinates: rings.map(place) }, {})))],
    ['labels.geojson', collection(labelFeatures(ground))],
    ['dem.asc', asciiGrid(ground.land.terrain)],
  ])
}

function packSource() {
  const fields = { code: 'code', name: 'name', nameEn: 'name_en', parent: 'parent', population: 'population', kind: 'kind', aliases: 'aliases', lng: 'seat_lng', lat: 'seat_lat' }
  const base = (file: string, kind: string) => ({ file, kind, fields: { class: 'class', name: 'name' }, ...origin })
  return {
    code: COUNTY_CODE, name: COUNTY_NAME, nameEn: 'Fengxi County', fictional: true, codes: 'gb', crs: 'WGS84',
    levels: [
      { level: 'county', label: { zh: '县', en: 'County' } },
      { level: 'town', label: { zh: '乡镇', en: 'Town' } },
      { level: 'village', label: { zh: '村社区', en: 'Village' } },
      { level: 'grid', label: { zh: '网格', en: 'Grid cell' } },
    ],
    layers: [
      { file: 'county.geojson', level: 'county', fields, ...origin },
      { file: 'towns.geojson', level: 'town', fields, ...origin },
      { file: 'villages.geojson', level: 'village', fields, ...origin },
      { file: 'grids.geojson', level: 'grid', fields, ...origin },
      {
        file: 'history.csv', level: 'village', ...origin,
        fields: { code: '代码', name: '名称', parent: '上级代码', kind: '类别', validFrom: '启用日期', validTo: '停用日期', successor: '并入代码' },
      },
    ],
    facilities: [{ file: 'facilities.geojson', fields: { id: 'id', name: 'name', kind: 'kind', area: 'area', domain: 'domain' }, ...origin }],
    base: [
      base('water.geojson', 'water'), base('rivers.geojson', 'river'), base('roads.geojson', 'road'), base('woods.geojson', 'wood'),
      base('labels.geojson', 'label'),
    ],
    relief: { file: 'dem.asc', crs: 'WGS84', ...origin },
    attribution: '枫溪县为虚构示例，地名、地形、案件均由程序生成',
    note: { zh: '虚构示例县，不对应任何真实地方', en: 'A fictional county: it stands for no real place' },
    presets: { ledgerCrs: 'WGS84', dueDays: 30, categoryTerms: {} },
  }
}

function areaProperties(area: DemoArea): Record<string, unknown> {
  const [lng, lat] = lngLat(area.seat as XY)
  return {
    code: area.code, name: area.name, name_en: area.nameEn ?? null, parent: area.parent, population: area.population ?? null,
    kind: area.kind ?? null, aliases: area.aliases.join('、') || null, seat_lng: lng, seat_lat: lat,
  }
}

/** Areas that are no more, as a plain table: they have no boundary, only a successor. */
function historyTable(areas: readonly DemoArea[]): string {
  const rows = areas.filter(({ validTo }) => validTo).map((area) =>
    [area.code, area.name, area.parent, area.kind, area.validFrom ?? '', area.validTo, area.successor].join(','))
  return `\uFEFF${['代码,名称,上级代码,类别,启用日期,停用日期,并入代码', ...rows].join('\r\n')}\r\n`
}

const place = (line: readonly XY[]) => line.map(lngLat)
const feature = (geometry: Geometry, properties: object): Feature => ({ type: 'Feature', properties: { ...properties }, geometry })

function collection(features: Feature[]): string {
  const whole: FeatureCollection = { type: 'FeatureCollection', features: [] }
  const head = JSON.stringify(whole).slice(0, -2)
  return `${head}\n${features.map((one) => JSON.stringify(one)).join(',\n')}\n]}\n`
}

/** Streams outside the reservoir, larger first; named are the main river and the county's tributaries. */
function riverFeatures({ land, register }: DemoGround): Feature[] {
  const names = riverNames(land.streams, register.towns)
  return land.streams.flatMap((stream, s) =>
    dryPieces(stream.line, land.reservoir.water, land.terrain).map((line) =>
      feature({ type: 'LineString', coordinates: place(line) }, { class: Math.min(3, stream.rank), name: names[s] ?? '' })))
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
export function riverNames(streams: readonly Stream[], towns: readonly DemoArea[]): string[] {
  const taken = new Set<string>()
  return streams.map((stream, s) => {
    if (s === 0) return '枫溪河'
    if (stream.rank > 3) return ''
    const town = towns.slice(1, -1).find(({ seat, name }) => !taken.has(name) && stream.line.some(([x, y]) => Math.hypot(x - (seat as XY)[0], y - (seat as XY)[1]) < 900))
    if (!town) return ''
    taken.add(town.name)
    return `${town.name.replace(/[镇乡]$/, '').replace(/河$/, '')}河`
  })
}

/** Peaks, waters and the pass of the land: names between the names of areas. */
function labelFeatures({ land }: DemoGround): Feature[] {
  const label = (at: XY, name: string, labelClass: number) => feature({ type: 'Point', coordinates: lngLat(at) }, { name, class: labelClass })
  const peaks = summits(land.terrain, 6).map(({ at, heightM }, k) => label(at, `${['凌霄峰', '望枫岭', '石鼓山', '云台山', '双髻峰', '卧牛山'][k]} ${Math.round(heightM)}`, 3))
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
  const byHeight = [...terrain.values.keys()].filter((cell) => (terrain.values[cell] as number) > 1000).sort((a, b) => (terrain.values[b] as number) - (terrain.values[a] as number))
  const found: { at: XY; heightM: number }[] = []
  for (const cell of byHeight) {
    const c = cell % terrain.columns
    const at: XY = [(c + 0.5) * terrain.dxM, (terrain.rows - (cell - c) / terrain.columns - 0.5) * terrain.dyM]
    const inside = Math.min(at[0], at[1], SHEET_WIDTH_M - at[0], SHEET_HEIGHT_M - at[1]) > 6000
    if (inside && found.every(({ at: other }) => Math.hypot(other[0] - at[0], other[1] - at[1]) > 6000)) found.push({ at, heightM: terrain.values[cell] as number })
    if (found.length === count) break
  }
  return found
}

/** ESRI ASCII grid, heights in whole metres, WGS-84 degrees. */
function asciiGrid({ columns, rows, values }: Raster): string {
  const head = [`ncols ${columns}`, `nrows ${rows}`, `xllcorner ${SHEET.west}`, `yllcorner ${SHEET.south}`, `cellsize ${SHEET.cellDegrees}`, 'NODATA_value -9999']
  const lines: string[] = []
  for (let r = 0; r < rows; r++) lines.push(Array.from(values.subarray(r * columns, (r + 1) * columns), (z) => z.toFixed(0)).join(' '))
  return `${[...head, ...lines].join('\n')}\n`
}
