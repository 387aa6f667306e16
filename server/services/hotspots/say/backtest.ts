import type { Say } from '../../../contract/error.ts'
import type { Backtest, BacktestScores } from '../../../contract/hotspots.ts'

/** Better by less than this is no difference. */
const ALIKE = 0.05

/** What the back-test says of the list, also where a plain ranking does better. */
export function backtestFinding(months: Backtest['months'], scores: readonly BacktestScores[]): Say {
  const scored = months.filter(({ named, cases }) => named > 0 && cases > 0).length
  const [ours, ...rivals] = scores
  if (months.length === 0) return {
    zh: '记录还太短，没法拿过去的月份来检验',
    en: 'The record is still too short to test the list on past months',
  }
  const { hitRate = null, pai = null } = ours?.median ?? {}
  if (scored === 0 || hitRate === null || pai === null) return {
    zh: `过去 ${months.length} 个月里，没有一个月够得上点名热点，无从检验`,
    en: `In none of the past ${months.length} months was there a hot place to name, so there is nothing to test`,
  }
  const [share, times] = [Math.round(hitRate * 100), pai.toFixed(1)]
  const best = rivals.reduce((a, b) => ((b.median.pai ?? 0) > (a.median.pai ?? 0) ? b : a))
  const zh = `过去 ${months.length} 个月中有 ${scored} 个月点了名：点名的地方，接下来一个月发生了全部案件的 ${share}%（中位数），是同样人口平常的 ${times} 倍`
  const en = `Places were named in ${scored} of the past ${months.length} months; in the month that followed they had ${share} % of all cases (median), ${times} times what as many residents usually have`
  const against = compared(pai, best)
  return { zh: `${zh}；${against.zh}`, en: `${en}; ${against.en}` }
}

function compared(ours: number, { label, median }: BacktestScores): Say {
  if (median.pai === null) return { zh: '没有可比的排名', en: 'there is no ranking to compare with' }
  const theirs = median.pai.toFixed(1)
  const gap = ours / median.pai - 1
  if (Math.abs(gap) <= ALIKE) return { zh: `与${label.zh}相当（${theirs} 倍）`, en: `as good as “${label.en.toLowerCase()}” (${theirs})` }
  return gap > 0
    ? { zh: `比${label.zh}（${theirs} 倍）准`, en: `better than “${label.en.toLowerCase()}” (${theirs})` }
    : { zh: `不如${label.zh}（${theirs} 倍）准`, en: `not as good as “${label.en.toLowerCase()}” (${theirs})` }
}
