import type { ColumnMapping, ColumnPlan, Field } from '../../contract/imports.ts'
import { maskText } from '../mask.ts'
import { isGiven } from '../persons/name.ts'
import { SURNAME } from '../persons/surnames.ts'
import type { RawRow } from '../types.ts'
import { amountUnit } from '../values/amount.ts'
import { halfWidthWords, squeeze } from '../values/text.ts'
import { LOOSE_PLACE_WORDS } from './fields.ts'
import { meaningOf, type Meaning } from './header.ts'
import { holdsNames, refusedByContent } from './refused.ts'

/** Decides every column of a table from its header, its first values and what a person settled. */
export function planColumns(levels: string[][], sample: RawRow[], mapping: ColumnMapping): ColumnPlan[] {
  const meanings = levels.map(meaningOf)
  const plans = levels.map((words, index): ColumnPlan => {
    const header = shownHeader(words, index, meanings)
    const refused = meanings[index]?.refused ?? refusedByContent(valuesOf(sample, index)) ?? namesAlone(meanings[index], sample, index)
    return { index, header, field: null, refused, unsure: [], unit: amountUnit(header) }
  })
  assign(plans, meanings)
  loosePlace(plans)
  bareUnit(plans)
  bareAddress(plans)
  obey(plans, mapping)
  return plans
}

/** Fields whose words are kept: names in any other are left out when it is read, and villages may look like names. */
const TEXTS: Field[] = ['title', 'summary']

function namesAlone(meaning: Meaning | undefined, sample: RawRow[], index: number): 'name' | null {
  if (meaning?.field && !TEXTS.includes(meaning.field)) return null
  return holdsNames(sample.map((row) => row.cells[index] ?? ''), meaning?.field ? 'text' : 'note') ? 'name' : null
}

const NAME = new RegExp(`^${SURNAME}[\\u4e00-\\u9fff]{1,2}$`)
/** Words of an unknown header from which a row is rather content, where the whole row knows no header. */
const LONG = 12

/**
 * A header as it may be shown and kept. In a file without headers the first row stands in for them: what looks
 * like content there (a name, a number, a sentence) is called by its place instead.
 */
function shownHeader(words: string[], index: number, meanings: Meaning[]): string {
  const header = words.join('/')
  if (header === '' || words.every((word) => meaningOf([word]).field)) return header
  const plain = squeeze(header)
  const known = meanings[index]?.known
  const content = /\d{5,}/.test(plain) || (!known && maskText(header) !== halfWidthWords(header))
  const unknown = !known && words.some((word) => NAME.test(squeeze(word)) && isGiven(squeeze(word).slice(1)))
  const long = plain.length > LONG && meanings.every((meaning) => !meaning.known)
  return content || unknown || long ? `第 ${index + 1} 列` : header
}

function valuesOf(sample: RawRow[], index: number): string[] {
  return sample.map((row) => squeeze(row.cells[index] ?? ''))
}

/** For each field the column with the best name; two equally good names are both asked about. */
function assign(plans: ColumnPlan[], meanings: Meaning[]): void {
  const best = new Map<Field, { rank: number; columns: ColumnPlan[] }>()
  plans.forEach((plan, index) => {
    const meaning = meanings[index] as Meaning
    if (plan.refused || !meaning.field) return
    const known = best.get(meaning.field)
    if (!known || meaning.rank < known.rank) best.set(meaning.field, { rank: meaning.rank, columns: [plan] })
    else if (meaning.rank === known.rank) known.columns.push(plan)
  })
  for (const [field, { columns }] of best) {
    const [only] = columns
    if (columns.length === 1 && only) only.field = field
    else for (const column of columns) column.unsure = [field]
  }
}

/** "location" beside coordinates is a street name and no area: words would only slow and mislead. */
function loosePlace(plans: ColumnPlan[]): void {
  const has = (field: Field) => plans.some((plan) => plan.field === field)
  if (has('place') || (has('lng') && has('lat'))) return
  const loose = plans.find((plan) => !plan.field && !plan.refused && LOOSE_PLACE_WORDS.includes(plan.header.toLowerCase()))
  if (loose) loose.field = 'place'
}

/** 单位 alone is the town that reports or the unit that handles. */
function bareUnit(plans: ColumnPlan[]): void {
  const has = (field: Field) => plans.some((plan) => plan.field === field || plan.unsure.includes(field))
  const bare = plans.find((plan) => !plan.field && !plan.refused && squeeze(plan.header) === '单位')
  if (!bare) return
  if (has('unit')) {
    if (!has('town')) bare.unsure = ['town']
  } else if (has('town')) bare.field = 'unit'
  else bare.unsure = ['unit', 'town']
}

/** 地址 alone may be where it happened or where somebody lives: asked, or refused where the former is given. */
function bareAddress(plans: ColumnPlan[]): void {
  const has = (field: Field) => plans.some((plan) => plan.field === field)
  for (const plan of plans) {
    if (plan.field || plan.refused || !/^(详细|具体)?地址$|^address$/i.test(squeeze(plan.header))) continue
    if (has('place')) plan.refused = 'address'
    else plan.unsure = ['place']
  }
}

/** What a person settled wins over every guess, but never over a refusal. */
function obey(plans: ColumnPlan[], mapping: ColumnMapping): void {
  for (const plan of plans) {
    const key = [plan.header, plan.header.split('/').at(-1) as string].find((name) => Object.hasOwn(mapping, name))
    const settled = key === undefined ? undefined : mapping[key]
    if (settled === undefined || plan.refused) continue
    const field = settled === 'ignore' ? null : settled
    for (const other of plans) {
      if (!field) break
      if (other.field === field) other.field = null
      other.unsure = other.unsure.filter((item) => item !== field)
    }
    plan.field = field
    plan.unsure = []
  }
}
