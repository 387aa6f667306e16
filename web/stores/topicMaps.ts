import { isRise } from './measures.ts'
import type { Topic } from './topics.ts'
import type { View } from './view.ts'

/** What the map is coloured by: the layer, else the measure, else all cases by `metric`. */
export type MapChoice = Pick<View, 'metric' | 'layer' | 'measure'>

const PLAIN: MapChoice = { metric: 'count', layer: null, measure: null }

/** The map of what each topic speaks of; all cases where nothing else is counted by place. */
export const TOPIC_MAPS: Record<Topic, MapChoice> = {
  overview: PLAIN,
  rising: { ...PLAIN, measure: 'rise' },
  hot: { ...PLAIN, layer: 'gistar' },
  red: { ...PLAIN, measure: 'red' },
  time: { ...PLAIN, measure: 'overdue' },
  again: { ...PLAIN, measure: 'relapsed' },
  result: { ...PLAIN, measure: 'resolved' },
  departments: PLAIN,
  towns: { ...PLAIN, metric: 'rate' },
  meetings: PLAIN,
  next: PLAIN,
}

function same(a: MapChoice, b: MapChoice): boolean {
  return a.metric === b.metric && a.layer === b.layer && a.measure === b.measure
}

/** What of the county on show bears upon its maps. */
interface Ground {
  /** there are residents to reckon by */
  residents: boolean
}

/** The map of a topic as the county can have it: all cases where nobody has residents and it would be of rates. */
export function mapOfTopic(topic: Topic, { residents }: Ground): MapChoice {
  const map = TOPIC_MAPS[topic]
  return map.metric === 'rate' && !residents ? PLAIN : map
}

/** The map is the topic's own: of what rises, against either earlier period. */
function isOwn(view: MapChoice, topic: Topic, ground: Ground): boolean {
  return same(view, mapOfTopic(topic, ground)) || (topic === 'rising' && view.layer === null && isRise(view.measure))
}

/** The map shows what the topic speaks of: of hot-spots any layer. */
export function showsTopic(view: MapChoice, topic: Topic, ground: Ground): boolean {
  return isOwn(view, topic, ground) || (topic === 'hot' && view.layer !== null)
}

/**
 * The map on the way from one topic to another: that of the next one, unless a person chose another map than that of the
 * topic at hand, which then stays. Of hot-spots there is a list only beside a layer.
 */
export function mapOnTheWay(view: MapChoice, { from, to, ...ground }: { from: Topic; to: Topic } & Ground): Partial<View> {
  const byHand = !isOwn(view, from, ground)
  if (byHand && (to !== 'hot' || view.layer !== null)) return {}
  return { ...mapOfTopic(to, ground), ...(to === 'hot' && { show: 'map' as const }) }
}
