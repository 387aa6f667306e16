import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { packSourceSchema } from '../../../geodata/pack/source.ts'

const README = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8')

/** Every key and every fixed value of a JSON schema. */
function wordsOf(node: unknown, words = new Set<string>()): Set<string> {
  if (Array.isArray(node)) for (const one of node) wordsOf(one, words)
  else if (node !== null && typeof node === 'object') {
    const { properties, enum: values } = node as { properties?: object; enum?: unknown[] }
    for (const key of Object.keys(properties ?? {})) words.add(key)
    for (const value of values ?? []) words.add(String(value))
    for (const one of Object.values(node)) wordsOf(one, words)
  }
  return words
}

describe('README', () => {
  const words = [...wordsOf(z.toJSONSchema(packSourceSchema, { io: 'input', unrepresentable: 'any' }))]
  const section = (from: string, to: string) => README.slice(README.indexOf(`# ${from}\n`), README.indexOf(`# ${to}\n`))

  it.each([
    ['source.json 各项', '设置'],
    ['Every key of source.json', 'Settings'],
  ])('tells every key and value of source.json under “%s”', (from, to) => {
    const text = section(from, to)
    expect(words.length).toBeGreaterThan(60)
    // `zh` and `en` stand in the form of a label
    expect(words.filter((word) => !text.includes(`\`${word}\``) && !text.includes(`"${word}"`))).toEqual([])
  })
})
