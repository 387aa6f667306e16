import { describe, expect, it } from 'vitest'
import { springFestival as published } from '../../../geodata/demo/calendar.ts'
import { dayNumber, dayOfNumber, type Day } from '../../../server/contract/day.ts'
import { calendarDays, farmingTerm, solarTerm, springFestival } from '../../../server/ledger/calendar.ts'
import { workdays } from '../../../server/ledger/life/workdays.ts'
import { processorMs } from '../../processor.ts'

const on = (day: string) => dayNumber(day as Day)
const between = (from: string, to: string) => calendarDays(on(from), on(to), workdays({}))
const at = (days: ReturnType<typeof between>, day: string) => {
  const k = on(day) - days.first
  return { weekday: days.weekday[k], off: days.off[k], sunDay: days.sunDay[k], fromSpring: days.fromSpring[k], fromFestival: days.fromFestival[k] }
}

describe('the moon', () => {
  it('begins the Chinese year on the days that Purple Mountain Observatory published', () => {
    const years = Array.from({ length: 26 }, (_, k) => 2015 + k)
    expect(years.map((year) => dayOfNumber(springFestival(year)))).toEqual(years.map((year) => dayOfNumber(published(year))))
    // both ends of the span, and the year whose new moon fell close to midnight
    expect([1950, 1979, 2100].map((year) => dayOfNumber(springFestival(year)))).toEqual(['1950-02-17', '1979-01-28', '2100-02-09'])
  })

  it('counts to the nearest festival, before and after', () => {
    const days = between('2024-12-01', '2025-12-31')
    expect(at(days, '2025-01-29').fromSpring).toBe(0)
    expect(at(days, '2025-01-06').fromSpring).toBe(-23)
    expect(at(days, '2025-03-01').fromSpring).toBe(31)
    // 元宵 12 February, 端午 31 May, 中秋 6 October 2025
    expect(at(days, '2025-02-12').fromFestival).toBe(0)
    expect(at(days, '2025-05-29').fromFestival).toBe(-2)
    expect(at(days, '2025-10-07').fromFestival).toBe(1)
  })
})

describe('the sun', () => {
  it('has 清明 and the solstices where the almanacs have them', () => {
    const dates = (name: string, years: number[]) => years.map((year) => dayOfNumber(solarTerm(year, name)).slice(5))
    expect(dates('清明', [2023, 2024, 2025, 2026])).toEqual(['04-05', '04-04', '04-04', '04-05'])
    expect(dates('冬至', [2021, 2022, 2023, 2024, 2025])).toEqual(['12-21', '12-22', '12-22', '12-21', '12-21'])
    expect(dates('立春', [2021, 2024, 2025])).toEqual(['02-03', '02-04', '02-03'])
    expect(dates('夏至', [2024, 2026])).toEqual(['06-21', '06-21'])
  })

  it('counts the days of the farming year from the winter solstice', () => {
    const days = between('2023-12-01', '2026-01-10')
    expect(at(days, '2023-12-22').sunDay).toBe(0)
    expect(at(days, '2024-12-20').sunDay).toBe(364)
    expect(at(days, '2024-12-21').sunDay).toBe(0)
    expect(at(days, '2025-04-05').sunDay).toBe(105)
    expect(Math.max(...days.sunDay)).toBeLessThanOrEqual(365)
  })

  it('names the times of the farming year', () => {
    const terms = ['2026-01-10', '2026-03-15', '2026-05-20', '2026-05-25', '2026-06-12', '2026-07-20', '2026-10-01', '2026-11-20'].map((day) => farmingTerm(on(day)))
    expect(terms).toEqual([null, 'springIrrigation', 'springIrrigation', null, 'summerHarvest', 'summerIrrigation', 'autumnHarvest', 'winterIrrigation'])
  })
})

describe('days off', () => {
  it('follow the notices where they are known', () => {
    const days = between('2025-01-01', '2025-12-31')
    expect(at(days, '2025-01-28').off).toBe(1)
    expect(at(days, '2025-01-26')).toMatchObject({ weekday: 0, off: 2 })
    expect(at(days, '2025-03-05')).toMatchObject({ weekday: 3, off: 0 })
    expect(at(days, '2025-03-08')).toMatchObject({ weekday: 6, off: 0 })
  })

  it('follow the law where no notice is known', () => {
    const days = between('2031-01-01', '2031-12-31')
    expect(at(days, '2031-01-23').off).toBe(1)
    expect(at(days, '2031-10-01').off).toBe(1)
    expect(at(days, '2031-10-07').off).toBe(0)
  })
})

describe('the span', () => {
  it('reaches from 1950 to 2100 and says where it ends', () => {
    const days = between('1950-01-01', '2100-12-31')
    expect(days.weekday).toHaveLength(on('2100-12-31') - on('1950-01-01') + 1)
    // no year of the moon is further than half a long one from its festival
    expect(Math.max(...days.fromSpring.map(Math.abs))).toBeLessThanOrEqual(193)
    expect(() => between('1949-12-31', '1950-01-01')).toThrow(RangeError)
  })
})

describe('years that were worked out', () => {
  const open = (from: string, to: string, holidays: Parameters<typeof workdays>[0]) => calendarDays(on(from), on(to), workdays(holidays))

  it('are the same whatever was asked before, and begin and end where they are asked for', () => {
    const whole = between('2019-01-01', '2027-12-31')
    for (const [from, to] of [['2023-12-31', '2024-01-01'], ['2024-02-29', '2024-02-29'], ['2020-03-05', '2026-11-30']] as const) {
      const part = between(from, to)
      const start = on(from) - whole.first
      expect(part.first).toBe(on(from))
      for (const name of ['weekday', 'off', 'sunDay', 'fromSpring', 'fromFestival'] as const) expect(part[name]).toEqual(whole[name].slice(start, start + part[name].length))
    }
    // whoever got them may write on them
    between('2024-01-01', '2024-12-31').weekday.fill(9)
    expect(between('2024-01-01', '2024-12-31').weekday[0]).toBe(1)
  })

  it('are others where the county knows other holidays', () => {
    const day = '2024-03-13'
    const free = { 2024: { rest: [day as Day], work: [] } }
    expect([at(open('2024-01-01', '2024-12-31', free), day).off, at(open('2024-01-01', '2024-12-31', {}), day).off]).toEqual([1, 0])
  })

  it('take no time once they are known', () => {
    const holidays = {}
    open('1960-01-01', '2026-11-30', holidays)
    const took = processorMs(() => {
      for (let k = 0; k < 10; k++) open('1960-01-01', '2026-11-30', holidays)
    })
    expect(took / 10).toBeLessThan(20)
  })
})
