import { vocabulary, type CodeOf } from './vocabulary.ts'

/** Kinds of dispute of the monthly statistical form of people's mediation (人民调解统计报表). */
export const CATEGORIES = vocabulary([
  { code: '01', label: { zh: '婚姻家庭', en: 'Marriage and family' } },
  { code: '02', label: { zh: '邻里', en: 'Neighbours' } },
  { code: '03', label: { zh: '房屋宅基地', en: 'Housing and homesteads' } },
  { code: '04', label: { zh: '合同', en: 'Contracts and debts' } },
  { code: '05', label: { zh: '生产经营', en: 'Production and business' } },
  { code: '06', label: { zh: '损害赔偿', en: 'Damages' } },
  { code: '07', label: { zh: '劳动争议', en: 'Labour' } },
  { code: '08', label: { zh: '山林土地', en: 'Land and woods' } },
  { code: '09', label: { zh: '征地拆迁', en: 'Expropriation' } },
  { code: '10', label: { zh: '环境污染', en: 'Pollution' } },
  { code: '11', label: { zh: '物业', en: 'Property management' } },
  { code: '12', label: { zh: '道路交通事故', en: 'Road accidents' } },
  { code: '13', label: { zh: '医疗', en: 'Medical' } },
  { code: '14', label: { zh: '消费', en: 'Consumption' } },
  { code: '15', label: { zh: '旅游', en: 'Tourism' } },
  { code: '16', label: { zh: '互联网', en: 'Internet' } },
  { code: '17', label: { zh: '知识产权', en: 'Intellectual property' } },
  { code: '99', label: { zh: '其他', en: 'Other' } },
])
export type Category = CodeOf<typeof CATEGORIES>
