import { computed, watch } from 'vue'
import type { CountRow } from '../../../../server/contract/answers.ts'
import { useCounty } from '../../../stores/county.ts'
import type { FigureSet } from '../../../stores/figures.ts'
import { useSettings } from '../../../stores/settings.ts'

/** Calls a town of a count as the page's language does, whatever level the map shows; until the towns are read, as the server counts it. */
export function useTownNames(set: () => FigureSet): (row: Pick<CountRow, 'key' | 'name'>) => string {
  const county = useCounty()
  const settings = useSettings()
  // where they cannot be had, the server's names stand
  watch([() => set().info.code, () => set().packVersion], () => void county.ensure('town').catch(() => []), { immediate: true })
  const names = computed(() => new Map<string, string>(county.areas.get('town')?.map((town) => [town.code, settings.named(town)])))
  return ({ key, name }) => names.value.get(key) ?? name
}
