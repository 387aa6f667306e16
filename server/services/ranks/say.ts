import type { Say } from '../../contract/error.ts'
import { exact } from '../../contract/numbers.ts'
import { VERDICTS, type VerdictCode } from '../../contract/ranks.ts'

interface Counted {
  name: string
  nameEn: string
  now: number
  earlier: number
  against: 'before' | 'yearBefore'
  verdict: VerdictCode
  /** the whole county is on show, and not a part of it */
  county: boolean
}

const EARLIER: Record<Counted['against'], Say> = {
  before: { zh: '上期', en: 'in the period before' },
  yearBefore: { zh: '去年同期', en: 'in the same days a year earlier' },
}

/** 「柳河镇 41 件，上期 22 件；按全县波动，上升明确」 */
export function changeSaid({ name, nameEn, now, earlier, against, verdict, county }: Counted): Say {
  const { label } = VERDICTS.row(verdict)
  const by = county ? { zh: '全县', en: 'this county' } : { zh: '本区域', en: 'this area' }
  const few = verdict === 'few'
  return {
    zh: `${name} ${exact(now)} 件，${EARLIER[against].zh} ${exact(earlier)} 件；${few ? '' : `按${by.zh}波动，`}${label.zh}`,
    en: `${nameEn}: ${exact(now)} ${now === 1 ? 'case' : 'cases'}, ${exact(earlier)} ${EARLIER[against].en}; ${few ? '' : `as counts vary in ${by.en}, `}${label.en}`,
  }
}
