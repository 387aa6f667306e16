import type { Say } from '../../../contract/error.ts'
import type { Backtest, BacktestScores } from '../../../contract/hotspots.ts'

/** With fewer months of it a comparison is chance. */
const FEWEST_MONTHS = 6
/** Better by less than this is no difference. */
const ALIKE = 0.05

/** What the back-test says of the list, also where a plain ranking does better. */
export function backtestFinding(
  months: Backtest['months'], scores: readonly BacktestScores[], { byResidents, windowDays }: { byResidents: boolean; windowDays: number },
): Say {
  const scored = months.filter(({ named, cases }) => named > 0 && cases > 0).length
  const [ours, ...rivals] = scores
  if (months.length === 0) return {
    zh: `记录还不够长，没法按 ${windowDays} 天的时段拿过去的月份来检验；请选短一些的时段`,
    en: `The record is not long enough to test a window of ${windowDays} days on past months: choose a shorter one`,
  }
  const { hitRate = null, pai = null } = ours?.median ?? {}
  if (scored === 0 || hitRate === null || pai === null) return {
    zh: `过去 ${months.length} 个月里，没有一个月够得上点名热点，无从检验`,
    en: `In none of the past ${months.length} months was there a hot place to name, so there is nothing to test`,
  }
  const [share, times] = [Math.round(hitRate * 100), pai.toFixed(1)]
  const most = rivals.reduce((a, b) => ((b.median.hitRate ?? 0) > (a.median.hitRate ?? 0) ? b : a))
  const zh = `过去 ${months.length} 个月中有 ${scored} 个月点了名：点名的地方，接下来一个月发生了全部案件的 ${share}%（中位数），是同样${byResidents ? '人口' : '多的地方'}平常的 ${times} 倍`
  const en = `Places were named in ${scored} of the past ${months.length} months; in the month that followed they had ${share} % of all cases (median), ${times} times what as many ${byResidents ? 'residents' : 'places'} usually have`
  if (scored < FEWEST_MONTHS) return { zh: `${zh}；月份还少，不与别的排名比`, en: `${en}; too few months to compare it with other rankings` }
  const against = compared({ hitRate, pai }, most)
  return { zh: `${zh}；${against.zh}`, en: `${en}; ${against.en}` }
}

/** Beside the ranking that caught most: more cases alone are no merit where they come of places with more people. */
function compared(ours: { hitRate: number; pai: number }, { label, median }: BacktestScores): Say {
  if (median.pai === null || median.hitRate === null) return { zh: '没有可比的排名', en: 'there is no ranking to compare with' }
  const [share, times] = [Math.round(median.hitRate * 100), median.pai.toFixed(1)]
  const zh = `同样多的地方，${label.zh}命中 ${share}%，是平常的 ${times} 倍`
  const en = `as many places by “${label.en.toLowerCase()}” had ${share} %, ${times} times the usual`
  const [more, denser] = [beats(ours.hitRate, median.hitRate), beats(ours.pai, median.pai)]
  if (more === 0 && denser === 0) return { zh: `${zh}，两者相当`, en: `${en}: no difference` }
  if (more >= 0 && denser >= 0) return { zh: `${zh}，不如热点名单`, en: `${en}, which is less` }
  if (more <= 0 && denser <= 0) return { zh: `${zh}，比热点名单更准`, en: `${en}, which is more` }
  return denser > 0
    ? { zh: `${zh}：命中更多，是因为点的多是人口多的地方`, en: `${en}: more cases, as it names places with more people` }
    : { zh: `${zh}：命中较少，但点的地方人口更少`, en: `${en}: fewer cases, in places with fewer people` }
}

/** 1 where the first is clearly greater, −1 where the second is, else 0. */
function beats(one: number, other: number): -1 | 0 | 1 {
  return one > other * (1 + ALIKE) ? 1 : other > one * (1 + ALIKE) ? -1 : 0
}
