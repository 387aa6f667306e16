import { gzipSync } from 'fflate'
import { zxyToTileId } from 'pmtiles'

/**
 * Writer of PMTiles version 3 archives (https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md):
 * tiles in Hilbert order, equal tiles stored once, runs of equal tiles as one entry, leaf directories when
 * the root would not fit into the first 16 KiB. The same tiles give the same bytes.
 */
export interface TileArchive {
  tileType: 'mvt' | 'png'
  /** [west, south, east, north], degrees */
  bbox: readonly [number, number, number, number]
  /** printed into the archive's JSON metadata, such as `vector_layers` and `attribution` */
  metadata: Record<string, unknown>
}

export interface Tile {
  z: number
  x: number
  y: number
  /** vector tiles are gzipped by the writer, pictures are stored as they are */
  data: Uint8Array
}

interface Entry {
  tileId: number
  offset: number
  length: number
  /** tiles in a row that are equal; 0 marks a leaf directory */
  run: number
}

const HEADER_BYTES = 127
const ROOT_BYTES_AT_MOST = 16_384 - HEADER_BYTES
const COMPRESSION = { none: 1, gzip: 2 }
const TILE_TYPE = { mvt: 1, png: 2 }

export function writePmtiles(tiles: readonly Tile[], archive: TileArchive): Uint8Array {
  const { entries, chunks, dataBytes } = layOut(tiles, archive.tileType === 'mvt')
  const { root, leaves } = directories(entries)
  const metadata = gzip(new TextEncoder().encode(JSON.stringify(archive.metadata)))
  const zooms = tiles.map((tile) => tile.z)
  const header = writeHeader(archive, {
    sections: [root.length, metadata.length, leaves.length, dataBytes],
    addressed: tiles.length,
    entries: entries.length,
    contents: chunks.length,
    minZoom: zooms.reduce((low, z) => Math.min(low, z), 30),
    maxZoom: zooms.reduce((high, z) => Math.max(high, z), 0),
  })
  return concat([header, root, metadata, leaves, ...chunks])
}

function layOut(tiles: readonly Tile[], gzipped: boolean): { entries: Entry[]; chunks: Uint8Array[]; dataBytes: number } {
  const ordered = tiles.map((tile) => ({ id: zxyToTileId(tile.z, tile.x, tile.y), data: tile.data })).sort((a, b) => a.id - b.id)
  const entries: Entry[] = []
  const chunks: Uint8Array[] = []
  const known = new Map<string, { offset: number; length: number }>()
  let dataBytes = 0
  for (const { id, data } of ordered) {
    const key = Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('latin1')
    let stored = known.get(key)
    if (!stored) {
      const bytes = gzipped ? gzip(data) : data
      stored = { offset: dataBytes, length: bytes.length }
      known.set(key, stored)
      chunks.push(bytes)
      dataBytes += bytes.length
    }
    const last = entries[entries.length - 1]
    if (last && last.offset === stored.offset && last.tileId + last.run === id) last.run++
    else entries.push({ tileId: id, ...stored, run: 1 })
  }
  return { entries, chunks, dataBytes }
}

/** One root when it fits; else leaves of growing size until the root that points to them does. */
function directories(entries: Entry[]): { root: Uint8Array; leaves: Uint8Array } {
  const single = writeDirectory(entries)
  if (single.length <= ROOT_BYTES_AT_MOST) return { root: single, leaves: new Uint8Array() }
  for (let leafEntries = 4096; ; leafEntries *= 2) {
    const leaves: Uint8Array[] = []
    const pointers: Entry[] = []
    let offset = 0
    for (let start = 0; start < entries.length; start += leafEntries) {
      const leaf = writeDirectory(entries.slice(start, start + leafEntries))
      pointers.push({ tileId: (entries[start] as Entry).tileId, offset, length: leaf.length, run: 0 })
      leaves.push(leaf)
      offset += leaf.length
    }
    const root = writeDirectory(pointers)
    if (root.length <= ROOT_BYTES_AT_MOST) return { root, leaves: concat(leaves) }
  }
}

function writeDirectory(entries: readonly Entry[]): Uint8Array {
  const bytes: number[] = []
  varint(bytes, entries.length)
  entries.forEach((entry, index) => varint(bytes, entry.tileId - (entries[index - 1]?.tileId ?? 0)))
  for (const entry of entries) varint(bytes, entry.run)
  for (const entry of entries) varint(bytes, entry.length)
  entries.forEach((entry, index) => {
    const before = entries[index - 1]
    const follows = before !== undefined && entry.offset === before.offset + before.length
    varint(bytes, follows ? 0 : entry.offset + 1)
  })
  return gzip(Uint8Array.from(bytes))
}

/** Little-endian base 128; ids and offsets stay below 2^53. */
function varint(bytes: number[], value: number): void {
  let rest = value
  while (rest >= 0x80) {
    bytes.push((rest % 0x80) | 0x80)
    rest = Math.floor(rest / 0x80)
  }
  bytes.push(rest)
}

interface Figures {
  /** bytes of root directory, metadata, leaf directories, tile data, in this order in the file */
  sections: [number, number, number, number]
  addressed: number
  entries: number
  contents: number
  minZoom: number
  maxZoom: number
}

function writeHeader(archive: TileArchive, figures: Figures): Uint8Array {
  const bytes = new Uint8Array(HEADER_BYTES)
  const view = new DataView(bytes.buffer)
  bytes.set(new TextEncoder().encode('PMTiles'))
  bytes[7] = 3
  let offset = HEADER_BYTES
  figures.sections.forEach((length, index) => {
    view.setBigUint64(8 + index * 16, BigInt(offset), true)
    view.setBigUint64(16 + index * 16, BigInt(length), true)
    offset += length
  })
  ;[figures.addressed, figures.entries, figures.contents].forEach((count, index) => {
    view.setBigUint64(72 + index * 8, BigInt(count), true)
  })
  bytes[96] = 1
  bytes[97] = COMPRESSION.gzip
  bytes[98] = archive.tileType === 'mvt' ? COMPRESSION.gzip : COMPRESSION.none
  bytes[99] = TILE_TYPE[archive.tileType]
  bytes[100] = figures.minZoom
  bytes[101] = figures.maxZoom
  const [west, south, east, north] = archive.bbox
  bytes[118] = figures.minZoom
  ;[west, south, east, north].forEach((degrees, index) => view.setInt32(102 + index * 4, Math.round(degrees * 1e7), true))
  view.setInt32(119, Math.round(((west + east) / 2) * 1e7), true)
  view.setInt32(123, Math.round(((south + north) / 2) * 1e7), true)
  return bytes
}

function gzip(data: Uint8Array): Uint8Array {
  return gzipSync(data, { level: 9, mtime: 0 })
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
