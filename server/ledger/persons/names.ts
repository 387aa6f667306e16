import { acts, actsShortly, ends, follows, isKind, NOT_AFTER, speaks, together } from './deeds.ts'
import { firstWords, goesInto, isBehindRole, isGiven, isHan, isLikely, isName, isPhrase, isPlain, isSure, isWholeName, type Places } from './name.ts'
import { isUsual } from './given.ts'
import { roleBefore, type Role } from './roles.ts'
import { surnameLength } from './surnames.ts'

export type { Places } from './name.ts'

/** What stands before a name: `name` is another name and what joins the two. */
type Behind = Role | 'start' | 'place' | 'joint' | 'name'

const MARKS = new Set(' \t\r\n\u3000,，。.;；:：、()（）!！?？"“\'‘《【[/|*-0123456789')
const PLACES = new Set('村组社镇乡')
/** Smaller places, which end many a common word: behind them only what is surely a name counts. */
const SPOTS = new Set('区苑庄屯沟寨队街室院')
const JOINTS = new Set('与和跟同及向欠被将把对找由给因以')
const PAIRS = new Set('与和跟同及')

/**
 * Free text with 某 in place of names that stand where a person is spoken of: at the start or behind a role, a
 * place or a joining word, and before what a person does or a kind of dispute; and a text that is a name and nothing
 * else. Names elsewhere, and rare ones that read as a common word (高明 and 于是 look alike), stay; so do anonymous
 * ones (王某).
 */
export function maskPersons(text: string, places: Places | null = null): string {
  if (!/[\u4e00-\u9fff]{2}/.test(text)) return text
  const whole = text.length < 8 ? text.trim() : ''
  if (whole !== '' && isWholeName(whole, places)) return text.replace(whole, '某')
  let out = ''
  let done = 0
  let joined = -1
  for (let at = 0; at < text.length; ) {
    const surname = isPhrase(text, at) ? 0 : surnameLength(text, at)
    const behind = surname === 0 ? undefined : at === joined ? 'name' : behindWhat(text, at)
    const length = behind === undefined ? 0 : nameLength(text, at, surname, behind, places)
    if (length === 0) {
      at++
      continue
    }
    out += `${text.slice(done, at)}某`
    at += length
    done = at
    const joint = /^(?:[与和跟同及、]|诉(?![求讼]))/.exec(text.slice(at, at + 3))
    if (joint) joined = at + joint[0].length
  }
  return done === 0 ? text : out + text.slice(done)
}

/** What stands right before here that a name may follow. */
function behindWhat(text: string, at: number): Behind | undefined {
  const before = text[at - 1]
  if ((before === ':' || before === '：') && roleBefore(text, at - 1)) return 'role'
  if (before === undefined || MARKS.has(before)) return 'start'
  if (PLACES.has(before)) return 'place'
  const role = roleBefore(text, at)
  if (role) return role
  if (SPOTS.has(before)) return 'kin'
  if (JOINTS.has(before)) return PAIRS.has(before) && text[at - 2] === '某' ? 'name' : 'joint'
  if (before === '诉' && text[at] !== '求' && text[at] !== '讼') return text[at - 2] === '某' ? 'name' : 'joint'
  return before === '于' && text[at - 2] === '关' ? 'joint' : undefined
}

/** Words right before and right behind a number that was taken out, such as a telephone's. */
const BEFORE_NUMBER = /[\u4e00-\u9fff]{2,}(?=[\s,，、:：(（]{0,2}\*{3})/gu
const BEHIND_NUMBER = /(?<=\*{3}[\s,，、)）]{0,2})[\u4e00-\u9fff]{2,}/gu

/** 王小明电话***: what stands between a name and its number. */
const NUMBER_OF = /(?:的?(?:联系|移动|本人)?(?:电话|手机|座机|方式|微信|身份证|证件|号码?)+)$/u

/** A telephone or identity number stands beside its owner's name: 联系张三***, ***李四. */
export function maskBesideNumbers(text: string, places: Places | null = null): string {
  if (!text.includes('***')) return text
  const lengths = [4, 3, 2]
  const isPerson = (name: string): boolean => {
    const surname = surnameLength(name, 0)
    const given = name.slice(surname)
    return surname > 0 && given.length >= 1 && given.length <= 2 && isGiven(given) && isName(name, surname, false, places)
  }
  return text
    .replace(BEFORE_NUMBER, (told) => {
      const label = NUMBER_OF.exec(told)?.[0] ?? ''
      const words = told.slice(0, told.length - label.length)
      const length = lengths.find((count) => count <= words.length && isPerson(words.slice(-count)))
      return length ? `${words.slice(0, -length)}某${label}` : told
    })
    .replace(BEHIND_NUMBER, (words) => {
      const length = lengths.find((count) => isPerson(words.slice(0, count)) && endsThere(words.slice(count)))
      return length ? `某${words.slice(length)}` : words
    })
}

