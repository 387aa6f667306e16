import { describe, expect, test } from 'vitest'
import { FIELDS } from '../../../server/contract/imports.ts'
import { meaningOf } from '../../../server/ledger/plan/header.ts'
import { en } from '../../../web/i18n/words/help/en.ts'
import { zh } from '../../../web/i18n/words/help/zh.ts'
import { FIELD_EXAMPLES } from '../../../web/views/help/fieldWords.ts'

describe('the help page says what is so', () => {
  test.each(FIELDS.codes.map((field) => [field, FIELD_EXAMPLES[field]] as const))('%s: the importer knows these headers', (field, words) => {
    expect(words.length).toBeGreaterThan(0)
    expect(words.map((word) => [word, meaningOf([word]).field])).toEqual(words.map((word) => [word, field]))
  })

  test('both languages have the same sections with as many parts', () => {
    const shape = (words: typeof zh) => words.sections.map(({ id, blocks }) => [id, blocks.map((block) => Object.keys(block)[0])])
    expect(shape(en)).toEqual(shape(zh))
    expect(en.keys).toHaveLength(zh.keys.length)
  })
})
