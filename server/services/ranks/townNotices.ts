import { chanceOfNone, rateLaws } from '../../analysis/ranks/rates.ts'
import { dayNumber, dayOfNumber, type Day } from '../../contract/day.ts'
import { exact, expectedSaid } from '../../contract/numbers.ts'
import type { TownNotice } from '../../contract/towns.ts'
import { everyCase, select } from '../../cube/select.ts'
import { dispersionIn } from './dispersion.ts'
import type { Question } from '../question.ts'
import type { Spans } from './comparisons.ts'
import type { Groups } from './groups.ts'
import { YOUNG_DAYS, type TownTally } from './townTally.ts'

/** What a notice is for happens by chance no more often than this. */
const RARE = 0.01
const LEAST_SILENT_DAYS = 28
const LONGEST_LOOK = 364
/** Fewer young cases say nothing by being resolved. */
const LEAST_YOUNG = 3

interface Noticing {
  question: Question
  groups: Groups
  spans: Spans
  residents: Float64Array
}

/**
 * Where no case of any kind came in for weeks while the others report: by the rate of all over those days, a town's own rate differing as
 * the towns' do. Reads the cube within this call. By row; null where nothing is to be said.
 */
export function silentTowns({ question, groups, spans, residents }: Noticing): (TownNotice | null)[] {
  const { cube, query } = question
  const { record, last } = spans
  const ofAllKinds = everyCase(query.areas)
  const from = Math.max(record.since, last - LONGEST_LOOK + 1)
  const perDay = new Float64Array(last - from + 1)
  const latest = new Float64Array(groups.rows.length).fill(from - 1)
  const count = new Float64Array(groups.rows.length)
  const rows = select(cube, { ...ofAllKinds, from, to: last })
  for (let k = 0; k < rows.length; k++) {
    const at = groups.of(rows[k]!)
    if (at < 0 || Number.isNaN(residents[at]!)) continue
    const on = cube.columns.day[rows[k]!]!
    perDay[on - from]!++
    count[at]!++
    if (on > latest[at]!) latest[at] = on
  }
  const dispersion = dispersionIn({ ...question, filter: {}, query: ofAllKinds }, groups, spans)
  const laws = rateLaws(count, residents, { dispersion })
  if (!laws) return groups.rows.map(() => null)
  const people = residents.reduce((sum, own) => sum + (Number.isNaN(own) ? 0 : own), 0)
  const since = remaining(perDay)
  return groups.rows.map((_, at): TownNotice | null => {
    const days = last - latest[at]!
    if (Number.isNaN(residents[at]!) || days < LEAST_SILENT_DAYS) return null
    const expected = (since[latest[at]! + 1 - from]! * residents[at]!) / people
    const chance = chanceOfNone(expected, { strength: laws.strength, dispersion })
    return chance > RARE ? null : silentSaid({ days, expected, chance, last: dayOfNumber(last) })
  })
}

/** Sums from each day to the last. */
function remaining(perDay: Float64Array): Float64Array {
  const sums = new Float64Array(perDay.length + 1)
  for (let at = perDay.length - 1; at >= 0; at--) sums[at] = sums[at + 1]! + perDay[at]!
  return sums
}

function silentSaid({ days, expected, chance, last }: { days: number; expected: number; chance: number; last: Day }): TownNotice {
  const { zh, en } = expectedSaid(expected)
  const odds = chance < 0.001 ? { zh: '不到千分之一', en: 'less than 1 in 1,000' } : { zh: `约千分之${Math.max(1, Math.round(chance * 1_000))}`, en: `about ${Math.max(1, Math.round(chance * 1_000))} in 1,000` }
  return {
    kind: 'silent',
    say: {
      zh: `到 ${last} 已 ${exact(days)} 天一件未报；按各处同期的件数应${zh}，碰巧如此的可能${odds.zh}。请核对是真的没有，还是没有登记、没有导入`,
      en: `No case for ${exact(days)} days up to ${last}; by what the others reported ${en} were to be expected, and chance would leave none with odds of ${odds.en}. Check whether there were none, or none was entered or imported`,
    },
  }
}

/** Where every case is resolved, the young ones too, while elsewhere young cases are open as they must be. */
export function perfectTowns(tally: TownTally, { today }: Question, { last }: Spans): (TownNotice | null)[] {
  // states are as of today: of an earlier period no case is young
  const current = last === dayNumber(today)
  const [young, resolved] = [tally.young, tally.youngResolved].map((counts) => counts.reduce((sum, count) => sum + count, 0)) as [number, number]
  return Array.from(tally.count, (count, at): TownNotice | null => {
    const [own, others] = [tally.young[at]!, young - tally.young[at]!]
    if (!current || tally.resolved[at] !== count || own < LEAST_YOUNG || others === 0) return null
    const share = (resolved - tally.youngResolved[at]!) / others
    return share ** own > RARE ? null : perfectSaid({ count, young: own, share })
  })
}

function perfectSaid({ count, young, share }: { count: number; young: number; share: number }): TownNotice {
  const percent = `${Math.round(share * 100)}%`
  return {
    kind: 'perfect',
    say: {
      zh: `${exact(count)} 件全部化解，连近 ${YOUNG_DAYS} 天的 ${exact(young)} 件也是，而别处近 ${YOUNG_DAYS} 天的案件只化解了 ${percent}。请核对是否只登记了已办结的`,
      en: `All ${exact(count)} cases are resolved, even the ${exact(young)} of the last ${YOUNG_DAYS} days, of which elsewhere ${percent} are. Check whether only finished cases were entered`,
    },
  }
}
