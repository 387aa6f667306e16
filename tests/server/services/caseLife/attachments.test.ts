import { deflateSync, unzipSync, Zip, ZipDeflate, zipSync } from 'fflate'
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PNG } from 'pngjs'
import { describe, expect, test } from 'vitest'
import { keptFile } from '../../../../server/services/attachments/kinds.ts'
import { plainJpeg, plainPng } from '../../../../server/services/attachments/photo.ts'
import { foreignFiles, ownsFiles, sweepFiles } from '../../../../server/services/attachments/sweep.ts'
import { attachFile, detachFile, readFileOf } from '../../../../server/services/caseLife/attach.ts'
import { fileStore } from '../../../../server/store/files.ts'
import { engines } from '../../../databases.ts'
import { exifOf, GPS, jpeg, png, segment } from './photos.ts'
import { useDesk } from './life.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const latin = (file: Uint8Array) => Buffer.from(file).toString('latin1')
const PDF = bytes('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n')
const docx = (more: Record<string, Uint8Array> = {}) => zipSync({ '[Content_Types].xml': bytes('<Types/>'), 'word/document.xml': bytes('<w:document/>'), ...more })
const XLSX = zipSync({ '[Content_Types].xml': bytes('<Types/>'), 'xl/workbook.xml': bytes('<workbook/>') })

describe('photos', () => {
  test('a JPEG loses place, time, camera, comments and what lies behind it, and keeps its pixels and how it was held', () => {
    const hidden = [exifOf({ orientation: 6 }), segment(0xe1, 'http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>李四的手机</x:xmpmeta>'), segment(0xed, 'Photoshop 3.0\0'), segment(0xfe, 'shot by LISI')]
    const dirty = Buffer.concat([jpeg(hidden), Buffer.from('second picture')])
    expect(latin(dirty)).toContain(GPS)
    const clean = plainJpeg(dirty)!
    for (const trace of [GPS, 'HUAWEI', '2024:03:05', 'xmpmeta', 'Photoshop', 'LISI', 'second picture']) expect(latin(clean)).not.toContain(trace)
    // frame, tables and scan, byte by byte, after a segment that says 6 and nothing else
    const plain = jpeg([])
    expect(plainJpeg(plain)).toEqual(new Uint8Array(plain))
    const jfif = plain.subarray(2, 20)
    expect(clean.length - plain.length).toBe(36)
    expect(latin(clean)).toContain(latin(jfif))
    expect(latin(clean).endsWith(latin(plain.subarray(20)))).toBe(true)
    const again = plainJpeg(clean)!
    expect(again).toEqual(clean)
  })

  test('a JPEG loses the small picture that JFIF holds, which may show what was cut out', () => {
    const plain = jpeg([])
    const thumbnail = Buffer.from([0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 2, 1, ...Buffer.from('facefa', 'latin1')])
    const dirty = Buffer.concat([plain.subarray(0, 2), segment(0xe0, thumbnail), plain.subarray(20)])
    expect(plainJpeg(dirty)).toEqual(new Uint8Array(plain))
  })

  test.each([['cut off', (file: Buffer) => file.subarray(0, -9)], ['of one marker', (file: Buffer) => file.subarray(0, 2)], ['without a scan', () => Buffer.from([0xff, 0xd8, 0xff, 0xd9])]])('a JPEG %s is none', (_, cut) => {
    expect(plainJpeg(cut(jpeg([])))).toBeNull()
  })

  test('a PNG loses its texts and its Exif and draws the same', () => {
    const dirty = png({ tEXt: 'Author\0王五', eXIf: `MM\0*${GPS}`, iTXt: 'XML:com.adobe.xmp\0\0\0\0\0<x/>', tIME: 'xxxxxxx', pHYs: '\0\0\0\x01\0\0\0\x01\x01' })
    const clean = plainPng(dirty)!
    for (const trace of ['tEXt', 'eXIf', 'iTXt', 'tIME', GPS]) expect(latin(clean)).not.toContain(trace)
    expect(latin(clean)).toContain('pHYs')
    expect(PNG.sync.read(Buffer.from(clean)).data).toEqual(PNG.sync.read(dirty).data)
    expect(plainPng(dirty.subarray(0, -6))).toBeNull()
  })
})

