import type { Level } from '../../../../geodata/place/level.ts'
import type { Say } from '../../../contract/error.ts'
import { EMERGING_CLASSES, LISA_CLASSES, type EmergingClass, type HotClass, type LisaClass, type Refusal } from '../../../contract/hotTerms.ts'
import { exact, expectedSaid } from '../../../contract/numbers.ts'
import { areasSaid, casesSaid, joined, windowSaid, type Window } from './wording.ts'

/** The finding of a whole map in one sentence. */

/** 「近 90 天有 6 个村偏多，最突出的是东周村（14 件，应约 4.1 件）；另有 3 个村本身不突出，只是处在偏多的一片里」. `around`: those others */
export function hotFinding(
  window: Window,
  { level, places, around, cold, detectable, first }: {
    level: Level; places: number; around: number; cold: number; detectable: number | null; first: { name: Say; count: number; expected: number } | null
  },
): Say {
  const when = windowSaid(window)
  if (places === 0 || first === null) {
    const least = detectable === null ? null : detectable.toFixed(1)
    const colder = areasSaid(cold, level)
    return joined([
      { zh: `${when.zh}没有发现明显偏多的地方`, en: `No place was found to stand out ${when.en}` },
      cold === 0 ? null : { zh: `有 ${colder.zh}连片偏少`, en: `${colder.en} ${cold === 1 ? 'has' : 'have'} fewer with those around` },
      least === null ? null : { zh: `一处要多到应有的 ${least} 倍上下，才容易看出来`, en: `a place would need about ${least} times what is expected to be seen easily` },
    ])
  }
  const [many, came, due] = [areasSaid(places, level), casesSaid(first.count), expectedSaid(first.expected)]
  return joined([
    {
      zh: `${when.zh}有 ${many.zh}偏多，最突出的是${first.name.zh}（${came.zh}，应${due.zh}）`,
      en: `${many.en} ${places === 1 ? 'has' : 'have'} more than expected ${when.en}; most of all ${first.name.en} (${came.en}, ${due.en} expected)`,
    },
    around === 0 ? null : {
      zh: `另有 ${areasSaid(around, level).zh}本身不突出，只是处在偏多的一片里`,
      en: `another ${areasSaid(around, level).en} ${around === 1 ? 'does' : 'do'} not stand out, but ${around === 1 ? 'lies' : 'lie'} in a high area`,
    },
  ])
}

export function lisaFinding(window: Window, { level, tally }: { level: Level; tally: ReadonlyMap<LisaClass, number> }): Say {
  return tallied(windowSaid(window), level, LISA_CLASSES.rows, tally, UNUSUAL)
}

/** The same without a window's days. */
export function lisaTally({ level }: { level: Level }, tally: ReadonlyMap<LisaClass, number>): Say {
  return tallied({ zh: '近来', en: 'of late' }, level, LISA_CLASSES.rows, tally, UNUSUAL)
}

const UNUSUAL: Say = { zh: '没有哪一处与周围的关系不寻常', en: 'No place stands in an unusual relation to those around it' }

export function emergingFinding(window: Window, { level, tally }: { level: Level; tally: ReadonlyMap<EmergingClass, number> }): Say {
  return tallied(windowSaid(window), level, EMERGING_CLASSES.rows, tally, { zh: '没有热点，也没有冷点', en: 'There is neither a hot-spot nor a cold-spot' })
}

/** 「近一年：新热点 2 个村；持续热点 3 个村」 */
function tallied<Code extends string>(
  when: Say, level: Level, rows: readonly { code: Code; label: Say }[], tally: ReadonlyMap<Code, number>, none: Say,
): Say {
  const found = rows.filter(({ code }) => code !== 'none' && (tally.get(code) ?? 0) > 0)
  if (found.length === 0) return { zh: `${when.zh}${none.zh}`, en: `${none.en} ${when.en}` }
  const said = found.map(({ code, label }) => ({ label, many: areasSaid(tally.get(code)!, level) }))
  return {
    zh: `${when.zh}：${said.map(({ label, many }) => `${label.zh} ${many.zh}`).join('；')}`,
    en: `${capital(when.en)}: ${said.map(({ label, many }) => `${many.en} (${label.en.toLowerCase()})`).join('; ')}`,
  }
}

/** `likely`: bursts that chance does not explain; `first`: the sentence of the best of them. */
export function scanFinding(window: Window, { likely, first }: { likely: number; first: Say | null }): Say {
  const when = windowSaid(window)
  if (likely === 0 || first === null) return {
    zh: `${when.zh}没有哪一片在哪段时间里突然增多；整段时间都偏多的地方，看“热点”`,
    en: `No group of places had a sudden rise ${when.en}; places that were high all along stand under “Hot-spots”`,
  }
  if (likely === 1) return { zh: `${when.zh}有 1 处集中发生：${first.zh}`, en: `One burst ${when.en}: ${first.en}` }
  return { zh: `${when.zh}有 ${likely} 处集中发生，最明显的：${first.zh}`, en: `${likely} bursts ${when.en}, above all: ${first.en}` }
}

