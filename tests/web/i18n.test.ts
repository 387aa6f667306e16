import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { messages } from '../../web/i18n/index.ts'

function flat(words: object, at = ''): [string, string][] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${at}${key}`, value] as [string, string]] : flat(value as object, `${at}${key}.`))
}
const zh = flat(messages.zh)
const en = new Map(flat(messages.en))
const source = readdirSync('web', { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(ts|vue)$/.test(file) && !file.startsWith(join('i18n', 'words')))
  .map((file) => readFileSync(join('web', file), 'utf8'))
  .join('\n')

describe('words', () => {
  test('both languages have the same keys', () => {
    expect(zh.length).toBeGreaterThan(100)
    expect([...en.keys()].sort()).toEqual(zh.map(([key]) => key).sort())
  })

  test('both sentences take the same values', () => {
    const values = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort()
    for (const [key, text] of zh) expect(values(en.get(key)!), key).toEqual(values(text))
  })

  test('Chinese is Chinese and English is English', () => {
    for (const [key, text] of en) expect(/[\u4e00-\u9fff]/.test(text), `${key}: ${text}`).toBe(false)
  })

  test('every word is used somewhere', () => {
    const unused = zh.map(([key]) => key).filter((key) => !source.includes(`'${key}'`) && !source.includes(`"${key}"`) && !source.includes(`\`${key.replace(/\.[^.]+$/, '.')}\${`))
    expect(unused).toEqual([])
  })

  test('every word that is asked for is there', () => {
    const asked = [...source.matchAll(/\bt\(\s*'([\w.]+)'/g)].map((match) => match[1]!)
    const known = new Set(zh.map(([key]) => key))
    expect(asked.length).toBeGreaterThan(50)
    expect(asked.filter((key) => !known.has(key))).toEqual([])
  })
})