describe('kinds', () => {
  test.each([['PDF', PDF, 'application/pdf'], ['DOCX', docx(), 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'], ['XLSX', XLSX, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'], ['JPEG', jpeg([]), 'image/jpeg'], ['PNG', png({}), 'image/png']])('%s is told by its content', async (_, file, type) => {
    expect((await keptFile(new Uint8Array(file))).type).toBe(type)
  })

  test('a document loses who wrote it, and keeps every other part as it was', async () => {
    const author = '<cp:coreProperties xmlns:cp="x"><dc:creator>王建国</dc:creator><cp:lastModifiedBy>李四</cp:lastModifiedBy></cp:coreProperties>'
    const parts = {
      'docProps/core.xml': bytes(author),
      'docProps/app.xml': bytes('<Properties><Company>某某公司</Company><Manager>张三</Manager></Properties>'),
      'docProps/custom.xml': bytes('<Properties><property>赵六</property></Properties>'),
      'word/media/image1.png': new Uint8Array(png({})),
      'word/empty.xml': new Uint8Array(0),
    }
    for (const level of [0, 9] as const) {
      const whole = zipSync({ '[Content_Types].xml': bytes('<Types/>'), 'word/document.xml': bytes('<w:document>甲乙</w:document>'), ...parts }, { level, comment: '王建国打包' })
      const kept = (await keptFile(whole)).bytes
      const [before, after] = [unzipSync(whole), unzipSync(kept)]
      expect(Object.keys(after)).toEqual(Object.keys(before))
      for (const name of Object.keys(before).filter((one) => !one.startsWith('docProps/'))) expect([name, after[name]]).toEqual([name, before[name]])
      const all = Object.values(after).map((part) => Buffer.from(part).toString('utf8')).join() + Buffer.from(kept).toString('utf8')
      for (const trace of ['王建国', '李四', '某某公司', '张三', '赵六']) expect(all).not.toContain(trace)
      expect((await keptFile(kept)).bytes).toEqual(kept)
    }
  })

  test('a document as a program writes it in one go, with the sizes behind the data, is kept as well', async () => {
    const pieces: Uint8Array[] = []
    const stream = new Zip((_, piece) => pieces.push(piece))
    for (const [name, text] of [['[Content_Types].xml', '<Types/>'], ['docProps/core.xml', '王建国'], ['xl/workbook.xml', '<workbook/>']] as const) {
      const part = new ZipDeflate(name)
      stream.add(part)
      part.push(bytes(text), true)
    }
    stream.end()
    const { type, bytes: kept } = await keptFile(new Uint8Array(Buffer.concat(pieces)))
    expect([type.includes('spreadsheet'), latin(unzipSync(kept)['xl/workbook.xml']!)]).toEqual([true, '<workbook/>'])
    expect(Buffer.from(unzipSync(kept)['docProps/core.xml']!).toString('utf8')).not.toContain('王建国')
  })

  test.each([
    ['a page', bytes('<html><script>alert(1)</script></html>'), 415],
    ['a picture that runs scripts', bytes('<svg xmlns="http://www.w3.org/2000/svg"/>'), 415],
    ['any archive', zipSync({ 'a.txt': bytes('x') }), 415],
    ['a document with macros', docx({ 'word/vbaProject.bin': bytes('x') }), 415],
    ['a program', Uint8Array.of(0x4d, 0x5a, 0x90, 0), 415],
    ['nothing', new Uint8Array(0), 415],
    ['half a PDF', PDF.subarray(0, 20), 422],
    ['half an archive', docx().subarray(0, 40), 422],
    ['a compressed stream', deflateSync(bytes('x')), 415],
  ])('%s is refused', async (_, file, status) => {
    await expect(keptFile(file)).rejects.toMatchObject({ status, field: 'file' })
  })
})