/** A multiple beyond this is no help to anybody. */
const MOST_TIMES = 10

/** Why there is no map, and what helps. `detectable`: see `Sufficiency`. */
export function tooFew(window: Window, { level, cases, areas, detectable }: { level: Level; cases: number; areas: number; detectable: number | null }): Say {
  const [when, came, many] = [windowSaid(window), casesSaid(cases), areasSaid(areas, level)]
  const help = { zh: '请选更长的时段、更多的类型，或改看更大的区域。', en: 'Choose a longer period, more categories or wider areas.' }
  if (cases === 0) return { zh: `${when.zh}没有案件，看不出热点。${help.zh}`, en: `There is no case ${when.en}, and so no hot-spot to see. ${help.en}` }
  const times = detectable === null || detectable > MOST_TIMES ? null : Math.ceil(detectable)
  return {
    zh: `${when.zh}只有 ${came.zh}，分在 ${many.zh}，太少，看不出热点${times === null ? '' : `：一处要多到应有的 ${times} 倍，才分得清不是碰巧`}。${help.zh}`,
    en: `There ${cases === 1 ? 'is' : 'are'} only ${came.en} over ${many.en} ${when.en}: too few to see a hot-spot${times === null ? '' : `; a place would need ${times} times what is expected to be told from chance`}. ${help.en}`,
  }
}

/** Neither residents nor a year before the window. */
export const NOTHING_TO_COMPARE: Say = {
  zh: '底图包里没有常住人口，此前一年也没有台账，不知道各处本该有多少件，判断不了哪里偏多。请给底图包补上常住人口（population），或导入往年的台账。',
  en: 'The pack has no residents and there is no ledger of the year before, so nobody knows how many cases each place should have. Add residents (population) to the pack, or import the ledgers of earlier years.',
}

/** No residents, and a year before the window with too few cases to learn from what each place should have. */
export function thinPast(cases: number, { level, areas }: { level: Level; areas: number }): Say {
  const [came, many] = [casesSaid(cases), areasSaid(areas, level)]
  return {
    zh: `底图包里没有常住人口，此前一年对得上的台账也只有 ${came.zh}，分在 ${many.zh}，太少，不知道各处本该有多少件，判断不了哪里偏多。请给底图包补上常住人口（population），或导入往年的台账，或选更多的类型。`,
    en: `The pack has no residents, and the ledger of the year before has only ${came.en} of this kind over ${many.en}: too few to know how many each place should have. Add residents (population) to the pack, import the ledgers of earlier years, or choose more categories.`,
  }
}

/** Fewer than four weeks have cases. */
export const YOUNG_LEDGER: Say = {
  zh: '台账开头不久，有案件的日子还不满四周，不知道各处的件数平常时多时少有多大，分不清热点和碰巧。请等台账满四周再看，或导入更早的台账。',
  en: 'The ledger has only begun: fewer than four weeks of it have cases, so nobody knows how much the number of cases of a place varies from week to week, and a hot-spot cannot be told from chance. Come back when it has four weeks, or import earlier ledgers.',
}

/** Cases in fewer than four weeks of a record that is long enough: one kind, or one flood. */
export const PATCHY_CASES: Say = {
  zh: '这些案件集中在很少几周里，不知道各处的件数平常时多时少有多大，分不清热点和碰巧。请选更长的时段或更多的类型；想看哪里突然增多，看“集中发生”。',
  en: 'These cases came in a few weeks only, so nobody knows how much the number of cases of a place varies from week to week, and a hot-spot cannot be told from chance. Choose a longer period or more categories; sudden rises stand under “Bursts”.',
}

/** Where everything neighbours everything, or there is one place only. */
export function tooFewAreas(level: Level, areas: number): Say {
  const many = areasSaid(areas, level)
  return {
    zh: `只有 ${many.zh}，彼此都相邻，分不出哪里偏多；请改看更小的区域，或更大的范围。`,
    en: `There are only ${many.en}, each beside all others, so that none stands out from the rest: choose narrower areas, or a wider part of the county.`,
  }
}

/**
 * The county against its own past: what its areas should have had by season, weekdays, festivals and the level of its last year. Null
 * where it is not known how far chance alone takes the number from that (`countySpread`).
 */
