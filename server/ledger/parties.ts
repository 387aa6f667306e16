import { hash64 } from './hash.ts'
import { MASKED } from './mask.ts'
import { halfWidthWords } from './values/text.ts'

/** What masking put in place of a name, or of a number. */
const MARKS = new RegExp(`(某|${MASKED.replaceAll('*', '\\*')})`)

/**
 * The words that stand in a text where its masked form has 某; what was anonymous already is none. Null where the two do
 * not lie side by side.
 */
function hiddenNames(text: string, masked: string): string[] | null {
  const plain = halfWidthWords(text)
  const names: string[] = []
  let at = 0
  let mark = ''
  const parts = masked.split(MARKS).filter((part) => part !== '')
  for (const part of [...parts, END]) {
    if (part === '某' || part === MASKED) {
      mark ||= part
      continue
    }
    const next = part === END ? plain.length : plain.indexOf(part, mark === '' ? at : at + 1)
    if (next < at) return null
    const hidden = plain.slice(at, next)
    if (mark === '某' && !hidden.includes('某')) names.push(hidden)
    at = next + part.length
    mark = ''
  }
  return names
}

/** Stands behind the last part. */
const END = '\0'

/**
 * Who a row speaks of, as salted hashes apart by blanks; null where it names nobody. Two families' disputes read alike
 * once their names are masked: the hashes tell them apart while a file is read, and go with the import that made the
 * salt. `persons` are the names of the row's refused columns.
 */
export function partiesOf(row: { text: string; masked: string; persons: readonly string[] }, salt: string): string | null {
  const { text, masked, persons } = row
  const hidden = text === '' ? [] : (hiddenNames(text, masked) ?? [text])
  const names = new Set([...persons, ...hidden])
  if (names.size === 0) return null
  return [...names].map((name) => hash64(`${salt}\u0001${name}`)).toSorted().join(' ')
}

/** A column of the people in dispute, not of those who handle it. */
export function namesParties(header: string): boolean {
  return PARTY.test(header) && !HANDLER.test(header)
}

const PARTY = /当事|申请人|投诉|反映|来电|来访|诉求|报案|报警|举报|信访人|[甲乙双男女对]方|原告|被告|户主|姓名/
const HANDLER = /调解|负责|责任|包案|领导|经办|填[表报]|网格|干部|民警|记录|登记|承办|主持/

/** Do two rows that both name somebody name nobody in common? */
export function otherParties(a: string | null | undefined, b: string | null | undefined): boolean {
  if (!a || !b) return false
  const named = new Set(a.split(' '))
  return !b.split(' ').some((party) => named.has(party))
}
