import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { exitCode } from '../../../server/cli.ts'
import { openDatabase } from '../../../server/store/database.ts'
import { contextOn, install } from '../services/county.ts'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))
const BOOT = join(ROOT, 'server/boot.mjs')

interface Ended {
  code: number | null
  out: string
  err: string
}

const folder = mkdtempSync(join(tmpdir(), 'fengtu-cli-'))
const dataDir = join(folder, 'data')
const env = { ...process.env, FENGTU_DATA: dataDir, DATABASE_URL: '', LANG: 'zh_CN.UTF-8', LC_ALL: '', INIT_CWD: folder }

function start(args: string[], more: NodeJS.ProcessEnv = {}, node: string[] = []): ChildProcess {
  return spawn(process.execPath, [...node, BOOT, ...args], { env: { ...env, ...more }, stdio: ['ignore', 'pipe', 'pipe'] })
}

const fengtu = (args: string[], more: NodeJS.ProcessEnv = {}, node: string[] = []) => ended(start(args, more, node))

function ended(child: ChildProcess): Promise<Ended> {
  return new Promise((resolve) => {
    let [out, err] = ['', '']
    child.stdout!.on('data', (chunk: Buffer) => (out += String(chunk)))
    child.stderr!.on('data', (chunk: Buffer) => (err += String(chunk)))
    child.once('close', (code) => resolve({ code, out, err }))
  })
}

/** The same in this process, which is quicker. */
async function inside(args: string[]): Promise<Ended> {
  const said = { out: '', err: '' }
  const out = vi.spyOn(process.stdout, 'write').mockImplementation((text) => ((said.out += String(text)), true))
  const err = vi.spyOn(process.stderr, 'write').mockImplementation((text) => ((said.err += String(text)), true))
  try {
    const code = await exitCode(args, env)
    return { code, ...said }
  } finally {
    out.mockRestore()
    err.mockRestore()
  }
}

const sentences = (text: string): string[] => text.trim().split('\n')

