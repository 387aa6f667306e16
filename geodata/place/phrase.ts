import { STRENGTH } from './forms.ts'
import { surest, type Lexicon, type Match, type Sense } from './lexicon.ts'
import { BREAK } from './normalise.ts'

/** What the words of one cell or one line of free text say about a place. Indices are of areas as they are named. */
export interface Phrase {
  /** areas that the words name; several when they do not decide */
  hits: Sense[]
  /** town or wider area that the words themselves name before the village; null when they name none */
  within: number[] | null
  /** what stands before the village and looks like the name of a town that we do not know */
  strangeTown: string | null
  /** words that look like the name of a village that we do not know */
  strangeVillage: string | null
  /** what follows the name: group, grid, house number */
  tail: string
}

const PROVINCE = /^(?:中国)?[^|]{2,8}?(?:省|自治区)|^(?:中国)?(?:北京|天津|上海|重庆)市?/u
const PREFECTURE = /^[^|县镇乡村]{2,8}?(?:自治州|市|州|盟|地区)/u
/** what a name may follow in running text without being part of a longer one */
const BEFORE_NAME = /(?:^|[|镇乡道县市区省旗木在于到至与和及从由住的])$/u
/** what may follow a short form: a group, a grid, a house number, a place that villages have */
const AFTER_SHORT =
  /^(?:$|\||第?[\d十]{1,4}(?:村民)?(?:小?组|社|队|网格|号|巷|区(?!$)|期)|(?:生产)?大队|(?:中心)?(?:小学|学校|幼儿园)|卫生[室所]|十字|路口|附近|旁边?|门口|集市)/u
/** what would make a longer name of 王村: 王村镇, 王村沟 */
const LENGTHENS = /^(?:镇|乡|街道|苏木)/u
const LENGTHENS_SHORT_NAME = /^[沟口堡坡湾坪岭坝庄营寨屯峪河桥头]/u
const LONGER_VILLAGE = /^(?![|与和及至到])[^|\d]{1,3}(?:村(?![委民口部里内头中东西南北级])|社区)/u
const AND = /^[|与和及同]/u
/** characters within which a second place is told as a place: further on it is a story */
const NEAR_TOWN = 24
const NAMES_TOWN = /^[^|]{1,7}?(?:镇|乡|街道)/u
const NAMES_VILLAGE = /^[^|]{1,8}?(?:村|社区|嘎查|居委会)/u

/** `text` as `placeText` gives it with digits folded; `scope` the areas it is read inside of, null for everywhere. */
export function readPhrase(lexicon: Lexicon, text: string, scope: readonly number[] | null): Phrase {
  const { at, within } = readUppers(lexicon, text, scope)
  const inner = within ?? scope
  const phrase: Phrase = { hits: [], within, strangeTown: null, strangeVillage: null, tail: '' }
  const direct = villageAt(lexicon, text, at, inner, false)
  const mention = direct ? { ...direct, at } : laterMention(lexicon, text, at, inner)
  if (mention) {
    phrase.hits = mention.senses
    phrase.tail = text.slice(mention.at + mention.length)
    const before = text.slice(at, mention.at)
    if (/[^|](?:镇|乡|街道|苏木)\|?$/u.test(before)) phrase.strangeTown = before.replace(/^.*\||\|$/gu, '')
    phrase.hits = [...phrase.hits, ...secondMention(lexicon, phrase.tail, inner)]
    return phrase
  }
  phrase.tail = text.slice(at)
  phrase.strangeVillage = NAMES_VILLAGE.exec(phrase.tail)?.[0] ?? null
  if (!within) phrase.strangeTown = NAMES_TOWN.exec(phrase.tail)?.[0] ?? null
  if (within) {
    phrase.hits = within.map((index) => ({ index, strength: STRENGTH.full }))
    const other = anotherTown(lexicon, phrase.tail, within)
    if (other.length > 0) {
      phrase.hits.push(...other)
      phrase.strangeVillage = null
    }
  }
  return phrase
}

