import { dayNumber, dayOfNumber, type Day } from '../../contract/day.ts'
import type { CaseDraft } from '../../contract/case.ts'
import { FIELDS, type Field } from '../../contract/imports.ts'
import { generalise, locator, type Located } from '../locate.ts'
import { maskNames, maskPlaceWords, maskText, namesIn, saysNothing } from '../mask.ts'
import { namesParties, partiesOf } from '../parties.ts'
import { placesOf } from '../persons/places.ts'
import { isPersonCell, looksLikeId, looksLikePhone, refusedByHeader } from '../plan/refused.ts'
import type { LedgerContext, LedgerNote, LedgerOptions, LedgerRow, RawRow, TablePlan, TitleContext } from '../types.ts'
import { parseAmount, type AmountUnit } from '../values/amount.ts'
import { categoryReader, isSensitive, type CategoryWords, type ParsedCategory } from '../values/category.ts'
import { isoDay, parseDate, parseLater, parseTerm, type DateContext, type ParsedDay } from '../values/date.ts'
import { parseNumber } from '../values/number.ts'
import { parsePeople } from '../values/people.ts'
import { amongTiers, parseAgreement, parseChannel, parseColour, parseState, parseYes } from '../values/terms.ts'
import { clean, isDitto, isNothing, squeeze } from '../values/text.ts'
import { unitOf } from '../values/unit.ts'
import { cached } from '../values/cached.ts'
import { isNil, isSubtotal, notCase } from './classify.ts'
import { OUT_OF_SCOPE, REASONS, type RejectReason } from './reasons.ts'

const LONGEST_SUMMARY = 500
const LONGEST_TERM = 30
/** What a case says and a sum does not. */
const CONTENT: Field[] = ['category', 'subcategory', 'title', 'summary']
const PLACE_FIELDS: Field[] = ['town', 'village', 'grid', 'place']
const NUMBERS: Field[] = ['originalNo', 'relatedNo']
const DITTO_STARTS = new Set('同上〃″”“"\'＂‖dD、')

export interface TableReader {
  read(raw: RawRow): LedgerRow
  /** a title between stacked tables brings a new month or week */
  setTitle(title: TitleContext): void
}

