import { CATEGORIES } from '../../contract/categories.ts'
import { CHANNELS } from '../../contract/channels.ts'
import { COLOURS, type TierColour } from '../../contract/colours.ts'
import type { CountedTerm, PlaceCard } from '../../contract/placeCard.ts'
import { LONG_PENDING_DAYS } from '../../contract/standing.ts'
import { PHASES, STATES } from '../../contract/states.ts'
import type { Term, Vocabulary } from '../../contract/vocabulary.ts'
import { countByTerm } from '../../cube/counts.ts'
import type { Dimension } from '../../cube/facets.ts'
import { tallyPending } from '../../cube/pending.ts'
import { everyCase, select } from '../../cube/select.ts'
import type { Card } from './card.ts'

const RED = COLOURS.index('red')
const NONE = COLOURS.index('none')

type Cases = Pick<PlaceCard, 'pending' | 'now' | 'states' | 'phases' | 'colours' | 'categories' | 'channels'>

/** The cases of the place by kind, those that are still pending, and how things stand today. */
export function casesOf({ question: { cube, query }, asOf }: Card): Cases {
  const terms = <Row extends Term>(vocabulary: Vocabulary<Row>, dimension: Dimension | 'state'): CountedTerm<Row['code']>[] => {
    const { count, resolved } = countByTerm(cube, query, dimension)
    return vocabulary.codes.flatMap((code, k) => (count[k]! > 0 ? [{ code, count: count[k]!, resolved: resolved[k]! }] : []))
  }
  const most = <Code extends string>(list: CountedTerm<Code>[]) => list.sort((a, b) => b.count - a.count)
  const within = tallyPending(cube, query, { asOf, longDays: LONG_PENDING_DAYS })
  const always = everyCase(query.areas)
  const now = tallyPending(cube, always, { asOf, longDays: LONG_PENDING_DAYS })
  const gravest = now.colours.findIndex((count, k) => count > 0 && k !== NONE)
  return {
    pending: { count: within.count, red: within.colours[RED]!, long: within.long },
    now: { ever: select(cube, always).length, pending: now.count, overdue: now.overdue, gravest: gravest < 0 ? null : (COLOURS.codes[gravest] as TierColour) },
    states: terms(STATES, 'state'),
    phases: terms(PHASES, 'phase'),
    colours: terms(COLOURS, 'colour'),
    categories: most(terms(CATEGORIES, 'category')),
    channels: most(terms(CHANNELS, 'channel')),
  }
}
