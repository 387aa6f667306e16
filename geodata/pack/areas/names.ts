import { formsOf, type Strength } from '../../place/forms.ts'
import { parseGbCode } from '../../place/code.ts'
import type { FindingLog } from '../findings.ts'
import type { Draft } from './draft.ts'

/**
 * Looks for units under one parent that a ledger cannot tell apart: of the same name, or of names such as 东周村 and
 * 东周社区 of which clerks write the same short form. An alias that gives the form to one of them settles it.
 */
export function examineNames(live: Draft[], countyName: string, codes: 'gb' | 'free', log: FindingLog): void {
  const families = new Map<string, Draft[]>()
  for (const draft of live) {
    const key = `${codes === 'gb' ? townOf(draft) : draft.parent}|${draft.level}`
    const family = families.get(key)
    if (family) family.push(draft)
    else families.set(key, [draft])
  }
  for (const family of families.values()) {
    const names = new Map<string, Draft>()
    for (const draft of family) {
      const other = names.get(draft.name)
      if (other) log.warning('name_twice', draft.file, draft.label, sameName(other))
      else names.set(draft.name, draft)
    }
    for (const { form, a, b } of sharedForms([...names.values()], countyName)) log.warning('name_alike', b.file, b.label, alike(a, form))
  }
}

/** The parent; for a village that stands right under its county, as no layer gives its town, the town of its code. */
function townOf({ code, level, parent }: Draft): string | null | undefined {
  const climbed = level === 'village' && typeof parent === 'string' && parent.endsWith('000000')
  return climbed ? (parseGbCode(code)?.parent ?? parent) : parent
}

interface Shared {
  form: string
  a: Draft
  b: Draft
}

/** The shortest form that two of a family share, once a pair; what one of them holds more surely is not shared. */
function sharedForms(family: Draft[], countyName: string): Shared[] {
  const holders = new Map<string, { strength: Strength; drafts: Draft[] }>()
  for (const draft of family) {
    const { name, level, aliases } = draft
    for (const { text, strength } of formsOf({ name, level, aliases }, countyName)) {
      const held = holders.get(text)
      if (!held || strength < held.strength) holders.set(text, { strength, drafts: [draft] })
      else if (strength === held.strength && !held.drafts.includes(draft)) held.drafts.push(draft)
    }
  }
  const pairs = new Map<string, Shared>()
  for (const [form, { drafts }] of holders) {
    const [a, ...rest] = drafts as [Draft, ...Draft[]]
    for (const b of rest) {
      const pair = `${a.code}|${b.code}`
      const known = pairs.get(pair)
      if (!known || form.length < known.form.length) pairs.set(pair, { form, a, b })
    }
  }
  return [...pairs.values()]
}

function sameName(other: Draft) {
  return {
    zh: `与同一上级下的“${other.label}”重名，台账里只写名称时无法区分；请用 aliases 给出区别`,
    en: `It has the same name as "${other.label}" under the same parent, a ledger cannot tell them apart: give aliases`,
  }
}

function alike(other: Draft, form: string) {
  return {
    zh: `与同一上级下的“${other.label}”名称只差后缀，台账里写“${form}”时无法区分，要由人定；若是同一单位请只留一个，否则请在 aliases 里把“${form}”给其中一个`,
    en: `It differs from "${other.label}" under the same parent by a suffix only: where a ledger writes "${form}" a person must settle it. Keep one of them if they are the same unit, else give "${form}" to one as an alias`,
  }
}
