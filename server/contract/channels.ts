import { vocabulary, type CodeOf } from './vocabulary.ts'

/** How a case reached the governance centre. */
export const CHANNELS = vocabulary([
  { code: 'screening', label: { zh: '排查发现', en: 'Screening' } },
  { code: 'application', label: { zh: '当事人申请', en: 'Application' } },
  { code: 'entrusted', label: { zh: '委托移送', en: 'Entrusted' } },
  { code: 'hotline_12345', label: { zh: '12345热线', en: 'Hotline 12345' } },
  { code: 'hotline_12348', label: { zh: '12348热线', en: 'Legal aid 12348' } },
  { code: 'police_110', label: { zh: '110非警务', en: 'Police 110, non-police matter' } },
  { code: 'petition', label: { zh: '信访', en: 'Petition office' } },
  { code: 'court', label: { zh: '诉调对接', en: 'Court' } },
  { code: 'grid', label: { zh: '网格上报', en: 'Grid report' } },
  { code: 'other', label: { zh: '其他渠道', en: 'Other' } },
])
export type Channel = CodeOf<typeof CHANNELS>
