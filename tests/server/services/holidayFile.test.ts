import { describe, expect, test } from 'vitest'
import { AppError } from '../../../server/contract/error.ts'
import { readHolidayFile, type HolidayFile } from '../../../server/services/holidayFile.ts'
import fc from '../../property.ts'

/** What is read, or what is thrown. */
function outcome(text: string): unknown {
  try {
    return readHolidayFile(text)
  } catch (error) {
    return error
  }
}

describe('the holidays of a year', () => {
  const read = { year: 2027, rest: ['2027-01-01', '2027-02-05'], work: ['2027-02-07'] }
  test.each([
    ['JSON', '{"year": 2027, "rest": ["2027-02-05", "2027-01-01", "2027-01-01"], "work": ["2027-02-07"]}'],
    ['lines', '2027-01-01,休\n2027-02-05,休\n2027-02-07,班\n'],
    ['lines with a heading, a mark and other marks', '\uFEFF日期,安排\r\n2027/1/1;放假\r\n2027年2月5日\t休\r\n\r\n20270207，上班'],
    ['lines with spaces alone', '2027-01-01 休\n2027年2月5日　放假\n 2027-02-07  班 '],
    ['lines with a heading that tells the year', '2027年放假安排\n2027-01-01,休\n2027-02-05,休\n2027-02-07,班'],
    ['lines in English', 'day,kind\n2027-01-01,rest\n2027-02-05,OFF\n2027-02-07,work'],
  ])('are read from %s', (_, text) => {
    expect(readHolidayFile(text)).toEqual(read)
  })

  test.each([
    ['', '空的'],
    ['{"year": 2027', 'JSON'],
    ['{"year": "2027", "rest": []}', 'year 须是年份'],
    ['{"year": 2027, "rest": "2027-01-01"}', 'rest 须是日期的列表'],
    ['{"year": 2027, "rest": ["2027-01-01", "2027-02-30"]}', 'rest 的第 2 个不是日期：“2027-02-30”'],
    ['{"year": 2027, "rest": ["2026-12-31"]}', '2026-12-31 不在 2027 年'],
    ['{"year": 2027, "rest": ["2027-01-01"], "word": []}', '没有“word”这一项'],
    ['{"year": 2027, "rest": ["2027-01-01"], "work": ["2027-01-01"]}', '既写了休又写了班'],
    ['{"year": 2027, "rest": [], "work": ["2027-01-01"]}', '没有一天放假'],
    ['2027-01-01,休\n2027-13-01,休', '第 2 行不是日期：“2027-13-01”'],
    ['2027-01-01,休\n2027-01-02,加班', '第 2 行第二列须是“休”或“班”，不是 “加班”'],
    ['日期,安排', '没有读到日期'],
    ['2027-13-01,休\n2027-01-02,休', '第 1 行不是日期：“2027-13-01”'],
    ['1月1日 休\n2027-01-02,休', '第 1 行不是日期：“1月1日”'],
    ['2027-01-01,休\n2028-01-01,休', '2028-01-01 不在 2027 年'],
    [Array.from({ length: 61 }, (_, k) => `${new Date(Date.UTC(2027, 0, 1 + k)).toISOString().slice(0, 10)},休`).join('\n'), '超过 60 天'],
  ])('%j is refused and says why', (text, words) => {
    const error = outcome(text)
    expect(error).toBeInstanceOf(AppError)
    expect(error).toMatchObject({ code: 'bad_holidays', status: 400, field: 'holidays', say: { zh: expect.stringContaining(words) as string } })
  })

  test('of any text are read or refused, never a fault', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), fc.stringMatching(/^[{}[\]":,0-9\-a-z休班\n]{0,60}$/)), (text) => {
        const told = outcome(text) as HolidayFile
        const sound = told instanceof AppError || [...told.rest, ...told.work].every((day) => day.startsWith(`${told.year}-`))
        expect([text, sound]).toEqual([text, true])
      }),
      { seed: 3, numRuns: 500 },
    )
  })
})
