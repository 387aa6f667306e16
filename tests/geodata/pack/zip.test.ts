import { join } from 'node:path'
import { zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { readPack } from '../../../geodata/pack/read.ts'
import { isSafeEntry, PACK_LIMITS, readZip, writeZip } from '../../../geodata/pack/zip.ts'
import fc from '../../property.ts'
import { tempFolder, utf8, writeFiles, zip } from './files.ts'

const folder = tempFolder()
const rulesOf = (result: Awaited<ReturnType<typeof readZip>>) => ('findings' in result ? result.findings.map((one) => one.rule) : [])

describe('a zip', () => {
  it('comes back as it was written, with the same bytes each time', async () => {
    const name = fc.stringMatching(/^[a-z]{1,8}(\/[a-z]{1,8}){0,2}\.json$/)
    await fc.assert(
      fc.asyncProperty(fc.dictionary(name, fc.uint8Array({ maxLength: 300 })), async (content) => {
        const files = new Map(Object.entries(content))
        fc.pre(files.size > 0)
        const bytes = writeZip(files)
        expect(writeZip(new Map([...files].reverse()))).toEqual(bytes)
        const back = await readZip(bytes, 'a.zip')
        expect('files' in back && new Map([...back.files].sort())).toEqual(new Map([...files].sort()))
      }),
      { seed: 1, numRuns: 50 },
    )
  })

  it.each(['../evil.json', 'a/../../evil.json', '/etc/passwd', 'C:/evil.json', '..\\evil.json'])('with the path %s is refused', async (path) => {
    expect(rulesOf(await readZip(zip({ 'pack.json': '{}', [path]: 'x' }), 'a.zip'))).toEqual(['zip_path'])
  })

  it('that unpacks to too much, to too many files or at a bomb\'s ratio is refused before it is unpacked', async () => {
    const limits = { ...PACK_LIMITS, maxBytes: 1000, maxEntries: 3 }
    expect(rulesOf(await readZip(zip({ a: 'x'.repeat(600), b: 'y'.repeat(600) }), 'a.zip', limits))).toEqual(['zip_bomb'])
    expect(rulesOf(await readZip(zip({ a: '1', b: '2', c: '3', d: '4' }), 'a.zip', limits))).toEqual(['zip_bomb'])
    const bomb = zipSync({ bomb: new Uint8Array(2 ** 20) })
    expect(rulesOf(await readZip(bomb, 'a.zip', { ...PACK_LIMITS, maxRatio: 500, ratioFromBytes: 2 ** 19 }))).toEqual(['zip_bomb'])
    expect(rulesOf(await readZip(bomb, 'a.zip'))).toEqual([])
  })

  it('that lies about the size of an entry is refused', async () => {
    const bytes = zipSync({ a: utf8('x'.repeat(5000)) })
    const view = new DataView(bytes.buffer)
    const directory = view.getUint32(bytes.length - 6, true)
    view.setUint32(directory + 24, 10, true)
    expect(rulesOf(await readZip(bytes, 'a.zip'))).toEqual(['zip_broken'])
  })

  it('that is cut or no zip at all is refused', async () => {
    const whole = zip({ 'pack.json': '{"a":1}' })
    expect(rulesOf(await readZip(whole.slice(0, -8), 'a.zip'))).toEqual(['zip_broken'])
    writeFiles(folder, { 'note.zip': 'hello' })
    expect((await readPack(join(folder, 'note.zip'))).findings?.map((one) => one.rule)).toEqual(['pack_missing'])
  })

  it('knows paths that stay inside', () => {
    expect(['a.json', 'a/b.json', '村.geojson', 'a..b'].every(isSafeEntry)).toBe(true)
    expect(['', '/a', '../a', 'a/../b', 'a\\b', 'c:/a', 'a\0'].some(isSafeEntry)).toBe(false)
  })
})
