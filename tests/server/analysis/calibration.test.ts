import { describe, expect, it } from 'vitest'
import { told, TRIALS } from '../../bench/answered.ts'
import { expected, SCENES, tryOut } from '../../bench/calibration.ts'
import type { Scene } from './counties.ts'

/** As in the bench, but smaller, so that it is quick. */
const small = (label: keyof typeof SCENES): Scene => ({ ...(SCENES[label] as Scene), areas: [30, 90], historyDays: 200 })

describe('over 200 counties without any structure', () => {
  // 5 % are promised, about 2 % are measured: of these, more than 10 of 200 would come once in 100 draws
  it.each(['2 cases a village', '0.3 cases a village', 'varying twice as much', '5 days, varying twice'])('hot places are named in hardly any, with %s', (label) => {
    const { alarms } = tryOut(expected, small(label), { counties: 200, seed: 7 })
    expect(alarms).toBeLessThanOrEqual(10)
  })
})

describe('over 40 counties with five neighbours of three times the cases', () => {
  it('most are found, and what is named is right', () => {
    const { found, named, right } = tryOut(expected, small('2 cases a village'), { counties: 40, seed: 8, plant: { risk: 3, size: 5 } })
    expect(found).toBeGreaterThanOrEqual(24)
    expect(right / named).toBeGreaterThan(0.85)
  })
})

describe('over counties without any structure', () => {
  // at the promised rate, more than so many would come once in 200 draws or less often
  it.each([
    { name: 'LISA', label: '2 cases a village', counties: 20, most: 4 },
    { name: 'emerging, by month', label: 'varying four times', counties: 40, most: 6 },
    { name: 'scan, what is going on', label: '2 cases a village', counties: 8, most: 1 },
  ])('the server tells of something in hardly any, by $name', async ({ name, label, counties, most }) => {
    const { answer, scenes } = TRIALS[name]!
    const { judged, alarms, steps } = await told(answer, { ...scenes[label]!, areas: [30, 40], historyDays: 300 }, { counties, seed: 9 })
    expect(judged).toBeGreaterThan(counties / 2)
    expect(Math.max(alarms, steps)).toBeLessThanOrEqual(most)
  })
})
