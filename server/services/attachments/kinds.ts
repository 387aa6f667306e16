import { AppError } from '../../contract/error.ts'
import { plainOffice } from './plainOffice.ts'
import { plainJpeg, plainPng } from './photo.ts'
import { zipNames } from './zipNames.ts'

/** A file as it is kept: what its bytes say that it is, whatever its name says. */
export interface KeptFile {
  type: string
  /** what its name has to end in */
  endings: readonly string[]
  bytes: Uint8Array
}

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/**
 * Tells a file by its content, and takes out of a photo what a camera wrote into it, and of a document who wrote it. Throws `AppError` 415 for a kind
 * that is not taken, 422 for one that is damaged.
 */
export async function keptFile(bytes: Uint8Array): Promise<KeptFile> {
  if (starts(bytes, 0xff, 0xd8, 0xff)) return { type: 'image/jpeg', endings: ['jpg', 'jpeg'], bytes: plainJpeg(bytes) ?? fail() }
  if (starts(bytes, 0x89, 0x50, 0x4e, 0x47)) return { type: 'image/png', endings: ['png'], bytes: plainPng(bytes) ?? fail() }
  if (starts(bytes, 0x25, 0x50, 0x44, 0x46, 0x2d)) return { type: 'application/pdf', endings: ['pdf'], bytes: finished(bytes) }
  if (starts(bytes, 0x50, 0x4b, 0x03, 0x04)) return office(bytes)
  throw strange()
}

/** A PDF ends in %%EOF, give or take what programs add. */
function finished(bytes: Uint8Array): Uint8Array {
  const tail = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).subarray(-2048).toString('latin1')
  return tail.includes('%%EOF') ? bytes : fail()
}

async function office(bytes: Uint8Array): Promise<KeptFile> {
  const names = await zipNames(bytes)
  if (names === null) return fail()
  if (hasMacros(names)) throw strange()
  if (names.has('word/document.xml')) return { type: DOCX, endings: ['docx'], bytes: plainOffice(bytes) ?? fail() }
  if (names.has('xl/workbook.xml')) return { type: XLSX, endings: ['xlsx'], bytes: plainOffice(bytes) ?? fail() }
  throw strange()
}

/** A document that runs programs is none that is taken. */
function hasMacros(names: Set<string>): boolean {
  return [...names].some((name) => /vbaProject|\.bin$/i.test(name) && !/printerSettings/i.test(name))
}

function starts(bytes: Uint8Array, ...marks: number[]): boolean {
  return marks.every((byte, k) => bytes[k] === byte)
}

function strange(): AppError {
  return new AppError('attachment_type', {
    status: 415,
    field: 'file',
    say: {
      zh: '附件只收 PDF、DOCX、XLSX、JPEG、PNG（按内容判断，不看扩展名；不收带宏的文档）',
      en: 'Attachments are PDF, DOCX, XLSX, JPEG or PNG, told by their content and without macros',
    },
  })
}

function fail(): never {
  throw new AppError('attachment_damaged', {
    status: 422,
    field: 'file',
    say: { zh: '文件不完整或已损坏，请打开检查后重新上传', en: 'The file is incomplete or damaged: open it to check, then send it again' },
  })
}
