import type { CaseDraft } from '../contract/case.ts'
import { dayNumber } from '../contract/day.ts'
import { hash64 } from './hash.ts'
import { otherParties } from './parties.ts'

/**
 * What two rows are compared by. `relatedNo` is the number that a row says it repeats; `numberLost` tells that
 * its source numbered it but a spreadsheet destroyed the number. `parties` are those of `partiesOf`.
 */
export type CaseLike = Pick<
  CaseDraft,
  'originalNo' | 'occurredOn' | 'closedOn' | 'category' | 'area' | 'placeWords' | 'people' | 'amountFen' | 'summary' | 'point'
> & { relatedNo?: string | null; numberLost?: boolean; parties?: string | null }

/** Days that two reports of one case may lie apart. */
export const DAYS_APART = 3
/** Share of common pairs of characters from which two texts tell of the same. */
const SIMILAR = 0.8
/** Degrees, some 150 m: two points farther apart are two places. */
const POINTS_APART = 0.0015

/**
 * Stable hash (64 bits, hex) of what a row says and what time does not change: day, place, category, people,
 * amount, text, point, term. Status, closing and follow-up are left out, so that a later export of the same
 * case has the same key.
 */
export function contentKey(draft: CaseDraft): string {
  const { point } = draft
  const parts = [
    draft.originalNo ?? '',
    draft.occurredOn,
    draft.area ?? draft.placeWords ?? '',
    draft.category,
    draft.categoryTerm ?? '',
    draft.channel,
    draft.people ?? '',
    draft.amountFen ?? '',
    draft.summary ?? '',
    point ? `${point.originalX},${point.originalY}` : '',
  ]
  return hash64(parts.join('\u0001'))
}

/** Digits from which a number is one of its kind, such as a hotline's order; clerks count 2024-001 per town and year. */
export const UNIQUE_DIGITS = 16
/** Characters of bare text below which words are no evidence: 邻里纠纷, 因琐事发生口角 fit any case. */
export const TELLING_LENGTH = 12

/** Is the number by itself enough to know a case by? Else day, or kind and place, must agree as well. */
export function numberDecides(number: string): boolean {
  return new RegExp(`\\d{${UNIQUE_DIGITS}}`).test(number)
}

/** Is the text, without marks, figures and masks, long enough to know a case by? */
export function wordsDecide(row: Pick<CaseLike, 'summary'>): boolean {
  return bareText(row).replace(/\d+|某/g, '').length >= TELLING_LENGTH
}

/**
 * Do two rows tell of one case?
 * 1. Equal numbers: yes for 16 digits or more. Shorter ones: no where both areas are known and lie in different
 *    towns; else yes where two of day, category and place agree, an unknown place counting as the same on one day.
 * 2. A number that one says it repeats: yes. Two numbers, or rows of a numbering source, that differ: no.
 * 3. By words: the same place and category, the same text but for wording, no fact that contradicts; within three
 *    days where both texts have 12 telling characters. Shorter texts tell it only of the same day, word for word.
 * Without text on either side: never.
 */
export function sameCase(a: CaseLike, b: CaseLike): boolean {
  if (a.originalNo !== null && a.originalNo === b.originalNo) return sameNumber(a, b, a.originalNo)
  if (repeats(a, b) || repeats(b, a)) return true
  if (numbered(a) && numbered(b)) return false
  return samePlace(a, b) && a.category === b.category && alike(a, b)
}

/** Digits of a 12-digit area code that name the town. */
const TOWN_DIGITS = 9

function sameNumber(a: CaseLike, b: CaseLike, number: string): boolean {
  if (numberDecides(number)) return true
  if (a.area !== null && b.area !== null && a.area.slice(0, TOWN_DIGITS) !== b.area.slice(0, TOWN_DIGITS)) return false
  const sameKind = a.category === b.category
  const unknownPlace = a.area === null || b.area === null
  if (a.occurredOn === b.occurredOn) return sameKind || unknownPlace || samePlace(a, b)
  return sameKind && samePlace(a, b)
}

function samePlace(a: CaseLike, b: CaseLike): boolean {
  return placeOf(a) !== '' && placeOf(a) === placeOf(b)
}

function repeats(a: CaseLike, b: CaseLike): boolean {
  return Boolean(a.relatedNo) && a.relatedNo === b.originalNo
}

function numbered(a: CaseLike): boolean {
  return a.originalNo !== null || a.numberLost === true
}

function placeOf(a: CaseLike): string {
  return a.area ?? (a.placeWords ? `?${a.placeWords}` : '')
}

function alike(a: CaseLike, b: CaseLike): boolean {
  const days = Math.abs(dayNumber(a.occurredOn) - dayNumber(b.occurredOn))
  if (days > DAYS_APART || contradict(a, b, days) || otherParties(a.parties, b.parties)) return false
  const textA = bareText(a)
  const textB = bareText(b)
  if (textA === '' || textB === '') return false
  if (figures(textA) !== figures(textB) || !partiesAgree(textA, textB)) return false
  if (!wordsDecide(a) || !wordsDecide(b)) return days === 0 && textA === textB
  return textA === textB || similarity(textA, textB) >= SIMILAR
}

/** On the same day a figure may have been brought up to date; on another day it tells two cases apart. */
function contradict(a: CaseLike, b: CaseLike, days: number): boolean {
  const differ = (x: number | null, y: number | null) => x !== null && y !== null && x !== y
  if (differ(a.people, b.people) && differ(a.amountFen, b.amountFen)) return true
  if (days > 0 && (differ(a.people, b.people) || differ(a.amountFen, b.amountFen))) return true
  if (a.closedOn && b.closedOn && Math.abs(dayNumber(a.closedOn) - dayNumber(b.closedOn)) > DAYS_APART) return true
  if (!a.point || !b.point) return false
  return Math.abs(a.point.lng - b.point.lng) > POINTS_APART || Math.abs(a.point.lat - b.point.lat) > POINTS_APART
}

function figures(text: string): string {
  return (text.match(/\d+(?:\.\d+)?/g) ?? []).join(' ')
}

/** 王某 and 李某 are two cases, however alike their texts. */
function partiesAgree(a: string, b: string): boolean {
  const ofA: string[] = a.match(/[\u4e00-\u9fff]某/g) ?? []
  const ofB: string[] = b.match(/[\u4e00-\u9fff]某/g) ?? []
  return ofA.length === 0 || ofB.length === 0 || ofA.some((party) => ofB.includes(party))
}

/** Text without marks and without what a reporting office puts before it, such as (部门报). */
function bareText(a: Pick<CaseLike, 'summary'>): string {
  return (a.summary ?? '').replace(/^[（(【[][^）)】\]]{1,8}[）)】\]]/, '').replace(/[\s\p{P}\p{S}]+/gu, '')
}

/** Dice's coefficient over pairs of characters, 0–1. */
export function similarity(a: string, b: string): number {
  if (a === b) return 1
  if (a.length < 2 || b.length < 2) return 0
  const pairs = new Map<string, number>()
  for (let at = 0; at < a.length - 1; at++) {
    const pair = a.slice(at, at + 2)
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1)
  }
  let common = 0
  for (let at = 0; at < b.length - 1; at++) {
    const pair = b.slice(at, at + 2)
    const left = pairs.get(pair) ?? 0
    if (left === 0) continue
    pairs.set(pair, left - 1)
    common++
  }
  return (2 * common) / (a.length + b.length - 2)
}
