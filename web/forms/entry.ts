import type { NamedPlace } from '../../server/contract/answers.ts'
import { BOUNDS } from '../../server/contract/bounds.ts'
import { CATEGORIES } from '../../server/contract/categories.ts'
import type { NewCase } from '../../server/contract/cases.ts'
import { CHANNELS, type Channel } from '../../server/contract/channels.ts'
import { COLOURS } from '../../server/contract/colours.ts'
import { parseDay, type Day } from '../../server/contract/day.ts'
import { readNumber } from './move.ts'

export type EntryPlace = Pick<NamedPlace, 'code' | 'name' | 'nameEn' | 'path' | 'pathEn'>

export function placeOf({ code, name, nameEn, path, pathEn }: NamedPlace): EntryPlace {
  return { code, name, nameEn, path, pathEn }
}

/** A dispute as it stands in the fields of the entry page. */
export interface Entry {
  occurredOn: string
  place: EntryPlace | null
  /** of a click on the map, WGS-84 */
  point: { lng: number; lat: number } | null
  category: string
  channel: string
  people: string
  amount: string
  summary: string
  colour: string
}

export type EntryField = Exclude<keyof Entry, 'point'>
export type EntryFault = 'empty' | 'future' | 'wide' | 'number' | 'whole' | 'most'

/** In the order of the page; at most nine, as at the doorstep nobody fills more. */
export const ENTRY_FIELDS: readonly EntryField[] = ['occurredOn', 'place', 'category', 'channel', 'people', 'amount', 'summary', 'colour']

/** The field of the page that a field of the request belongs to. */
const OF_REQUEST: Record<keyof NewCase, EntryField> = {
  occurredOn: 'occurredOn', area: 'place', lng: 'place', lat: 'place', category: 'category', channel: 'channel',
  people: 'people', amountYuan: 'amount', summary: 'summary', colour: 'colour',
}

export function emptyEntry(today: Day, channel: Channel): Entry {
  return { occurredOn: today, place: null, point: null, category: '', channel, people: '', amount: '', summary: '', colour: '' }
}

/** Something was typed that would be a pity to lose; `home` was there before anybody did. */
export function begun({ place, point, category, people, amount, summary, colour }: Entry, home: EntryPlace | null): boolean {
  const chosen = place !== null && (place.code !== home?.code || point !== null)
  return Boolean(chosen || category || people || amount || colour || summary.trim())
}

/** The greatest numbers that are taken. */
export const MOST = { people: BOUNDS.people, amount: BOUNDS.amountYuan }

/** What is seldom meant as it stands, though it can be: more people than a village has households, an amount in the wrong unit. */
export type EntryDoubt = 'many' | 'small' | 'large'
const MANY_PEOPLE = 500
const SMALL_YUAN = 100
const LARGE_YUAN = 1e8

export function entryDoubts({ people, amount }: Pick<Entry, 'people' | 'amount'>): { people?: EntryDoubt; amount?: EntryDoubt } {
  const [count, yuan] = [readNumber(people), readNumber(amount)]
  return {
    ...(count !== null && count > MANY_PEOPLE && { people: 'many' as const }),
    ...(yuan !== null && yuan > 0 && yuan < SMALL_YUAN && { amount: 'small' as const }),
    ...(yuan !== null && yuan >= LARGE_YUAN && { amount: 'large' as const }),
  }
}

export function entryFaults(entry: Entry, today: Day): Partial<Record<EntryField, EntryFault>> {
  const faults: Partial<Record<EntryField, EntryFault>> = {}
  const day = parseDay(entry.occurredOn)
  if (!day) faults.occurredOn = 'empty'
  else if (day > today) faults.occurredOn = 'future'
  if (!entry.place) faults.place = 'empty'
  // a path of one name is the county itself
  else if (!entry.place.path.includes(' / ')) faults.place = 'wide'
  if (!CATEGORIES.is(entry.category)) faults.category = 'empty'
  if (!CHANNELS.is(entry.channel)) faults.channel = 'empty'
  if (!entry.summary.trim()) faults.summary = 'empty'
  for (const field of ['people', 'amount'] as const) {
    const number = entry[field].trim() ? readNumber(entry[field]) : 0
    if (number === null || number < 0) faults[field] = 'number'
    else if (field === 'people' && !Number.isInteger(number)) faults.people = 'whole'
    else if (number > MOST[field]) faults[field] = 'most'
  }
  return faults
}

/** The request of an entry without a fault. */
export function newCase({ occurredOn, place, point, category, channel, people, amount, summary, colour }: Entry): NewCase {
  const number = (text: string) => (text.trim() ? readNumber(text) : null)
  const count = number(people)
  const yuan = number(amount)
  return {
    occurredOn: occurredOn as Day,
    area: place!.code,
    ...(point && { lng: fiveDecimals(point.lng), lat: fiveDecimals(point.lat) }),
    category: category as NewCase['category'],
    channel: channel as Channel,
    ...(count !== null && { people: count }),
    ...(yuan !== null && { amountYuan: yuan }),
    summary: summary.trim(),
    ...(COLOURS.is(colour) && { colour }),
  }
}

export function fieldOf(name: string | undefined): EntryField | null {
  return name !== undefined && name in OF_REQUEST ? OF_REQUEST[name as keyof NewCase] : null
}

/** About a metre, which is finer than a hand on a map. */
export function fiveDecimals(degrees: number): number {
  return Math.round(degrees * 1e5) / 1e5
}

/** What the server stored is not what was typed: it masked something. White space alone is no difference. */
export function masked(typed: string, stored: string | null): boolean {
  const plain = (text: string) => text.replace(/\s+/g, '')
  return stored !== null && plain(stored) !== plain(typed)
}
