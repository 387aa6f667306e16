import { unreadable } from './unreadable.ts'

export type Bytes = AsyncIterable<Uint8Array>

/** Largest workbook or archive that is held in memory whole. */
const HELD_BYTES = 256 * 1024 * 1024
/** Text that grows by more than this factor, beyond the first 100 MB, is no ledger but an attack. */
const BOMB_RATIO = 200
const BOMB_FREE_BYTES = 100 * 1024 * 1024

export async function* oneChunk(bytes: Uint8Array): Bytes {
  for (let at = 0; at < bytes.length; at += 1 << 18) yield bytes.subarray(at, at + (1 << 18))
}

export async function collect(source: Bytes, limit = HELD_BYTES): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let total = 0
  for await (const chunk of source) {
    total += chunk.length
    if (total > limit) throw unreadable('ledger_too_large')
    chunks.push(chunk)
  }
  const all = new Uint8Array(total)
  let at = 0
  for (const chunk of chunks) {
    all.set(chunk, at)
    at += chunk.length
  }
  return all
}

/** Unpacks gzip as it flows; a damaged stream or a bomb ends with an `AppError`. */
export function gunzip(source: Bytes): Bytes {
  return unpacked(source, 'gzip', (written, read) => written > BOMB_FREE_BYTES && written > read * BOMB_RATIO)
}

/** Unpacks a member of a zip archive as it flows; it must have the length that it states. */
export async function* inflate(source: Bytes, size: number): Bytes {
  let length = 0
  for await (const chunk of unpacked(source, 'deflate-raw', (written) => written > size)) {
    length += chunk.length
    yield chunk
  }
  if (length < size) throw unreadable('ledger_corrupt')
}

/** The work is done by threads of the runtime: everybody else has a turn meanwhile. */
async function* unpacked(source: Bytes, format: 'gzip' | 'deflate-raw', isBomb: (written: number, read: number) => boolean): Bytes {
  const transform = new DecompressionStream(format)
  const writer = transform.writable.getWriter()
  let read = 0
  let failure: unknown = null
  const feeding = (async () => {
    try {
      for await (const chunk of source) {
        read += chunk.length
        await writer.write(chunk as BufferSource)
      }
      await writer.close()
    } catch (error) {
      failure = error
      await writer.abort(error).catch(() => undefined)
    }
  })()
  const reader = transform.readable.getReader()
  let written = 0
  try {
    for (;;) {
      const next = await reader.read()
      if (next.done) break
      written += next.value.length
      if (isBomb(written, read)) throw unreadable('ledger_bomb')
      yield next.value
    }
  } catch (error) {
    if ((error as { name?: string }).name === 'AppError') throw error
    throw unreadable('ledger_corrupt', failure ?? error)
  } finally {
    await reader.cancel().catch(() => undefined)
    await feeding
  }
}

/**
 * A stream whose beginning can be looked at before it is read: chunks seen by `peek` are kept and handed
 * out again by the one `all`.
 */
export class Replay {
  private readonly kept: Uint8Array[] = []
  private readonly iterator: AsyncIterator<Uint8Array>
  private spent = false

  constructor(source: Bytes) {
    this.iterator = source[Symbol.asyncIterator]()
  }

  /** The beginning, again from its first byte. */
  async *peek(): Bytes {
    for (let at = 0; ; at++) {
      if (at === this.kept.length) {
        const next = await this.iterator.next()
        if (next.done) return
        this.kept.push(next.value)
      }
      yield this.kept[at] as Uint8Array
    }
  }

  async *all(): Bytes {
    if (this.spent) throw unreadable('ledger_spent')
    this.spent = true
    while (this.kept.length > 0) yield this.kept.shift() as Uint8Array
    for (;;) {
      const next = await this.iterator.next()
      if (next.done) return
      yield next.value
    }
  }
}
