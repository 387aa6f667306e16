import { tails } from '../../analysis/tails.ts'
import type { Rate } from '../../contract/answers.ts'
import { dayNumber, dayOfNumber, type Day } from '../../contract/day.ts'
import type { Say } from '../../contract/error.ts'
import { choosesByToday, type Filter } from '../../contract/filter.ts'
import { exact } from '../../contract/numbers.ts'
import type { OutcomeWarning, PartCode, WarningCode } from '../../contract/outcome.ts'
import type { CubeOutcome } from '../../cube/outcome.ts'
import type { Odd } from './funnel.ts'

export interface Town {
  name: string
  nameEn: string
  /** cases of the filter in it */
  count: number
  /** of the cases that it would have if they fell by residents, or evenly where those are not known */
  share: number
}

export interface Findings {
  found: CubeOutcome
  /** closings in the period by day */
  closed: ReadonlyMap<number, number>
  cohort: Rate
  within: readonly { days: number; rate: Rate }[]
  period: Rate
  count: Readonly<Record<PartCode, number>>
  odd: Odd
  towns: readonly Town[]
  filter: Filter
  today: Day
}

/** A rate of fewer cases says little. */
const FEW = 20
/** Of the closed cases, a share from here on is told, where it is of so many cases at least. */
const TOLD_SHARE = 0.2
const LEAST = 5
/** Days at the end of a month whose closings are looked at, and how rare by chance their number has to be. */
const LAST_DAYS = 3
const RARE = 0.001
/** A town that should have so many cases and has none: by chance once in 148 times. */
const EXPECTED_OF_SILENT = 5
const NAMED_TOWNS = 4

/** What there is to say against taking the rates as they stand; the gravest first. */
export function warningsOf(findings: Findings): OutcomeWarning[] {
  const found: [WarningCode, Say | null][] = [
    ['selected', selected(findings)],
    ['silent', silent(findings)],
    ['few', few(findings)],
    ['beyond', beyond(findings)],
    ['monthEnd', monthEnd(findings)],
    ['sameDay', sameDay(findings)],
    ['noAgreement', noAgreement(findings)],
    ['noFollowUp', noFollowUp(findings)],
    ['relapsed', relapsed(findings)],
    ['contradictory', contradictory(findings)],
    ['undated', undated(findings)],
    ['young', young(findings)],
  ]
  return found.flatMap(([code, say]) => (say ? [{ code, say }] : []))
}

/** Cases that were chosen by how they stand or came out say nothing of how cases come out. */
function selected({ filter }: Findings): Say | null {
  if (!choosesByToday(filter)) return null
  return {
    zh: '筛选条件里有阶段、时限、天数或经历的环节：案件是按结果挑出来的，这里的化解率不能当全部案件的化解率',
    en: 'The filter chooses by phase, deadline, age or stages gone through: these cases were picked by how they came out, and their rate is not that of all cases',
  }
}

/** Only where every kind of case is asked for: none of a rare kind is no silence. */
function silent({ towns, found, filter: { from: _from, to: _to, area: _area, ...kinds } }: Findings): Say | null {
  if (Object.keys(kinds).length > 0 || towns.length < 2) return null
  const none = towns.filter(({ count, share }) => count === 0 && found.count * share >= EXPECTED_OF_SILENT)
  if (none.length === 0) return null
  const more = none.length - NAMED_TOWNS
  const [zh, en] = [none.slice(0, NAMED_TOWNS).map(({ name }) => name).join('、'), none.slice(0, NAMED_TOWNS).map(({ nameEn }) => nameEn).join(', ')]
  return {
    zh: `${zh}${more > 0 ? `等 ${none.length} 个乡镇` : ''}本期一件未报，按人口应有 ${EXPECTED_OF_SILENT} 件以上：先查是没有纠纷还是没有报`,
    en: `${en}${more > 0 ? ` and ${more} more` : ''} reported no case in the period, where by residents at least ${EXPECTED_OF_SILENT} were due: find out whether there was none or none was reported`,
  }
}

