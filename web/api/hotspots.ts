import type { AreaCode, Cross, Level } from '../../server/contract/answers.ts'
import { filterQuery, type Filter } from '../../server/contract/filter.ts'
import type { Backtest, HotCard, HotDensity, HotPlaces, HotProgress, Hotspots } from '../../server/contract/hotspots.ts'
import type { HotMethod } from '../../server/contract/hotTerms.ts'
import { request, type Ask } from './client.ts'

/** What every question about hot-spots is asked by. */
export interface HotAsk {
  county: string
  filter: Filter
  level: Level
}

export type ExportFormat = 'csv' | 'geojson'

function at({ county, filter, level }: HotAsk, rest = '', query: Record<string, string> = {}): string {
  const text = new URLSearchParams({ ...query, level, ...filterQuery(filter) }).toString()
  return `/counties/${encodeURIComponent(county)}/hotspots${rest}?${text}`
}

/** Answers that take long come as `HotProgress` until they are there: the same question is asked again. */
export const hotspotsApi = {
  answer: (of: HotAsk, method: HotMethod, ask?: Ask) => request<Hotspots | HotProgress>(at(of, '', { method }), ask),
  /** this asker waits for no answer any more */
  drop: (county: string, asker: string) => request<undefined>(`/counties/${encodeURIComponent(county)}/hotspots`, { method: 'DELETE', asker }),
  places: (of: HotAsk, ask?: Ask) => request<HotPlaces | HotProgress>(at(of, '/places'), ask),
  card: (of: HotAsk, area: AreaCode, ask?: Ask) => request<HotCard | HotProgress>(at(of, `/places/${encodeURIComponent(area)}`), ask),
  density: (of: HotAsk, ask?: Ask) => request<HotDensity | HotProgress>(at(of, '/density'), ask),
  backtest: (of: HotAsk, ask?: Ask) => request<Backtest | HotProgress>(at(of, '/backtest'), ask),
  /** where `download` finds a file of one method's answer */
  file: (of: HotAsk, method: HotMethod, format: ExportFormat) => at(of, '/export', { method, format }),
  /** counts of each area in each month or week, all of them at once */
  cross: ({ county, filter, level }: HotAsk, step: 'month' | 'week', ask?: Ask) =>
    request<Cross>(`/counties/${encodeURIComponent(county)}/cross?${new URLSearchParams({ by: `${level},${step}`, ...filterQuery(filter) })}`, ask),
}
