import type { Say } from '../../../contract/error.ts'
import type { Backtest, BacktestScores } from '../../../contract/hotspots.ts'
import type { Standing } from '../../../contract/hotTerms.ts'

/** With fewer months of it a comparison is chance. */
const FEWEST_MONTHS = 6
/** Better by less than this is no difference. */
const ALIKE = 0.05

export type BacktestVerdict = Pick<Backtest, 'standing' | 'rival' | 'finding'>

/** What the back-test says of the list, also where a plain ranking does better. */
export function backtestVerdict(
  months: Backtest['months'], scores: readonly BacktestScores[], { byResidents, windowDays }: { byResidents: boolean; windowDays: number },
): BacktestVerdict {
  const scored = months.filter(({ named, cases }) => named > 0 && cases > 0).length
  const [ours, ...rivals] = scores
  if (months.length === 0) return alone({
    zh: `记录还不够长，没法按 ${windowDays} 天的时段拿过去的月份来检验；请选短一些的时段`,
    en: `The record is not long enough to test a window of ${windowDays} days on past months: choose a shorter one`,
  })
  const { hitRate = null, pai = null } = ours?.median ?? {}
  if (scored === 0 || hitRate === null || pai === null) return alone({
    zh: `过去 ${months.length} 个月里，没有一个月够得上点名热点，无从检验`,
    en: `In none of the past ${months.length} months was there a hot place to name, so there is nothing to test`,
  })
  const caught = caughtSaid({ hitRate, pai }, byResidents)
  const zh = `过去 ${months.length} 个月里有 ${scored} 个月点了名。名单上的地方，下一个月一般${caught.zh}`
  const en = `Places were named in ${scored} of the past ${months.length} months. In the month that followed, those on the list usually had ${caught.en}`
  if (scored < FEWEST_MONTHS) return alone({ zh: `${zh}；月份还少，不与别的排名比`, en: `${en}; too few months to compare it with other rankings` })
  const rival = rivals.reduce((a, b) => ((b.median.hitRate ?? 0) > (a.median.hitRate ?? 0) ? b : a))
  const { standing, said } = compared({ hitRate, pai }, rival)
  return { standing, rival: standing && rival.method, finding: { zh: `${zh}；${said.zh}`, en: `${en}; ${said.en}` } }
}

const alone = (finding: Say): BacktestVerdict => ({ standing: null, rival: null, finding })

function caughtSaid({ hitRate, pai }: { hitRate: number; pai: number }, byResidents: boolean): Say {
  const share = Math.round(hitRate * 100)
  if (share === 0) return { zh: '几乎没有案件', en: 'hardly any case' }
  return {
    zh: `每 100 件占 ${share} 件，是${byResidents ? '这些人口' : '同样多的地方'}平常的 ${pai.toFixed(1)} 倍`,
    en: `${share} of every 100 cases, ${pai.toFixed(1)} times what ${byResidents ? 'their residents' : 'as many places'} usually have`,
  }
}

/** Beside the ranking that caught most: more cases alone are no merit where they come of places with more people. */
function compared(ours: { hitRate: number; pai: number }, { label, median }: BacktestScores): { standing: Standing | null; said: Say } {
  if (median.pai === null || median.hitRate === null) return { standing: null, said: { zh: '没有可比的排名', en: 'there is no ranking to compare with' } }
  const [share, times] = [Math.round(median.hitRate * 100), median.pai.toFixed(1)]
  if (share === 0) return ours.hitRate < 0.005
    ? { standing: 'even', said: { zh: `同样多的地方，${label.zh}的也是`, en: `nor had as many places by “${label.en.toLowerCase()}”` } }
    : { standing: 'ahead', said: { zh: `同样多的地方，${label.zh}的几乎没有`, en: `as many places by “${label.en.toLowerCase()}” had hardly any` } }
  const zh = `同样多的地方，${label.zh}的占 ${share} 件，是平常的 ${times} 倍`
  const en = `as many places by “${label.en.toLowerCase()}” had ${share}, ${times} times the usual`
  const [more, denser] = [beats(ours.hitRate, median.hitRate), beats(ours.pai, median.pai)]
  if (more === 0 && denser === 0) return { standing: 'even', said: { zh: `${zh}，两者相当`, en: `${en}: no difference` } }
  if (more >= 0 && denser >= 0) return { standing: 'ahead', said: { zh: `${zh}，不如名单准`, en: `${en}, which is less` } }
  if (more <= 0 && denser <= 0) return { standing: 'behind', said: { zh: `${zh}，比名单准`, en: `${en}, which is more` } }
  return denser > 0
    ? { standing: 'denser', said: { zh: `${zh}：占得多，但挑的多是人口多的地方`, en: `${en}: more cases, but in places with more people` } }
    : { standing: 'wider', said: { zh: `${zh}：占得少，但挑的地方人口也少`, en: `${en}: fewer cases, but in places with fewer people` } }
}

/** 1 where the first is clearly greater, −1 where the second is, else 0. */
function beats(one: number, other: number): -1 | 0 | 1 {
  return one > other * (1 + ALIKE) ? 1 : other > one * (1 + ALIKE) ? -1 : 0
}
