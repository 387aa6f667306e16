import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { layerPath } from './layers/path.ts'
import { filesOfLayer } from './layers/open.ts'
import type { LayerOrigin, PackSource } from './source.ts'

/** What the manifest tells of one source layer. */
export interface LayerRecord {
  name: string
  origin: LayerOrigin
  features: number
  /** as declared or found; absent for a table without points */
  crs: string | undefined
}

/** Source files as they came, in their own coordinates, and the source.json that named them (paths without folders). */
export function originals(spec: PackSource, folder: string, records: LayerRecord[]): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>()
  const taken = new Map<string, string>()
  for (const { origin } of records) {
    for (const path of filesOfLayer(layerPath(folder, origin.file))) {
      const name = taken.get(path) ?? freeName(basename(path), files)
      taken.set(path, name)
      files.set(name, new Uint8Array(readFileSync(path)))
    }
  }
  const renamed = withPlainPaths(spec, (file) => taken.get(layerPath(folder, file)) ?? `originals/${basename(file)}`)
  files.set('originals/source.json', new TextEncoder().encode(`${JSON.stringify(renamed, null, 2)}\n`))
  return files
}

function freeName(name: string, files: Map<string, Uint8Array>): string {
  for (let number = 1; ; number++) {
    const path = `originals/${number === 1 ? '' : `${number}-`}${name}`
    if (!files.has(path) && path !== 'originals/source.json') return path
  }
}

/** The source as it would be written beside its originals: the folders of somebody's disk are nobody's business. */
function withPlainPaths(spec: PackSource, nameOf: (file: string) => string): PackSource {
  const plain = <T extends LayerOrigin>(origin: T): T => ({ ...origin, file: basename(nameOf(origin.file)) })
  return {
    ...spec,
    layers: spec.layers.map(plain),
    tables: spec.tables.map(plain),
    facilities: spec.facilities.map(plain),
    base: spec.base.map(plain),
    ...(spec.relief ? { relief: plain(spec.relief) } : {}),
  }
}
