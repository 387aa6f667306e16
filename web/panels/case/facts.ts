import { CATEGORIES } from '../../../server/contract/categories.ts'
import { SUBSIDY_STATUS, type CaseDetail } from '../../../server/contract/cases.ts'
import { CHANNELS } from '../../../server/contract/channels.ts'
import type { Day } from '../../../server/contract/day.ts'
import { ADVICE, FOLLOW_RESULTS, MEDIATION_TYPES, PERFORMANCES, PREVENTED } from '../../../server/contract/moves.ts'
import { dayText, exact } from '../../i18n/format.ts'
import { moneySays } from './events.ts'
import type { Words } from './say.ts'

export interface Fact {
  name: string
  value: string
  /** there is nothing to say */
  soft?: boolean
  more?: string
}

/** What was entered at the doorstep; what is not known is said to be so. */
export function enteredFacts(detail: CaseDetail, words: Words): Fact[] {
  const { t, say, language } = words
  const fact = (name: string, value: string | null, more?: string | null): Fact =>
    value === null ? { name, value: t('case.unknown'), soft: true } : { name, value, ...(more && { more }) }
  const term = detail.categoryTerm ? t('case.term', { term: detail.categoryTerm }) : null
  return [
    fact(t('case.occurredOn'), dayText(detail.occurredOn, language)),
    fact(t('case.category'), say(CATEGORIES.row(detail.category).label), term),
    fact(t('case.channel'), say(CHANNELS.row(detail.channel).label)),
    fact(t('case.people'), detail.people === null ? null : exact(detail.people)),
    fact(t('case.amount'), detail.amountFen === null ? null : moneySays(detail.amountFen, words)),
    fact(t('case.dueOn'), detail.dueOn && dayText(detail.dueOn, language)),
    ...(detail.enteredBy ? [fact(t('case.enteredBy'), detail.enteredBy.name)] : []),
  ]
}

/** What came of it, as far as there is something. */
export function outcomeFacts(detail: CaseDetail, words: Words): Fact[] {
  const { t, say, language } = words
  const day = (value: Day | null) => value && dayText(value, language)
  const facts: [string, string | null | undefined, string?][] = [
    [t('case.escalatedTo'), detail.escalatedTo?.name],
    [t('case.mediationType'), detail.mediationType && say(MEDIATION_TYPES.row(detail.mediationType).label)],
    [t('case.agreement'), detail.agreement && t(detail.agreement === 'written' ? 'case.agreementWritten' : 'case.agreementOral'), detail.agreedOn ? t('case.agreedOn', { day: day(detail.agreedOn)! }) : undefined],
    [t('case.agreedFen'), detail.agreedFen === null ? null : moneySays(detail.agreedFen, words)],
    [t('case.confirmation'), detail.confirmation && (detail.confirmation.decidedOn
      ? t('case.decided', { applied: day(detail.confirmation.appliedOn)!, decided: day(detail.confirmation.decidedOn)! })
      : t('case.applied', { day: day(detail.confirmation.appliedOn)! }))],
    [t('case.performBy'), day(detail.performBy)],
    [t('case.performance'), detail.performance && say(PERFORMANCES.row(detail.performance).label)],
    [t(detail.state === 'terminated' ? 'case.endedOn' : 'case.closedOn'), day(detail.closedOn)],
    [t('case.followUp'), detail.followResult && say(FOLLOW_RESULTS.row(detail.followResult).label), day(detail.followedOn) ?? undefined],
    [t('case.advice'), detail.advice && say(ADVICE.row(detail.advice).label)],
    [t('case.subsidy'), detail.subsidy && t('case.subsidyOne', { amount: moneySays(detail.subsidy.fen, words), status: say(SUBSIDY_STATUS.row(detail.subsidy.status).label) })],
    [t('case.prevented'), detail.prevented.map(({ kind, people }) => t('case.preventedOne', { kind: say(PREVENTED.row(kind).label), people: exact(people) })).join(language === 'zh' ? '；' : '; ')],
  ]
  return facts.flatMap(([name, value, more]) => (value ? [{ name, value, ...(more && { more }) }] : []))
}
