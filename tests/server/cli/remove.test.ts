import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { AppError, type Say } from '../../../server/contract/error.ts'
import { packCommand } from '../../../server/packCommands.ts'
import { UsageError } from '../../../server/terminal.ts'
import { engines, type TestDatabase } from '../../databases.ts'
import { contextOn, COUNTY, install, NOW, put, rows } from '../services/county.ts'

describe.each(engines)('pack list and remove on $name', ({ fresh }) => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await fresh()
  })
  beforeEach(async () => {
    const ctx = contextOn(database, { now: NOW })
    await install(ctx)
    await put(ctx, rows(3))
  })
  afterAll(() => database.drop())

  /** One command, with what a person at the terminal answers; null where none sits there. */
  async function pack(words: string[], answer: string | null = null, yes = false) {
    const asked: string[] = []
    let [document, lines]: [unknown, string[]] = [null, []]
    const out = {
      language: 'zh' as const, json: false, env: {}, tell: () => {}, progress: () => {}, endProgress: () => {},
      answer: (doc: unknown, text: string[]) => void ([document, lines] = [doc, text]),
      ask: async ({ zh }: Say) => (asked.push(zh), answer),
    }
    const config = { database: database.config, host: '', port: 0, readOnly: false, origin: null, trustProxy: [], provider: null }
    const run = packCommand.run({ words, options: { yes }, config, out })
    const error = await run.then(() => null, (cause: unknown) => cause as AppError)
    return { error, asked, document, lines }
  }
  const installed = async () => ((await pack(['list'])).document as { counties: { code: string; cases: number }[] }).counties

  test('list tells what each county holds', async () => {
    const { lines } = await pack(['list'])
    expect(lines).toEqual([expect.stringMatching(/^990101000000 {2}枫溪县（虚构） {2}3 件案件、0 次导入/)])
  })

  test.each<[string, string[], string | null, RegExp]>([
    ['without --yes where nobody sits', ['remove', COUNTY], null, /3 件案件、0 次导入.*--yes/],
    ['when another name is typed', ['remove', COUNTY], '枫溪', /不是县名/],
    ['when nothing is typed', ['remove', COUNTY], '', /不是县名/],
    ['for an unknown code', ['remove', '1'], '枫溪县', /没有安装代码为“1”的县/],
  ])('removes nothing %s', async (_, words, answer, said) => {
    const { error } = await pack(words, answer)
    expect(error).toBeInstanceOf(AppError)
    expect(error?.say.zh).toMatch(said)
    expect(await installed()).toMatchObject([{ code: COUNTY, cases: 3 }])
  })

  test('is used wrongly without a code, or with two', async () => {
    for (const words of [['remove'], ['remove', COUNTY, '1'], ['list', '1']]) expect((await pack(words)).error).toBeInstanceOf(UsageError)
  })

  test.each([['枫溪县', false], [null, true]])('removes it when its name is typed, or by --yes', async (answer, yes) => {
    const { error, asked, document, lines } = await pack(['remove', COUNTY], answer, yes)
    expect([error, document]).toEqual([null, { removed: { code: COUNTY, name: '枫溪县', cases: 3, imports: 0 } }])
    expect(asked.filter((question) => question.includes('3 件案件'))).toHaveLength(yes ? 0 : 1)
    expect(lines).toEqual([expect.stringContaining('已删除 枫溪县'), expect.stringContaining('不会再装示例县')])
    expect(await installed()).toEqual([])
  })
})
