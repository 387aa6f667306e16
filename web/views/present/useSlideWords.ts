import { shallowRef, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Slide } from '../../../server/contract/decks.ts'
import { ApiError } from '../../api/client.ts'
import { spanText } from '../../i18n/format.ts'
import { useConditions } from '../../stores/conditions.ts'
import { useCounty } from '../../stores/county.ts'
import { useSession } from '../../stores/session.ts'
import { useSettings } from '../../stores/settings.ts'
import { shownTopic, topicsOf } from '../../stores/topics.ts'
import { parseView } from '../../stores/view.ts'

/** Slides in words: what they are called, and what they show. Names of places are read as they are needed. */
export function useSlideWords(slides: () => readonly Pick<Slide, 'query'>[]) {
  const { t } = useI18n()
  const county = useCounty()
  const session = useSession()
  const settings = useSettings()
  const conditionsOf = useConditions()
  const names = shallowRef<ReadonlyMap<string, string>>(new Map())
  const viewOf = ({ query }: Pick<Slide, 'query'>) => parseView(Object.fromEntries(new URLSearchParams(query))).view

  watch(() => slides().map((slide) => viewOf(slide).filter.area), async (codes) => {
    for (const code of codes) {
      if (!code || names.value.has(code)) continue
      try {
        const { area } = await county.detail(code)
        names.value = new Map(names.value).set(code, settings.named(area))
      } catch (cause) {
        if (!(cause instanceof ApiError)) throw cause
      }
    }
  }, { immediate: true })

  return {
    /** what the board calls it that has no title of its own */
    titleOf: (slide: Slide) => slide.title ?? t(`board.topicAsks.${shownTopic(viewOf(slide), topicsOf(session.rights))}`),
    /** place, period and filter */
    partsOf(slide: Pick<Slide, 'query'>): string[] {
      const view = viewOf(slide)
      const place = view.filter.area ? (names.value.get(view.filter.area) ?? view.filter.area) : settings.named(county.info!.root)
      const period = view.period === null || view.period === 'custom' ? spanText(view.span, settings.language) : t(`filter.${view.period}`)
      return [place, period, ...conditionsOf(view.filter).map(({ words }) => words)]
    },
  }
}