describe('the command line', () => {
  beforeAll(async () => {
    const db = await openDatabase({ dataDir })
    await install(contextOn({ db } as Parameters<typeof contextOn>[0], { now: Date.now() }))
    await db.close()
    const head = '编号,乡镇,村(社区),发生日期,纠纷类型,当事人姓名\n'
    const rows = ['GD20240301,柳河镇,东周村,2024-03-05,邻里纠纷,张三丰', 'GD20240302,柳河镇,东周村,没有日期,邻里纠纷,李四', ',,,,,']
    writeFileSync(join(folder, '台账.csv'), head + rows.join('\n'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('imports a file named from where the person stands, and prints one document', async () => {
    const { code, out } = await fengtu(['import', '台账.csv', '--json', '--rejects', 'out.csv'])
    expect(code).toBe(0)
    const result = JSON.parse(out) as Record<string, unknown>
    expect(Object.keys(result).slice(0, 9)).toEqual([
      'batch', 'read', 'accepted', 'updated', 'duplicates', 'outOfScope', 'notCases', 'rejected', 'unlocated',
    ])
    expect(result).toMatchObject({ read: 4, accepted: 1, notCases: 2, rejected: 1, rejects: [{ row: 3 }] })
    const rejects = readFileSync(join(folder, 'out.csv'), 'utf8')
    expect(rejects.startsWith('\uFEFF工作表,行,退回原因,编号')).toBe(true)
    expect(rejects).toContain('没有日期')
    expect(rejects).not.toMatch(/李四|张三丰/)
  })

  test.each([
    ['npx', ['fengtu', 'import']],
    ['npm', ['run', '--silent', 'fengtu', '--', 'import']],
  ])('runs by %s as well, with one document on standard output', async (command, args) => {
    const words = [...args, join(folder, '台账.csv'), '--dry-run', '--json']
    const { code, out } = await ended(spawn(command, words, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] }))
    expect([code, (JSON.parse(out) as { read: number }).read]).toEqual([0, 4])
  })

  describe('--rejects', () => {
    const PARTS = () => readdirSync(folder).filter((name) => name.startsWith('.fengtu-'))
    const put = (name: string, text: string) => writeFileSync(join(folder, name), text)
    const HEAD = '编号,乡镇,村(社区),发生日期,纠纷类型\n'
    const GOOD = `${HEAD}GD20240301,柳河镇,东周村,2024-03-05,邻里纠纷\n`
    const stored = async () => (JSON.parse((await inside(['imports', 'list', '--json'])).out) as { batches: object[] }).batches.length

    test('makes no file, and leaves the one that is there, where no row was refused', async () => {
      put('good.csv', GOOD)
      const fresh = await inside(['import', 'good.csv', '--dry-run', '--rejects', 'none.csv'])
      expect([fresh.code, fresh.err]).toEqual([0, expect.stringContaining('没有退回的行')])
      expect(existsSync(join(folder, 'none.csv'))).toBe(false)
      put('old.csv', '以前退回的')
      expect((await inside(['import', 'good.csv', '--dry-run', '--rejects', 'old.csv'])).err).toContain('以前的内容')
      expect([readFileSync(join(folder, 'old.csv'), 'utf8'), PARTS()]).toEqual(['以前退回的', []])
    })

    test('leaves the one that is there where the import fails', async () => {
      put('odd.csv', `乡镇,什么日子\n柳河镇,2024-03-05\n`)
      put('old.csv', '以前退回的')
      expect((await inside(['import', 'odd.csv', '--rejects', 'old.csv'])).code).toBe(1)
      expect((await inside(['import', 'odd.csv', '--rejects', 'new.csv'])).code).toBe(1)
      expect([readFileSync(join(folder, 'old.csv'), 'utf8'), existsSync(join(folder, 'new.csv')), PARTS()]).toEqual(['以前退回的', false, []])
    })

    test('replaces the one that is there by what was refused now, and says so', async () => {
      put('old.csv', '以前退回的')
      const { code, err } = await inside(['import', '台账.csv', '--dry-run', '--rejects', 'old.csv'])
      expect([code, err]).toEqual([0, expect.stringContaining('退回的 1 行已写入')])
      expect(readFileSync(join(folder, 'old.csv'), 'utf8')).toMatch(/^\uFEFF工作表,行,退回原因.*\r\n.*没有日期/)
      expect(PARTS()).toEqual([])
    })

    test.each([
      ['a folder', '.'],
      ['nothing', ''],
      ['a folder that is not there', 'nowhere/out.csv'],
      ['what lies below a file', '台账.csv/out.csv'],
      ['the ledger itself', './台账.csv'],
      ['a device', '/dev/null'],
    ])('refuses %s before anything is stored', async (_, path) => {
      const before = [readFileSync(join(folder, '台账.csv'), 'utf8'), await stored()]
      const { code, err } = await inside(['import', '台账.csv', '--rejects', path])
      expect([code, sentences(err).length, err]).toEqual([1, 1, expect.stringMatching(/--rejects|退回的行无法写到/)])
      expect([readFileSync(join(folder, '台账.csv'), 'utf8'), await stored()]).toEqual(before)
    })
  })

  test('counts, lists and undoes what was imported', async () => {
    const counts = JSON.parse((await inside(['counts', '--by', 'town', '--json'])).out) as { total: number; rows: object[] }
    expect(counts).toMatchObject({ by: 'town', total: 1, unlocated: 0 })
    expect(counts.rows).toContainEqual({ key: '990101001000', name: '柳河镇', count: 1 })
    const { batches } = JSON.parse((await inside(['imports', 'list', '--json'])).out) as { batches: { batch: string }[] }
    expect(batches).toHaveLength(1)
    expect((await inside(['imports', 'undo', batches[0]!.batch])).code).toBe(0)
    expect(JSON.parse((await inside(['counts', '--json'])).out)).toMatchObject({ total: 0 })
  })

  test.each([
    [['nope'], 2],
    [['import'], 2],
    [['import', 'a', 'b'], 2],
    [['import', '--nope', 'a'], 2],
    [['counts', '--by', 'nope'], 2],
    [['import', '没有.csv'], 1],
    [['counts', '--county', '1'], 1],
    [['imports', 'undo', '1'], 1],
    [['help'], 0],
  ])('%j ends with %i and no stack', async (args, expected) => {
    const { code, err } = await inside(args)
    expect(code).toBe(expected)
    expect(err).not.toMatch(/^\s+at /m)
  })

  test('refuses a coordinate system that nobody knows before anything is read, with those that are known', async () => {
    for (const file of ['台账.csv', '没有.csv']) {
      const { code, err, out } = await inside(['import', file, '--dry-run', '--crs', 'FOO'])
      expect([code, out, err]).toEqual([2, '', expect.stringMatching(/“FOO”.*WGS84.*CGCS2000.*GCJ02.*BD09.*EPSG/)])
    }
    expect((await inside(['import', '台账.csv', '--dry-run', '--crs', '百度'])).code).toBe(0)
  })

  describe('--mapping', () => {
    const put = (name: string, text: string) => writeFileSync(join(folder, name), text)
    test.each<[string, string | null, number, RegExp]>([
      ['a file that is not there', null, 2, /--mapping 指的文件不存在.*map\.json/],
      ['broken JSON', '{"发生日期": "occurredOn",}', 2, /map\.json 不是 JSON/],
      ['a list', '["occurredOn"]', 2, /map\.json 不是 JSON/],
      ['a value that is none', '{"发生日期": "day"}', 2, /“发生日期”写的是 "day"，不可用；可用的值：ignore, originalNo/],
      ['a header that is not there', '{"摸底日": "occurredOn"}', 1, /“摸底日”不是表头；文件里的表头有：“编号”、“乡镇”、“村\(社区\)”、“发生日期”/],
    ])('%s gets a sentence of its own', async (_, text, expected, says) => {
      rmSync(join(folder, 'map.json'), { force: true })
      if (text !== null) put('map.json', text)
      const { code, err } = await inside(['import', '台账.csv', '--dry-run', '--mapping', 'map.json'])
      expect([code, sentences(err)[0]]).toEqual([expected, expect.stringMatching(says)])
    })

    test('obeys one that fits', async () => {
      put('map.json', '\uFEFF{"发生日期": "occurredOn", "编号": "ignore"}')
      expect((await inside(['import', '台账.csv', '--dry-run', '--mapping', 'map.json'])).code).toBe(0)
    })
  })

  test('every option that a message tells of is there: --year, --category', async () => {
    writeFileSync(join(folder, 'days.csv'), '乡镇,村(社区),发生日期,纠纷类型\n柳河镇,东周村,3月5日,邻里纠纷\n')
    const bare = JSON.parse((await inside(['import', 'days.csv', '--dry-run', '--json'])).out) as { rejects: { say: { zh: string } }[] }
    expect(bare.rejects[0]?.say.zh).toContain('--year')
    const dated = JSON.parse((await inside(['import', 'days.csv', '--dry-run', '--json', '--year', '2024'])).out) as object
    expect(dated).toMatchObject({ accepted: 1, rejected: 0, days: { first: '2024-03-05' } })
    for (const wrong of ['24', '1.5', 'abcd']) expect((await inside(['import', 'days.csv', '--dry-run', '--year', wrong])).code).toBe(2)
    writeFileSync(join(folder, 'kinds.csv'), '编号,乡镇,村(社区),发生日期\nX1,柳河镇,东周村,2024-03-05\n')
    expect((await inside(['import', 'kinds.csv', '--dry-run'])).err).toMatch(/--category/)
  })

  test.each<[string[], number, RegExp]>([
    [['import', 'a.csv', '--sheett', 'x'], 2, /^没有 --sheett 这个选项；可用的有：.*--sheet/],
    [['import', 'a.csv', '--county'], 2, /^--county 后面缺少值/],
    [['import', 'a.csv', '--county', '--dry-run'], 2, /^--county 后面缺少值.*--county=值/],
    [['import', 'a.csv', '--dry-run=yes'], 2, /^--dry-run 后面不带值/],
    [['pack', 'frob'], 2, /没有 pack frob 这个命令，pack 之后请用 build、check、install、list 或 remove/],
    [['pack'], 2, /^pack 之后请用 build、check、install、list 或 remove/],
    [['import', '.'], 1, /^这是文件夹，不是台账文件/],
    [['import', '台账.csv', '--dry-run', '--sheet', '一月'], 1, /^没有工作表“一月”；文件里有：“台账\.csv”/],
    [['counts', '--lang', 'fr'], 2, /^--lang 可用的值：zh（中文）、en（英文），没有“fr”/],
    [['help', '--lang=fr'], 2, /^--lang 可用的值/],
    [['counts', '--area', 'xx'], 2, /^--area 的代码不在本县区划中；用 counts --by town/],
  ])('%j says in Chinese what is wrong and what to do', async (args, expected, says) => {
    const { code, err } = await inside(args)
    expect([code, err]).toEqual([expected, expect.stringMatching(says)])
    expect(sentences(err)[0]).not.toMatch(/Option|argument|Unknown|接口/)
  })

  test('a file of a header alone is told, and is no success', async () => {
    writeFileSync(join(folder, 'head.csv'), '编号,乡镇,村(社区),发生日期,纠纷类型\n')
    const { code, err, out } = await inside(['import', 'head.csv', '--json'])
    expect([code, err]).toEqual([1, expect.stringContaining('没有一行是纠纷，只有表头、合计或空行')])
    expect(JSON.parse(out)).toMatchObject({ batch: null, read: 1, notCases: 1 })
  })

  test('nor is a nil report a fault', async () => {
    writeFileSync(join(folder, 'nil.csv'), '编号,乡镇,村(社区),发生日期,纠纷类型,简要情况\n1,柳河镇,东周村,2024-03-05,无,无\n')
    expect((await inside(['import', 'nil.csv', '--dry-run'])).code).toBe(0)
  })

  test('--verbose tells row by row what was left out, not understood or waits, on standard error alone', async () => {
    const head = '编号,乡镇,村(社区),发生日期,诉求类型,简要情况,涉及人数\n'
    const rows = ['V1,柳河镇,东周村,2024-03-05,咨询,咨询社保政策,1', 'V2,柳河镇,东周村,2024-03-05,邻里纠纷,院墙渗水,好些人', 'V3,柳河镇,不知名村,2024-03-06,邻里纠纷,地界不清,2', 'V4,柳河镇,不知名村,2024-03-07,邻里纠纷,张小三与人争吵,2']
    writeFileSync(join(folder, 'told.csv'), head + rows.join('\n'))
    const quiet = await inside(['import', 'told.csv', '--dry-run', '--json'])
    expect([quiet.code, quiet.err]).toEqual([0, ''])
    const { out, err } = await inside(['import', 'told.csv', '--dry-run', '--json', '--verbose'])
    expect(out).toBe(quiet.out)
    expect(err).toMatch(/第 2 行：不属于矛盾纠纷/)
    expect(err).toMatch(/第 3 行：人数无法识别/)
    expect(err).toMatch(/第 4 行：地点待定：“.*不知名村”/)
    expect(err).toMatch(/地点待定的写法：\n {2}“.*不知名村” 2 行/)
    expect(err).not.toContain('张小三')
  })

  test('counts in English name places in English, the document keeps its names', async () => {
    expect((await inside(['counts', '--lang', 'en'])).out).toMatch(/^\d\tLiuhe Town\t990101001000$/m)
    const { rows } = JSON.parse((await inside(['counts', '--lang', 'en', '--json'])).out) as { rows: object[] }
    expect(rows).toContainEqual(expect.objectContaining({ key: '990101001000', name: '柳河镇' }))
  })

  test('doctor says of a folder that is none one thing', async () => {
    const file = join(folder, 'no-folder')
    writeFileSync(file, '')
    const { code, out } = await fengtu(['doctor'], { FENGTU_DATA: file })
    expect(code).toBe(1)
    expect(sentences(out).filter((line) => line.includes(file))).toEqual([expect.stringMatching(/^✗ .*是文件，不是文件夹/)])
    expect(out).not.toMatch(/✗.*数据库/)
  })

  test('speaks English when asked', async () => {
    const { err } = await inside(['import', 'none.csv', '--lang', 'en'])
    expect(err).toMatch(/^There is no such file/)
  })

  test('says in one sentence that Node is too old', async () => {
    const old = `data:text/javascript,Object.defineProperty(process,'versions',{value:{...process.versions,node:'18.20.4'}})`
    const { code, err } = await fengtu(['doctor'], {}, ['--import', old])
    expect(code).toBe(1)
    expect(sentences(err)).toHaveLength(2)
    expect(err).toContain('18.20.4')
  })

  test('says in one sentence that the port is taken', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const { port } = server.address() as AddressInfo
    const { code, err, out } = await fengtu(['serve'], { PORT: String(port) })
    server.close()
    expect([code, out]).toEqual([1, ''])
    expect(sentences(err)).toEqual([expect.stringContaining(String(port))])
  })

  test('says in one sentence that the folder cannot be used', async () => {
    const file = join(folder, 'a-file')
    mkdirSync(folder, { recursive: true })
    writeFileSync(file, '')
    const { code, err } = await fengtu(['counts'], { FENGTU_DATA: file })
    expect(code).toBe(1)
    expect(sentences(err)).toEqual([expect.stringContaining(file)])
  })
})
