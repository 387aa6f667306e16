import { CATEGORIES } from '../../../server/contract/categories.ts'
import { CHANNELS } from '../../../server/contract/channels.ts'
import { COLOURS } from '../../../server/contract/colours.ts'
import type { Say } from '../../../server/contract/error.ts'
import { KINDS, type Filter } from '../../../server/contract/filter.ts'
import { AGES, DUES, MARKS } from '../../../server/contract/standing.ts'
import { PHASES } from '../../../server/contract/states.ts'

const LABELS: Record<(typeof KINDS)[number], readonly { code: string; label: Say }[]> = {
  category: CATEGORIES.rows, colour: COLOURS.rows, phase: PHASES.rows, channel: CHANNELS.rows, due: DUES.rows, age: AGES.rows, mark: MARKS.rows,
}

/** What a filter narrows by, beside place and time, in words; empty where it lets everything through. */
export function filterWords(filter: Filter, say: (words: Say) => string): string[] {
  return KINDS.map((key) => {
    const codes: readonly string[] = filter[key] ?? []
    return LABELS[key].filter(({ code }) => codes.includes(code)).map(({ label }) => say(label)).join(say({ zh: '、', en: ', ' }))
  }).filter(Boolean)
}
