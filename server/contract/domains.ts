import type { Category } from './categories.ts'
import { vocabulary, type CodeOf, type Term } from './vocabulary.ts'

interface Trade extends Term {
  /** kinds of dispute that a committee of this trade takes on */
  readonly categories: readonly Category[]
  /** what packs and offices write for it, any part of a longer word; the first row that fits is meant */
  readonly words: readonly string[]
}

/**
 * Trades of sector committees (行业性专业性) and of departments. The sixteen committees of a county are among them; a
 * county that has a trade of its own writes it into the name and takes `other`.
 */
export const DOMAINS = vocabulary([
  { code: 'medical', categories: ['13'], words: ['医疗', '医患', '卫生', '卫健'], label: { zh: '医疗卫生', en: 'Health care' } },
  { code: 'traffic', categories: ['12'], words: ['交通', '交警', '车祸'], label: { zh: '道路交通', en: 'Road traffic' } },
  { code: 'labour', categories: ['07'], words: ['劳动', '劳资', '人社', '人力资源', '工会', '农民工'], label: { zh: '劳动争议', en: 'Labour' } },
  { code: 'family', categories: ['01'], words: ['婚姻', '家庭', '家事', '妇联', '妇女'], label: { zh: '婚姻家庭', en: 'Marriage and family' } },
  { code: 'expropriation', categories: ['09'], words: ['征地', '拆迁', '征收', '征迁'], label: { zh: '征地拆迁', en: 'Expropriation' } },
  { code: 'property', categories: ['11'], words: ['物业'], label: { zh: '物业管理', en: 'Property management' } },
  { code: 'consumer', categories: ['14'], words: ['消费', '消保', '市场监管', '市场监督', '工商'], label: { zh: '消费', en: 'Consumption' } },
  { code: 'land', categories: ['08', '03'], words: ['土地', '自然资源', '国土', '宅基地'], label: { zh: '土地', en: 'Land' } },
  { code: 'forest', categories: ['08'], words: ['林权', '山林', '林地', '林业', '草原', '林草'], label: { zh: '林权草原', en: 'Woods and pastures' } },
  { code: 'water', categories: ['05'], words: ['水利', '水事', '水务', '灌溉', '用水'], label: { zh: '水利水事', en: 'Water and irrigation' } },
  { code: 'environment', categories: ['10'], words: ['环境', '环保', '生态'], label: { zh: '环境保护', en: 'Environment' } },
  { code: 'education', categories: [], words: ['教育', '学校', '校园'], label: { zh: '教育', en: 'Education' } },
  { code: 'finance', categories: ['04'], words: ['金融', '银行', '保险', '债务', '借贷'], label: { zh: '金融', en: 'Finance' } },
  { code: 'construction', categories: ['03'], words: ['建设', '建筑', '住建', '房屋', '工程'], label: { zh: '建设工程', en: 'Construction and housing' } },
  { code: 'utilities', categories: [], words: ['电力', '通信', '供电', '电信', '供热', '燃气'], label: { zh: '电力通信', en: 'Power and telecommunications' } },
  { code: 'commerce', categories: ['05', '04'], words: ['商会', '工商联', '商务', '企业', '商事'], label: { zh: '商会', en: 'Commerce' } },
  { code: 'farming', categories: ['05', '08'], words: ['农业', '农村', '乡村振兴', '畜牧', '农资', '农机'], label: { zh: '农业农村', en: 'Farming' } },
  { code: 'tourism', categories: ['15'], words: ['旅游', '文旅', '景区'], label: { zh: '旅游', en: 'Tourism' } },
  { code: 'internet', categories: ['16'], words: ['互联网', '网络', '电商'], label: { zh: '互联网', en: 'Internet' } },
  { code: 'intellectual', categories: ['17'], words: ['知识产权', '专利', '商标'], label: { zh: '知识产权', en: 'Intellectual property' } },
  { code: 'civil', categories: [], words: ['民政', '社会事务', '殡葬', '退役'], label: { zh: '民政', en: 'Civil affairs' } },
  { code: 'petition', categories: [], words: ['信访', '涉访'], label: { zh: '信访', en: 'Petitions' } },
  { code: 'litigation', categories: [], words: ['诉讼', '律师', '诉前', '涉诉'], label: { zh: '诉讼、律师调解', en: 'Litigation and lawyers' } },
  { code: 'other', categories: [], words: [], label: { zh: '其他行业', en: 'Another trade' } },
] as const satisfies readonly Trade[])
export type Domain = CodeOf<typeof DOMAINS>
