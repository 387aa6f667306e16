import type { Supervision, Whistle } from '../../../server/contract/cases.ts'
import { dayText } from '../../i18n/format.ts'
import type { Day } from '../../../server/contract/day.ts'
import type { Words } from './say.ts'

export interface Stand {
  text: string
  late: boolean
  /** nothing is waited for any more */
  over: boolean
}

/** How punctual a department is: reported in, gave a result, each in time or not. */
export function whistleStands(whistle: Whistle, today: Day, { t, language }: Pick<Words, 't' | 'language'>): Stand {
  const { due, reportedOn, resultOn, withdrawnOn } = whistle
  if (withdrawnOn) return { text: t('case.whistle.withdrawn', { day: dayText(withdrawnOn, language) }), late: false, over: true }
  if (resultOn) return { text: t(resultOn > due ? 'case.whistle.late' : 'case.whistle.inTime'), late: resultOn > due, over: true }
  const late = today > due
  if (reportedOn) return { text: t(late ? 'case.whistle.actsLate' : 'case.whistle.acts'), late, over: false }
  return { text: t(late ? 'case.whistle.waitsLate' : 'case.whistle.waits'), late, over: false }
}

export function supervisionStands({ due, answeredOn, liftedOn }: Supervision, today: Day, { t, language }: Pick<Words, 't' | 'language'>): Stand {
  if (answeredOn) return { text: t('case.answered', { day: dayText(answeredOn, language) }), late: answeredOn > due, over: true }
  if (liftedOn) return { text: t('case.lifted', { day: dayText(liftedOn, language) }), late: false, over: true }
  const late = today > due
  return { text: t(late ? 'case.unansweredLate' : 'case.unanswered'), late, over: false }
}
