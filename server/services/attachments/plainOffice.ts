import { crc32 } from 'node:zlib'

/**
 * DOCX and XLSX without who wrote them: the parts that name author, company and manager are put empty. All other parts
 * are copied as they are, unpacked by nobody. ZIP as in APPNOTE 6.3.10, 4.3; null for what cannot be followed.
 */

const LOCAL = 0x04034b50
const CENTRAL = 0x02014b50
const END = 0x06054b50
const [LOCAL_BYTES, CENTRAL_BYTES, END_BYTES] = [30, 46, 22]
const LONGEST_COMMENT = 0xffff
/** sizes stand behind the data instead of in front of it */
const SIZES_BEHIND = 0x0008
/** stands for a number that is written elsewhere (ZIP64) */
const ELSEWHERE = 0xffffffff

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006'
/** Parts that tell of people, and what is left of them (ECMA-376, part 1, 15.2.12). */
const EMPTY: Record<string, string> = {
  'docProps/core.xml': `${XML}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>`,
  'docProps/app.xml': `${XML}<Properties xmlns="${OFFICE}/extended-properties"/>`,
  'docProps/custom.xml': `${XML}<Properties xmlns="${OFFICE}/custom-properties"/>`,
}

/** One file of the archive, as its directory tells of it. */
interface Entry {
  name: string
  /** its line of the directory up to the name, and the name */
  line: Buffer
  data: Buffer
}

export function plainOffice(bytes: Uint8Array): Uint8Array | null {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const entries = entriesOf(file)
  return entries && archiveOf(entries.map(emptied))
}

function entriesOf(file: Buffer): Entry[] | null {
  const end = endOf(file)
  if (end < 0) return null
  const entries: Entry[] = []
  let at = file.readUInt32LE(end + 16)
  for (let left = file.readUInt16LE(end + 10); left > 0; left--) {
    if (at + CENTRAL_BYTES > end || file.readUInt32LE(at) !== CENTRAL) return null
    const [size, local] = [file.readUInt32LE(at + 20), file.readUInt32LE(at + 42)]
    const [name, extra, comment] = [28, 30, 32].map((where) => file.readUInt16LE(at + where)) as [number, number, number]
    if (size === ELSEWHERE || local === ELSEWHERE) return null
    const data = dataAt(file, local, size)
    if (!data) return null
    const line = Buffer.from(file.subarray(at, at + CENTRAL_BYTES + name))
    entries.push({ name: line.subarray(CENTRAL_BYTES).toString('utf8'), line, data })
    at += CENTRAL_BYTES + name + extra + comment
  }
  return entries
}

function endOf(file: Buffer): number {
  for (let at = file.length - END_BYTES; at >= Math.max(0, file.length - END_BYTES - LONGEST_COMMENT); at--) {
    if (file.readUInt32LE(at) === END) return at
  }
  return -1
}

function dataAt(file: Buffer, local: number, size: number): Buffer | null {
  if (local + LOCAL_BYTES > file.length || file.readUInt32LE(local) !== LOCAL) return null
  const from = local + LOCAL_BYTES + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28)
  return from + size > file.length ? null : file.subarray(from, from + size)
}

function emptied(entry: Entry): Entry {
  const empty = Object.hasOwn(EMPTY, entry.name) ? EMPTY[entry.name]! : null
  if (empty === null) return entry
  const data = Buffer.from(empty, 'utf8')
  const line = Buffer.from(entry.line)
  line.writeUInt16LE(0, 10) // stored
  line.writeUInt32LE(crc32(data), 16)
  line.writeUInt32LE(data.length, 20)
  line.writeUInt32LE(data.length, 24)
  return { ...entry, line, data }
}

/** Without the extra fields and comments, which hold times and names of who packed it. */
function archiveOf(entries: Entry[]): Uint8Array {
  const files: Buffer[] = []
  const lines: Buffer[] = []
  let at = 0
  for (const { line, data } of entries) {
    line.writeUInt16LE(line.readUInt16LE(8) & ~SIZES_BEHIND, 8)
    line.writeUInt32LE(0, 30) // no extra field, no comment
    line.writeUInt32LE(at, 42)
    const head = Buffer.alloc(LOCAL_BYTES)
    head.writeUInt32LE(LOCAL, 0)
    // version to extract with up to the length of the name stand in both in the same order
    line.copy(head, 4, 6, 30)
    const name = line.subarray(CENTRAL_BYTES)
    files.push(head, name, data)
    lines.push(line)
    at += LOCAL_BYTES + name.length + data.length
  }
  const end = Buffer.alloc(END_BYTES)
  end.writeUInt32LE(END, 0)
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(lines.reduce((sum, { length }) => sum + length, 0), 12)
  end.writeUInt32LE(at, 16)
  return new Uint8Array(Buffer.concat([...files, ...lines, end]))
}
