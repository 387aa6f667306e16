import { describe, expect, test } from 'vitest'
import { ref } from 'vue'
import { actionsOf, decisionFault, type Decision } from '../../../web/stores/minutes.ts'
import { moved } from '../../../web/stores/deckDraft.ts'
import { TOPIC_CODES } from '../../../web/stores/topics.ts'
import { usualSlides } from '../../../web/stores/usualDeck.ts'
import { parseView } from '../../../web/stores/view.ts'
import { boardQuery } from '../../../server/contract/boardView.ts'
import { usePen } from '../../../web/views/present/usePen.ts'
import type { Stroke } from '../../../web/views/present/ink.ts'

describe('the usual deck', () => {
  test('asks what the board answers, and leaves out the rest', () => {
    const slides = usualSlides(TOPIC_CODES)
    expect(slides.map(({ query }) => new URLSearchParams(query).get('topic'))).toContain('overview')
    for (const { query } of slides) {
      expect(parseView(Object.fromEntries(new URLSearchParams(query))).notes).toEqual([])
      expect(new URLSearchParams(boardQuery(query)).size).toBe(new URLSearchParams(query).size)
    }
    expect(usualSlides(['hot'] as never)).toHaveLength(1)
    expect(usualSlides([])).toEqual([])
  })
})

test('rows are moved to a place, and not beyond the ends', () => {
  expect([moved('abcd'.split(''), 0, 2), moved('abcd'.split(''), 3, 0), moved('abcd'.split(''), 1, 9), moved('ab'.split(''), 5, 0)].map((rows) => rows.join(''))).toEqual(['bcad', 'dabc', 'acdb', 'ab'])
})

describe('decisions', () => {
  const whole: Decision = { text: ' 集中排查 ', owner: ['o1'], dueOn: '2026-12-31' }
  test.each<[Partial<Decision>, string | null]>([
    [{}, null], [{ text: ' ' }, 'text'], [{ text: '长'.repeat(301) }, 'long'], [{ owner: [] }, 'owner'], [{ dueOn: '' }, 'day'], [{ dueOn: '2026-02-31' }, 'day'],
  ])('lack something: %o', (part, fault) => expect(decisionFault({ ...whole, ...part })).toBe(fault))

  test('that nobody filled in are none', () => {
    expect(actionsOf({ text: '', decisions: [whole, { text: ' ', owner: [], dueOn: '' }] })).toEqual([{ text: '集中排查', owner: 'o1', dueOn: '2026-12-31' }])
  })
})

describe('the pen', () => {
  const stroke = (n: number): Stroke => ({ ink: 'ink', points: [[n, n]] })
  test('draws on the slide on show, takes back stroke by stroke, also what was wiped', () => {
    const at = usePen(() => 1)
    const [one, two] = [stroke(1), stroke(2)]
    at.draw(one)
    at.draw(two)
    at.erase([one])
    expect(at.strokes.value).toEqual([two])
    at.clear()
    expect(at.strokes.value).toEqual([])
    at.undo()
    at.undo()
    expect(at.strokes.value).toEqual([one, two])
    at.undo()
    at.undo()
    expect([at.strokes.value, at.undoable.value]).toEqual([[], false])
    at.hold('pen')
    expect([at.tool.value, (at.hold('pen'), at.tool.value)]).toEqual(['pen', null])
  })

  test('has a sheet a slide, which is there again when one comes back', () => {
    const slide = ref(1)
    const at = usePen(() => slide.value)
    at.draw(stroke(1))
    slide.value = 2
    expect(at.strokes.value).toEqual([])
    at.draw(stroke(2))
    slide.value = 1
    expect(at.strokes.value).toEqual([stroke(1)])
  })
})
