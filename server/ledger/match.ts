import type { CaseDraft } from '../contract/case.ts'
import { dayNumber } from '../contract/day.ts'

/**
 * What two rows are compared by. `relatedNo` is the number that a row says it repeats; `numberLost` tells that
 * its source numbered it but a spreadsheet destroyed the number.
 */
export type CaseLike = Pick<
  CaseDraft,
  'originalNo' | 'occurredOn' | 'closedOn' | 'category' | 'area' | 'placeWords' | 'people' | 'amountFen' | 'summary' | 'point'
> & { relatedNo?: string | null; numberLost?: boolean }

/** Days that two reports of one case may lie apart. */
const DAYS_APART = 3
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

/** Two 32-bit multiplicative hashes side by side: one in 10^19 pairs of rows collides. */
function hash64(text: string): string {
  let a = 0xdeadbeef
  let b = 0x41c6ce57
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    a = Math.imul(a ^ code, 2_654_435_761)
    b = Math.imul(b ^ code, 1_597_334_677)
  }
  a = Math.imul(a ^ (a >>> 16), 2_246_822_507) ^ Math.imul(b ^ (b >>> 13), 3_266_489_909)
  b = Math.imul(b ^ (b >>> 16), 2_246_822_507) ^ Math.imul(a ^ (a >>> 13), 3_266_489_909)
  return (b >>> 0).toString(16).padStart(8, '0') + (a >>> 0).toString(16).padStart(8, '0')
}

/**
 * Do two rows tell of one case? Equal numbers: yes. A number that one says it repeats: yes. Two numbers, or
 * two rows of a numbering source, that differ: no. Else the same place and category within three days, the
 * same text but for wording, and no fact that contradicts. Without text on either side: never.
 */
export function sameCase(a: CaseLike, b: CaseLike): boolean {
  if (a.originalNo !== null && a.originalNo === b.originalNo) return true
  if (repeats(a, b) || repeats(b, a)) return true
  if (numbered(a) && numbered(b)) return false
  return placeOf(a) !== '' && placeOf(a) === placeOf(b) && a.category === b.category && alike(a, b, bareText(a), bareText(b))
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

function alike(a: CaseLike, b: CaseLike, textA: string, textB: string): boolean {
  if (textA === '' || textB === '') return false
  const days = Math.abs(dayNumber(a.occurredOn) - dayNumber(b.occurredOn))
  if (days > DAYS_APART || contradict(a, b, days)) return false
  if (figures(textA) !== figures(textB) || !partiesAgree(textA, textB)) return false
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
function bareText(a: CaseLike): string {
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

export interface CaseMatcher<Id> {
  add(id: Id, row: CaseLike): void
  /** the first case added that the row tells of again; null when it is new */
  find(row: CaseLike): Id | null
}

interface Entry<Id> {
  id: Id
  row: CaseLike
  text: string
}

/**
 * Finds known cases by `sameCase` without comparing all: by number, by the number repeated, and by buckets of
 * place, category and day. A bucket that holds hundreds costs at most that many comparisons.
 */
export function caseMatcher<Id = number>(): CaseMatcher<Id> {
  const byNumber = new Map<string, Id>()
  const byRelated = new Map<string, Id>()
  const buckets = new Map<string, Entry<Id>[]>()
  const bucket = (row: CaseLike, day: number) => `${placeOf(row)}|${row.category}|${day}`
  return {
    add(id, row) {
      if (row.originalNo !== null && !byNumber.has(row.originalNo)) byNumber.set(row.originalNo, id)
      if (row.relatedNo && !byRelated.has(row.relatedNo)) byRelated.set(row.relatedNo, id)
      const text = bareText(row)
      if (text === '' || placeOf(row) === '') return
      const key = bucket(row, dayNumber(row.occurredOn))
      const list = buckets.get(key)
      if (list) list.push({ id, row, text })
      else buckets.set(key, [{ id, row, text }])
    },
    find(row) {
      const direct =
        (row.originalNo === null ? undefined : byNumber.get(row.originalNo)) ??
        (row.relatedNo ? byNumber.get(row.relatedNo) : undefined) ??
        (row.originalNo === null ? undefined : byRelated.get(row.originalNo))
      if (direct !== undefined) return direct
      const text = bareText(row)
      if (text === '' || placeOf(row) === '') return null
      return nearest(row, text, buckets, bucket)
    },
  }
}

/** The nearest day first, so that a carried-over case meets itself. */
function nearest<Id>(
  row: CaseLike,
  text: string,
  buckets: Map<string, Entry<Id>[]>,
  bucket: (row: CaseLike, day: number) => string,
): Id | null {
  const day = dayNumber(row.occurredOn)
  for (const shift of [0, -1, 1, -2, 2, -3, 3]) {
    for (const entry of buckets.get(bucket(row, day + shift)) ?? []) {
      if (numbered(row) && numbered(entry.row)) continue
      if (alike(row, entry.row, text, entry.text)) return entry.id
    }
  }
  return null
}
