import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { circlesOf, faultsOf, importsOf } from './rooms.ts'

const SOURCES = ['geodata', 'server', 'web', 'tests'].flatMap((side) =>
  readdirSync(side, { recursive: true, encoding: 'utf8' })
    .map((path) => join(side, path))
    .filter((path) => /\.(ts|vue)$/.test(path)),
)

describe('the house', () => {
  test('every file keeps to its room', () => {
    expect(SOURCES.length).toBeGreaterThan(20)
    const faults = SOURCES.filter((file) => file.includes('/')).flatMap((file) => faultsOf(file, readFileSync(file, 'utf8')))
    expect(faults).toEqual([])
  })

  test('imports flow one way, those of types too', () => {
    const ours = (file: string) =>
      importsOf(file, readFileSync(file, 'utf8'))
        .filter(({ specifier }) => specifier.startsWith('.'))
        .map(({ specifier }) => join(dirname(file), specifier.replace(/[?#].*$/, '')))
    expect(circlesOf(new Map(SOURCES.map((file) => [file, ours(file)])))).toEqual([])
  })

  test('every import of ours names a file that is there', () => {
    const lost = SOURCES.flatMap((file) =>
      importsOf(file, readFileSync(file, 'utf8'))
        .map(({ specifier }) => specifier.replace(/[?#].*$/, ''))
        .filter((specifier) => specifier.startsWith('.') && !existsSync(join(file, '..', specifier)))
        .map((specifier) => `${file} → ${specifier}`),
    )
    expect(lost).toEqual([])
  })
})

describe('the checker sees', () => {
  test.each([
    ['a place that knows the server', 'geodata/place/x.ts', "import { CATEGORIES } from '../../server/contract/categories.ts'"],
    ['a page that runs the store', 'web/stores/x.ts', "import { openDatabase } from '../../server/store/database.ts'"],
    ['a page that runs the API', 'web/api/x.ts', "import { createApp } from '../../server/api/app.ts'"],
    ['a late import', 'server/ledger/x.ts', "const later = await import('../store/cases.ts')"],
    ['a re-export', 'server/contract/x.ts', "export { openDatabase } from '../store/database.ts'"],
    ['a disk in a pure room', 'server/ledger/x.ts', "import { readFileSync } from 'node:fs'"],
    ['a driver outside the store', 'server/services/x.ts', "import pg from 'pg'"],
    ['a map outside its file', 'web/panels/X.vue', '<script setup lang="ts">\nimport maplibre from "maplibre-gl"\n</script>'],
    ['a file without a room', 'server/helpers/x.ts', 'export const x = 1'],
  ])('%s', (_, file, source) => {
    expect(faultsOf(file, source)).toHaveLength(1)
  })

  test('files that import one another around', () => {
    const around = new Map([['a', ['b', 'c']], ['b', ['c']], ['c', ['a']], ['d', ['c']]])
    expect(circlesOf(around)).toEqual(['a → b → c → a'])
    expect(circlesOf(new Map([['a', ['b', 'c']], ['b', ['c']], ['c', []]]))).toEqual([])
  })

  test.each([
    ['types of the API in the page', 'web/api/x.ts', "import type { App } from '../../server/api/app.ts'"],
    ['the vocabularies in the page', 'web/stores/x.ts', "import { COLOURS } from '../../server/contract/colours.ts'"],
    ['the composition root, which knows all', 'server/main.ts', "import { createApp } from './api/app.ts'"],
  ])('and lets pass %s', (_, file, source) => {
    expect(faultsOf(file, source)).toEqual([])
  })
})
