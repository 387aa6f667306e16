import type { Bytes } from './bytes.ts'

/**
 * Decodes a text file: by its byte order mark, else UTF-8 where the first bytes beyond ASCII are valid UTF-8,
 * else GB18030 (which holds GBK and GB2312), else windows-1252. Decided at the first such bytes, so that a
 * million plain rows before them change nothing.
 */
export async function* decode(source: Bytes): AsyncIterable<string> {
  let decoder: TextDecoder | null = null
  let first = true
  let held: Uint8Array | null = null
  for await (const raw of source) {
    let chunk: Uint8Array = held ? join(held, raw) : raw
    held = null
    if (first && chunk.length < 4) {
      held = chunk
      continue
    }
    if (first) decoder = byMark(chunk)
    first = false
    if (!decoder) {
      const stranger = chunk.findIndex((byte) => byte > 127)
      if (stranger < 0) {
        yield ascii(chunk)
        continue
      }
      // a few bytes more than the first, or a cut character would decide
      if (chunk.length - stranger < 8 && chunk.length < 1 << 16) {
        if (stranger > 0) yield ascii(chunk.subarray(0, stranger))
        held = chunk.subarray(stranger)
        continue
      }
      decoder = byContent(chunk)
    }
    yield decoder.decode(chunk, { stream: true })
  }
  if (held) yield (byMark(held) ?? byContent(held)).decode(held)
  else if (decoder) yield decoder.decode()
}

/** The whole text of a small file. */
export async function decodeAll(bytes: Uint8Array): Promise<string> {
  return (byMark(bytes) ?? byContent(bytes)).decode(bytes)
}

function byMark(bytes: Uint8Array): TextDecoder | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return new TextDecoder('utf-8')
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le')
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be')
  // UTF-16 without a mark: every other byte of its commas and digits is 0
  const sample = bytes.subarray(0, 400)
  let even = 0
  let odd = 0
  sample.forEach((byte, at) => {
    if (byte !== 0) return
    if (at % 2 === 0) even++
    else odd++
  })
  if (odd > sample.length / 8 && even === 0) return new TextDecoder('utf-16le')
  if (even > sample.length / 8 && odd === 0) return new TextDecoder('utf-16be')
  return null
}

function byContent(bytes: Uint8Array): TextDecoder {
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      new TextDecoder(encoding, { fatal: true }).decode(bytes.subarray(0, 1 << 20), { stream: true })
      return new TextDecoder(encoding)
    } catch {
      continue
    }
  }
  return new TextDecoder('windows-1252')
}

const plain = new TextDecoder('latin1')

function ascii(bytes: Uint8Array): string {
  return plain.decode(bytes)
}

function join(a: Uint8Array, b: Uint8Array): Uint8Array {
  const all = new Uint8Array(a.length + b.length)
  all.set(a)
  all.set(b, a.length)
  return all
}
