import type { Events } from '../../analysis/expected/types.ts'
import { TERM_OF_FACET } from '../../cube/facets.ts'
import { countedIn } from '../../cube/places.ts'
import { select } from '../../cube/select.ts'
import type { Question } from '../question.ts'
import type { Ground } from './ground.ts'

/** The cases that the question lets through from one day to another, by area of the ground, day and category. */
export function eventsOf({ cube, query }: Question, { numberOf }: Pick<Ground, 'numberOf'>, days: { from: number; to: number }): Events {
  const rows = select(cube, { ...query, ...days })
  const { area, day, facet } = cube.columns
  const events: Events = { area: new Int32Array(rows.length), day: new Int32Array(rows.length), kind: new Uint8Array(rows.length) }
  for (let k = 0; k < rows.length; k++) {
    const row = rows[k]!
    const at = countedIn(area[row]!)
    events.area[k] = at < 0 ? -1 : numberOf[at]!
    events.day[k] = day[row]!
    events.kind[k] = TERM_OF_FACET.category[facet[row]!]!
  }
  return events
}
