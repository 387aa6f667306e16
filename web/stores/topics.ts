import type { Right } from '../../server/contract/roles.ts'

/** A question of the monthly meeting that the board answers beside the map. */
interface TopicRow {
  code: string
  /** a post needs it to be answered */
  needs?: Right
}

/** Topics of the board in the order of its rail, as the meeting asks. */
export const TOPICS = [
  { code: 'overview' },
  { code: 'rising' },
  { code: 'hot' },
  { code: 'red' },
  { code: 'time' },
  { code: 'again' },
  { code: 'result' },
  { code: 'departments' },
  { code: 'towns' },
  { code: 'meetings', needs: 'cases' },
  { code: 'next' },
] as const satisfies readonly TopicRow[]
export type Topic = (typeof TOPICS)[number]['code']
export const TOPIC_CODES: readonly Topic[] = TOPICS.map(({ code }) => code)

/** The topics that a post with these rights is answered. */
export function topicsOf(rights: readonly Right[]): Topic[] {
  return TOPICS.filter(({ needs }: TopicRow) => !needs || rights.includes(needs)).map(({ code }) => code)
}

/** The topic on show: the one that was chosen, else the list of the layer that the map shows. */
export function shownTopic({ topic, layer }: { topic: Topic | null; layer: string | null }, offered: readonly Topic[]): Topic {
  if (topic && offered.includes(topic)) return topic
  return layer && offered.includes('hot') ? 'hot' : 'overview'
}
