import type { Colour } from '../../server/contract/colours.ts'
import { KINDS, LISTS, type Filter } from '../../server/contract/filter.ts'
import { useSettings } from './settings.ts'
import { useTiers } from './tiers.ts'

/** What one list of a filter lets through, in words. */
export interface Condition {
  key: (typeof KINDS)[number]
  words: string
}

/** Says what a filter narrows by beside place and time, tiers by the county's own names; says nothing where it lets everything through. */
export function useConditions(): (filter: Filter) => Condition[] {
  const settings = useSettings()
  const tiers = useTiers()
  return (filter) => KINDS.flatMap((key) => {
    const codes: readonly string[] = filter[key] ?? []
    const words = LISTS[key].rows.filter(({ code }) => codes.includes(code)).map(({ code, label }) => (key === 'colour' ? tiers.name(code as Colour) : settings.say(label)))
    return words.length > 0 ? [{ key, words: words.join(settings.say({ zh: '、', en: ', ' })) }] : []
  })
}