describe.each(engines)('the files of a case on $name', ({ fresh }) => {
  const desk = useDesk(fresh)
  const attach = (who: keyof typeof desk.who, id: number, name: string, file: Uint8Array) => attachFile(desk.ctx, desk.who[who], id, { version: null, name, bytes: file })

  test('are kept by content, named without persons, read by who may, and go with the last case that has them', async () => {
    const [a, b] = [await desk.enter('town'), await desk.enter('town')]
    const photo = new Uint8Array(jpeg([exifOf({ orientation: 1 })]))
    const added = await attach('town', a.id, '王建国 现场照片.JPG', photo)
    expect(added.attachments).toMatchObject([{ id: '1', photo: true, type: 'image/jpeg' }])
    expect(added.attachments[0]!.name).toMatch(/\.JPG$/)
    expect(added.attachments[0]!.name).not.toContain('王建国')
    expect(added.events.at(-1)).toMatchObject({ kind: 'attached', changes: [{ field: 'attachment', before: null, after: added.attachments[0]!.name }] })
    const { content, bytes: size } = await readFileOf(desk.ctx, desk.who.town, a.id, '1')
    expect([content.length, latin(content).includes(GPS)]).toEqual([size, false])

    await attach('town', b.id, '照片.png', photo)
    expect((await desk.see('town', b.id)).attachments[0]).toMatchObject({ name: '照片.jpg' })
    await detachFile(desk.ctx, desk.who.town, a.id, { version: null, attachment: '1' })
    expect((await readFileOf(desk.ctx, desk.who.town, b.id, '1')).content).toEqual(content)
    const [{ sha256 }] = (await desk.sql<{ sha256: string }>('SELECT sha256 FROM attachment')) as [{ sha256: string }]
    await detachFile(desk.ctx, desk.who.town, b.id, { version: null, attachment: '1' })
    // somebody may be adding the same bytes to another case at this moment: they stay for the sweep
    expect(await desk.ctx.files.has(sha256)).toBe(true)
    await expect(readFileOf(desk.ctx, desk.who.town, b.id, '1')).rejects.toMatchObject({ status: 404 })
    expect((await desk.sql<{ action: string }>(`SELECT action FROM audit_line WHERE action LIKE 'attachment%' ORDER BY seq`)).map(({ action }) => action))
      .toEqual(['attachment_added', 'attachment_read', 'attachment_added', 'attachment_removed', 'attachment_read', 'attachment_removed'])
  })

  test('have numbers that are never used again, and names that are cut between letters', async () => {
    const { id } = await desk.enter('town')
    await attach('town', id, '甲.pdf', PDF)
    await detachFile(desk.ctx, desk.who.town, id, { version: null, attachment: '1' })
    const { attachments: [second], version } = await attach('town', id, `${'𠮷'.repeat(80)}${'照'.repeat(60)}.pdf`, PDF)
    expect(second).toMatchObject({ id: '2', name: `${'𠮷'.repeat(56)}${'照'.repeat(60)}.pdf` })
    await expect(detachFile(desk.ctx, desk.who.town, id, { version: null, attachment: '1' })).rejects.toMatchObject({ code: 'unknown_attachment' })
    await attach('town', id, '乙.pdf', PDF)
    await expect(detachFile(desk.ctx, desk.who.town, id, { version, attachment: '2' })).rejects.toMatchObject({ code: 'case_changed' })
  })

  test('are not taken where the disk is almost full', async () => {
    const { id } = await desk.enter('town')
    const full = { ...desk.ctx, files: { ...desk.ctx.files, room: async () => 2 ** 30 } }
    await expect(attachFile(full, desk.who.town, id, { version: null, name: 'a.pdf', bytes: PDF })).rejects.toMatchObject({ code: 'attachments_disk' })
  })

  test('are for those who work on the case, and of a family for who handles it', async () => {
    const { id } = await desk.enter('village', { summary: '家庭暴力，两次报警' })
    await desk.move('village', id, 'takeOn', { colour: 'blue' })
    await attach('village', id, '照片.jpg', new Uint8Array(jpeg([])))
    expect((await desk.see('town', id)).attachments).toEqual([])
    await expect(readFileOf(desk.ctx, desk.who.town, id, '1')).rejects.toMatchObject({ status: 404 })
    await expect(attach('town', id, 'a.pdf', PDF)).rejects.toMatchObject({ status: 403 })
    for (const who of ['leader', 'supervisor'] as const) await expect(attach(who, id, 'a.pdf', PDF)).rejects.toMatchObject({ status: 403 })
    await expect(attach('far', id, 'a.pdf', PDF)).rejects.toMatchObject({ status: 404 })
    await expect(detachFile(desk.ctx, desk.who.town, id, { version: null, attachment: '1' })).rejects.toMatchObject({ status: 404 })
  })

  test('that no case names are set aside after an hour for thirty days, and those that one names stay', async () => {
    const after = (hours: number) => ({ ...desk.ctx, now: () => Date.now() + hours * 3_600_000 })
    await sweepFiles(after(2))
    const { id } = await desk.enter('town')
    await attach('town', id, 'a.pdf', PDF)
    const orphan = await desk.ctx.files.put(bytes('left behind'))
    expect(await sweepFiles(after(0))).toMatchObject({ aside: 0, gone: 0 })
    expect(await sweepFiles(after(2))).toMatchObject({ aside: 1, gone: 0 })
    expect(await desk.ctx.files.has(orphan)).toBe(false)
    expect(await sweepFiles(after(29 * 24))).toMatchObject({ aside: 0, gone: 0 })
    expect(await sweepFiles(after(31 * 24))).toMatchObject({ aside: 0, back: 0 })
    expect(await desk.ctx.files.read(orphan)).toBeNull()
    expect(latin((await readFileOf(desk.ctx, desk.who.town, id, '1')).content)).toBe(latin(PDF))
  })

  test('that were set aside come back when a case names them again', async () => {
    const { id } = await desk.enter('town')
    const file = new Uint8Array(png({}))
    await attach('town', id, 'a.png', file)
    const [{ sha256 }] = (await desk.sql<{ sha256: string }>(`SELECT sha256 FROM attachment WHERE case_id = ${id}`)) as [{ sha256: string }]
    await desk.ctx.files.setAside(sha256, Date.now())
    expect(await desk.ctx.files.has(sha256)).toBe(false)
    expect((await readFileOf(desk.ctx, desk.who.town, id, '1')).content.length).toBeGreaterThan(0)
    await desk.ctx.files.setAside(sha256, Date.now())
    expect(await sweepFiles({ ...desk.ctx, now: () => Date.now() + 40 * 86_400_000 })).toMatchObject({ back: 1 })
    expect(await desk.ctx.files.has(sha256)).toBe(true)
  })

  test('of another database are not touched, and nothing is put among them', async () => {
    const { id } = await desk.enter('town')
    await attach('town', id, 'a.pdf', PDF)
    const other = await fresh()
    try {
      const late = { ...desk.ctx, db: other.db, now: () => Date.now() + 2 * 3_600_000 }
      expect(await sweepFiles(late)).toBeNull()
      const told = await foreignFiles(late)
      const [{ id: theirs }] = (await other.db.pool.query<{ id: string }>('SELECT id FROM installation')).rows as [{ id: string }]
      for (const words of [told.zh, told.en]) expect([words.includes(theirs), words.includes(desk.ctx.files.folder)]).toEqual([true, true])
      await desk.sql(`UPDATE installation SET id = 'another'`)
      await expect(attach('town', id, 'b.pdf', PDF)).rejects.toMatchObject({ code: 'attachments_foreign' })
      expect(await sweepFiles({ ...late, db: desk.ctx.db })).toBeNull()
      expect(latin((await readFileOf(desk.ctx, desk.who.town, id, '1')).content)).toBe(latin(PDF))
    } finally {
      await other.drop()
      await desk.sql(`UPDATE installation SET id = '${await desk.ctx.files.owner()}'`)
    }
  })

  test('from before folders had owners are taken over where the database names one of them', async () => {
    const { mkdtempSync, rmSync } = await import('node:fs')
    const { tmpdir } = await import('node:os')
    const folder = mkdtempSync(join(tmpdir(), 'fengtu-files-'))
    const files = fileStore(folder)
    await files.put(bytes('of somebody'))
    const { id } = await desk.enter('town')
    await attach('town', id, 'a.pdf', PDF)
    expect(await ownsFiles({ ...desk.ctx, files })).toBe(false)
    await files.put(PDF)
    expect(await ownsFiles({ ...desk.ctx, files })).toBe(true)
    expect(await files.owner()).toBe(await desk.ctx.files.owner())
    rmSync(folder, { recursive: true, force: true })
  })
})

