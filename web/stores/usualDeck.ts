import type { Slide } from '../../server/contract/decks.ts'
import type { Topic } from './topics.ts'

/** Id of the deck that is there before anybody made one. */
export const USUAL_DECK = 'usual'

/** What a monthly meeting goes through, in its order; each with the period that it is asked of. */
const COURSE: readonly { topic: string; query: string }[] = [
  { topic: 'overview', query: 'period=last12m' },
  { topic: 'rising', query: 'period=last90&measure=rise' },
  { topic: 'hot', query: 'period=last90&layer=gistar' },
  { topic: 'red', query: 'colour=red&period=all&measure=red' },
  { topic: 'time', query: 'period=all&measure=overdue' },
  { topic: 'result', query: 'period=last12m&measure=resolved' },
  { topic: 'meetings', query: 'period=last12m' },
  { topic: 'next', query: 'period=last12m' },
]

/** The slides of a first meeting, as far as the board answers their questions. */
export function usualSlides(offered: readonly Topic[]): Slide[] {
  return COURSE.filter(({ topic }) => (offered as readonly string[]).includes(topic))
    .map(({ topic, query }) => ({ query: `${query}&topic=${topic}`, title: null, note: null }))
}