/** Reads the rows below one header. Keeps what a clerk carries down: the town of a block, the row above a ditto. */
export function tableReader(table: TablePlan, options: LedgerOptions, context: LedgerContext): TableReader {
  const column = columnsOf(table)
  const columns = [...new Set(Object.values(column))].filter((index) => index >= 0)
  const named = table.columns.filter((item) => item.refused === 'name')
  /** under other headers a cell may say anything else than a name */
  const byHeader = new Set(named.filter(({ header }) => header.split('/').some((words) => refusedByHeader(squeeze(words)) === 'name')).map(({ index }) => index))
  const parties = named.filter(({ header }) => namesParties(header))
  const fieldOf = new Map(FIELDS.codes.filter((field) => column[field] >= 0).map((field) => [column[field], field]))
  const parse = parsers(table, column)
  const places = placesOf(context.tree)
  const mask = (text: string): string => maskText(text, places)
  const maskPlace = cached((text: string) => maskPlaceWords(text, places))
  const locate = locator(context, { crs: options.crs ?? context.defaultCrs, decimalComma: table.decimalComma })
  const hotline = column.subcategory >= 0 || /诉求|警情|工单|事件/.test(headerOf(table, column.category))
  const ownTerms = Object.fromEntries(Object.entries(context.categoryTerms).map(([term, code]) => [squeeze(term), code]))
  const latest = dayOfNumber(dayNumber(context.today) + 1)
  const presetDue = cached((day: Day) => dayOfNumber(dayNumber(day) + context.dueDays))
  let dates: DateContext = {
    title: table.title,
    defaultYear: options.defaultYear ?? null,
    dayFirst: table.dayFirst,
    today: context.today,
  }
  let readDate = cached((text: string) => parseDate(text, dates))
  const channel = table.title.screening || /排查|摸排/.test(headerOf(table, column.occurredOn)) ? 'screening' : 'other'
  let above: string[] = []
  let town = ''

  const cell = (cells: string[], field: Field): string => {
    const index = column[field]
    return index < 0 ? '' : (cells[index] ?? '')
  }
  /** A day that follows from another one only where it does not say its year. */
  const laterDay = (text: string, day: Day): ParsedDay => {
    const plain = readDate(text)
    return 'day' in plain && !plain.yearGuessed ? plain : parseLater(text, day, dates)
  }
  const categoryOf = categoryReader({ hotline, terms: ownTerms, fallback: options.category ?? null })

  function resolved(cells: string[]): string[] {
    let copy: string[] | null = null
    for (const index of columns) {
      const text = cells[index]
      if (!text || text.length > 5 || !DITTO_STARTS.has(text[0] as string) || !isDitto(text.trim())) continue
      copy ??= [...cells]
      copy[index] = above[index] ?? ''
    }
    return copy ?? cells
  }

  function personsOf(raw: RawRow, among = named): string[] {
    return among.flatMap(({ index }) => {
      const text = raw.cells[index] ?? ''
      return byHeader.has(index) || isPersonCell(text) ? namesIn(text) : []
    })
  }

  function reject(raw: RawRow, reason: RejectReason): LedgerRow {
    const persons = personsOf(raw)
    const cells = raw.cells.map((text, index) => handedBack(text, fieldOf.get(index), persons))
    return { sheet: table.sheet, row: raw.row, outcome: 'rejected', reason, say: REASONS[reason], cells }
  }

  /** A cell of a rejected row: what no field is read from says nothing, the rest is as it would have been kept. */
  function handedBack(text: string, field: Field | undefined, persons: string[]): string {
    if (field === undefined || text === '') return ''
    if (field === 'unit') return unitWithout(parse.unit(text), persons) ?? ''
    const bare = maskNames(text, persons)
    if (PLACE_FIELDS.includes(field)) return maskPlace(bare)
    return NUMBERS.includes(field) && 'refused' in parse.number(text) ? '' : mask(bare)
  }

  function notOne(raw: RawRow, what: NonNullable<ReturnType<typeof notCase>>): LedgerRow {
    if (what === 'subtotal' || what === 'header' || what === 'title') town = ''
    return { sheet: table.sheet, row: raw.row, outcome: 'notCase', what }
  }

  function whereOf(cells: string[], persons: string[]): Located {
    const words = (text: string): string => (text === '' ? '' : maskPlace(maskNames(text, persons)))
    let told = cell(cells, 'town')
    const carried = table.townBlocks && told.trim() === ''
    if (carried) told = town
    else if (table.townBlocks) town = told
    return locate({
      code: cell(cells, 'areaCode'),
      town: words(told),
      village: words(cell(cells, 'village')),
      grid: words(cell(cells, 'grid')),
      text: words(cell(cells, 'place')),
      townCarried: carried,
      x: cell(cells, 'lng'),
      y: cell(cells, 'lat'),
      crs: cell(cells, 'crs'),
    })
  }

  function read(raw: RawRow): LedgerRow {
    const cells = resolved(raw.cells)
    const dateText = cell(cells, 'occurredOn').trim()
    const parsed: ParsedDay = dateText === '' ? { fault: 'unreadable' } : readDate(dateText)
    if ('fault' in parsed) {
      const what = notCase(cells)
      if (what) return notOne(raw, what)
      if (table.townBlocks && cell(cells, 'town').trim() !== '') town = cell(cells, 'town')
      return reject(raw, dateText === '' ? 'date_missing' : `date_${parsed.fault}`)
    }
    if (isSubtotal(cells, CONTENT.map((field) => cell(cells, field)))) return notOne(raw, 'subtotal')
    if (isNil(cell(cells, 'category'), cell(cells, 'summary'))) return notOne(raw, 'nil')
    above = cells
    const where = whereOf(cells, personsOf(raw))
    if (parsed.day > latest) return reject(raw, 'date_future')
    const words: CategoryWords = {
      category: cell(cells, 'category'),
      subcategory: cell(cells, 'subcategory'),
      title: cell(cells, 'title'),
      summary: cell(cells, 'summary'),
    }
    if (isEmpty(words, cells)) return reject(raw, 'content_missing')
    const kind = categoryOf(words)
    if (kind.kind === 'other') return { sheet: table.sheet, row: raw.row, outcome: 'outOfScope', say: OUT_OF_SCOPE }
    if (where.outside) return reject(raw, 'outside_county')
    return caseOf(raw, cells, parsed.day, where, words, kind)
  }

  /** Date and place alone tell of nothing, unless the ledger has no columns for more. */
  function isEmpty(words: CategoryWords, cells: string[]): boolean {
    if (column.category < 0 || column.summary < 0) return false
    return isNothing(words.category.trim()) && isNothing(words.summary.trim()) && isNothing(words.title.trim()) &&
      cell(cells, 'subcategory').trim() === '' && cell(cells, 'state').trim() === ''
  }

  function caseOf(
    raw: RawRow,
    cells: string[],
    day: Day,
    where: Located,
    words: CategoryWords,
    kind: Extract<ParsedCategory, { kind: 'dispute' }>,
  ): LedgerRow {
    const sensitive = (words.summary !== '' || words.category !== '') && isSensitive(words)
    const located = sensitive ? generalise(context, where) : where
    const notes: LedgerNote[] = [...located.notes]
    if (raw.cut) notes.push('cell_cut')
    const index = column.occurredOn
    if (raw.numeric?.has(index) && /^\d{1,2}\.[123]$/.test(cells[index] ?? '')) notes.push('date_zero_lost')
    if (!kind.known) notes.push('category_unknown')
    const number = parse.number(cell(cells, 'originalNo'))
    if (number.lost) notes.push('number_lost')
    if ('refused' in number) notes.push('number_refused')
    const persons = personsOf(raw)
    const masked = (text: string): string => mask(maskNames(text, persons))
    const due = dueOf(cell(cells, 'dueOn'), day, laterDay, notes)
    const closedOn = closedOf(cell(cells, 'closedOn'), day, laterDay, notes)
    const draft: CaseDraft = {
      originalNo: number.no,
      occurredOn: day,
      dueOn: due ?? presetDue(day),
      closedOn,
      category: kind.category,
      categoryTerm: kind.term === null ? null : termOf(masked(kind.term)),
      colour: amongTiers(note(parse.colour(cell(cells, 'colour')), 'colour_unknown', notes) ?? 'none', context.tiers),
      state: stateOf(cell(cells, 'state'), closedOn, parse.state, notes),
      channel: column.channel < 0 ? channel : parse.channel(cell(cells, 'channel')),
      people: peopleOf(parse.people(cell(cells, 'people')), notes),
      amountFen: amountOf(parse.amount(cell(cells, 'amount')), notes),
      unit: unitWithout(parse.unit(cell(cells, 'unit')), persons),
      summary: summaryOf(words, masked),
      agreement: parse.agreement(cell(cells, 'agreement')),
      judiciallyConfirmed: parse.yes(cell(cells, 'confirmed')),
      followedUp: parse.yes(cell(cells, 'followUp')),
      area: located.area,
      locatedBy: located.locatedBy,
      town: located.town,
      point: located.point,
      placeWords: located.placeWords,
      candidates: located.candidates,
    }
    if (number.lost) draft.numberLost = true
    if (sensitive) draft.sensitive = true
    const relatedNo = parse.number(cell(cells, 'relatedNo')).no
    const text = tellingText(words)
    const party = partiesOf({ text, masked: masked(text), persons: personsOf(raw, parties) }, context.salt)
    return { sheet: table.sheet, row: raw.row, outcome: 'case', draft, parties: party, relatedNo, dueDefaulted: due === null, notes }
  }

  return {
    read,
    setTitle(title) {
      dates = { ...dates, title }
      readDate = cached((text: string) => parseDate(text, dates))
      town = ''
    },
  }
}

