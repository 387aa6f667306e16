import type { z } from '@hono/zod-openapi'
import {
  getMultipartBoundary,
  MaxFileSizeExceededError,
  MaxTotalSizeExceededError,
  MultipartParseError,
  parseMultipartStream,
} from '@remix-run/multipart-parser'
import { AppError } from '../contract/error.ts'
import { importOptionsSchema } from './importSchemas.ts'
import { unsupported } from './problem.ts'
import { invalid, refuseUnreadable } from './validate.ts'

/** Largest file that the page may send; the command line takes any. */
const UPLOAD_BYTES = 200 * 2 ** 20
const OPTIONS_BYTES = 2 ** 20
/** Uploads of all kinds that this process holds at once, waiting for their turn or not: two of the largest, or many small ones. */
const HELD_BYTES = 2 * (UPLOAD_BYTES + OPTIONS_BYTES)
const RETRY_AFTER_S = 20

export interface Upload {
  file: { name: string; bytes: Uint8Array }
  options: z.infer<typeof importOptionsSchema>
}

/** Largest file of a kind of upload, and what is said of a larger one. */
interface UploadLimit {
  bytes: number
  tooLarge: (mb: number) => AppError
}
const LEDGER: UploadLimit = { bytes: UPLOAD_BYTES, tooLarge: ledgerTooLarge }

export type UploadDesk = <T>(request: Request, work: (upload: Upload) => Promise<T>, limit?: UploadLimit) => Promise<T>

/** Hands uploads to work, and keeps count of what they hold from their first byte until the work is done. */
export function uploadDesk(): UploadDesk {
  let held = 0
  return async (request, work, limit = LEDGER) => {
    // one that does not say how long it is may be of any length
    const length = Number(request.headers.get('content-length') ?? Infinity)
    const size = length >= 0 ? Math.min(length, limit.bytes + OPTIONS_BYTES) : limit.bytes
    if (held + size > HELD_BYTES) throw tooMany()
    held += size
    try {
      return await work(await readUpload(request, limit.bytes, limit.tooLarge))
    } finally {
      held -= size
    }
  }
}

/**
 * Reads an upload (parts `file` and `options`) into memory, once and with a limit that holds while it streams in.
 * It touches no disk, and nothing of it is kept after the request.
 */
export async function readUpload(request: Request, limit = UPLOAD_BYTES, tooLarge: UploadLimit['tooLarge'] = ledgerTooLarge): Promise<Upload> {
  const type = request.headers.get('content-type') ?? ''
  const mb = Math.floor(limit / 2 ** 20)
  const boundary = /^multipart\/form-data\b/i.test(type) ? getMultipartBoundary(type) : null
  if (!boundary || !request.body) throw unsupported()
  if (Number(request.headers.get('content-length') ?? 0) > limit + OPTIONS_BYTES) throw tooLarge(mb)
  let file: Upload['file'] | null = null
  let options = ''
  try {
    const sizes = { maxFileSize: limit, maxTotalSize: limit + OPTIONS_BYTES, maxParts: 8 }
    for await (const part of parseMultipartStream(request.body, { boundary, ...sizes })) {
      if (part.name === 'file') file = { name: part.filename ?? 'ledger', bytes: part.bytes }
      else if (part.name === 'options') options = part.text
      else throw strangePart(part.name ?? '')
    }
  } catch (error) {
    throw uploadFault(error, () => tooLarge(mb))
  }
  if (!file) throw noFile()
  refuseUnreadable(file.name, 'file')
  return { file, options: parseOptions(options) }
}

function parseOptions(text: string): Upload['options'] {
  if (text.trim() === '') return {}
  const parsed = importOptionsSchema.safeParse(jsonOf(text))
  if (!parsed.success) throw invalid(parsed.error)
  refuseUnreadable(parsed.data)
  return parsed.data
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new AppError('bad_parameter', {
      status: 400,
      field: 'options',
      say: { zh: 'options 不是有效的 JSON', en: 'options is not valid JSON' },
    })
  }
}

function uploadFault(error: unknown, tooLarge: () => AppError): unknown {
  if (error instanceof MaxFileSizeExceededError || error instanceof MaxTotalSizeExceededError) return tooLarge()
  if (!(error instanceof MultipartParseError)) return error
  return new AppError('upload_broken', {
    status: 400,
    say: { zh: '上传内容不完整，请重新上传', en: 'The upload arrived incomplete: send it again' },
  })
}

function ledgerTooLarge(mb: number): AppError {
  return new AppError('upload_too_large', {
    status: 413,
    field: 'file',
    say: {
      zh: `文件超过 ${mb} MB，请分成几个文件上传，或在服务器上用 fengtu import 导入`,
      en: `The file is larger than ${mb} MB: send it in parts, or run fengtu import on the server`,
    },
  })
}

function tooMany(): AppError {
  return new AppError('uploads_busy', {
    status: 503,
    retryAfterS: RETRY_AFTER_S,
    say: { zh: '正在接收别的大文件，请过半分钟再上传', en: 'Other large files are being taken in: send this one again in half a minute' },
  })
}

function noFile(): AppError {
  return new AppError('bad_parameter', {
    status: 400,
    field: 'file',
    say: { zh: '请选择要导入的台账文件', en: 'Choose a ledger file to import' },
  })
}

function strangePart(name: string): AppError {
  return new AppError('bad_parameter', {
    status: 400,
    field: name,
    say: { zh: '上传只含 file 与 options 两部分', en: 'An upload has the parts file and options only' },
  })
}
