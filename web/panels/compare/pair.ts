import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { AreaRow } from '../../../server/contract/answers.ts'
import { CATEGORIES } from '../../../server/contract/categories.ts'
import type { Lengths } from '../../areas/change.ts'
import { spanText } from '../../i18n/format.ts'
import '../../i18n/compareWords.ts'
import { lengthDays, type Compare } from '../../stores/compare.ts'
import type { FigureSet } from '../../stores/figures.ts'
import { useSettings } from '../../stores/settings.ts'

/** Both sides of a comparison, counted at one revision: `a` is the view on show, `b` what it is held against. */
export interface Pair {
  compare: Compare
  a: FigureSet
  b: FigureSet
  placeA: AreaRow | null
  placeB: AreaRow | null
}

export interface SideName {
  /** 「本期」, a town, a category */
  short: string
  /** what is meant by it in full, or what both have in common */
  long: string
}
export type SideNames = Record<'a' | 'b', SideName>

export function useSideNames(pair: () => Pair): ComputedRef<SideNames> {
  const { t } = useI18n()
  const settings = useSettings()
  const span = (set: FigureSet) => spanText(set.ask.filter, settings.language)
  const place = (set: FigureSet, area: AreaRow | null) => settings.named(area ?? set.info.root)
  const kinds = (set: FigureSet) => (set.ask.filter.category ?? []).map((code) => settings.say(CATEGORIES.row(code).label)).join(settings.language === 'zh' ? '、' : ', ')
  const other = { before: () => t('compare.before'), year: () => t('compare.year') }
  return computed(() => {
    const { compare, a, b, placeA, placeB } = pair()
    switch (compare.by) {
      case 'period':
        return { a: { short: t('compare.now'), long: span(a) }, b: { short: typeof compare.with === 'string' ? other[compare.with]() : t('compare.otherPeriod'), long: span(b) } }
      case 'area':
        return { a: { short: place(a, placeA), long: span(a) }, b: { short: place(b, placeB), long: span(b) } }
      case 'category':
        return { a: { short: kinds(a), long: span(a) }, b: { short: kinds(b), long: span(b) } }
    }
  })
}

/** Days of both sides where they are two periods. */
export function lengthsOf({ compare, a, b }: Pair): Lengths | null {
  if (compare.by !== 'period') return null
  const [x, y] = [lengthDays(a.ask.filter), lengthDays(b.ask.filter)]
  return x && y ? { a: x, b: y } : null
}