/** 柳河镇太峪镇, 从柳河镇到太峪镇的路上: a second town by its full name, or by any name after 和, 与, 及. */
function anotherTown(lexicon: Lexicon, tail: string, within: readonly number[]): Sense[] {
  const joined = AND.test(tail) ? upperAt(lexicon, tail, 1, null) : null
  if (joined) return joined.senses
  for (let at = 0; at < Math.min(tail.length, NEAR_TOWN); at++) {
    for (const { senses } of lexicon.matches(tail, at)) {
      const towns = senses.filter(({ index, strength }) => strength === STRENGTH.full && lexicon.isTown(index) && !lexicon.inside(index, within))
      if (towns.length > 0) return towns
    }
  }
  return []
}

/** A cell that should name a town: the whole of it as a town or wider, even where a village has the same short form. */
export function readTown(lexicon: Lexicon, text: string): Phrase | null {
  const whole = lexicon.matches(text, 0).find(({ length }) => length === text.length)
  const uppers = whole?.senses.filter((sense) => !lexicon.isVillage(sense.index)) ?? []
  if (uppers.length === 0) return null
  const towns = uppers.filter((sense) => lexicon.isTown(sense.index))
  const hits = surest(towns.length > 0 ? towns : uppers)
  return { hits, within: hits.map((hit) => hit.index), strangeTown: null, strangeVillage: null, tail: '' }
}

/** Province, prefecture, county and town from the beginning on; where the village begins. */
function readUppers(
  lexicon: Lexicon,
  text: string,
  scope: readonly number[] | null,
): { at: number; within: number[] | null } {
  let at = 0
  let within: number[] | null = null
  for (;;) {
    if (at > 0 && text[at] === BREAK) at++
    const inside: Match | null = upperAt(lexicon, text, at, within ?? scope)
    const upper: Match | null = inside ?? (within ? null : upperAt(lexicon, text, at, null))
    if (upper) {
      within = upper.senses.map((sense) => sense.index)
      at += upper.length
      continue
    }
    const skipped = within ? 0 : outsidePrefix(lexicon, text, at)
    if (skipped === 0) break
    at += skipped
  }
  if (within) return { at, within }
  const found = laterTown(lexicon, text, at)
  return found ?? { at, within: null }
}

/** The longest name of a town or wider area here, unless a village's name here is longer or the rest says otherwise. */
function upperAt(lexicon: Lexicon, text: string, at: number, scope: readonly number[] | null): Match | null {
  for (const { length, senses } of lexicon.matches(text, at)) {
    const inside = senses.filter((sense) => lexicon.inside(sense.index, scope))
    if (inside.length === 0) continue
    const uppers = inside.filter((sense) => !lexicon.isVillage(sense.index))
    const rest = text.slice(at + length)
    if (uppers.length === 0) {
      if (endsName(text, at, length, surest(inside))) return null
      continue
    }
    const best = surest(uppers)
    const roots = best.map((sense) => sense.index)
    if (best[0]?.strength === STRENGTH.short) {
      // 侯堡东周村: a short form of a town counts before a name inside it only, or alone
      const alone = rest === '' && uppers.length === inside.length
      if (!alone && !nameFollows(lexicon, text, at + length, roots)) continue
    } else if (uppers.length < inside.length && surest(inside)[0]?.strength !== STRENGTH.short && rest === '') {
      return null
    }
    return { length, senses: best }
  }
  return null
}

function nameFollows(lexicon: Lexicon, text: string, at: number, scope: number[]): boolean {
  const following = lexicon.matches(text, at).find(({ senses }) =>
    senses.some((sense) => lexicon.inside(sense.index, scope) && !scope.includes(sense.index)),
  )
  if (!following) return false
  const senses = surest(following.senses.filter((sense) => lexicon.inside(sense.index, scope)))
  const fullUpper = senses.some((sense) => !lexicon.isVillage(sense.index) && sense.strength === STRENGTH.full)
  return fullUpper || endsName(text, at, following.length, senses)
}

