import { expect, test, vi } from 'vitest'
import { exitCode } from '../../../server/cli.ts'

async function fengtu(...args: string[]): Promise<{ code: number; err: string }> {
  let said = ''
  const err = vi.spyOn(process.stderr, 'write').mockImplementation((text) => ((said += String(text)), true))
  try {
    return { code: await exitCode(['hotspots', ...args], { ...process.env, LANG: 'zh_CN.UTF-8', LC_ALL: '' }), err: said }
  } finally {
    err.mockRestore()
  }
}

test.each([
  ['a word', ['gistar'], '只带选项'],
  ['an unknown method', ['--method', 'toString'], 'gistar'],
  ['an unknown level', ['--level', 'street'], 'village'],
  ['an unknown step', ['--step', 'day'], 'week'],
  ['half a seed', ['--seed', '1.5'], '4294967295'],
  ['a seed too large', ['--seed', '4294967296'], '4294967295'],
  ['no such day', ['--from', '2024-02-30'], '2024-02-30'],
])('wrong use is refused before anything is opened: %s', async (_, args, words) => {
  const { code, err } = await fengtu(...args)
  expect(code).toBe(2)
  expect(err).toContain(words)
})
