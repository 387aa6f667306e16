/**
 * Photos without what a camera wrote into them: place, time, serial numbers, names, previews. Pixels are not touched.
 * Null for bytes that are no sound file of the kind.
 */

const SOI = 0xd8
const EOI = 0xd9
const SOS = 0xda
const APP0 = 0xe0
const APP1 = 0xe1
const APP2 = 0xe2
const APP14 = 0xee
const APP15 = 0xef
const COM = 0xfe

/** JPEG (ITU-T T.81, annex B): frame, tables and scans stay, and of the rest JFIF without its thumbnail, the colour profile and Adobe's colour transform. */
export function plainJpeg(bytes: Uint8Array): Uint8Array | null {
  if (bytes[0] !== 0xff || bytes[1] !== SOI) return null
  const kept: Uint8Array[] = [bytes.subarray(0, 2)]
  let orientation = 1
  let at = 2
  let scans = 0
  for (;;) {
    while (bytes[at] === 0xff && bytes[at + 1] === 0xff) at++
    const marker = bytes[at + 1]
    if (bytes[at] !== 0xff || marker === undefined) return null
    if (marker === EOI) break
    const size = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0)
    let end = at + 2 + size
    if (size < 2 || end > bytes.length) return null
    const body = bytes.subarray(at + 4, end)
    if (marker === SOS) {
      scans++
      end = scanEnd(bytes, end)
      if (end < 0) return null
    }
    if (marker === APP1) orientation = orientationOf(body) ?? orientation
    if (stays(marker, body)) kept.push(marker === APP0 ? withoutThumbnail(bytes.subarray(at, end)) : bytes.subarray(at, end))
    at = end
  }
  if (scans === 0) return null
  const upright = orientation === 1 ? [] : [orientationSegment(orientation)]
  // what lies behind the end of the image, such as a second picture, is left out
  return joined([kept[0]!, ...upright, ...kept.slice(1), Uint8Array.of(0xff, EOI)])
}

function stays(marker: number, body: Uint8Array): boolean {
  if (marker === APP0) return startsWith(body, 'JFIF\0')
  if (marker === APP2) return startsWith(body, 'ICC_PROFILE\0')
  if (marker === APP14) return startsWith(body, 'Adobe')
  return marker !== COM && (marker < APP0 || marker > APP15)
}

/** Length of a JFIF segment without a thumbnail (ITU-T T.871, 10.1), and where the sizes of one stand in it. */
const JFIF_BYTES = 18
const THUMBNAIL_AT = 16

/** A thumbnail may show what was cut out of the picture itself. */
function withoutThumbnail(segment: Uint8Array): Uint8Array {
  if (segment.length <= JFIF_BYTES) return segment
  const plain = segment.slice(0, JFIF_BYTES)
  plain.set([0, JFIF_BYTES - 2], 2)
  plain.set([0, 0], THUMBNAIL_AT)
  return plain
}

/** Entropy-coded data runs to the next marker that is neither a stuffed byte nor a restart. */
function scanEnd(bytes: Uint8Array, from: number): number {
  for (let at = from; at + 1 < bytes.length; at++) {
    const next = bytes[at + 1]!
    if (bytes[at] === 0xff && next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at
  }
  return -1
}

const ORIENTATION = 0x0112

/** How the camera was held (1 to 8), from the Exif of APP1; without it a photo would lie on its side. */
function orientationOf(body: Uint8Array): number | null {
  if (!startsWith(body, 'Exif\0\0')) return null
  const view = new DataView(body.buffer, body.byteOffset + 6, body.byteLength - 6)
  if (view.byteLength < 14) return null
  const little = view.getUint16(0) === 0x4949
  const first = view.getUint32(4, little)
  if (first + 2 > view.byteLength) return null
  const entries = view.getUint16(first, little)
  for (let k = 0; k < entries; k++) {
    const at = first + 2 + 12 * k
    if (at + 12 > view.byteLength) return null
    if (view.getUint16(at, little) !== ORIENTATION) continue
    const value = view.getUint16(at + 8, little)
    return value >= 1 && value <= 8 ? value : null
  }
  return null
}

/** An Exif segment that says how to hold the photo and nothing else. */
function orientationSegment(orientation: number): Uint8Array {
  const text = 'Exif\0\0MM\0*'
  return Uint8Array.of(
    0xff, APP1, 0, 34, ...Uint8Array.from(text, (letter) => letter.charCodeAt(0)),
    0, 0, 0, 8, 0, 1, ORIENTATION >> 8, ORIENTATION & 0xff, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0,
  )
}

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
/** Chunks that say how to draw; text, time, Exif and whatever else a program adds are left out. */
const DRAWN = new Set(['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'iCCP', 'sBIT', 'bKGD', 'pHYs', 'cICP'])

/** PNG (W3C Recommendation, third edition): chunks are kept whole, with their check sums. */
export function plainPng(bytes: Uint8Array): Uint8Array | null {
  if (!PNG.every((byte, k) => bytes[k] === byte)) return null
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const kept: Uint8Array[] = [bytes.subarray(0, PNG.length)]
  let pixels = false
  for (let at = PNG.length; at + 12 <= bytes.length; ) {
    const end = at + 12 + view.getUint32(at)
    const name = String.fromCharCode(...bytes.subarray(at + 4, at + 8))
    if (end > bytes.length || (at === PNG.length && name !== 'IHDR')) return null
    if (DRAWN.has(name)) kept.push(bytes.subarray(at, end))
    if (name === 'IDAT') pixels = true
    if (name === 'IEND') return pixels ? joined(kept) : null
    at = end
  }
  return null
}

function startsWith(bytes: Uint8Array, text: string): boolean {
  for (let k = 0; k < text.length; k++) if (bytes[k] !== text.charCodeAt(k)) return false
  return true
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