function few({ cohort: { numerator, denominator } }: Findings): Say | null {
  if (denominator === 0 || denominator >= FEW) return null
  if (numerator === denominator) {
    return {
      zh: `本期只有 ${exact(denominator)} 件，件件化解；件数太少，100% 说明不了什么`,
      en: `There ${denominator === 1 ? 'is 1 case' : `are ${exact(denominator)} cases`} in the period, all resolved; of so few 100% says little`,
    }
  }
  return {
    zh: `本期只有 ${exact(denominator)} 件，多化解一件，化解率就差 ${points(denominator)} 个百分点`,
    en: `There ${denominator === 1 ? 'is 1 case' : `are ${exact(denominator)} cases`} in the period: one more resolved changes the rate by ${points(denominator)} points`,
  }
}

const points = (cases: number): string => (100 / cases).toFixed(1)

function beyond({ period, found }: Findings): Say | null {
  if (period.value === null || period.value < 1 || found.pending === 0) return null
  return {
    zh: `期内办结 ${exact(period.numerator)} 件，不少于本期受理的 ${exact(period.denominator)} 件，但本期受理的还有 ${exact(found.pending)} 件在办：办结的含以前受理的件`,
    en: `${exact(period.numerator)} cases were closed in the period, no fewer than the ${exact(period.denominator)} accepted in it, yet ${exact(found.pending)} of these are pending: older cases are among the closed`,
  }
}

/** Closings on the last days of months, against as many days taken evenly: a binomial tail. */
function monthEnd({ closed, filter, today }: Findings): Say | null {
  const days = [...closed.keys()]
  if (days.length === 0) return null
  const first = filter.from ? dayNumber(filter.from) : Math.min(...days)
  const last = Math.min(filter.to ? dayNumber(filter.to) : Infinity, Math.max(dayNumber(today), Math.max(...days)))
  let ends = 0
  for (let day = first; day <= last; day++) if (isMonthEnd(day)) ends++
  const share = ends / (last - first + 1)
  const all = [...closed.values()].reduce((sum, n) => sum + n, 0)
  const atEnds = days.reduce((sum, day) => sum + (isMonthEnd(day) ? closed.get(day)! : 0), 0)
  if (ends === 0 || share >= 1 || atEnds < 2 * all * share || atEnds < LEAST) return null
  if (tails(atEnds, { cases: all, share, dispersion: 1 }).upper > Math.log(RARE)) return null
  return {
    zh: `办结的 ${exact(all)} 件里，${exact(atEnds)} 件（${percent(atEnds / all)}）在月底最后 ${LAST_DAYS} 天办结，平摊应是 ${percent(share)}：可能为赶报表集中销账`,
    en: `Of ${exact(all)} closings ${exact(atEnds)} (${percent(atEnds / all)}) fell on the last ${LAST_DAYS} days of a month, where evenly it would be ${percent(share)}: they may have been closed for the report`,
  }
}

function isMonthEnd(day: number): boolean {
  return dayOfNumber(day).slice(0, 7) !== dayOfNumber(day + LAST_DAYS).slice(0, 7)
}

function sameDay({ found: { sameDay: n, resolved, undated: without } }: Findings): Say | null {
  const dated = resolved - without
  return told(n, dated) && {
    zh: `有办结日期的 ${exact(dated)} 件里，${exact(n)} 件（${percent(n / dated)}）当天受理、当天办结：或是小事当场调成，或是事后补录`,
    en: `Of ${exact(dated)} cases closed on a known day ${exact(n)} (${percent(n / dated)}) were closed on the day they came in: settled on the spot, or written down afterwards`,
  }
}

