import type { Level } from '../../../../geodata/place/level.ts'
import type { Say } from '../../../contract/error.ts'
import { EMERGING_CLASSES, LISA_CLASSES, type EmergingClass, type HotClass, type LisaClass } from '../../../contract/hotspots.ts'
import { areasSaid, casesSaid, expectedSaid, windowSaid, type Window } from './wording.ts'

/** The finding of a whole map in one sentence. */

/** 「近 90 天有 6 个村偏多，最突出的是东周村（14 件，应约 4.1 件）」 */
export function hotFinding(
  window: Window,
  { level, places, first }: { level: Level; places: number; first: { name: Say; count: number; expected: number } | null },
): Say {
  const when = windowSaid(window)
  if (places === 0 || first === null) return {
    zh: `${when.zh}没有哪一处明显偏多：各处的差别，碰巧也会有这么大`,
    en: `No place stands out ${when.en}: chance alone makes them differ as much`,
  }
  const [many, came, due] = [areasSaid(places, level), casesSaid(first.count), expectedSaid(first.expected)]
  return {
    zh: `${when.zh}有 ${many.zh}偏多，最突出的是${first.name.zh}（${came.zh}，应${due.zh}）`,
    en: `${many.en} ${places === 1 ? 'has' : 'have'} more than expected ${when.en}; most of all ${first.name.en} (${came.en}, ${due.en} expected)`,
  }
}

export function lisaFinding(window: Window, { level, tally }: { level: Level; tally: ReadonlyMap<LisaClass, number> }): Say {
  return tallied(window, level, LISA_CLASSES.rows, tally, {
    zh: '没有哪一处与周围的关系不寻常',
    en: 'No place stands in an unusual relation to those around it',
  })
}

export function emergingFinding(window: Window, { level, tally }: { level: Level; tally: ReadonlyMap<EmergingClass, number> }): Say {
  return tallied(window, level, EMERGING_CLASSES.rows, tally, { zh: '没有热点，也没有冷点', en: 'There is neither a hot-spot nor a cold-spot' })
}

/** 「近 365 天：新热点 2 个村；持续热点 3 个村」 */
function tallied<Code extends string>(
  window: Window, level: Level, rows: readonly { code: Code; label: Say }[], tally: ReadonlyMap<Code, number>, none: Say,
): Say {
  const when = windowSaid(window)
  const found = rows.filter(({ code }) => code !== 'none' && (tally.get(code) ?? 0) > 0)
  if (found.length === 0) return { zh: `${when.zh}${none.zh}`, en: `${none.en} ${when.en}` }
  const said = found.map(({ code, label }) => ({ label, many: areasSaid(tally.get(code)!, level) }))
  return {
    zh: `${when.zh}：${said.map(({ label, many }) => `${label.zh} ${many.zh}`).join('；')}`,
    en: `${capital(when.en)}: ${said.map(({ label, many }) => `${label.en.toLowerCase()} ${many.en}`).join('; ')}`,
  }
}

/** `likely`: bursts that chance does not explain; `first`: the sentence of the best of them. */
export function scanFinding(window: Window, { likely, first }: { likely: number; first: Say | null }): Say {
  const when = windowSaid(window)
  if (likely === 0 || first === null) return {
    zh: `${when.zh}没有发现案件在哪一片、哪一段时间里扎堆`,
    en: `No circle of places and span of days had too many at once ${when.en}`,
  }
  if (likely === 1) return { zh: `${when.zh}有 1 处集中发生：${first.zh}`, en: `One burst ${when.en}: ${first.en}` }
  return { zh: `${when.zh}有 ${likely} 处集中发生，最明显的：${first.zh}`, en: `${likely} bursts ${when.en}, above all: ${first.en}` }
}

/** Why there is no map, and what helps. `detectable`: see `Sufficiency`. */
export function tooFew(window: Window, { level, cases, areas, detectable }: { level: Level; cases: number; areas: number; detectable: number | null }): Say {
  const [when, came, many] = [windowSaid(window), casesSaid(cases), areasSaid(areas, level)]
  const times = detectable === null ? null : Math.ceil(detectable)
  return {
    zh: `${when.zh}只有 ${came.zh}，分在 ${many.zh}，太少，看不出热点${times === null ? '' : `：一处要多到应有的 ${times} 倍，才分得清不是碰巧`}。请选更长的时段、更多的类型，或改看更大的区域。`,
    en: `${capital(when.en)} there are only ${came.en} over ${many.en}: too few to see a hot-spot${times === null ? '' : `; a place would need ${times} times what is expected to be told from chance`}. Choose a longer period, more categories or wider areas.`,
  }
}

/** Neither residents nor a year before the window. */
export const NOTHING_TO_COMPARE: Say = {
  zh: '底图包里没有常住人口，此前一年也没有台账，不知道各处本该有多少件，判断不了哪里偏多。请给底图包补上常住人口（population），或导入往年的台账。',
  en: 'The pack has no residents and there is no ledger of the year before, so nobody knows how many cases each place should have. Add residents (population) to the pack, or import the ledgers of earlier years.',
}

/** A map without its numbers: how many areas are hot and cold. */
export function hotTally({ level }: { level: Level }, tally: ReadonlyMap<HotClass, number>): Say {
  const sum = (heat: 'hot' | 'cold'): number => [...tally].reduce((all, [code, count]) => (code === `${heat}99` || code === `${heat}95` ? all + count : all), 0)
  const [hot, cold] = [areasSaid(sum('hot'), level), areasSaid(sum('cold'), level)]
  if (sum('hot') === 0) return { zh: '近来没有哪一处明显偏多', en: 'No place stands out of late' }
  return { zh: `近来有 ${hot.zh}连片偏多，${cold.zh}连片偏少`, en: `Of late ${hot.en} have more than expected with those around them, ${cold.en} fewer` }
}

/** The same without the number of cases. */
export const TOO_FEW_TOLD: Say = { zh: '近来案件太少，看不出热点', en: 'There are too few cases of late to see a hot-spot' }

/** A density needs points. */
export function noPoints(window: Window, cases: number): Say {
  const [when, came] = [windowSaid(window), casesSaid(cases)]
  return {
    zh: `${when.zh} ${came.zh}都没有坐标，画不出热力；按村、按乡镇的件数和热点不受影响`,
    en: `None of the ${came.en} ${when.en} has a point, so there is no density to draw; counts and hot-spots by area do not need points`,
  }
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
