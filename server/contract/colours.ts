import { vocabulary, type CodeOf } from './vocabulary.ts'

/**
 * Colours of the tiers (三色管理), from the gravest. Which of them a county uses, and what it calls them, its presets say
 * (`presets.ts`); red, yellow and blue are what most use. `none`: nobody has set one.
 */
export const COLOURS = vocabulary([
  { code: 'red', label: { zh: '红色', en: 'Red' } },
  { code: 'orange', label: { zh: '橙色', en: 'Orange' } },
  { code: 'yellow', label: { zh: '黄色', en: 'Yellow' } },
  { code: 'blue', label: { zh: '蓝色', en: 'Blue' } },
  { code: 'green', label: { zh: '绿色', en: 'Green' } },
  { code: 'none', label: { zh: '未定色', en: 'No colour' } },
])
export type Colour = CodeOf<typeof COLOURS>
export type TierColour = Exclude<Colour, 'none'>
