import { CATEGORIES, type Category } from '../../contract/categories.ts'
import { cached } from './cached.ts'
import { isNothing, squeeze } from './text.ts'

/**
 * Terms of ledgers and hotlines for the kinds of the statistical form, tried in order: the particular
 * before the general (工伤赔偿 is labour, 交通事故赔偿 is traffic, 赔偿 alone is damages).
 */
const TERMS: [RegExp, Category][] = [
  [/交通|车祸|道路事故|肇事/, '12'],
  [/医疗|医患|诊疗|医闹/, '13'],
  [/劳动|劳资|劳务|欠薪|工资|工伤|社保争议|用工|农民工|薪酬|讨薪/, '07'],
  [/征地|拆迁|征收|征迁|搬迁补偿|安置补偿|附着物/, '09'],
  [/物业|业主|小区管理/, '11'],
  [/旅游/, '15'],
  [/互联网|网络购物|网购|电商|网络交易/, '16'],
  [/知识产权|专利|商标|著作权|版权/, '17'],
  [/灌溉|用水|农资|种子|化肥|矿业|矿山|生产经营|经营|养殖纠纷|企业生产|承揽|机井|水利/, '05'],
  [/宅基|房屋|建房|房产|住房|危房|漏水|采煤沉陷/, '03'],
  [/山林|林地|土地|承包地|流转|草场|草原|地界|地埂|耕地|林权|确权|田地/, '08'],
  [/婚姻|家庭|家事|婚恋|恋爱|离婚|彩礼|赡养|抚养|继承|夫妻|情感|遗产|分家/, '01'],
  [/邻里|相邻|邻居|毗邻|通行|采光|排水|滴水/, '02'],
  [/环境|环保|污染|扬尘|异味|噪[声音]|油烟|气味|排污/, '10'],
  [/消费|购物|产品质量|商品|退货|退款/, '14'],
  [/债务|借贷|借款|欠款|货款|合同|金融|贷款|保险|租赁|买卖|民间融资|经济纠纷|工程款|拖欠/, '04'],
  [/赔偿|损害|人身|伤害|侵权|打架|斗殴|摔伤|意外|殴打|肢体冲突/, '06'],
  [/其[他它]|村务|涉疫|计划生育|综合|干群|集体收益/, '99'],
]

/** Classes of a hotline that are readable and no dispute. */
const NOT_DISPUTE =
  /走失|求助|咨询|表扬|感谢|路灯|公共设施|市政设施|社会生活噪[声音]|广场舞|建议|意见建议|报修|停水|停电|停气|政策解读|举报违法|消费投诉|寻人|失物|证件办理|信息查询|井盖|垃圾清运/
const DISPUTE = /纠纷|争议|矛盾|争执|争吵|冲突|拖欠|欠薪|赔偿|补偿|分歧|异议|打架|协商未果|不均|扰民赔|家暴/

/** Sexual matters, minors, family violence, suicide: shown at village level at most, and without text. */
const SENSITIVE =
  /强奸|性侵|猥亵|性骚扰|未成年|儿童被|幼女|校园欺凌|虐待|家暴|家庭暴力|家庭成员.{0,6}(肢体|殴打|冲突|暴力|打)|夫妻.{0,8}(殴打|打伤|动手)|自杀|轻生|自残|跳楼|服毒|喝农药/

export interface CategoryWords {
  /** class of the ledger, in a hotline export the first of two */
  category: string
  subcategory: string
  title: string
  summary: string
}

export type ParsedCategory =
  | { kind: 'dispute'; category: Category; term: string | null; known: boolean }
  | { kind: 'other' }

interface CategoryOptions {
  /** a hotline's export also carries what is no dispute at all */
  hotline: boolean
  /** the county's own terms, squeezed → code */
  terms: Record<string, string>
  /** for rows whose class says nothing */
  fallback: Category | null
}

/** What the classes alone say, the same for every row that has them. */
interface ClassVerdict {
  told: string
  category: Category | null
  dispute: boolean
  other: boolean
}

/** Decides the kind of rows; classes are judged once, content only where they leave it open. */
export function categoryReader(options: CategoryOptions): (words: CategoryWords) => ParsedCategory {
  const verdict = cached((key: string) => classVerdict(key.split('\u0001'), options.terms))
  return (words) => {
    const classes = verdict(`${words.subcategory}\u0001${words.category}`)
    if (options.hotline && isOther(classes, words)) return { kind: 'other' }
    const { told } = classes
    const found = classes.category ?? (options.hotline ? (search(squeeze(words.title)) ?? search(squeeze(words.summary))) : null)
    if (found) return { kind: 'dispute', category: found, term: extraTerm(told, found), known: true }
    const category = options.fallback ?? '99'
    return { kind: 'dispute', category, term: extraTerm(told, category), known: told === '' || options.fallback !== null }
  }
}

function classVerdict(classes: string[], terms: Record<string, string>): ClassVerdict {
  const filled = classes.map(squeeze).filter((term) => !isNothing(term))
  const all = filled.join('|')
  let category: Category | null = null
  for (const term of filled) category ??= ownTerm(term, terms) ?? officialTerm(term) ?? search(term)
  return { told: filled[0] ?? '', category, dispute: DISPUTE.test(all), other: NOT_DISPUTE.test(all) }
}

export function isSensitive(words: CategoryWords): boolean {
  return SENSITIVE.test(`${words.category}|${words.subcategory}|${words.title}|${words.summary}`)
}

/** The words that make texts sensitive. */
export function sensitiveWords(texts: readonly string[]): Set<string> {
  const every = new RegExp(SENSITIVE, 'g')
  return new Set(texts.flatMap((text) => text.match(every) ?? []))
}

/** No dispute: its class says so and nothing in class or content says otherwise, or nothing says anything. */
function isOther(classes: ClassVerdict, words: CategoryWords): boolean {
  if (classes.dispute || DISPUTE.test(words.summary)) return false
  if (classes.other || NOT_DISPUTE.test(words.title) || NOT_DISPUTE.test(words.summary)) return true
  return classes.category === null && search(squeeze(words.summary)) === null
}

function ownTerm(term: string, terms: Record<string, string>): Category | null {
  const bare = term.replace(/(纠纷|争议|类|问题)$/, '')
  const code = [term, bare].flatMap((own) => (Object.hasOwn(terms, own) ? [terms[own] as string] : []))[0]
  return code !== undefined && CATEGORIES.is(code) ? code : null
}

function officialTerm(term: string): Category | null {
  if (CATEGORIES.is(term)) return term
  const bare = term.replace(/^(0?\d{1,2}|[一二三四五六七八九十]+)[.、．]/, '').replace(/(类|型)?(矛盾)?(纠纷|争议)?(案件|问题|类)?$/, '')
  const row = CATEGORIES.rows.find((item) => item.label.zh === bare || item.label.en.toLowerCase() === term.toLowerCase())
  return row?.code ?? null
}

function search(text: string): Category | null {
  if (text === '') return null
  for (const [pattern, category] of TERMS) if (pattern.test(text)) return category
  return null
}

/** The ledger's own word where it is more than the official name. */
function extraTerm(term: string, category: Category): string | null {
  if (term === '' || term === category) return null
  const bare = term.replace(/(纠纷|争议|类)$/, '')
  return bare === CATEGORIES.row(category).label.zh ? null : term
}
