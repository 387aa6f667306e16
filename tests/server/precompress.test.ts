import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { webRoutes } from '../../server/api/web.ts'
import { precompress } from '../../server/precompress.ts'

const root = mkdtempSync(join(tmpdir(), 'fengtu-page-'))
const outDir = join(root, 'out')
const LONG = '柳河镇的一段很长的文字。'.repeat(400)

beforeAll(async () => {
  mkdirSync(join(root, 'page'))
  writeFileSync(join(root, 'page/index.html'), '<!doctype html><title>页</title><script type="module" src="./main.js"></script>')
  writeFileSync(join(root, 'page/main.js'), `document.title = ${JSON.stringify(LONG)}`)
  await build({ configFile: false, root: join(root, 'page'), logLevel: 'silent', build: { outDir }, plugins: [precompress()] })
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

describe('the built page', () => {
  test('lies compressed beside itself, and is sent so', async () => {
    const script = readdirSync(join(outDir, 'assets')).find((name) => name.endsWith('.js'))!
    const plain = readFileSync(join(outDir, 'assets', script))
    const small = readFileSync(join(outDir, 'assets', `${script}.gz`))
    expect(gunzipSync(small).equals(plain)).toBe(true)
    const ask = (encoding: string) => webRoutes(outDir).request(`/assets/${script}`, { headers: { 'accept-encoding': encoding } })
    const sent = await ask('gzip, deflate, br')
    expect([sent.headers.get('content-encoding'), (await sent.arrayBuffer()).byteLength]).toEqual(['gzip', small.length])
    expect(sent.headers.get('content-type')).toMatch(/javascript/)
    expect(sent.headers.get('vary')).toMatch(/accept-encoding/i)
    expect(Buffer.from(await (await ask('identity')).arrayBuffer()).equals(plain)).toBe(true)
  })

  test('small files stay alone', () => {
    expect(existsSync(join(outDir, 'index.html'))).toBe(true)
    expect(existsSync(join(outDir, 'index.html.gz'))).toBe(false)
  })
})
