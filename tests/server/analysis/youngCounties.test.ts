import { describe, expect, it } from 'vitest'
import { expected, past, SCENES, tryOut, type Method } from '../../bench/calibration.ts'

const alarms = (method: Method, label: string): number => tryOut(method, { ...SCENES[label]!, areas: [30, 120] }, { counties: 60, seed: 17 }).alarms

/** The same with one in so many of the cases before the window. */
const thinned = (one: number): Method => (county) => {
  const { area, day, kind } = county.events
  const keep = [...day.keys()].filter((e) => day[e]! >= county.from || e % one === 0)
  return past({ ...county, events: { area: Int32Array.from(keep, (e) => area[e]!), day: Int32Array.from(keep, (e) => day[e]!), kind: Uint8Array.from(keep, (e) => kind[e]!) } })
}

describe('over 60 counties without any structure whose record has only begun', () => {
  // at a rate of 5 %, more than 7 of 60 would come once in 100 draws
  it.each(['3 days before the window', '14 days before the window', '30 days before the window'])('hardly any has a place named without a census, with %s', (label) => {
    expect(alarms(past, label)).toBeLessThanOrEqual(6)
  })

  it.each([10, 40])('nor with one in %d of the cases of the past', (one) => {
    expect(alarms(thinned(one), '2 cases a village')).toBeLessThanOrEqual(6)
  })

  it.each(['first 27 days, varying twice', 'first 34 days, varying twice'])('nor with a census, in its %s', (label) => {
    expect(alarms(expected, label)).toBeLessThanOrEqual(6)
  })
})
