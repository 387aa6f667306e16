import { LEVELS, type Level } from '../../../geodata/place/level.ts'
import { CATEGORIES } from '../../contract/categories.ts'
import { TERM_OF_FACET } from '../../cube/facets.ts'
import { ancestorsAt, countedIn } from '../../cube/places.ts'
import type { Question } from '../question.ts'
import { populations } from '../rates.ts'

/** What cases are ranked by: areas of one level within the question's area, or categories. */
export interface Groups {
  rows: { key: string; name: string; nameEn: string; index: number | null; residents: number | null }[]
  /** row of a case, given by its row in the cube; −1 for one that is in none of them, −2 for one whose place is not known that narrowly */
  of(row: number): number
}

export const ELSEWHERE = -1
export const UNLOCATED = -2

/** Holds for the question's revision, until the next `await`. */
export function groupsOf(question: Question, by: Level | 'category'): Groups {
  return by === 'category' ? categoriesOf(question) : areasOf(question, by)
}

function categoriesOf({ cube }: Question): Groups {
  const { facet } = cube.columns
  const terms = TERM_OF_FACET.category
  return {
    rows: CATEGORIES.rows.map(({ code, label }) => ({ key: code, name: label.zh, nameEn: label.en, index: null, residents: null })),
    of: (row) => terms[facet[row]!]!,
  }
}

function areasOf({ cube, places, pack: { tree }, root, today }: Question, level: Level): Groups {
  const areas = tree.atLevel(level, today).filter((index) => index >= root && index < tree.end[root]!)
  const numbers = new Int32Array(tree.areas.length).fill(ELSEWHERE)
  areas.forEach((index, number) => (numbers[index] = number))
  const rowOf = ancestorsAt(places, LEVELS.indexOf(level)).map((index) => (index < 0 ? ELSEWHERE : numbers[index]!))
  const residents = populations(tree, today)
  const { area } = cube.columns
  return {
    rows: areas.map((index) => {
      const { code, name, nameEn = name } = tree.areas[index]!
      return { key: code, name, nameEn, index, residents: residents[index] ?? null }
    }),
    of: (row) => {
      const place = area[row]!
      const at = countedIn(place)
      const number = at < 0 ? ELSEWHERE : rowOf[at]!
      return number < 0 && place < 0 ? UNLOCATED : number
    },
  }
}
