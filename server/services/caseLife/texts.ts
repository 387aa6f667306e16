import { CATEGORIES, type Category } from '../../contract/categories.ts'
import type { CaseState } from '../../contract/caseState.ts'
import { AppError } from '../../contract/error.ts'
import { maskText, saysNothing } from '../../ledger/mask.ts'
import { placesOf } from '../../ledger/persons/places.ts'
import { isSensitive, sensitiveWords } from '../../ledger/values/category.ts'
import type { InstalledPack } from '../packs.ts'

/** Takes what points at a person out of a text that a person typed. Throws `AppError` 400 where nothing else is left. */
export function masker({ tree }: InstalledPack): (text: string, field: string) => string {
  const places = placesOf(tree)
  return (text, field) => {
    const masked = maskText(text.trim(), places).split(/[\r\n]+/).map((line) => line.trim()).filter((line) => line !== '').join('\n')
    if (masked !== '' && !saysNothing(masked)) return masked
    throw new AppError('says_nothing', {
      status: 400,
      field,
      say: { zh: '去掉姓名、电话等之后没有内容了，请写事情本身，不写人', en: 'Without names and numbers nothing is left: write what happened, not who' },
    })
  }
}

/** Family violence, minors, suicide and the like, in what is told of a case. */
export function tellsOfFamily(category: Category, texts: readonly (string | null)[]): boolean {
  const summary = texts.filter((text) => text !== null).join('\n')
  return isSensitive({ category: CATEGORIES.row(category).label.zh, subcategory: '', title: '', summary })
}

/**
 * Does what is newly said tell of a family in words that the case did not have before? What it had was judged then, and
 * somebody may have found since that it tells of none: a text that is mended goes on saying it.
 */
export function tellsAnew(before: CaseState, category: Category, texts: readonly (string | null)[]): boolean {
  const known = sensitiveWords(told(before.category, textsOf(before)))
  return [...sensitiveWords(told(category, texts))].some((word) => !known.has(word))
}

function told(category: Category, texts: readonly (string | null)[]): string[] {
  return [CATEGORIES.row(category).label.zh, ...texts.filter((text) => text !== null)]
}

/** What persons wrote about a case and stands in it now. */
export function textsOf({ summary, plan, colourReason, whistles, supervisions }: CaseState): (string | null)[] {
  const called = Object.values(whistles).flatMap(({ reason, result }) => [reason, result])
  return [summary, plan, colourReason, ...called, ...Object.values(supervisions).flatMap(({ reason, answer }) => [reason, answer])]
}
