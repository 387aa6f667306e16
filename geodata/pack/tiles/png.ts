import { zlibSync } from 'fflate'

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
const COLOUR_RGB = 2

/**
 * PNG of 8-bit RGB pixels (W3C PNG, third edition). Our own few lines instead of pngjs because that packs by
 * the zlib of the Node it runs on, and equal packs must have equal bytes everywhere.
 */
export function encodePng(rgb: Uint8Array, width: number, height: number): Uint8Array {
  const header = new Uint8Array(13)
  const view = new DataView(header.buffer)
  view.setUint32(0, width)
  view.setUint32(4, height)
  header.set([8, COLOUR_RGB, 0, 0, 0], 8)
  const body = zlibSync(filterRows(rgb, width, height), { level: 6 })
  const parts = [Uint8Array.from(SIGNATURE), chunk('IHDR', header), chunk('IDAT', body), chunk('IEND', new Uint8Array())]
  const png = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    png.set(part, at)
    at += part.length
  }
  return png
}

/** Each row by the filter (none, sub, up, Paeth) with the smallest sum of differences. */
function filterRows(rgb: Uint8Array, width: number, height: number): Uint8Array {
  const stride = width * 3
  const out = new Uint8Array((stride + 1) * height)
  const zero = new Uint8Array(stride)
  const trial = new Uint8Array(stride)
  for (let row = 0; row < height; row++) {
    const line = rgb.subarray(row * stride, (row + 1) * stride)
    const above = row > 0 ? rgb.subarray((row - 1) * stride, row * stride) : zero
    let best = Infinity
    for (const filter of [0, 1, 2, 4]) {
      let sum = 0
      for (let index = 0; index < stride && sum < best; index++) {
        const left = index >= 3 ? (line[index - 3] as number) : 0
        const corner = index >= 3 ? (above[index - 3] as number) : 0
        const value = ((line[index] as number) - guess(filter, left, above[index] as number, corner)) & 0xff
        trial[index] = value
        sum += value < 128 ? value : 256 - value
      }
      if (sum >= best) continue
      best = sum
      out[row * (stride + 1)] = filter
      out.set(trial, row * (stride + 1) + 1)
    }
  }
  return out
}

function guess(filter: number, left: number, up: number, corner: number): number {
  if (filter === 0) return 0
  if (filter === 1) return left
  if (filter === 2) return up
  const estimate = left + up - corner
  const [toLeft, toUp, toCorner] = [Math.abs(estimate - left), Math.abs(estimate - up), Math.abs(estimate - corner)]
  if (toLeft <= toUp && toLeft <= toCorner) return left
  return toUp <= toCorner ? up : corner
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(data.length + 12)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, data.length)
  bytes.set(new TextEncoder().encode(type), 4)
  bytes.set(data, 8)
  view.setUint32(data.length + 8, crc32(bytes.subarray(4, data.length + 8)))
  return bytes
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1
  return value
})

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) crc = (CRC_TABLE[(crc ^ byte) & 0xff] as number) ^ (crc >>> 8)
  return (crc ^ 0xffffffff) >>> 0
}
