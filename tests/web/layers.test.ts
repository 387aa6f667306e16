import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { AreaRow, Level } from '../../server/contract/answers.ts'
import { SMALL_CLASS, WITHHELD_CLASS } from '../../web/areas/figures.ts'
import { boundaryLayers, fillLayers, markLayers, veilLayers } from '../../web/map/layers/areas.ts'
import { frameFeatures } from '../../web/map/layers/frame.ts'
import { labelFeatures } from '../../web/map/layers/labels.ts'
import { FILL_OPACITY, rampLooks, SMALL_OPACITY } from '../../web/map/layers/looks.ts'
import { mapStyle, type MapScene } from '../../web/map/layers/style.ts'
import { patternImage } from '../../web/map/patterns.ts'
import { scaleBar } from '../../web/map/scale.ts'
import { readPalette } from '../../web/theme/palette.ts'

const css = readFileSync('web/theme/tokens.css', 'utf8')
const palette = readPalette((name) => new RegExp(`${name}:\\s*([^;]+);`).exec(css)?.[1] ?? '')
const levels: Level[] = ['county', 'town', 'village', 'grid']
const scene: MapScene = {
  levels, shown: 'town', looks: rampLooks(palette, 5), chosen: null, palette, dark: false,
  tiles: { boundaries: 'http://x/b.pmtiles', base: 'http://x/base.pmtiles', relief: 'http://x/relief.pmtiles' },
  labels: { type: 'FeatureCollection', features: [] },
  bbox: [110.7, 34.3, 111.1, 34.6],
}

describe('the style of the map', () => {
  test.each([
    ['a county', scene],
    ['at night', { ...scene, dark: true }],
    ['without relief and base', { ...scene, tiles: { ...scene.tiles, base: null, relief: null } }],
    ['a chosen town with its villages', { ...scene, shown: 'village' as Level, chosen: { index: 3, level: 'town' as Level } }],
    ['one place marked', { ...scene, point: [110.9, 34.5] as const }],
    ['grid cells, one class', { ...scene, shown: 'grid' as Level, looks: rampLooks(palette, 1) }],
  ])('is valid: %s', (_, one) => {
    const style = mapStyle(one)
    // the validator demands glyphs, which MapLibre draws from local fonts without
    expect(validateStyleMin({ ...style, glyphs: 'http://x/{fontstack}/{range}' } as never)).toEqual([])
  })

  test('lies in the order of a printed map', () => {
    const order = mapStyle({ ...scene, chosen: { index: 1, level: 'town' } }).layers.map(({ id }) => id)
    const wanted = ['paper', 'wood', 'relief', 'fill-town', 'hatch-ink-town', 'water', 'river', 'line-town', 'line-county', 'chosen', 'hover', 'label-shown']
    expect(order.filter((id) => wanted.includes(id))).toEqual(wanted)
  })

  test('paints no area without a case, and hatches one without a number', () => {
    type Painted = { id: string; paint: Record<string, unknown> }
    const [fill, hatch, small, ...rest] = fillLayers(scene) as unknown as [Painted, Painted, Painted]
    expect([fill.id, hatch.id, rest]).toEqual(['fill-town', 'hatch-ink-town', []])
    expect(fill.paint['fill-opacity']).toEqual(['step', expect.anything(), 0, ...[1, 2, 3, 4, 5].flatMap((k) => [k, FILL_OPACITY])])
    expect((fill.paint['fill-color'] as unknown[]).length).toBe(3 + 2 * scene.looks.length)
    const is = (code: number) => ['==', expect.anything(), code]
    expect(hatch.paint['fill-opacity']).toEqual(['case', ['any', is(-1), is(WITHHELD_CLASS)], 1, 0])
    expect(small.paint['fill-opacity']).toEqual(['case', is(SMALL_CLASS), SMALL_OPACITY, 0])
  })

  test('has no layer for a class below 0 that no area has', () => {
    const ids = (beyond: number[]) => fillLayers({ ...scene, beyond }).map(({ id }) => id)
    expect(ids([])).toEqual(['fill-town'])
    expect(ids([-1])).toEqual(['fill-town', 'hatch-ink-town'])
    expect(ids([WITHHELD_CLASS, SMALL_CLASS])).toEqual(['fill-town', 'hatch-ink-town', 'small-town'])
  })

  test('draws boundaries down to the shown level only, approximate ones dashed', () => {
    const lines = boundaryLayers(scene)
    expect(lines.map(({ id }) => id)).toEqual(['line-town', 'line-town-approx', 'line-county', 'line-county-approx'])
    const dashed = lines.filter((line) => 'line-dasharray' in (line.paint ?? {})).map(({ id }) => id)
    expect(dashed).toEqual(['line-town-approx', 'line-county-approx'])
  })

  test('keeps borders and areas of a layer apart, those of older archives too', () => {
    const filters = (layers: { id: string; filter?: unknown }[]) => Object.fromEntries(layers.map(({ id, filter }) => [id, JSON.stringify(filter)]))
    const lines = filters(boundaryLayers(scene) as { id: string }[])
    for (const level of ['town', 'county']) {
      expect(lines[`line-${level}`]).toBe('["any",["==",["get","edge"],"surveyed"],["==",["get","approx"],0]]')
      expect(lines[`line-${level}-approx`]).toBe('["any",["==",["get","edge"],"approximate"],["==",["get","approx"],1]]')
    }
    const areas = filters([...fillLayers(scene), ...markLayers(scene)] as { id: string }[])
    expect(new Set(Object.values(areas))).toEqual(new Set(['["!",["has","edge"]]']))
  })

  test.each([false, true])('veils what lies outside by opaque steps, so that no inlet grows darker; at night: %s', (dark) => {
    const layers = veilLayers({ ...scene, dark }) as { type: string; paint: Record<string, unknown> }[]
    expect(layers.map(({ type }) => type)).toEqual(['line', 'line', 'line', 'fill'])
    for (const { paint } of layers) expect(Object.keys(paint).filter((key) => /opacity|blur/.test(key))).toEqual([])
    const order = mapStyle({ ...scene, dark }).layers.map(({ id }) => id)
    expect(order.indexOf('veil-within')).toBeLessThan(order.indexOf('wood'))
  })

  test('marks the chosen area by a line inside its edge', () => {
    expect(markLayers(scene).map(({ id }) => id)).toEqual(['hover'])
    const chosen = markLayers({ ...scene, chosen: { index: 7, level: 'town' } }).find(({ id }) => id === 'chosen')
    expect(chosen).toMatchObject({ type: 'line', 'source-layer': 'town', filter: ['==', ['id'], 7], paint: { 'line-width': 2.5, 'line-offset': 2 } })
  })
})

