import { zipSync, type Zippable } from 'fflate'
import yauzl from 'yauzl'
import type { Finding } from './format.ts'
import { finding } from './findings.ts'

export interface ZipLimits {
  maxEntries: number
  /** bytes of all files together when unpacked */
  maxBytes: number
  /** unpacked bytes per packed byte of a large entry; a bomb has hundreds */
  maxRatio: number
  /** entries below this size may shrink as they like: a page of blanks is no bomb */
  ratioFromBytes: number
}

export const PACK_LIMITS: ZipLimits = { maxEntries: 20_000, maxBytes: 2 ** 31, maxRatio: 1000, ratioFromBytes: 64 * 2 ** 20 }

/** Earliest time a zip can state; a fixed one keeps equal packs equal to the byte. */
const ZIP_EPOCH = new Date(1980, 0, 1)

/** Entries in order of their names; what is compressed already (tiles, pictures, zips) is stored as it is. */
export function writeZip(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const tree: Zippable = {}
  for (const name of [...files.keys()].sort()) {
    const packed = /\.(pmtiles|png|zip|gz|kmz|xlsx)$/i.test(name)
    tree[name] = [files.get(name) as Uint8Array, { level: packed ? 0 : 6, mtime: ZIP_EPOCH, os: 3 }]
  }
  return zipSync(tree)
}

export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 0x03 || bytes[2] === 0x05)
}

/** True for a name that stays below the folder it is unpacked to. */
export function isSafeEntry(name: string): boolean {
  return (
    name.length > 0 &&
    !name.includes('\0') &&
    !name.includes('\\') &&
    !name.startsWith('/') &&
    !/^[a-z]:/i.test(name) &&
    !name.split('/').some((part) => part === '..' || part === '.')
  )
}

/** Unpacks a zip in memory. A broken one, a bomb or a path that leaves the folder is a finding, nothing is unpacked. */
export async function readZip(
  bytes: Uint8Array,
  file: string,
  limits: ZipLimits = PACK_LIMITS,
): Promise<{ files: Map<string, Uint8Array> } | { findings: Finding[] }> {
  try {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    const zip = await yauzl.fromBufferPromise(buffer, { lazyEntries: true, validateEntrySizes: true })
    const entries: yauzl.Entry[] = []
    for await (const entry of zip.eachEntry()) {
      entries.push(entry)
      if (entries.length > limits.maxEntries) return refuse('zip_bomb', file, TOO_MANY)
    }
    const sizeFault = oversize(entries, limits)
    if (sizeFault) return refuse('zip_bomb', file, sizeFault)
    const stray = entries.find((entry) => !isSafeEntry(entry.fileName.replace(/\/$/, '')))
    if (stray) return refuse('zip_path', file, STRAY)
    const files = new Map<string, Uint8Array>()
    for (const entry of entries) {
      if (entry.fileName.endsWith('/') || entry.fileName.startsWith('__MACOSX/')) continue
      files.set(entry.fileName, await content(zip, entry))
    }
    return { files }
  } catch (error) {
    const unsafe = error instanceof Error && /relative path|absolute path|invalid characters in fileName/.test(error.message)
    return unsafe ? refuse('zip_path', file, STRAY) : refuse('zip_broken', file, BROKEN)
  }
}

const BROKEN = {
  zh: '压缩包损坏或不是 zip 格式，请重新压缩后再试',
  en: 'The zip is damaged or no zip at all: pack it again',
}
const STRAY = {
  zh: '压缩包内有指向包外的路径，已拒绝；请用普通方式重新压缩',
  en: 'The zip holds a path that leaves its folder and is refused: pack it again in the plain way',
}
const TOO_MANY = {
  zh: '压缩包内文件过多，已拒绝；一个包只应装一个县的图层',
  en: 'The zip holds too many files and is refused: one zip holds the layers of one county',
}
const TOO_BIG = {
  zh: '压缩包解开后过大（疑似压缩炸弹），已拒绝；请检查来源，或改用文件夹',
  en: 'The zip is too large when unpacked (perhaps a bomb) and is refused: check where it came from, or give a folder',
}

function oversize(entries: yauzl.Entry[], limits: ZipLimits): Finding['say'] | null {
  let total = 0
  for (const entry of entries) {
    total += entry.uncompressedSize
    const ratio = entry.uncompressedSize / Math.max(1, entry.compressedSize)
    if (entry.uncompressedSize > limits.ratioFromBytes && ratio > limits.maxRatio) return TOO_BIG
  }
  return total > limits.maxBytes ? TOO_BIG : null
}

async function content(zip: yauzl.ZipFile, entry: yauzl.Entry): Promise<Uint8Array> {
  const stream = await zip.openReadStreamPromise(entry)
  const parts: Uint8Array[] = []
  for await (const part of stream) parts.push(part as Uint8Array)
  return new Uint8Array(Buffer.concat(parts))
}

function refuse(rule: string, file: string, say: Finding['say']): { findings: Finding[] } {
  return { findings: [finding('error', rule, file, say)] }
}
