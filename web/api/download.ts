import { ApiError, respond, type Ask } from './client.ts'

export interface DownloadAsk extends Ask {
  /** bytes that have come so far */
  onBytes?: (bytes: number) => void
}

export interface Download {
  /** as the server names the file; null when it does not */
  name: string | null
  content: Blob
}

/** A file below `/api`, read piece by piece so that a person sees it coming. Throws as `request` does. */
export async function download(path: string, ask: DownloadAsk = {}): Promise<Download> {
  const response = await respond(path, '*/*', ask)
  const parts: Uint8Array<ArrayBuffer>[] = []
  let bytes = 0
  try {
    for (const reader = response.body!.getReader(); ;) {
      const { value, done } = await reader.read()
      if (done) break
      parts.push(value)
      bytes += value.byteLength
      ask.onBytes?.(bytes)
    }
  } catch (cause) {
    if (ask.signal?.aborted) throw cause
    throw new ApiError('offline', { cause })
  }
  return { name: fileName(response.headers.get('content-disposition') ?? ''), content: new Blob(parts, { type: response.headers.get('content-type') ?? '' }) }
}

/** RFC 6266: the name with its letters as they are, else the plain one. */
export function fileName(disposition: string): string | null {
  const full = /filename\*=UTF-8''([^;]+)/i.exec(disposition)?.[1]
  const plain = /filename="?([^";]+)"?/i.exec(disposition)?.[1]
  try {
    return full ? decodeURIComponent(full) : (plain ?? null)
  } catch {
    return plain ?? null
  }
}
