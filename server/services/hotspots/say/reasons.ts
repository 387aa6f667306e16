import type { Level } from '../../../../geodata/place/level.ts'
import { CATEGORIES } from '../../../contract/categories.ts'
import type { Say } from '../../../contract/error.ts'
import type { HotFacts, HotMonths } from '../../../contract/hotspots.ts'
import { BASES, type EmergingClass } from '../../../contract/hotTerms.ts'
import { exact, expectedSaid } from '../../../contract/numbers.ts'
import { areasSaid, casesSaid, chanceSaid, joined, monthSaid, spanSaid, windowSaid, type Window } from './wording.ts'

export interface Reasoned {
  name: Say
  level: Level
  facts: HotFacts
  window: Window
}

/** How a place and its neighbours came to be hot, by the months in which they were. */
function courseSaid(emerging: EmergingClass, { of, hot, run, last }: HotMonths, window: Window): Say | null {
  if (last === null) return null
  const until = monthSaid(last, window)
  const often = { zh: `这一带 ${of} 个月里有 ${hot} 个月偏多`, en: `in ${hot} of ${of} months it was high with those around it` }
  const with_ = (zh: string, en: string): Say => ({ zh: `${often.zh}，${zh}`, en: `${often.en}, ${en}` })
  switch (emerging) {
    case 'new-hot': return { zh: '是最近才冒出来的', en: 'it is new' }
    case 'consecutive-hot': return { zh: `这一带到 ${until.zh}已连续 ${run} 个月偏多`, en: `with those around it, it has been high for ${run} months in a row, up to ${until.en}` }
    case 'intensifying-hot': return with_('还在加剧', 'and it is getting worse')
    case 'persistent-hot': case 'sporadic-hot': return often
    case 'diminishing-hot': return with_('正在缓和', 'and it is easing')
    case 'oscillating-hot': return { zh: `这一带以前偏少，到 ${until.zh}转为偏多`, en: `with those around it, it used to be low and had turned high by ${until.en}` }
    case 'historical-hot': return with_(`到 ${until.zh}已回落`, `and no longer in ${until.en}`)
    default: return null
  }
}

/** What the evidence is, where it is not the place and its neighbours alike. */
const ALONE: Say = { zh: '是本处独自偏多，周围不明显', en: 'it stands out by itself, not those around it' }
const TOGETHER: Say = { zh: '单看本处还不突出，是这一带合起来偏多', en: 'by itself it would not stand out: it is this place and those around it together' }

/**
 * One sentence to be read aloud, from the results alone: 「东周村：近 90 天 14 件，按人口和同期总件数应约 4.1 件；相邻 5 个村中
 * 4 个也偏多；自 3 月起连续上升；主要是山林土地（9 件）」. What the results do not say is not in it.
 */
export function placeReason({ name, level, facts, window }: Reasoned): Say {
  const { zh, en } = joined([countPart(facts, window), facts.by === 'alone' ? ALONE : neighbourPart(facts, level), facts.by === 'around' ? TOGETHER : null, coursePart(facts, window), categoryPart(facts), yearsPart(facts, window)])
  return { zh: `${name.zh}：${zh}`, en: `${name.en}: ${en}` }
}

/** The sentence of a place that does not stand out, or where it cannot be told. */
export function plainReason(name: Say, { count, expected, window }: { count: number | null; expected: number | null; window: Window }): Say {
  const when = windowSaid(window)
  const came = count === null ? { zh: '件数很少，不列出', en: 'too few cases to be shown' } : { zh: ` ${casesSaid(count).zh}`, en: casesSaid(count).en }
  if (expected === null) {
    return {
      zh: `${name.zh}：${when.zh}${came.zh}；缺常住人口，算不出应有多少`,
      en: `${name.en}: ${came.en} ${when.en}; without residents it cannot be told how many there should be`,
    }
  }
  const due = expectedSaid(expected)
  return {
    zh: `${name.zh}：${when.zh}${came.zh}，应${due.zh}，不突出`,
    en: `${name.en}: ${came.en} ${when.en}, ${due.en} expected; nothing stands out`,
  }
}

/**
 * A place that is not named though it and its neighbours together are high: `clearly`, or only somewhat. `more`: by itself it has more
 * than is usual, only not so many that it could not be chance.
 */
export function aroundReason(
  name: Say, { count, expected, basis, neighbours, window, clearly, more }: Pick<HotFacts, 'count' | 'expected' | 'basis' | 'neighbours'> & { window: Window; clearly: boolean; more: boolean },
): Say {
  const said = aroundPart({ clearly, more, lonely: neighbours === 0 })
  const { zh, en } = countPart({ count, expected, basis }, window)
  return { zh: `${name.zh}：${zh}，${said.zh}`, en: `${name.en}: ${en}; ${said.en}` }
}

