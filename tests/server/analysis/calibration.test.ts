import { describe, expect, it } from 'vitest'
import { expected, SCENES, tryOut, type Scene } from '../../bench/calibration.ts'

/** As in the bench, but smaller, so that it is quick. */
const small = (label: keyof typeof SCENES): Scene => ({ ...(SCENES[label] as Scene), areas: [30, 90], historyDays: 200 })

describe('over 200 counties without any structure', () => {
  // at a rate of 5 %, more than 18 of 200 would come once in 250 draws
  it.each(['2 cases a village', '0.3 cases a village', 'varying twice as much', '5 days, varying twice'])('hot places are named in hardly any, with %s', (label) => {
    const { alarms } = tryOut(expected, small(label), { counties: 200, seed: 7 })
    expect(alarms).toBeLessThanOrEqual(18)
  })
})

describe('over 40 counties with five neighbours of three times the cases', () => {
  it('most are found, and what is named is right', () => {
    const { found, named, right } = tryOut(expected, small('2 cases a village'), { counties: 40, seed: 8, plant: { risk: 3, size: 5 } })
    expect(found).toBeGreaterThanOrEqual(24)
    expect(right / named).toBeGreaterThan(0.85)
  })
})
