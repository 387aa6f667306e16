import { defineStore } from 'pinia'
import type { AreaCode, Cross } from '../../server/contract/answers.ts'
import { filterQuery } from '../../server/contract/filter.ts'
import type { Backtest, HotCard, HotDensity, HotPlaces, HotProgress, Hotspots } from '../../server/contract/hotspots.ts'
import type { HotMethod } from '../../server/contract/hotTerms.ts'
import type { Ask } from '../api/client.ts'
import { hotspotsApi, type HotAsk } from '../api/hotspots.ts'
import { slowAnswer } from './slowAnswer.ts'
import type { TimelineStep } from './timeline.ts'

/** A question on the data as it was at a revision: cases that come in make it another one. */
export interface HotQuestion extends HotAsk {
  revision: number
}

function addressOf({ county, filter, level }: HotQuestion, more: string[]): string {
  return JSON.stringify([county, filterQuery(filter), level, ...more])
}

/** The answer stands for the county on show, in the pack that its map is drawn of; what was answered of another must not stand beside it. */
export function isOf(held: { answer: { packVersion: string } | null; answered: { county: string } | null }, county: { code: string; packVersion: string } | null): boolean {
  return county !== null && held.answered?.county === county.code && held.answer?.packVersion === county.packVersion
}

/** What the server works out, and gives up where nobody waits for it. */
export function worked<Question extends HotQuestion, Answer extends object>(
  ask: (question: Question, ask: Ask) => Promise<Answer | HotProgress>, more: (question: Question) => string[] = () => [],
) {
  return slowAnswer<Question, Answer>({
    ask, drop: ({ county }, asker) => hotspotsApi.drop(county, asker), addressOf: (question) => addressOf(question, more(question)),
  })
}

/** Answers about hot-spots: of the map's layer, of the list, of one place. Each is asked for only where somebody looks at it. */
export const useHotspots = defineStore('hotspots', () => ({
  map: worked<HotQuestion & { method: HotMethod }, Hotspots>(({ method, ...of }, ask) => hotspotsApi.answer(of, method, ask), ({ method }) => [method]),
  density: worked<HotQuestion, HotDensity>(hotspotsApi.density),
  /** for the slider: counts of each step, and the classes of each step whatever the layer is */
  counted: slowAnswer<HotQuestion & { step: TimelineStep }, Cross>({
    ask: ({ step, ...of }, ask) => hotspotsApi.cross(of, step, ask),
    addressOf: (question) => addressOf(question, [question.step]),
  }),
  stepped: worked<HotQuestion, Hotspots>((of, ask) => hotspotsApi.answer(of, 'emerging', ask)),
  places: worked<HotQuestion, HotPlaces>(hotspotsApi.places),
  card: worked<HotQuestion & { area: AreaCode }, HotCard>(({ area, ...of }, ask) => hotspotsApi.card(of, area, ask), ({ area }) => [area]),
  backtest: worked<HotQuestion, Backtest>(hotspotsApi.backtest),
}))
