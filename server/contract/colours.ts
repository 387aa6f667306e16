import { vocabulary, type CodeOf } from './vocabulary.ts'

/** Three-colour management (三色管理). `none`: the ledger left it blank. */
export const COLOURS = vocabulary([
  { code: 'red', label: { zh: '红色', en: 'Red' } },
  { code: 'yellow', label: { zh: '黄色', en: 'Yellow' } },
  { code: 'blue', label: { zh: '蓝色', en: 'Blue' } },
  { code: 'none', label: { zh: '未定色', en: 'No colour' } },
])
export type Colour = CodeOf<typeof COLOURS>
