import type { Language } from '../../../geodata/place/say.ts'

const MOST = 3

/** Up to three names, and of more how many there are. */
export function namesSaid(names: readonly string[], t: (key: string, values: Record<string, unknown>) => string, language: Language): string {
  const said = names.slice(0, MOST).join(language === 'zh' ? '、' : ', ')
  return names.length > MOST ? t('ranks.andMore', { names: said, n: names.length }) : said
}
