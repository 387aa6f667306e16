import { vocabulary, type CodeOf } from './vocabulary.ts'

/** The words of hot-spots: methods, classes, how sure, by what, and why not. */

/** What the map can show beside plain counts, each with the question that it answers in a meeting. */
export const HOT_METHODS = vocabulary([
  {
    code: 'gistar',
    label: { zh: '热点', en: 'Hot-spots' },
    what: { zh: '哪里连片偏多：本村连同相邻村，比按人口和同期总件数应有的多出一截，不像是碰巧', en: 'Where a place and its neighbours have more than residents explain, and not by chance' },
  },
  {
    code: 'lisa',
    label: { zh: '高低关系', en: 'High and low' },
    what: { zh: '偏多的村挨着谁：周围也多、独自偏多、独自偏少', en: 'What a high place lies beside: others that are high, or low ones' },
  },
  {
    code: 'emerging',
    label: { zh: '冷热变化', en: 'Change' },
    what: { zh: '热点是新出现的、一直都在的，还是正在消退', en: 'Whether a hot-spot is new, lasting or on its way out' },
  },
  {
    code: 'scan',
    label: { zh: '集中发生', en: 'Bursts' },
    what: { zh: '哪一片、哪一段时间里案件扎堆', en: 'Which circle of places, in which days, had too many at once' },
  },
])

export type HotMethod = CodeOf<typeof HOT_METHODS>

/** Methods whose classes are told to those who see aggregates only: bursts and densities are drawn from single cases. */
export const TOLD_METHODS: readonly string[] = ['gistar', 'lisa', 'emerging'] satisfies HotMethod[]

/**
 * Gi* against what was to be expected, after Benjamini–Hochberg over the areas of the map. `itself`: a place that stands out
 * alone, in no hot neighbourhood. `plain` is for where a word of confidence stands beside it.
 */
export const HOT_CLASSES = vocabulary([
  { code: 'hot99', label: { zh: '这一带偏多，可信度 99%', en: 'High here and around, 99 %' }, plain: { zh: '这一带偏多', en: 'High here and around' } },
  { code: 'hot95', label: { zh: '这一带偏多，可信度 95%', en: 'High here and around, 95 %' }, plain: { zh: '这一带偏多', en: 'High here and around' } },
  { code: 'hot90', label: { zh: '这一带略偏多，可信度 90%', en: 'Somewhat high here and around, 90 %' }, plain: { zh: '这一带略偏多', en: 'Somewhat high here and around' } },
  { code: 'itself', label: { zh: '本处偏多，连片不明显', en: 'High itself, not with those around' }, plain: { zh: '本处偏多，连片不明显', en: 'High itself, not with those around' } },
  { code: 'none', label: { zh: '不突出', en: 'Nothing stands out' }, plain: { zh: '不突出', en: 'Nothing stands out' } },
  { code: 'cold90', label: { zh: '这一带略偏少，可信度 90%', en: 'Somewhat low here and around, 90 %' }, plain: { zh: '这一带略偏少', en: 'Somewhat low here and around' } },
  { code: 'cold95', label: { zh: '这一带偏少，可信度 95%', en: 'Low here and around, 95 %' }, plain: { zh: '这一带偏少', en: 'Low here and around' } },
  { code: 'cold99', label: { zh: '这一带偏少，可信度 99%', en: 'Low here and around, 99 %' }, plain: { zh: '这一带偏少', en: 'Low here and around' } },
])

export type HotClass = CodeOf<typeof HOT_CLASSES>

/** Quadrants of the Moran scatter plot, of the places that stand out after Benjamini–Hochberg. */
export const LISA_CLASSES = vocabulary([
  { code: 'high-high', label: { zh: '本处多、周围也多', en: 'High among high' } },
  { code: 'high-low', label: { zh: '本处多、周围少', en: 'High among low' } },
  { code: 'low-high', label: { zh: '本处少、周围多', en: 'Low among high' } },
  { code: 'low-low', label: { zh: '本处少、周围也少', en: 'Low among low' } },
  { code: 'none', label: { zh: '不突出', en: 'Nothing stands out' } },
])

export type LisaClass = CodeOf<typeof LISA_CLASSES>

