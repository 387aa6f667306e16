import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { boardCasesWords } from '../../web/i18n/boardCasesWords.ts'
import { cardWords } from '../../web/i18n/cardWords.ts'
import { compareWords } from '../../web/i18n/compareWords.ts'
import { hotWords } from '../../web/i18n/hotWords.ts'
import { firstWords } from '../../web/i18n/index.ts'
import { pageWords } from '../../web/i18n/pageWords.ts'
import { presentWords } from '../../web/i18n/presentWords.ts'
import { rankWords } from '../../web/i18n/rankWords.ts'
import { topicWords } from '../../web/i18n/topicWords.ts'
import { viewWords } from '../../web/i18n/viewWords.ts'
import { importsOf } from '../rooms.ts'

function flat(words: object, at = ''): [string, string][] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${at}${key}`, value] as [string, string]] : flat(value as object, `${at}${key}.`))
}
/** words that come with their page, layer or topic */
const LATE = [pageWords, hotWords, topicWords, boardCasesWords, cardWords, viewWords, presentWords, rankWords, compareWords]
const zh = flat(Object.assign({}, firstWords.zh, ...LATE.map((words) => words.zh)) as object)
const en = new Map(flat(Object.assign({}, firstWords.en, ...LATE.map((words) => words.en)) as object))
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

  test('what does not wait for the words of the other pages needs none of them', () => {
    const open = /\(\) => import\('\.\/(views\/[^']+)'\)/g
    const router = readFileSync('web/router.ts', 'utf8').split('\n').filter((line) => !line.includes('withWords(')).join('\n')
    const starts = ['main.ts', ...[...router.matchAll(open)].map((match) => match[1]!)].map((file) => join('web', file))
    expect(starts.length).toBeGreaterThan(4)
    const reached = reachedFrom(starts)
    expect(reached.size).toBeGreaterThan(80)
    const late = new RegExp(`['"\`](${LATE.flatMap((words) => Object.keys(words.zh)).join('|')})\\.[a-zA-Z$]`)
    expect([...reached].filter((file) => late.test(readFileSync(file, 'utf8')))).toEqual([])
  })
})

/** The files of the pages that these files load at once, without what is loaded when it is needed. */
function reachedFrom(starts: readonly string[]): Set<string> {
  const reached = new Set<string>()
  const waiting = [...starts]
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (reached.has(file)) continue
    reached.add(file)
    const text = readFileSync(file, 'utf8')
    const late = new Set([...text.matchAll(/import\('([^']+)'\)/g)].map((match) => match[1]!))
    const next = importsOf(file, text).map(({ specifier }) => specifier).filter((one) => one.startsWith('.') && !late.has(one))
    waiting.push(...next.map((one) => join(dirname(file), one)).filter((one) => one.startsWith('web') && /\.(ts|vue)$/.test(one) && !one.includes(join('i18n', 'words'))))
  }
  return reached
}
