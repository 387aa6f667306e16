/** A row some places further on; it stops at both ends. */
export function shifted<Row>(rows: readonly Row[], at: number, by: number): Row[] {
  const to = Math.min(Math.max(at + by, 0), rows.length - 1)
  const rest = rows.filter((_, k) => k !== at)
  return [...rest.slice(0, to), rows[at]!, ...rest.slice(to)]
}

export function without<Row>(rows: readonly Row[], at: number): Row[] {
  return rows.filter((_, k) => k !== at)
}

/** Whole numbers of a text, ascending and once each: `30、7` is 7, 30. */
export function daysIn(text: string): number[] {
  const numbers = (text.match(/\d{1,4}/g) ?? []).map(Number).filter((day) => day > 0)
  return [...new Set(numbers)].sort((a, b) => a - b)
}

/** Words of a text, parted as people part them, once each. */
export function wordsIn(text: string): string[] {
  return [...new Set(text.split(/[,，、;；\s]+/).filter(Boolean))]
}

/** Years that follow one another as one span: 2020, 2021, 2023 is `2020–2021`, `2023`. */
export function spansOf(years: readonly number[]): string[] {
  const runs: [number, number][] = []
  for (const year of [...years].sort((a, b) => a - b)) {
    const last = runs.at(-1)
    if (last && last[1] === year - 1) last[1] = year
    else runs.push([year, year])
  }
  return runs.map(([first, last]) => (first === last ? String(first) : `${first}–${last}`))
}