/** The classes of emerging hot-spot analysis, hot and cold alike. */
export const EMERGING_CLASSES = vocabulary([
  { code: 'new-hot', label: { zh: '新热点', en: 'New hot-spot' } },
  { code: 'consecutive-hot', label: { zh: '连续热点', en: 'Consecutive hot-spot' } },
  { code: 'intensifying-hot', label: { zh: '加剧热点', en: 'Intensifying hot-spot' } },
  { code: 'persistent-hot', label: { zh: '持续热点', en: 'Persistent hot-spot' } },
  { code: 'diminishing-hot', label: { zh: '减弱热点', en: 'Diminishing hot-spot' } },
  { code: 'sporadic-hot', label: { zh: '时有时无的热点', en: 'Sporadic hot-spot' } },
  { code: 'oscillating-hot', label: { zh: '由冷转热', en: 'Oscillating hot-spot' } },
  { code: 'historical-hot', label: { zh: '已消退的热点', en: 'Historical hot-spot' } },
  { code: 'none', label: { zh: '不突出', en: 'Nothing stands out' } },
  { code: 'new-cold', label: { zh: '新冷点', en: 'New cold-spot' } },
  { code: 'consecutive-cold', label: { zh: '连续冷点', en: 'Consecutive cold-spot' } },
  { code: 'intensifying-cold', label: { zh: '加深冷点', en: 'Intensifying cold-spot' } },
  { code: 'persistent-cold', label: { zh: '持续冷点', en: 'Persistent cold-spot' } },
  { code: 'diminishing-cold', label: { zh: '减弱冷点', en: 'Diminishing cold-spot' } },
  { code: 'sporadic-cold', label: { zh: '时有时无的冷点', en: 'Sporadic cold-spot' } },
  { code: 'oscillating-cold', label: { zh: '由热转冷', en: 'Oscillating cold-spot' } },
  { code: 'historical-cold', label: { zh: '已消退的冷点', en: 'Historical cold-spot' } },
])

export type EmergingClass = CodeOf<typeof EMERGING_CLASSES>

/** When a place has which class, as `server/analysis/emergingClasses.ts` decides it; cold ones the other way round. */
export const COURSES = vocabulary([
  { code: 'new', label: { zh: '新热点', en: 'New' }, what: { zh: '最后一段偏多，以前从未偏多', en: 'High in the last step, never before' } },
  { code: 'consecutive', label: { zh: '连续热点', en: 'Consecutive' }, what: { zh: '最后至少两段接连偏多，再往前从未偏多；偏多的不到九成', en: 'High in the last two steps or more without a break, never before that; in less than nine tenths of the steps' } },
  { code: 'intensifying', label: { zh: '加剧热点', en: 'Intensifying' }, what: { zh: '九成以上的段都偏多，最后一段也是，而且越来越明显', en: 'High in nine tenths of the steps, the last among them, and more and more so' } },
  { code: 'persistent', label: { zh: '持续热点', en: 'Persistent' }, what: { zh: '九成以上的段都偏多，最后一段也是，不增不减', en: 'High in nine tenths of the steps, the last among them, neither growing nor fading' } },
  { code: 'diminishing', label: { zh: '减弱热点', en: 'Diminishing' }, what: { zh: '九成以上的段都偏多，最后一段也是，但在减弱', en: 'High in nine tenths of the steps, the last among them, but less and less so' } },
  { code: 'sporadic', label: { zh: '时有时无的热点', en: 'Sporadic' }, what: { zh: '最后一段偏多，以前断断续续，从未偏少；偏多的不到九成', en: 'High in the last step and on and off before, never low; in less than nine tenths of the steps' } },
  { code: 'oscillating', label: { zh: '由冷转热', en: 'Oscillating' }, what: { zh: '最后一段偏多，以前有过偏少；偏多的不到九成', en: 'High in the last step, low in an earlier one; in less than nine tenths of the steps' } },
  { code: 'historical', label: { zh: '已消退的热点', en: 'Historical' }, what: { zh: '最后一段已不偏多，但九成以上的段都偏多', en: 'No longer high in the last step, but in nine tenths of the steps' } },
])

/** How sure a statement is, in words; `q`: what its p-value, of many places after Benjamini–Hochberg, is at most. */
export const CONFIDENCE = vocabulary([
  { code: 'high', q: 0.01, label: { zh: '可信度高', en: 'Well founded' } },
  { code: 'fair', q: 0.05, label: { zh: '可信度一般', en: 'Fairly founded' } },
  { code: 'hint', q: 0.1, label: { zh: '仅供参考', en: 'A hint only' } },
])

export type Confidence = CodeOf<typeof CONFIDENCE>

/** What a place is compared with. */
export const BASES = vocabulary([
  { code: 'residents', label: { zh: '按人口和同期总件数', en: 'by residents and the total of these days' } },
  { code: 'past', label: { zh: '按上一年所占的份额', en: 'by its share of the year before' } },
  { code: 'even', label: { zh: '按各地均摊', en: 'by an even share' } },
  // a scan deals the window's own cases to its own days anew
  { code: 'own', label: { zh: '按各处平日、所看范围当天的件数', en: 'by what each place usually has and how many came in all that day' } },
])

export type Basis = CodeOf<typeof BASES>

/**
 * Why nothing is named. nothing: neither residents nor a past to compare by; whole: everything neighbours everything; thin: no residents, and
 * too few cases in the year before; young: a record of less than four weeks; patchy: cases in less than four weeks of a longer one; few: too few
 * cases in the window.
 */
export const REFUSALS = ['nothing', 'whole', 'thin', 'young', 'patchy', 'few'] as const

export type Refusal = (typeof REFUSALS)[number]

/** `denser` and `wider`: fewer cases in fewer people, and more cases in more people, than the rival. */
export const STANDINGS = ['ahead', 'even', 'behind', 'denser', 'wider'] as const

export type Standing = (typeof STANDINGS)[number]
