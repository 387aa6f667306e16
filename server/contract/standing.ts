import type { Say } from '../../geodata/place/say.ts'
import { vocabulary, type CodeOf } from './vocabulary.ts'

/** Where a case stands as of today. A case is of one `due` and of one `age`; marks it may have several of, or none. */

/** A deadline within so many days from today is soon. */
export const SOON_DAYS = 7

/** By the deadline, of cases that are pending (open or handling). */
export const DUES = vocabulary([
  { code: 'overdue', label: { zh: '已超期', en: 'Overdue' } },
  { code: 'soon', label: { zh: '7 日内到期', en: 'Due within 7 days' } },
  { code: 'later', label: { zh: '7 日后到期', en: 'Due later' } },
  { code: 'open', label: { zh: '未定期限', en: 'No deadline' } },
  { code: 'settled', label: { zh: '不在办', en: 'Not pending' } },
])
export type Due = CodeOf<typeof DUES>

/** By the whole days since it occurred, of cases that are pending; `from` is the first of them. */
export const AGES = vocabulary([
  { code: 'upto30', from: 0, label: { zh: '30 天以内', en: 'Up to 30 days' } },
  { code: 'over30', from: 31, label: { zh: '31–60 天', en: '31–60 days' } },
  { code: 'over60', from: 61, label: { zh: '61–90 天', en: '61–90 days' } },
  { code: 'over90', from: 91, label: { zh: '超过 90 天', en: 'More than 90 days' } },
  { code: 'settled', from: Infinity, label: { zh: '不在办', en: 'Not pending' } },
])
export type Age = CodeOf<typeof AGES>
/** Pending longer than this is long (久拖不决): days since it occurred. */
export const LONG_PENDING_DAYS = AGES.row('over90').from - 1

/** What stands on record of a case now, whatever its state is. Reopened, a case begins anew: what it came to before stands in its events alone, and only `relapsed` tells of it. */
export const MARKS = vocabulary([
  { code: 'agreed', label: { zh: '达成协议', en: 'Agreed' } },
  { code: 'performed', label: { zh: '履行完毕', en: 'Performed in full' } },
  { code: 'confirmed', label: { zh: '司法确认', en: 'Judicially confirmed' } },
  { code: 'followed', label: { zh: '已回访', en: 'Followed up' } },
  { code: 'relapsed', label: { zh: '有反复', en: 'Relapsed' } },
])
export type Mark = CodeOf<typeof MARKS>

/** What each mark stands for, for whoever reads a count of it. */
export const MARK_RULES: Record<Mark, Say> = {
  agreed: { zh: '台账或办理中记有书面或口头协议；重新办理后从头记', en: 'A written or oral agreement is on record; reopened, a case begins anew' },
  performed: { zh: '登记为全部履行；重新办理后从头记', en: 'Recorded as performed in full; reopened, a case begins anew' },
  confirmed: { zh: '法院已裁定确认；重新办理后从头记', en: 'Confirmed by a court; reopened, a case begins anew' },
  followed: { zh: '办结后至少回访过一次；重新办理后从头记', en: 'Followed up at least once after the close; reopened, a case begins anew' },
  relapsed: { zh: '办结后重新办理过，或台账写明反复；回访发现反复而还没有重新办理的不在其中', en: 'Reopened after it had been closed, or called relapsed by its ledger; none that a follow-up found so and nobody reopened yet' },
}