function aroundPart({ clearly, more, lonely }: { clearly: boolean; more: boolean; lonely: boolean }): Say {
  if (lonely) return { zh: '略偏多，证据还弱', en: 'somewhat high, on weak evidence' }
  if (more && clearly) return { zh: '连同相邻各处偏多，单看本处不突出', en: 'high with those around it; by itself it does not stand out' }
  if (more) return { zh: '连同相邻各处略偏多，证据还弱', en: 'with those around it somewhat high, on weak evidence' }
  if (clearly) return { zh: '本处不突出，是相邻各处偏多', en: 'it is not this place that stands out but those around it' }
  return { zh: '本处不突出，是相邻各处略偏多，证据还弱', en: 'it is not this place but those around it that are somewhat high, on weak evidence' }
}

/** As much fewer than expected, together with its neighbours. */
export function coldReason(
  name: Say, { count, expected, basis, window, clearly }: { count: number; expected: number; basis: HotFacts['basis']; window: Window; clearly: boolean },
): Say {
  const { zh, en } = countPart({ count, expected, basis }, window)
  return { zh: `${name.zh}：${zh}，连同相邻各处${clearly ? '明显' : '略'}偏少`, en: `${name.en}: ${en}; with its neighbours ${clearly ? 'clearly' : 'somewhat'} fewer` }
}

function countPart({ count, expected, basis }: Pick<HotFacts, 'count' | 'expected' | 'basis'>, window: Window): Say {
  const [when, came, due, by] = [windowSaid(window), casesSaid(count), expectedSaid(expected), BASES.row(basis).label]
  return { zh: `${when.zh} ${came.zh}，${by.zh}应${due.zh}`, en: `${came.en} ${when.en}, ${due.en} expected ${by.en}` }
}

function neighbourPart({ neighbours, neighboursHigh }: HotFacts, level: Level): Say | null {
  if (neighboursHigh === null) return null
  const beside = areasSaid(neighbours, level)
  if (neighboursHigh === neighbours) return { zh: `相邻 ${beside.zh}也偏多`, en: `all ${beside.en} around it are high, too` }
  return { zh: `相邻 ${beside.zh}中 ${neighboursHigh} 个也偏多`, en: `${neighboursHigh} of the ${beside.en} around it are high, too` }
}

function coursePart({ risingSince, emerging, months, fresh, recurring }: HotFacts, window: Window): Say | null {
  if (risingSince !== null) {
    const since = monthSaid(risingSince, window)
    return { zh: `自 ${since.zh}起连续上升`, en: `rising since ${since.en}` }
  }
  // what is new around a place need not be new at the place, and what comes every year is not
  if (emerging === 'new-hot' && !fresh) return null
  if (emerging === 'consecutive-hot' && recurring) return null
  return courseSaid(emerging, months, window)
}

/** What it is mostly about: the most frequent kind, and the second where it is nearly as frequent. */
function categoryPart({ categories, count }: HotFacts): Say | null {
  const [first, second] = categories
  if (!first || count === 0 || first.count < 2) return null
  const named = second && second.count >= 2 && second.count >= first.count * 0.7 ? [first, second] : [first]
  const zh = named.map(({ code, count: cases }) => `${CATEGORIES.row(code).label.zh}（${casesSaid(cases).zh}）`).join('和')
  const en = named.map(({ code, count: cases }) => `${CATEGORIES.row(code).label.en.toLowerCase()} (${exact(cases)})`).join(' and ')
  return first.count / count >= 0.4 ? { zh: `主要是${zh}`, en: `mostly ${en}` } : { zh: `${zh}最多`, en: `${en} most often` }
}

const YEARS_BACK: Say[] = [
  { zh: '上年同期', en: 'a year before' },
  { zh: '前年同期', en: 'two years before' },
  { zh: '大前年同期', en: 'three years before' },
]

/**
 * What there was in the same days of earlier years, newest first, as far as it is on record. That it comes every year is said of the
 * place only where two years or more each had at least half as many; a hot neighbourhood may come back every year in other villages.
 */
