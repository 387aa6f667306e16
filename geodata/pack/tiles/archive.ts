import { VectorTile } from '@mapbox/vector-tile'
import { PbfReader } from 'pbf'
import { PMTiles, TileType, tileIdToZxy, type Header, type Source } from 'pmtiles'

/** A PMTiles archive in memory, read by the reader that the page uses. */
export function openArchive(bytes: Uint8Array, key: string): PMTiles {
  const source: Source = {
    getKey: () => key,
    getBytes: async (offset, length) => {
      const part = bytes.slice(offset, offset + length)
      return { data: part.buffer as ArrayBuffer }
    },
  }
  return new PMTiles(source)
}

export interface ArchiveTile {
  z: number
  x: number
  y: number
  data: Uint8Array
}

/** Every tile of the archive, decompressed, equal neighbours included. Throws when the archive is broken. */
export async function* archiveTiles(archive: PMTiles, header: Header): AsyncGenerator<ArchiveTile> {
  for await (const id of tileIds(archive, header, header.rootDirectoryOffset, header.rootDirectoryLength)) {
    const [z, x, y] = tileIdToZxy(id)
    const tile = await archive.getZxy(z, x, y)
    if (!tile) throw new Error(`tile ${z}/${x}/${y} is listed but absent`)
    yield { z, x, y, data: new Uint8Array(tile.data) }
  }
}

async function* tileIds(archive: PMTiles, header: Header, offset: number, length: number): AsyncGenerator<number> {
  const entries = await archive.cache.getDirectory(archive.source, offset, length, header)
  for (const entry of entries) {
    if (entry.runLength === 0) yield* tileIds(archive, header, header.leafDirectoryOffset + entry.offset, entry.length)
    for (let turn = 0; turn < entry.runLength; turn++) yield entry.tileId + turn
  }
}

export function isVector(header: Header): boolean {
  return header.tileType === TileType.Mvt
}

/** Layers of a vector tile with the ids of their features. */
export function tileFeatures(data: Uint8Array): Map<string, number[]> {
  const layers = new Map<string, number[]>()
  for (const [name, layer] of Object.entries(new VectorTile(new PbfReader(data)).layers)) {
    const ids = Array.from({ length: layer.length }, (_, index) => layer.feature(index).id ?? -1)
    layers.set(name, ids)
  }
  return layers
}
