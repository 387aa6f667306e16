import { computed } from 'vue'
import { COLOURS, type Colour } from '../../server/contract/colours.ts'
import { useCounty } from './county.ts'
import { useSettings } from './settings.ts'

/** The tiers of the county on show, from the gravest, by its own names. */
export function useTiers() {
  const county = useCounty()
  const settings = useSettings()
  const rows = computed(() => (county.info?.tiers ?? []).map(({ colour, label }) => ({ colour, label: settings.say(label) })))
  const name = (colour: Colour) => rows.value.find((tier) => tier.colour === colour)?.label ?? settings.say(COLOURS.row(colour).label)
  return { rows, name }
}