describe('labels', () => {
  const area = (index: number, level: Level, centre?: [number, number]): AreaRow =>
    ({ index, code: `c${index}`, name: `n${index}`, level, parent: null, placement: 'boundary', ...(centre && { centre }) }) as AreaRow

  test('carry the figure at the shown level, none above, and leave out what has no place', () => {
    const { features } = labelFeatures('village', [area(2, 'village', [1, 2]), area(3, 'village')], [area(1, 'town', [1, 1])],
      new Map([[2, { text: '14', order: 14 }], [1, { text: '99', order: 99 }]]), ({ name }) => name)
    expect(features.map(({ properties }) => [properties!.name, properties!.kind, properties!.value])).toEqual([['n1', 'above', ''], ['n2', 'shown', '14']])
  })
})

test('frames grow outward and the last one hides what lies beyond', () => {
  const { features } = frameFeatures(scene.bbox)
  const wests = features.map(({ geometry }) => geometry.coordinates[1]![0]![0]!)
  expect([...wests].sort((a, b) => b - a)).toEqual(wests)
  expect(wests[0]).toBeLessThan(scene.bbox[0])
  expect(features.map(({ properties }) => properties!.last).filter(Boolean)).toHaveLength(1)
})

test.each(['hatch', 'dots', 'lines', 'columns', 'grid'] as const)('a pattern leaves most of the ground in sight: %s', (name) => {
  const { width, height, data } = patternImage(name, '#9aa19c')
  const inked = Array.from({ length: width * height }, (_, k) => data[k * 4 + 3]!).filter((alpha) => alpha > 0).length
  expect(inked / (width * height)).toBeGreaterThan(0.1)
  expect(inked / (width * height)).toBeLessThan(0.5)
})

test('the hatch repeats without a seam', () => {
  const { width, height, data } = patternImage('hatch', '#9aa19c')
  const on = (x: number, y: number) => data[((y % height) * width + (x % width)) * 4 + 3]! > 0
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) expect(on(x, y)).toBe(on(x + 1, y + height - 1))
})

test('a scale bar is round, true and fits', () => {
  for (let zoom = 6; zoom < 17; zoom += 0.7) {
    const { metres, px } = scaleBar(zoom, 34.4, 120)
    expect(px).toBeLessThanOrEqual(120)
    expect(px).toBeGreaterThan(120 / 2.5)
    expect(String(metres)).toMatch(/^[1235]0*$/)
  }
  // at zoom 0 the equator fills one tile of 512 px
  expect(scaleBar(0, 0, 512).px).toBeCloseTo((512 * 30_000_000) / 40_075_016.686, 3)
})