type Columns = Record<Field, number>

function columnsOf(table: TablePlan): Columns {
  const columns = Object.fromEntries(FIELDS.codes.map((field) => [field, -1])) as Columns
  for (const item of table.columns) if (item.field && !item.refused) columns[item.field] = item.index
  return columns
}

function headerOf(table: TablePlan, index: number): string {
  return table.columns[index]?.header ?? ''
}

/** One memory per column: ledgers repeat the same few values. */
function parsers(table: TablePlan, column: Columns) {
  const unit = (table.columns[column.amount]?.unit ?? '元') as AmountUnit
  return {
    number: safeNumber,
    colour: cached(parseColour),
    state: cached(parseState),
    channel: cached(parseChannel),
    people: cached(parsePeople),
    amount: cached((text: string) => parseAmount(text, unit, table.decimalComma)),
    unit: cached(unitOf),
    agreement: cached(parseAgreement),
    yes: cached(parseYes),
  }
}

/** A number column may hold an identity or telephone number all the same: that is no number of a case. */
function safeNumber(text: string): ReturnType<typeof parseNumber> {
  if (text === '') return { no: null, lost: false }
  const number = parseNumber(text)
  if (number.no !== null && (looksLikeId(number.no) || looksLikePhone(number.no))) return { no: null, lost: false, refused: true }
  return number
}

