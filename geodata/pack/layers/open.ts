import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { basename, dirname, extname, join } from 'node:path'
import { finding } from '../findings.ts'
import type { Finding } from '../format.ts'
import { isZip, readZip } from '../zip.ts'
import { readGeoJson } from './geojson.ts'
import { readKml } from './kml.ts'
import type { LayerResult } from './layer.ts'
import { readShapefile, shapefilesIn, type ShapefileParts } from './shapefile.ts'
import { readCsv, readWorkbook } from './table.ts'

const READABLE = /\.(shp|geojson|json|geojsonl|kml|csv|tsv|txt|xlsx|xls)$/i

/** Opens a layer from disk by what it is: zipped or loose shapefile, GeoJSON, KML or KMZ, CSV, workbook. */
export async function openLayer(path: string, options: { file: string; entry?: string; sheet?: string }): Promise<LayerResult> {
  const { file } = options
  if (!existsSync(path)) return refuse('file_missing', file, MISSING)
  const bytes = new Uint8Array(readFileSync(path))
  if (/\.shp$/i.test(path)) return readShapefile(looseParts(path), file)
  if (!/\.xlsx$/i.test(path) && isZip(bytes)) return openZip(bytes, options)
  return openBytes(basename(path), bytes, options)
}

function openBytes(name: string, bytes: Uint8Array, options: { file: string; sheet?: string }): LayerResult {
  switch (extname(name).toLowerCase()) {
    case '.geojson':
    case '.json':
    case '.geojsonl':
      return readGeoJson(bytes, options.file)
    case '.kml':
      return readKml(bytes, options.file)
    case '.csv':
    case '.tsv':
    case '.txt':
      return readCsv(bytes, options.file)
    case '.xlsx':
    case '.xls':
      return readWorkbook(bytes, options.file, options.sheet)
    default:
      return refuse('format_unknown', options.file, UNKNOWN)
  }
}

async function openZip(bytes: Uint8Array, options: { file: string; entry?: string; sheet?: string }): Promise<LayerResult> {
  const zip = await readZip(bytes, options.file)
  if ('findings' in zip) return zip
  const names = [...zip.files.keys()].filter((name) => READABLE.test(name))
  const shapes = shapefilesIn(zip.files)
  const choice = shapes.size > 0 ? [...shapes.keys()] : names
  const wanted = options.entry === undefined ? choice : names.filter((name) => name.endsWith(options.entry as string))
  if (wanted.length !== 1) return refuse(wanted.length === 0 ? 'zip_no_layer' : 'zip_several', options.file, choose(choice))
  const name = wanted[0] as string
  const parts = shapes.get(name)
  if (parts) return readShapefile(parts, options.file)
  return openBytes(name, zip.files.get(name) as Uint8Array, options)
}

function looseParts(path: string): ShapefileParts {
  const folder = dirname(path)
  const stem = basename(path).slice(0, -4).toLowerCase()
  const siblings = readdirSync(folder).filter((name) => name.toLowerCase().startsWith(`${stem}.`))
  const files = new Map(siblings.map((name) => [name, new Uint8Array(readFileSync(join(folder, name)))]))
  return shapefilesIn(files).get(basename(path)) as ShapefileParts
}

/** Files on disk that make up a layer: the file, and the companions of a loose shapefile. */
export function filesOfLayer(path: string): string[] {
  if (!/\.shp$/i.test(path)) return existsSync(path) ? [path] : []
  const stem = basename(path).slice(0, -4).toLowerCase()
  return readdirSync(dirname(path))
    .filter((name) => name.toLowerCase().startsWith(`${stem}.`))
    .map((name) => join(dirname(path), name))
    .sort()
}

function refuse(rule: string, file: string, say: Finding['say']): { findings: Finding[] } {
  return { findings: [finding('error', rule, file, say)] }
}

const MISSING = {
  zh: '找不到这个文件；请核对 source.json 里的文件名（相对于 source.json 所在文件夹）',
  en: 'There is no such file: check the name in source.json (relative to the folder of source.json)',
}
const UNKNOWN = {
  zh: '不认识这种文件；可用 GeoJSON、打包的 Shapefile、KML/KMZ、CSV、XLSX',
  en: 'This kind of file is not known; use GeoJSON, a zipped shapefile, KML or KMZ, CSV or XLSX',
}

function choose(names: string[]): Finding['say'] {
  return {
    zh: `压缩包内须恰有一个可读图层，或在 source.json 里用 entry 指定；包内有：${names.join('、') || '无'}`,
    en: `The zip must hold exactly one readable layer, or name one by "entry"; it holds: ${names.join(', ') || 'none'}`,
  }
}