function endsThere(rest: string): boolean {
  return (ends(rest) || speaks(rest) || follows(rest)) && !NOT_AFTER.test(rest)
}

/** How many characters from here on are a name; 0 for none. */
function nameLength(text: string, at: number, surname: number, behind: Behind, places: Places | null): number {
  let plain = 0
  for (const given of [2, 1]) {
    const end = at + surname + given
    if (end > text.length) continue
    const name = text.slice(at, end)
    if (!isGiven(name.slice(surname))) continue
    const rest = text.slice(end, end + 16)
    const spoken = speaks(rest)
    // 刘洋|投诉 and not 刘洋投|诉
    if (/[投控起申上]$/.test(name) && rest.startsWith('诉')) continue
    if (NOT_AFTER.test(rest) && !spoken && !isKind(rest)) continue
    // 患者洪志明: a role before it and nothing behind it leave no doubt either
    if (!isName(name, surname, spoken || (behind === 'role' && ends(rest)), places)) continue
    if (behind === 'kin' && !isSure(name, surname)) continue
    // 租客张敏|拖欠
    if (given === 2 && (behind === 'role' || behind === 'kin') && endsSooner(text, at, surname)) continue
    if ((spoken && behind !== 'kin') || goesOn(text, end, rest, name, surname, behind)) return name.length
    // 王建国 is one whatever follows, but 李伟|民间借贷 tells better where it ends
    if (isPlain(name, surname)) plain = name.length
  }
  if (behind === 'role' || behind === 'kin') return toldLength(text, at, surname, places) || plain
  return plain > 0 ? plain : behind === 'name' ? loneName(text, at, surname, places) : 0
}

/** A usual name behind a role, where what follows says nothing. */
function toldLength(text: string, at: number, surname: number, places: Places | null): number {
  const given = [2, 1].find((count) => isTold(text, at, surname, count) && !places?.has(text.slice(at, at + surname + count)) && !(count === 2 && endsSooner(text, at, surname)))
  return given === undefined ? 0 : surname + given
}

function isTold(text: string, at: number, surname: number, given: number): boolean {
  const end = at + surname + given
  const [name, rest] = [text.slice(at, end), text.slice(end, end + 8)]
  if (end > text.length || !isGiven(name.slice(surname)) || (NOT_AFTER.test(rest) && !isKind(rest))) return false
  return isBehindRole(name, surname, rest)
}

/** Does the second character of a given name belong to the word behind it, so that the name ends before? 王敏|长期 */
function endsSooner(text: string, at: number, surname: number): boolean {
  const end = at + surname + 2
  const [second, rest] = [text[end - 1] as string, text.slice(end, end + 16)]
  // 王建国|家暴
  if (isUsual(second) && (speaks(rest) || acts(rest) || isKind(rest))) return false
  return isTold(text, at, surname, 1) && goesInto(second, rest) && !goesInto(rest[0] as string, rest.slice(1))
}

/** Does what stands behind a name fit a person? The surer the name, the less it takes. */
function goesOn(text: string, end: number, rest: string, name: string, surname: number, behind: Behind): boolean {
  if (isPart(text, end, rest, behind)) return true
  const told = behind === 'role' || behind === 'kin'
  if (isKind(rest) || (behind === 'role' && acts(rest))) return isLikely(name, surname)
  if (!isSure(name, surname)) return false
  if (speaks(rest) || acts(rest)) return true
  if (!isUsual(name.slice(surname))) return false
  if (actsShortly(rest)) return true
  if (ends(rest)) return behind !== 'joint'
  return told && name.length - surname === 2
}

function isPart(text: string, end: number, rest: string, behind: Behind): boolean {
  const told = behind === 'role' || behind === 'kin' || behind === 'name'
  if (rest.startsWith('、某')) return true
  if (rest.startsWith('、')) return told || (surnameLength(text, end + 1) > 0 && !NOT_AFTER.test(text.slice(end + 3, end + 7)))
  if (/^[（(]/.test(rest)) return told || /^[（(](?:电话|手机|身份证|联系|住|男|女|\d)/.test(rest)
  if (follows(rest) || (behind !== 'start' && together(rest))) return true
  return told && ends(rest)
}

/** 张建国与李伟邻里纠纷: nothing says where the second name ends but the words behind it. */
function loneName(text: string, at: number, surname: number, places: Places | null): number {
  const [first, second] = firstWords(text.slice(at + surname, at + surname + 8))
  if (!first || !isHan(first[0] as string)) return 0
  const given = first.length === 2 ? first : first.length === 1 ? first + (second?.length === 1 && isGiven(second) ? second : '') : ''
  const name = text.slice(at, at + surname) + given
  if (given === '' || !isGiven(given) || NOT_AFTER.test(text.slice(at + name.length))) return 0
  return isName(name, surname, false, places) ? name.length : 0
}
