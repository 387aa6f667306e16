import { describe, expect, it } from 'vitest'
import {
  addMonths,
  dayNumber,
  dayOf,
  daysFromSpringFestival,
  springFestival,
  weekday,
} from '../../../geodata/demo/calendar.ts'
import { MinHeap } from '../../../geodata/demo/heap.ts'
import { seededRandom } from '../../../geodata/demo/random.ts'
import { shareOut } from '../../../geodata/demo/villages.ts'
import type { Day } from '../../../geodata/place/area.ts'

describe('the calendar', () => {
  it('has Spring Festival where the Chinese calendar of ICU has it', () => {
    const lunar = new Intl.DateTimeFormat('en-u-ca-chinese', { month: 'numeric', day: 'numeric', timeZone: 'UTC' })
    // the new moons of these years fall at 23:56 and 00:07 in Beijing, too close to midnight for ICU's astronomy
    const years = Array.from({ length: 26 }, (_, k) => 2015 + k).filter((year) => year !== 2027 && year !== 2030)
    expect(years.filter((year) => lunar.format(springFestival(year) * 86_400_000) !== '1/1')).toEqual([])
  })

  it('counts days, months and weekdays', () => {
    expect(weekday(dayNumber('2024-02-10' as Day))).toBe(6)
    expect(weekday(dayNumber('1969-12-28' as Day))).toBe(0)
    expect(addMonths('2024-03-31' as Day, -1)).toBe('2024-02-29')
    expect(addMonths('2024-11-30' as Day, 14)).toBe('2026-01-30')
    expect(daysFromSpringFestival(dayNumber('2026-01-20' as Day))).toBe(-28)
    expect(dayOf(dayNumber('2025-12-31' as Day) + 1)).toBe('2026-01-01')
  })
})

describe('the source of chance', () => {
  it('repeats itself for a seed and differs for another and for another purpose', () => {
    const draw = (random: ReturnType<typeof seededRandom>) => Array.from({ length: 5 }, () => random.next())
    expect(draw(seededRandom(7))).toEqual(draw(seededRandom(7)))
    expect(draw(seededRandom(7))).not.toEqual(draw(seededRandom(8)))
    expect(draw(seededRandom(7).fork('a'))).not.toEqual(draw(seededRandom(7).fork('b')))
  })

  it('has the moments that it claims', () => {
    const random = seededRandom(3)
    const mean = (list: number[]) => list.reduce((a, b) => a + b, 0) / list.length
    const many = (draw: () => number) => Array.from({ length: 20_000 }, draw)
    expect(mean(many(() => random.next()))).toBeCloseTo(0.5, 1)
    for (const lambda of [0.3, 4, 90])
      expect(Math.abs(mean(many(() => random.poisson(lambda))) / lambda - 1)).toBeLessThan(0.04)
    const normals = many(() => random.normal(10, 2))
    expect(mean(normals)).toBeCloseTo(10, 0)
    expect(Math.sqrt(mean(normals.map((value) => (value - 10) ** 2)))).toBeCloseTo(2, 0)
  })
})

describe('helpers', () => {
  it('share whole numbers out without losing one', () => {
    const random = seededRandom(11)
    for (let round = 0; round < 50; round++) {
      const weights = Array.from({ length: random.integer(1, 30) }, () => random.next() + 0.01)
      const shares = shareOut(234, weights)
      expect(shares.reduce((a, b) => a + b, 0)).toBe(234)
      expect(
        shares.every(
          (share, k) => Math.abs(share - (234 * (weights[k] as number)) / weights.reduce((a, b) => a + b, 0)) < 1,
        ),
      ).toBe(true)
    }
  })

  it('let the least leave the heap first', () => {
    const random = seededRandom(5)
    const keys = Array.from({ length: 3000 }, () => random.next())
    const heap = new MinHeap()
    keys.forEach((key, item) => heap.push(item, key))
    const out = keys.map(() => keys[heap.pop()] as number)
    expect(out).toEqual([...keys].sort((a, b) => a - b))
    expect(heap.size).toBe(0)
  })
})
