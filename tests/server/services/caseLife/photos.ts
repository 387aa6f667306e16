import { crc32, deflateSync } from 'node:zlib'

/** Latitude of the town hall, as text that stands in the Exif. */
export const GPS = 'GPSN38.9'

export function segment(marker: number, body: string | Buffer): Buffer {
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(body, 'utf8')
  return Buffer.concat([Buffer.from([0xff, marker, (bytes.length + 2) >> 8, (bytes.length + 2) & 255]), bytes])
}

/** Exif as a telephone writes it (little-endian TIFF): maker, time, how it was held, and a GPS directory. */
export function exifOf({ orientation }: { orientation: number }): Buffer {
  const entry = (tag: number, type: number, count: number, value: number) => {
    const bytes = Buffer.alloc(12)
    bytes.writeUInt16LE(tag, 0)
    bytes.writeUInt16LE(type, 2)
    bytes.writeUInt32LE(count, 4)
    if (type === 3) bytes.writeUInt16LE(value, 8)
    else bytes.writeUInt32LE(value, 8)
    return bytes
  }
  // header 8, then count, four entries and the end: the texts begin at 62
  const texts = Buffer.from(`HUAWEI\0\0${'2024:03:05 10:00:00'}\0${GPS}\0`, 'latin1')
  const directory = Buffer.concat([
    Buffer.from([4, 0]), entry(0x010f, 2, 7, 62), entry(0x0112, 3, 1, orientation), entry(0x0132, 2, 20, 70), entry(0x8825, 4, 1, 90), Buffer.alloc(4),
  ])
  return segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), Buffer.from([0x49, 0x49, 42, 0, 8, 0, 0, 0]), directory, texts]))
}

/** A grey pixel block of 8 × 8 as baseline JPEG, with JFIF first and the given segments behind it. */
export function jpeg(more: readonly Buffer[]): Buffer {
  const jfif = segment(0xe0, Buffer.from([0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0]))
  const quantisation = segment(0xdb, Buffer.from([0, ...Array.from({ length: 64 }, () => 16)]))
  const frame = segment(0xc0, Buffer.from([8, 0, 8, 0, 8, 1, 1, 0x11, 0]))
  // one code of one bit each: DC category 0, and AC end of block
  const dc = segment(0xc4, Buffer.from([0x00, 1, ...Array.from({ length: 15 }, () => 0), 0]))
  const ac = segment(0xc4, Buffer.from([0x10, 1, ...Array.from({ length: 15 }, () => 0), 0]))
  const restart = segment(0xdd, Buffer.from([0, 1]))
  const scan = Buffer.concat([segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])), Buffer.from([0b00111111, 0xff, 0x00, 0xff, 0xd0, 0b00111111])])
  return Buffer.concat([Buffer.from([0xff, 0xd8]), jfif, ...more, quantisation, frame, dc, ac, restart, scan, Buffer.from([0xff, 0xd9])])
}

/** A PNG of 2 × 2 with the given ancillary chunks before its pixels. */
export function png(chunks: Record<string, string>): Buffer {
  const chunk = (name: string, body: Buffer) => {
    const named = Buffer.concat([Buffer.from(name, 'latin1'), body])
    const [size, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
    size.writeUInt32BE(body.length)
    sum.writeUInt32BE(crc32(named))
    return Buffer.concat([size, named, sum])
  }
  const header = Buffer.from([0, 0, 0, 2, 0, 0, 0, 2, 8, 2, 0, 0, 0])
  const rows = Buffer.from([0, 1, 2, 3, 4, 5, 6, 0, 7, 8, 9, 10, 11, 12])
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), chunk('IHDR', header),
    ...Object.entries(chunks).map(([name, body]) => chunk(name, Buffer.from(body, 'latin1'))),
    chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0)),
  ])
}
