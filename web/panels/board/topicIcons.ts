import type { Topic } from '../../stores/topics.ts'
import type { IconName } from '../../ui/icons.ts'

export const TOPIC_ICONS: Record<Topic, IconName> = {
  overview: 'board',
  rising: 'rise',
  hot: 'flame',
  red: 'flag',
  time: 'clock',
  again: 'loop',
  result: 'tick',
  departments: 'house',
  towns: 'scatter',
  meetings: 'table',
  next: 'ahead',
}