function noAgreement({ found: { resolved }, count: { closedWithout: n } }: Findings): Say | null {
  return told(n, resolved) && {
    zh: `化解的 ${exact(resolved)} 件里，${exact(n)} 件（${percent(n / resolved)}）没有记书面或口头协议`,
    en: `Of ${exact(resolved)} resolved cases ${exact(n)} (${percent(n / resolved)}) have no agreement on record, neither written nor oral`,
  }
}

function noFollowUp({ found: { resolved }, count: { unfollowed, followUpUnrecorded } }: Findings): Say | null {
  const n = unfollowed + followUpUnrecorded
  return told(n, resolved) && {
    zh: `化解的 ${exact(resolved)} 件里，${exact(n)} 件（${percent(n / resolved)}）没有回访或没有记回访：是否反复，还不知道`,
    en: `Of ${exact(resolved)} resolved cases ${exact(n)} (${percent(n / resolved)}) have no follow-up on record: nobody knows whether they stay settled`,
  }
}

/** What a reopened case came to before is in its events alone: the funnel counts what came of it since. */
function relapsed({ found: { relapsed: n } }: Findings): Say | null {
  if (n === 0) return null
  return {
    zh: `本期发生、办结后又反复的 ${exact(n)} 件：在系统里重新办理的从头记起，前一次的协议、履行、确认和回访不在各环节里，没有办牢的就少算了`,
    en: `${exact(n)} ${n === 1 ? 'case' : 'cases'} of this period relapsed: one that is reopened here begins anew, so what was agreed, performed, confirmed and followed up before is in no stage, and settlements that did not hold are missing from them`,
  }
}

function contradictory({ odd: { performed, confirmed, followed } }: Findings): Say | null {
  const found: [number, Say][] = [
    [performed, { zh: '记了全部履行而没有协议', en: 'performed in full without an agreement' }],
    [confirmed, { zh: '记了司法确认而没有书面协议', en: 'confirmed by a court without a written agreement' }],
    [followed, { zh: '没有化解却记了回访', en: 'followed up without being resolved' }],
  ]
  const kinds = found.filter(([n]) => n > 0)
  if (kinds.length === 0) return null
  return {
    zh: `记录前后矛盾，没有计入各环节，请核对：${kinds.map(([n, { zh }]) => `${exact(n)} 件${zh}`).join('；')}`,
    en: `Records contradict one another and are left out of the stages; please check: ${kinds.map(([n, { en }]) => `${exact(n)} ${en}`).join('; ')}`,
  }
}

function undated({ found: { resolved, undated: n } }: Findings): Say | null {
  return told(n, resolved) && {
    zh: `化解的 ${exact(resolved)} 件里，${exact(n)} 件没有办结日期，期内办结比和几日内化解率都没有算它们`,
    en: `Of ${exact(resolved)} resolved cases ${exact(n)} have no closing day: no figure that looks at the day counts them`,
  }
}

function young({ found, within }: Findings): Say | null {
  const span = within[0]
  if (!span || span.rate.value === null || found.pending === 0) return null
  const fresh = found.count - found.undated - span.rate.denominator
  if (fresh <= 0) return null
  return {
    zh: `化解率还会变：全部案件里还在办的 ${exact(found.pending)} 件；发生还不满 ${span.days} 天的 ${exact(fresh)} 件，不论办没办结。已满 ${span.days} 天的，${span.days} 天内化解 ${percent(span.rate.value)}`,
    en: `The rate will change: of all cases ${exact(found.pending)} are pending; ${exact(fresh)}, closed or not, occurred less than ${span.days} days ago. Of the older ones ${percent(span.rate.value)} were resolved within ${span.days} days`,
  }
}

/** A share of the closed cases that is large enough to be told. */
function told(n: number, of: number): true | null {
  return n >= LEAST && n >= of * TOLD_SHARE ? true : null
}

/** A share below 1 is never rounded up to 100%. */
function percent(share: number): string {
  const rounded = Math.round(share * 1000) / 10
  return `${(share < 1 && rounded >= 100 ? 99.9 : rounded).toFixed(1)}%`
}
