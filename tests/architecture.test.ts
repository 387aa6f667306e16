import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ALONE } from './alone.ts'
import { circlesOf, faultsOf, importsOf } from './rooms.ts'

const SOURCES = ['geodata', 'server', 'web', 'tests'].flatMap((side) =>
  readdirSync(side, { recursive: true, encoding: 'utf8' })
    .map((path) => join(side, path))
    .filter((path) => /\.(ts|vue)$/.test(path)),
)

const IMPORTS = new Map<string, ReturnType<typeof importsOf>>()
/** What a file of ours imports from another one, as it is written there. */
function oursIn(file: string): string[] {
  const imports = IMPORTS.get(file) ?? importsOf(file, readFileSync(file, 'utf8'))
  IMPORTS.set(file, imports)
  return imports.map(({ specifier }) => specifier.replace(/[?#].*$/, '')).filter((specifier) => specifier.startsWith('.'))
}

describe('the house', () => {
  test('every file keeps to its room', () => {
    expect(SOURCES.length).toBeGreaterThan(20)
    const faults = SOURCES.filter((file) => file.includes('/')).flatMap((file) => faultsOf(file, readFileSync(file, 'utf8')))
    expect(faults).toEqual([])
  })

  test('imports flow one way, those of types too', () => {
    const ours = (file: string) => oursIn(file).map((specifier) => join(dirname(file), specifier))
    expect(circlesOf(new Map(SOURCES.map((file) => [file, ours(file)])))).toEqual([])
  })

  test('every import of ours names a file that is there', () => {
    const lost = SOURCES.flatMap((file) =>
      oursIn(file)
        .filter((specifier) => !existsSync(join(file, '..', specifier)))
        .map((specifier) => `${file} → ${specifier}`),
    )
    expect(lost).toEqual([])
  })

  test('who puts another module in the place of one has a process of its own', () => {
    const mocks = SOURCES.filter((file) => /^tests\/.*\.test\.ts$/.test(file) && /\bvi\.(do)?[mM]ock\(/.test(readFileSync(file, 'utf8')))
    expect(mocks.sort()).toEqual(ALONE)
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
    ['a file of the page without a room', 'web/helpers/x.ts', 'export const x = 1'],
    ['a store that knows the map', 'web/stores/x.ts', "import { mapStyle } from '../map/layers/style.ts'"],
    ['a store that borrows a type of the map', 'web/stores/x.ts', "import type { MapScene } from '../map/layers/style.ts'"],
    ['a store that knows a panel', 'web/stores/x.ts', "import { headline } from '../panels/headline.ts'"],
    ['a store that draws', 'web/stores/x.ts', "import { useToasts } from '../ui/toasts.ts'"],
    ['a layer that reads a store', 'web/map/layers/x.ts', "import { useFilter } from '../../stores/filter.ts'"],
    ['a layer that is no pure function', 'web/map/layers/x.ts', "import { ref } from 'vue'"],
    ['a map that changes the filter', 'web/map/X.vue', '<script setup lang="ts">\nimport { useFilter } from "../stores/filter.ts"\n</script>'],
    ['a map that knows a panel', 'web/map/X.vue', '<script setup lang="ts">\nimport RiskMark from "../panels/ChangeMark.vue"\n</script>'],
    ['figures of areas that read a store', 'web/areas/x.ts', "import { useCounty } from '../stores/county.ts'"],
    ['a chart that reads a store', 'web/charts/x.ts', "import { useFigures } from '../stores/figures.ts'"],
    ['a chart that asks the server', 'web/charts/x.ts', "import { api } from '../api/client.ts'"],
    ['a chart outside its room', 'web/panels/x.ts', "import { init } from 'echarts/core'"],
    ['a panel that draws on the map', 'web/panels/X.vue', '<script setup lang="ts">\nimport MapView from "../map/MapView.vue"\n</script>'],
    ['a panel of the import that imports by itself', 'web/panels/import/X.vue', '<script setup lang="ts">\nimport { useLedger } from "../../stores/ledger.ts"\n</script>'],
    ['a panel of the queue that asks the server', 'web/panels/places/x.ts', "import { importsApi } from '../../api/imports.ts'"],
    ['a button that knows a store', 'web/ui/X.vue', '<script setup lang="ts">\nimport { useSettings } from "../stores/settings.ts"\n</script>'],
    ['a store outside the stores', 'web/views/x.ts', "import { defineStore } from 'pinia'"],
    ['a test that draws other cases at every run', 'tests/web/x.test.ts', "import fc from 'fast-check'"],
    ['an API client that knows a store', 'web/api/x.ts', "import { useCounty } from '../stores/county.ts'"],
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
    ['language and look everywhere', 'web/map/x.ts', "import { useSettings } from '../stores/settings.ts'"],
    ['what a store is made of, as a type', 'web/map/x.ts', "import type { Camera } from '../stores/view.ts'"],
    ['a view that brings all together', 'web/views/x.ts', "import { useFilter } from '../stores/filter.ts'\nimport { useMap } from '../map/useMap.ts'"],
    ['the composition root, which knows all', 'server/main.ts', "import { createApp } from './api/app.ts'"],
  ])('and lets pass %s', (_, file, source) => {
    expect(faultsOf(file, source)).toEqual([])
  })
})
