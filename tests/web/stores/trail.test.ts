import { describe, expect, test } from 'vitest'
import { Trail } from '../../../web/stores/trail.ts'
import { EMPTY_VIEW, type View } from '../../../web/stores/view.ts'

const view = (part: Partial<View>): View => ({ ...EMPTY_VIEW, ...part })
const [one, two, three] = [view({}), view({ period: 'last90' }), view({ period: 'last90', metric: 'rate' })]

function trailOf(...views: View[]): Trail {
  const trail = new Trail()
  for (const each of views) trail.note(each)
  return trail
}

describe('undo and redo', () => {
  test('go back and forth through the views, and no further', () => {
    const trail = trailOf(one, two, three)
    expect([trail.back, trail.forth]).toEqual([true, false])
    expect([trail.step(-1), trail.step(-1), trail.step(-1)]).toEqual([two, one, null])
    expect([trail.back, trail.forth]).toEqual([false, true])
    expect([trail.step(1), trail.step(1), trail.step(1)]).toEqual([two, three, null])
  })

  test('what was taken back is gone once something else is done', () => {
    const trail = trailOf(one, two)
    trail.step(-1)
    trail.note(three)
    expect(trail.forth).toBe(false)
    expect(trail.step(-1)).toEqual(one)
  })

  test('a move of the map is no step, and is not lost', () => {
    const trail = trailOf(one, two)
    const moved = { ...two, camera: { zoom: 9, lng: 105, lat: 35 } }
    trail.note(moved)
    expect(trail.step(-1)).toEqual(one)
    expect(trail.step(1)).toEqual(moved)
  })

  test('one gesture is one step: its last view', () => {
    const trail = trailOf(one)
    const hand = Symbol('brush')
    const brushed = ['2026-01-05', '2026-01-20', '2026-02-11'].map((to) => view({ period: 'custom', span: { from: '2026-01-01' as never, to: to as never } }))
    for (const each of brushed) trail.note(each, hand)
    trail.note(three)
    expect([trail.step(-1), trail.step(-1), trail.step(-1)]).toEqual([brushed[2], one, null])
  })

  test('remembers a hundred', () => {
    const trail = trailOf(...Array.from({ length: 300 }, (_, n) => view({ span: { to: `2026-01-01` as never }, period: 'custom', filter: { area: `${n}` as never } })))
    let steps = 0
    while (trail.step(-1)) steps++
    expect(steps).toBe(99)
  })
})