function yearsPart({ earlierYears, recurring, count }: HotFacts, { to, today }: Window): Say | null {
  if (earlierYears.length === 0) return null
  const [year, now] = [Number(to.slice(0, 4)), Number(today.slice(0, 4))]
  const said = earlierYears.map((cases, k): Say => {
    const then = year === now ? YEARS_BACK[k]! : { zh: `${year - 1 - k} 年同期`, en: `in ${year - 1 - k}` }
    return { zh: `${then.zh} ${casesSaid(cases).zh}`, en: `${exact(cases)} ${then.en}` }
  })
  const [zh, en] = [said.map((one) => one.zh).join('、'), said.map((one) => one.en).join(', ')]
  if (!recurring) return { zh, en: `the same days had ${en}` }
  if (earlierYears.length > 1 && earlierYears.every((cases) => cases * 2 >= count)) return { zh: `${zh}，是每年都来的`, en: `the same days had ${en}: it comes every year` }
  return { zh: `${zh}，这一带往年这时合计也偏多`, en: `the same days had ${en}; hereabouts earlier years together were high at this time, too` }
}

/** The figures behind a reason, for whoever asks. */
export function placeFigures(stats: {
  /** the place alone; `pFdr` where that is what it is named for */
  own: { count: number; expected: number; z: number; p: number; pFdr: number | null }
  /** the place with its neighbours, or another one with its own, `centre`, that this place is named for */
  around: { count: number; expected: number; z: number; p: number; pFdr: number; centre: Say | null }
  /** spread beyond chance, 1 = none */
  dispersion: number
}): Say[] {
  const { own, around, dispersion } = stats
  const pair = ({ count, expected }: { count: number; expected: number }): Say => {
    const due = expectedSaid(expected)
    return { zh: `${casesSaid(count).zh}，应${due.zh}`, en: `${exact(count)}, ${due.en} expected` }
  }
  return [
    {
      zh: `本处：${pair(own).zh}；单看本处，若只是碰巧，有这么多的机会 p ${chanceSaid(own.p)}${own.pFdr === null ? '' : `，标准化超出 z = ${own.z.toFixed(2)}，各处一起检验后 q ${chanceSaid(own.pFdr)}`}`,
      en: `This place: ${pair(own).en}; if it were chance alone, so many or more with p ${chanceSaid(own.p)}${own.pFdr === null ? '' : `; standardised excess z = ${own.z.toFixed(2)}, over all places q ${chanceSaid(own.pFdr)}`}`,
    },
    {
      zh: `${around.centre ? `所在的一片（${around.centre.zh}及其相邻）` : '连同相邻'}：${pair(around).zh}；标准化超出 z = ${around.z.toFixed(2)}；p ${chanceSaid(around.p)}，各处一起检验后 q ${chanceSaid(around.pFdr)}`,
      en: `${around.centre ? `The area that it is named for (${around.centre.en} and its neighbours)` : 'With its neighbours'}: ${pair(around).en}; standardised excess z = ${around.z.toFixed(2)}; p ${chanceSaid(around.p)}, over all places q ${chanceSaid(around.pFdr)}`,
    },
    ...(dispersion > 1.05 ? [{ zh: `同一处前后各期的起伏比碰巧大，已按 ${dispersion.toFixed(1)} 倍放宽`, en: `Counts of one place vary more from time to time than by chance: allowed for by a factor of ${dispersion.toFixed(1)}` }] : []),
  ]
}

/** What 999 simulations can tell at most. */
const MOST_RECURRENCE = 1_000

/** One burst that chance does not explain: 「柳河镇东湾村一带 5 个村，3月20日—4月15日 31 件，照平日应约 9 件」. */
export function clusterReason(
  name: Say,
  { level, areas, count, expected, from, to, today, recurrenceDays, p }: {
    level: Level; areas: number; count: number; expected: number; from: Window['from']; to: Window['to']; today: Window['today']; recurrenceDays: number | null; p: number
  },
): Say {
  const [many, span, came, due] = [areasSaid(areas, level), spanSaid(from, to, today), casesSaid(count), expectedSaid(expected)]
  const chance: Say = recurrenceDays === null
    ? { zh: `碰巧这样，${p <= 0.01 ? '100' : '20'} 次里至多 1 次`, en: `by chance alone at most once in ${p <= 0.01 ? '100' : '20'} times` }
    : recurrenceDays >= MOST_RECURRENCE
      ? { zh: `碰巧这样，${exact(MOST_RECURRENCE)} 天以上才会有一次`, en: `by chance alone less than once in ${exact(MOST_RECURRENCE)} days` }
      : { zh: `碰巧这样，约 ${exact(recurrenceDays)} 天才会有一次`, en: `by chance alone about once in ${exact(recurrenceDays)} days` }
  const zh = `${name.zh}${areas > 1 ? `一带 ${many.zh}` : ''}，${span.zh} ${came.zh}，照平日应${due.zh}`
  const en = `${name.en}${areas > 1 ? ` and around, ${many.en}` : ''}, ${span.en}: ${came.en}, ${due.en} as usual`
  return joined([{ zh, en }, chance])
}
