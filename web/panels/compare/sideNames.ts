import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { AreaRow } from '../../../server/contract/answers.ts'
import { CATEGORIES } from '../../../server/contract/categories.ts'
import { dayText, spanText } from '../../i18n/format.ts'
import '../../i18n/compareWords.ts'
import type { FigureSet } from '../../stores/figures.ts'
import { useSettings } from '../../stores/settings.ts'
import type { Pair } from './pair.ts'

export interface SideName {
  /** 「本期」, a town, a category */
  short: string
  /** what is meant by it in full, or what both have in common */
  long: string
  /** the day as of which its cases stand, where that is not today */
  asOf?: string
}
export type SideNames = Record<'a' | 'b', SideName>

export function useSideNames(pair: () => Pair): ComputedRef<SideNames> {
  const { t } = useI18n()
  const settings = useSettings()
  const span = (set: FigureSet) => spanText(set.ask.filter, settings.language)
  const day = ({ ask: { filter: { asOf } } }: FigureSet) => asOf && dayText(asOf, settings.language)
  const place = (set: FigureSet, area: AreaRow | null) => settings.named(area ?? set.info.root)
  const kinds = (set: FigureSet) => (set.ask.filter.category ?? []).map((code) => settings.say(CATEGORIES.row(code).label)).join(settings.language === 'zh' ? '、' : ', ')
  const other = { before: () => t('compare.before'), year: () => t('compare.year') }
  return computed(() => {
    const { compare, a, b, placeA, placeB } = pair()
    switch (compare.by) {
      case 'period':
        return { a: { short: t('compare.now'), long: span(a) }, b: { short: typeof compare.with === 'string' ? other[compare.with]() : t('compare.otherPeriod'), long: span(b), asOf: day(b) } }
      case 'area':
        return { a: { short: place(a, placeA), long: span(a) }, b: { short: place(b, placeB), long: span(b) } }
      case 'category':
        return { a: { short: kinds(a), long: span(a) }, b: { short: kinds(b), long: span(b) } }
    }
  })
}
