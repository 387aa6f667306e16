import { defineStore } from 'pinia'
import type { AreaCode, Cross } from '../../server/contract/answers.ts'
import { filterQuery } from '../../server/contract/filter.ts'
import type { Backtest, HotCard, HotDensity, HotMethod, HotPlaces, Hotspots } from '../../server/contract/hotspots.ts'
import { hotspotsApi, type HotAsk } from '../api/hotspots.ts'
import { hotAnswer } from './hotAnswer.ts'
import type { TimelineStep } from './timeline.ts'

/** A question on the data as it was at a revision: cases that come in make it another one. */
export interface HotQuestion extends HotAsk {
  revision: number
}

function keyOf(question: HotQuestion, ...more: string[]): string {
  const { county, filter, level, revision } = question
  return JSON.stringify([county, filterQuery(filter), level, revision, ...more])
}

/** Answers about hot-spots: of the map's layer, of the list, of one place. Each is asked for only where somebody looks at it. */
export const useHotspots = defineStore('hotspots', () => ({
  map: hotAnswer<HotQuestion & { method: HotMethod }, Hotspots>({
    ask: ({ method, ...of }, signal) => hotspotsApi.answer(of, method, { signal }),
    drop: ({ method, ...of }) => hotspotsApi.drop(of, method),
    keyOf: (question) => keyOf(question, question.method),
  }),
  density: hotAnswer<HotQuestion, HotDensity>({ ask: (of, signal) => hotspotsApi.density(of, { signal }), keyOf }),
  /** for the slider: counts of each step, and the classes of each step whatever the layer is */
  counted: hotAnswer<HotQuestion & { step: TimelineStep }, Cross>({
    ask: ({ step, ...of }, signal) => hotspotsApi.cross(of, step, { signal }),
    keyOf: (question) => keyOf(question, question.step),
  }),
  stepped: hotAnswer<HotQuestion, Hotspots>({
    ask: (of, signal) => hotspotsApi.answer(of, 'emerging', { signal }),
    drop: (of) => hotspotsApi.drop(of, 'emerging'),
    keyOf,
  }),
  places: hotAnswer<HotQuestion, HotPlaces>({ ask: (of, signal) => hotspotsApi.places(of, { signal }), keyOf }),
  card: hotAnswer<HotQuestion & { area: AreaCode }, HotCard>({
    ask: ({ area, ...of }, signal) => hotspotsApi.card(of, area, { signal }),
    keyOf: (question) => keyOf(question, question.area),
  }),
  backtest: hotAnswer<HotQuestion, Backtest>({ ask: (of, signal) => hotspotsApi.backtest(of, { signal }), keyOf }),
}))
