import { afterEach, expect, test, vi } from 'vitest'
import { terminal } from '../../../server/terminal.ts'

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

test('progress that no terminal shows is a line every five seconds at most, and silent for what is quick', () => {
  vi.useFakeTimers({ toFake: ['performance'] })
  const lines: string[] = []
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => (lines.push(String(text)), true))
  const isTTY = process.stderr.isTTY
  process.stderr.isTTY = false
  const out = terminal({ language: 'zh', json: true, env: {} })
  for (let second = 0; second < 18; second++) {
    out.progress(`读取 ${second} 秒`)
    vi.advanceTimersByTime(1_000)
  }
  out.endProgress()
  process.stderr.isTTY = isTTY
  expect(lines).toEqual(['读取 5 秒\n', '读取 10 秒\n', '读取 15 秒\n'])
})
