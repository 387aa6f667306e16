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

/** The map shows what the topic speaks of: of hot-spots any layer. */
export function showsTopic(view: MapChoice, topic: Topic): boolean {
  return same(view, TOPIC_MAPS[topic]) || (topic === 'hot' && view.layer !== null)
}

/**
 * The map on the way from one topic to another: that of the next one, unless a person chose another map than that of the
 * topic at hand, which then stays. Of hot-spots there is a list only beside a layer.
 */
export function mapOnTheWay(view: MapChoice, from: Topic, to: Topic): Partial<View> {
  const byHand = !same(view, TOPIC_MAPS[from])
  if (byHand && (to !== 'hot' || view.layer !== null)) return {}
  return { ...TOPIC_MAPS[to], ...(to === 'hot' && { show: 'map' as const }) }
}