/** A unit that holds the name of one of the row's persons is none. */
function unitWithout(unit: string | null, persons: string[]): string | null {
  return unit !== null && persons.some((name) => unit.includes(name)) ? null : unit
}

type LaterDay = (text: string, day: Day) => ParsedDay

function dueOf(text: string, day: Day, later: LaterDay, notes: LedgerNote[]): Day | null {
  if (text === '' || isNothing(text.trim())) return null
  const iso = isoDay(text)
  if (iso) return iso
  const term = parseTerm(text, day)
  if (term) return term
  const parsed = later(text.trim(), day)
  if ('day' in parsed) return parsed.day
  notes.push('due_unreadable')
  return null
}

function closedOf(text: string, day: Day, later: LaterDay, notes: LedgerNote[]): Day | null {
  if (text === '' || isNothing(text.trim())) return null
  const parsed = later(text.trim(), day)
  if (!('day' in parsed)) {
    notes.push('closed_unreadable')
    return null
  }
  if (parsed.day >= day) return parsed.day
  notes.push('closed_before_occurred')
  return null
}

function stateOf(
  text: string,
  closedOn: Day | null,
  parse: (text: string) => CaseDraft['state'] | null,
  notes: LedgerNote[],
): CaseDraft['state'] {
  const state = parse(text)
  if (state) return state
  if (text.trim() !== '') notes.push('state_unknown')
  return closedOn ? 'closed' : 'registered'
}

function peopleOf(people: number | null | undefined, notes: LedgerNote[]): number | null {
  if (people === undefined) notes.push('people_unreadable')
  return people ?? null
}

function amountOf(amount: ReturnType<typeof parseAmount>, notes: LedgerNote[]): number | null {
  if (amount === 'unreadable') {
    notes.push('amount_unreadable')
    return null
  }
  if (amount.asYuan) notes.push('amount_read_as_yuan')
  return amount.fen
}

function note<T>(value: T | null, code: LedgerNote, notes: LedgerNote[]): T | null {
  if (value === null) notes.push(code)
  return value
}

/** The text that tells the case: its summary, else its title. */
function tellingText(words: CategoryWords): string {
  return clean(isNothing(words.summary.trim()) ? words.title : words.summary)
}

/** A ledger's own word for a kind, unless it was a person's name. */
function termOf(masked: string): string | null {
  return saysNothing(masked) ? null : masked.slice(0, LONGEST_TERM)
}

function summaryOf(words: CategoryWords, mask: (text: string) => string): string | null {
  const told = tellingText(words)
  if (told === '') return null
  const text = mask(told).split(/[\r\n]+/).map((line) => line.trim()).join(' ').trim().slice(0, LONGEST_SUMMARY)
  return text === '' || saysNothing(text) ? null : text
}
