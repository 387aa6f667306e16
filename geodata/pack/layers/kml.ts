import { kml } from '@tmcw/togeojson'
import { DOMParser } from '@xmldom/xmldom'
import { finding } from '../findings.ts'
import { columnsOf, rawLayer, type LayerResult, type RawFeature } from './layer.ts'
import { decodeText } from './text.ts'

/** Reads the placemarks of a KML. Names and extended data become columns; coordinates are WGS-84 by OGC 12-007. */
export function readKml(bytes: Uint8Array, file: string): LayerResult {
  const unreadable = { findings: [finding('error', 'kml_unreadable', file, UNREADABLE)] }
  const text = decodeText(bytes)
  if (/<!DOCTYPE|<!ENTITY/i.test(text)) return unreadable
  try {
    const document = new DOMParser({ onError: (level, message) => {
      if (level !== 'warning') throw new Error(message)
    } }).parseFromString(text, 'text/xml')
    const collection = kml(document as unknown as Document, { skipNullGeometry: false })
    const features = collection.features.map(
      (feature, index): RawFeature => ({
        number: index + 1,
        properties: flat(feature.properties ?? {}),
        geometry: feature.geometry ?? null,
      }),
    )
    return rawLayer(features, columnsOf(features), { alwaysWgs84: true })
  } catch {
    return unreadable
  }
}

/** Descriptions may come as `{ '@type': 'html', value }`: only their text is of use. */
function flat(properties: Record<string, unknown>): Record<string, unknown> {
  const out: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(properties)) {
    if (typeof value === 'object' && value !== null && 'value' in value) out[key] = (value as { value: unknown }).value
    else if (typeof value !== 'object') out[key] = value
  }
  return out
}

const UNREADABLE = {
  zh: '不是可读的 KML；请从原软件重新导出',
  en: 'Not readable as KML: export it again',
}