/** Length of a province or prefecture that the pack does not hold, when a name that it holds follows. */
function outsidePrefix(lexicon: Lexicon, text: string, at: number): number {
  const rest = text.slice(at)
  for (const pattern of [PROVINCE, PREFECTURE]) {
    const length = pattern.exec(rest)?.[0].length ?? 0
    if (length === 0) continue
    const next = rest.slice(length)
    if (lexicon.matches(text, at + length).length > 0 || PREFECTURE.test(next)) return length
  }
  return 0
}

/** A town's full name further on, where what stands before it ends like an address part (in 襄垣县, 位于 …). */
function laterTown(lexicon: Lexicon, text: string, from: number): { at: number; within: number[] } | null {
  for (let at = from + 1; at < Math.min(text.length, NEAR_TOWN); at++) {
    const before = text.slice(from, at)
    if (!BEFORE_NAME.test(before) || /[县区旗]$/u.test(before) || /村|社区/u.test(before)) continue
    const upper = upperAt(lexicon, text, at, null)
    if (!upper || upper.senses[0]?.strength === STRENGTH.short) continue
    return { at: at + upper.length, within: upper.senses.map((sense) => sense.index) }
  }
  return null
}

interface Mention {
  at: number
  length: number
  senses: Sense[]
}

/** The longest village name here that ends where a name can end. */
function villageAt(
  lexicon: Lexicon,
  text: string,
  at: number,
  scope: readonly number[] | null,
  fullOnly: boolean,
): Match | null {
  for (const { length, senses } of lexicon.matches(text, at)) {
    const inside = senses.filter(
      (sense) =>
        lexicon.isVillage(sense.index) &&
        lexicon.inside(sense.index, scope) &&
        (sense.strength !== STRENGTH.townAlias || scope !== null) &&
        (sense.strength !== STRENGTH.short || !fullOnly),
    )
    if (inside.length === 0) continue
    const best = surest(inside)
    if (endsName(text, at, length, best)) return { length, senses: best }
  }
  return null
}

/** May a name end here, or do the next characters belong to it (太峪 before 口, 王村 before 镇)? */
function endsName(text: string, at: number, length: number, senses: Sense[]): boolean {
  const rest = text.slice(at + length)
  if (rest === '' || rest[0] === BREAK) return true
  const form = text.slice(at, at + length)
  if (/[a-z]$/u.test(form) && /^\p{L}/u.test(rest)) return false
  if (senses[0]?.strength === STRENGTH.short || !/(?:村|社区|嘎查|会|居委)$/u.test(form)) return AFTER_SHORT.test(rest)
  if (LENGTHENS.test(rest)) return false
  if (form.length === 2 && LENGTHENS_SHORT_NAME.test(rest)) return false
  return !LONGER_VILLAGE.test(rest)
}

/** A village's full name further on in running text. */
function laterMention(lexicon: Lexicon, text: string, from: number, scope: readonly number[] | null): Mention | null {
  for (let at = from + 1; at < text.length; at++) {
    if (!BEFORE_NAME.test(text.slice(from, at))) continue
    const match = villageAt(lexicon, text, at, scope, true)
    if (match && match.length > 1) return { at, ...match }
  }
  return null
}

/** 东周村与南马村交界处 names two places and so decides for none. */
function secondMention(lexicon: Lexicon, tail: string, scope: readonly number[] | null): Sense[] {
  if (!AND.test(tail)) return villageAt(lexicon, tail, 0, scope, true)?.senses ?? []
  const upper = upperAt(lexicon, tail, 1, null)
  if (!upper) return villageAt(lexicon, tail, 1, scope, false)?.senses ?? []
  const roots = upper.senses.map((sense) => sense.index)
  return villageAt(lexicon, tail, 1 + upper.length, roots, false)?.senses ?? upper.senses
}