export function countyFinding({ total, before, beforeSpread }: { total: number; before: number; beforeSpread: number }): Say | null {
  if (!(before > 0) || !(beforeSpread > 0)) return null
  const due = expectedSaid(before)
  const apart = Math.abs(total - before) > STANDS_OUT * beforeSpread
  // cases without a place, and places without residents, are no part of it
  const [zh, en] = [`落到各处的共 ${casesSaid(total).zh}，照往年这时应${due.zh}`, `${casesSaid(total).en} that can be placed, where earlier years suggest ${due.en}`]
  if (!apart) {
    return Math.abs(total - before) <= ALIKE * before
      ? { zh: `${zh}，差不多`, en: `${en}: no difference to speak of` }
      : { zh: `${zh}；平常的起伏也有这么大，还不能说反常`, en: `${en}; it varies as much at other times, so that this is nothing unusual` }
  }
  return total > before ? { zh: `${zh}，偏多`, en: `${en}: more` } : { zh: `${zh}，偏少`, en: `${en}: fewer` }
}

/** Apart by less than this share is as good as equal. */
const ALIKE = 0.1
/** Standard deviations that a county strays by chance one time in twenty. */
const STANDS_OUT = 2

/** A map without its numbers: how many areas are hot and cold. */
export function hotTally({ level }: { level: Level }, tally: ReadonlyMap<HotClass, number>): Say {
  const sum = (heat: 'hot' | 'cold'): number => [...tally].reduce((all, [code, count]) => (code === `${heat}99` || code === `${heat}95` ? all + count : all), 0)
  const [hot, cold] = [areasSaid(sum('hot'), level), areasSaid(sum('cold'), level)]
  const none = { zh: '没有发现连片偏多的地方', en: 'no place stands out with those around it' }
  const many = sum('hot') === 0 ? none : { zh: `有 ${hot.zh}连片偏多`, en: `${hot.en} ${sum('hot') === 1 ? 'has' : 'have'} more than expected with those around` }
  const alone = tally.get('itself') ?? 0
  const [itself, having] = [areasSaid(alone, level), alone === 1 ? 'has' : 'have']
  const own = alone === 0 ? null : { zh: `${itself.zh}本处偏多`, en: `${itself.en} ${having} more by ${alone === 1 ? 'itself' : 'themselves'}` }
  const few = sum('cold') === 0 ? null : { zh: `${cold.zh}连片偏少`, en: `${cold.en} ${sum('cold') === 1 ? 'has' : 'have'} fewer` }
  const { zh, en } = joined([many, own, few])
  return { zh: `近来${zh}`, en: `Of late ${en}` }
}

/** Why there is no map, without the number of cases. */
export function refusalTold(refusal: Refusal, { level, areas }: { level: Level; areas: number }): Say {
  const because: Record<Refusal, Say> = {
    nothing: NOTHING_TO_COMPARE,
    whole: tooFewAreas(level, areas),
    thin: { zh: '底图包里没有常住人口，往年的台账也太少，判断不了哪里偏多', en: 'The pack has no residents and the ledgers of earlier years are too few, so it cannot be told where there are too many' },
    young: YOUNG_LEDGER,
    patchy: PATCHY_CASES,
    few: { zh: '近来案件太少，看不出热点', en: 'There are too few cases of late to see a hot-spot' },
  }
  return because[refusal]
}

/** Cases enough, but nearly all of one village and day, as where a whole ledger was entered on the day that it was made. */
export function tooFewPlaceDays(window: Window, { cases, placeDays }: { cases: number; placeDays: number }): Say {
  const [when, came] = [windowSaid(window), casesSaid(cases)]
  return {
    zh: `${when.zh}的 ${came.zh}只落在 ${exact(placeDays)} 个村、日上（同一个村同一天只算一次），看不出哪里突然增多。请看看发生日期是否按实登记，或选更长的时段。`,
    en: `The ${came.en} ${when.en} lie on only ${exact(placeDays)} village-days (several of one village on one day count once), so that no sudden rise can be seen. Check that days of occurrence were entered as they were, or choose a longer period.`,
  }
}

/** A density needs points. */
export function fewPoints(window: Window, { located, cases }: { located: number; cases: number }): Say {
  const [when, came] = [windowSaid(window), casesSaid(cases)]
  const rest = { zh: '画不出热力；按村、按乡镇的件数和热点不受影响', en: 'so there is no density to draw; counts and hot-spots by area do not need points' }
  if (cases === 0) return { zh: `${when.zh}没有案件，${rest.zh}`, en: `There is no case ${when.en}, ${rest.en}` }
  if (located === cases) return { zh: `${when.zh}只有 ${came.zh}，太少，${rest.zh}`, en: `There ${cases === 1 ? 'is' : 'are'} only ${came.en} ${when.en}, ${rest.en}` }
  const told = located === 0 ? { zh: '都没有坐标', en: 'none has a point' } : { zh: `只有 ${casesSaid(located).zh}有坐标`, en: `only ${exact(located)} ${located === 1 ? 'has' : 'have'} a point` }
  return {
    zh: `${when.zh} ${came.zh}，${told.zh}，${rest.zh}`,
    en: `Of ${came.en} ${when.en} ${told.en}, ${rest.en}`,
  }
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
