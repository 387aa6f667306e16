import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { pictured } from '../../../web/stores/nextFrame.ts'

/** frames that come when they are drawn */
let frames: (() => void)[] = []

beforeEach(() => {
  frames = []
  vi.useFakeTimers()
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => frames.push(run))
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

function begun() {
  let done = false
  void pictured().then(() => (done = true))
  const after = async (ms: number) => {
    await vi.advanceTimersByTimeAsync(ms)
    return done
  }
  return { after, draw: () => frames.shift()!() }
}

test('a picture is there with the second frame, and leaves nothing behind', async () => {
  const { after, draw } = begun()
  draw()
  expect(await after(2000)).toBe(false)
  draw()
  expect([await after(0), vi.getTimerCount()]).toEqual([true, 0])
})

test('in a tab that nobody sees no frame is waited for without an end', async () => {
  const { after } = begun()
  expect([await after(2900), await after(200)]).toEqual([false, true])
})
