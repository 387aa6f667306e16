import { Inflate } from 'fflate'
import { inflate, oneChunk, type Bytes } from './bytes.ts'
import { unreadable } from './unreadable.ts'

/** Uncompressed bytes of everything that an archive holds. */
const UNPACKED_LIMIT = 512 * 1024 * 1024
const MEMBER_RATIO = 300
const STORED = 0
const DEFLATED = 8
/** Packed bytes that are looked at in one go: they grow to 64 MB at most. */
const CHECKED_BYTES = 64 * 1024

export interface ZipEntry {
  name: string
  size: number
  packed: number
  encrypted: boolean
  /** 0 as it is, 8 deflated */
  method: number
  /** where its local header begins */
  at: number
}

/** Reads the central directory without unpacking anything; names in UTF-8 or GB18030. */
export function zipEntries(bytes: Uint8Array): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let end = bytes.length - 22
  const stop = Math.max(0, bytes.length - 22 - 65_536)
  while (end >= stop && view.getUint32(end, true) !== 0x06054b50) end--
  if (end < stop || end < 0) throw unreadable('ledger_corrupt')
  const count = view.getUint16(end + 10, true)
  let at = view.getUint32(end + 16, true)
  const entries: ZipEntry[] = []
  for (let index = 0; index < count; index++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50) throw unreadable('ledger_corrupt')
    const flags = view.getUint16(at + 8, true)
    const nameLength = view.getUint16(at + 28, true)
    entries.push({
      name: nameText(bytes.subarray(at + 46, at + 46 + nameLength), (flags & 0x800) !== 0),
      size: view.getUint32(at + 24, true),
      packed: view.getUint32(at + 20, true),
      encrypted: (flags & 1) !== 0,
      method: view.getUint16(at + 10, true),
      at: view.getUint32(at + 42, true),
    })
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return entries
}

/** Refuses archives that grow beyond reason, before a byte is unpacked. */
export function refuseBombs(entries: ZipEntry[]): void {
  const total = entries.reduce((sum, entry) => sum + entry.size, 0)
  const bomb = entries.some((entry) => entry.size > 50e6 && entry.size > entry.packed * MEMBER_RATIO)
  if (bomb) throw unreadable('ledger_bomb')
  if (total > UNPACKED_LIMIT) throw unreadable('ledger_too_large')
}

/**
 * Refuses archives of which a member is longer than it says: a reader that trusts the stream more than the table would
 * be filled by it. Unpacks every member once, holding nothing of it.
 */
export function refuseLiars(bytes: Uint8Array, entries: ZipEntry[]): void {
  for (const entry of entries) {
    if (entry.method === DEFLATED && lengthUpTo(entry.size, packedBytes(bytes, entry)) > entry.size) throw unreadable('ledger_bomb')
  }
}

/** Length of what a deflated text unpacks to; gives up soon beyond `limit`. */
function lengthUpTo(limit: number, packed: Uint8Array): number {
  let length = 0
  const reader = new Inflate((chunk) => (length += chunk.length))
  try {
    for (let at = 0; at < packed.length; at += CHECKED_BYTES) {
      if (length > limit) break
      reader.push(packed.subarray(at, at + CHECKED_BYTES), at + CHECKED_BYTES >= packed.length)
    }
  } catch (error) {
    throw unreadable('ledger_corrupt', error)
  }
  return length
}

export interface ZipMember {
  name: string
  /** unpacks it as it flows, afresh each time */
  open: () => Bytes
}

/** The members that `wanted` names, in the order of the archive. Nothing is unpacked yet. */
export function zipMembers(bytes: Uint8Array, wanted: (name: string) => boolean): ZipMember[] {
  const entries = zipEntries(bytes).filter(({ name }) => wanted(name))
  refuseBombs(entries)
  if (entries.some(({ encrypted }) => encrypted)) throw unreadable('ledger_zip_password')
  return entries.map((entry) => {
    const packed = packedBytes(bytes, entry)
    if (entry.method === DEFLATED) return { name: entry.name, open: () => inflate(oneChunk(packed), entry.size) }
    if (entry.method === STORED && entry.size === packed.length) return { name: entry.name, open: () => oneChunk(packed) }
    throw unreadable('ledger_corrupt')
  })
}

function packedBytes(bytes: Uint8Array, { at, packed }: ZipEntry): Uint8Array {
  if (at + 30 > bytes.length) throw unreadable('ledger_corrupt')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const start = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true)
  return bytes.subarray(start, start + packed)
}

function nameText(bytes: Uint8Array, utf8: boolean): string {
  if (utf8) return new TextDecoder().decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}
