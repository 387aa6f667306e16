import { useI18n } from 'vue-i18n'
import { HOT_METHODS } from '../../server/contract/hotTerms.ts'
import { useCounty } from '../stores/county.ts'
import { useSettings } from '../stores/settings.ts'
import type { MapChoice } from '../stores/topicMaps.ts'
import type { Measure } from '../stores/view.ts'

/** Calls what the map can be coloured by, with the name that the county gives its gravest tier. */
export function useMeasureNames() {
  const { t } = useI18n()
  const county = useCounty()
  const settings = useSettings()
  const values = () => {
    const label = county.info?.tiers[0]?.label
    return { tier: label ? settings.say(label) : '' }
  }
  const name = (measure: Measure): string => t(`map.measure.${measure}`, values())
  const what = (measure: Measure): string => t(`map.measureWhat.${measure}`, values())
  function ofMap({ metric, layer, measure }: MapChoice): string {
    if (layer) return layer === 'density' ? t('map.density') : settings.say(HOT_METHODS.row(layer).label)
    return measure ? name(measure) : t(metric === 'count' ? 'map.legendCount' : 'map.legendRate')
  }
  return { name, what, ofMap }
}
