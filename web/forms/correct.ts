import type { CaseCorrection, CaseDetail } from '../../server/contract/cases.ts'
import type { Category } from '../../server/contract/categories.ts'
import type { Channel } from '../../server/contract/channels.ts'
import type { Day } from '../../server/contract/day.ts'
import { entryFaults, fiveDecimals, type Entry, type EntryFault, type EntryField, type EntryPlace } from './entry.ts'
import { readNumber } from './move.ts'

/** What was entered and can be mended; the tier is set by triage. */
const CORRECTED: readonly EntryField[] = ['occurredOn', 'place', 'category', 'channel', 'people', 'amount', 'summary']
/** Of a case whose text the asker may not read. */
const HIDDEN: readonly EntryField[] = ['place', 'summary']

export function correctable({ sensitive, summary }: Pick<CaseDetail, 'sensitive' | 'summary'>): readonly EntryField[] {
  return sensitive && summary === null ? CORRECTED.filter((field) => !HIDDEN.includes(field)) : CORRECTED
}

/** A case as it stands in the fields that it was entered by. */
export function entryOf(detail: CaseDetail, place: EntryPlace | null): Entry {
  const { lng, lat, people, amountFen } = detail
  return {
    occurredOn: detail.occurredOn,
    place,
    point: lng === null || lat === null ? null : { lng, lat },
    category: detail.category,
    channel: detail.channel,
    people: people === null ? '' : String(people),
    amount: amountFen === null ? '' : String(amountFen / 100),
    summary: detail.summary ?? '',
    colour: '',
  }
}

/** Faults of what a person changed: what a ledger left out before may stay out. */
export function correctionFaults(before: Entry, after: Entry, today: Day): Partial<Record<EntryField, EntryFault>> {
  const faults = Object.entries(entryFaults(after, today)) as [EntryField, EntryFault][]
  return Object.fromEntries(faults.filter(([field]) => differs(before, after, field)))
}

function differs(before: Entry, after: Entry, field: EntryField): boolean {
  if (field === 'place') return before.place?.code !== after.place?.code || before.point?.lng !== after.point?.lng || before.point?.lat !== after.point?.lat
  return String(before[field]).trim() !== String(after[field]).trim()
}

/** Only what a person changed goes to the server, so that what others changed meanwhile stays theirs; null where nothing was. */
export function correctionOf(before: Entry, after: Entry, note: string): Omit<CaseCorrection, 'version'> | null {
  const changed = (field: EntryField) => differs(before, after, field)
  const number = (text: string) => (text.trim() ? readNumber(text) : null)
  const degrees = (value: number | undefined) => (value === undefined ? null : fiveDecimals(value))
  const correction: Omit<CaseCorrection, 'version'> = {
    ...(changed('occurredOn') && { occurredOn: after.occurredOn as Day }),
    ...(changed('place') && after.place && { area: after.place.code, lng: degrees(after.point?.lng), lat: degrees(after.point?.lat) }),
    ...(changed('category') && { category: after.category as Category }),
    ...(changed('channel') && { channel: after.channel as Channel }),
    ...(changed('people') && { people: number(after.people) }),
    ...(changed('amount') && { amountYuan: number(after.amount) }),
    ...(changed('summary') && { summary: after.summary.trim() }),
  }
  if (Object.keys(correction).length === 0) return null
  return { ...correction, ...(note.trim() && { note: note.trim() }) }
}