describe.each(engines)('files that nobody names, on $name', ({ fresh }) => {
  const desk = useDesk(fresh)
  test('keep no folder from a database that names none at all', async () => {
    const { mkdtempSync, rmSync } = await import('node:fs')
    const { tmpdir } = await import('node:os')
    const folder = mkdtempSync(join(tmpdir(), 'fengtu-files-'))
    const files = fileStore(folder)
    const sha256 = await files.put(bytes('of a county that went'))
    expect(await ownsFiles({ ...desk.ctx, files })).toBe(true)
    expect(await sweepFiles({ ...desk.ctx, files, now: () => Date.now() + 2 * 3_600_000 })).toMatchObject({ aside: 1, gone: 0 })
    expect(await files.has(sha256)).toBe(false)
    rmSync(folder, { recursive: true, force: true })
  })
})

test('a file store keeps the same bytes once and leaves nothing half-written', async () => {
  const { mkdtempSync, rmSync } = await import('node:fs')
  const { tmpdir } = await import('node:os')
  const folder = mkdtempSync(join(tmpdir(), 'fengtu-files-'))
  const store = fileStore(folder)
  const [a, b] = await Promise.all([store.put(bytes('x')), store.put(bytes('x'))])
  expect([a, readdirSync(join(folder, a.slice(0, 2)))]).toEqual([b, [a]])
  writeFileSync(join(folder, a.slice(0, 2), `${a}.abc`), 'half')
  expect(await store.older(0, Date.now() + 1_000)).toEqual([a])
  expect(readdirSync(join(folder, a.slice(0, 2)))).toEqual([a])
  expect([await store.read('../../etc/passwd'), await store.read('0'.repeat(64))]).toEqual([null, null])
  rmSync(folder, { recursive: true, force: true })
})
