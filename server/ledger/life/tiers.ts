import type { CaseState } from '../../contract/caseState.ts'
import { CATEGORIES } from '../../contract/categories.ts'
import type { TierColour } from '../../contract/colours.ts'
import { dayNumber, type Day } from '../../contract/day.ts'
import type { Say } from '../../contract/error.ts'
import type { Tier, TierRule } from '../../contract/presets.ts'
import { STATES } from '../../contract/states.ts'
import { isPending } from './state.ts'

/** What a proposal looks at beside the case. */
export interface Around {
  today: Day
  /** cases of its category at its place in so many days before its own, itself counted */
  alike(withinDays: number): number
}

/** The gravest tier that a rule speaks for, with the words of each rule that does; null without one. */
export function proposedTier(tiers: readonly Tier[], state: CaseState, around: Around): { colour: TierColour; reasons: Say[] } | null {
  for (const { colour, rules } of tiers) {
    const reasons = rules.flatMap((rule) => reasonOf(rule, state, around) ?? [])
    if (reasons.length > 0) return { colour, reasons }
  }
  return null
}

/** How often a proposal has to count cases around: the windows of its rules. */
export function windowsOf(tiers: readonly Tier[]): number[] {
  return [...new Set(tiers.flatMap(({ rules }) => rules.flatMap((rule) => (rule.kind === 'repeated' ? [rule.withinDays] : []))))]
}

function reasonOf(rule: TierRule, state: CaseState, around: Around): Say | null {
  switch (rule.kind) {
    case 'people':
      return state.people !== null && state.people >= rule.least
        ? { zh: `涉及 ${state.people} 人（达到 ${rule.least} 人）`, en: `${state.people} people (${rule.least} or more)` }
        : null
    case 'amount':
      return state.amountFen !== null && state.amountFen >= rule.leastFen
        ? { zh: `涉及金额 ${wan(state.amountFen)} 万元（达到 ${wan(rule.leastFen)} 万元）`, en: `${yuan(state.amountFen)} yuan at stake (${yuan(rule.leastFen)} or more)` }
        : null
    case 'repeated': {
      const alike = around.alike(rule.withinDays)
      return alike >= rule.least
        ? { zh: `同一地点 ${rule.withinDays} 天内同类纠纷 ${alike} 件`, en: `${alike} cases of this kind at this place within ${rule.withinDays} days` }
        : null
    }
    case 'category': {
      const { label } = CATEGORIES.row(state.category)
      return rule.categories.includes(state.category) ? { zh: `${label.zh}纠纷`, en: `Category: ${label.en}` } : null
    }
    case 'stalled': {
      const days = state.since === null || !isPending(state.state) ? 0 : dayNumber(around.today) - dayNumber(state.since)
      const { label } = STATES.row(state.state)
      return days >= rule.days ? { zh: `停在“${label.zh}”${days} 天`, en: `No progress for ${days} days: ${label.en}` } : null
    }
    case 'words': {
      const found = rule.words.filter((word) => tells(state.summary ?? '', word))
      return found.length > 0 ? { zh: `提到${found.map((word) => `“${word}”`).join('')}`, en: `The summary says ${found.join(', ')}` } : null
    }
    case 'sensitive':
      return state.sensitive ? { zh: '涉及家庭暴力、未成年人或轻生等', en: 'Family violence, minors, suicide or the like' } : null
    case 'reopened':
      return state.reopened >= rule.least ? { zh: `反复 ${state.reopened} 次`, en: `Reopened ${state.reopened} times` } : null
    case 'otherwise':
      return { zh: '没有触及更高等级的情形', en: 'Nothing speaks for a graver tier' }
  }
}

/** 未发生械斗 and 无极端言行 say that there is none. */
function tells(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
    if (!/[未无没非免防][^，。；、]{0,4}$/.test(text.slice(Math.max(0, at - 5), at))) return true
  }
  return false
}

function yuan(fen: number): string {
  return String(fen / 100)
}

function wan(fen: number): string {
  return String(Math.round(fen / 10_000) / 100)
}
