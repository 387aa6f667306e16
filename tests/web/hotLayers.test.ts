import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { AreaRow, Level } from '../../server/contract/answers.ts'
import type { HotCluster, HotRow } from '../../server/contract/hotspots.ts'
import { HOT_METHODS } from '../../server/contract/hotTerms.ts'
import { hotClasses, hotTerms, stepClasses, tally, wellFounded } from '../../web/areas/hot.ts'
import { hotLooks } from '../../web/map/layers/hotLooks.ts'
import { labelFeatures } from '../../web/map/layers/labels.ts'
import { laid, toneColour, type Look } from '../../web/map/layers/looks.ts'
import { circle, scanSources } from '../../web/map/layers/scan.ts'
import { PATTERN_ALPHA } from '../../web/map/patterns.ts'
import { mapStyle, type MapScene } from '../../web/map/layers/style.ts'
import { readPalette, type Palette } from '../../web/theme/palette.ts'
import { blend, contrast, hexToLab } from '../../web/theme/ramp.ts'
import { EYES } from './eyes.ts'

const css = readFileSync('web/theme/tokens.css', 'utf8')
function paletteOf(theme: string): Palette {
  const block = new RegExp(`\\[data-theme='${theme}'\\] \\{([^}]*)\\}`).exec(css)![1]!
  return readPalette((name) => new RegExp(`${name}:\\s*([^;]+);`).exec(block)?.[1] ?? '')
}
/** in OKLab, where the lightness of all colours is 0 to 1 */
const LEAST_APART = 0.06
const THEMES = ['desk', 'hall'] as const
const looksOf = (method: (typeof HOT_METHODS.codes)[number], palette: Palette) => hotLooks(method, hotTerms(method).map(({ code }) => code), palette)

const row = (index: number, code: HotRow['class'], more: Partial<HotRow> = {}) => ({ index, class: code, value: 1, ...more }) as HotRow
const cluster = (rank: number, indices: number[], confidence: HotCluster['confidence']) => ({ rank, indices, confidence, centre: [110.9, 34.4], radiusM: 3000 }) as unknown as HotCluster
const answer = (method: 'gistar' | 'emerging' | 'scan', rows: HotRow[], clusters: HotCluster[] = []) => ({ method, rows, clusters })

describe('classes of a layer', () => {
  test('are numbered as the legend has them; nothing is 0, and what could not be worked out is -1', () => {
    const classes = hotClasses(answer('gistar', [row(5, 'hot99'), row(6, 'cold99'), row(7, 'none'), row(8, 'none', { value: null }), row(9, 'none', { value: null, count: null })]))
    expect([...classes]).toEqual([[5, 1], [6, 7], [7, 0], [8, -1], [9, 0]])
    expect(hotTerms('gistar')[6]!.code).toBe('cold99')
    expect([...tally(classes)]).toEqual([[1, 1], [7, 1], [0, 2], [-1, 1]])
  })

  test('of a scan are the places in circles', () => {
    const clusters = [cluster(1, [3, 4], 'high'), cluster(2, [9], 'fair')]
    expect([...hotClasses(answer('scan', [], clusters))]).toEqual([[3, 1], [4, 1], [9, 1]])
    expect(clusters.map(wellFounded)).toEqual([true, false])
  })

  test('of one step are those of that step', () => {
    const rows = [row(1, 'new-hot', { steps: ['none', 'hot95'] }), row(2, 'none', { steps: ['cold90', 'none'] }), row(3, 'none')]
    expect([...stepClasses(rows, 1)]).toEqual([[1, 2], [2, 0]])
    expect([...stepClasses(rows, 0)]).toEqual([[1, 0], [2, 5]])
  })
})

describe.each(THEMES)('looks of the layers: %s', (theme) => {
  const palette = paletteOf(theme)
  const cue = ({ patterns, edge }: Look) => `${patterns.map(({ name }) => name).join()} ${edge}`
  const apart = (eye: string, a: Look, b: Look) => {
    const seen = (look: Look) => hexToLab(EYES[eye]!(laid(look, palette)))
    const other = seen(b)
    return Math.hypot(...seen(a).map((value, axis) => value - other[axis]!))
  }

  test.each(Object.keys(EYES))('no two classes of one look alike, by colour or by their pattern and edge: %s', (eye) => {
    const alike = HOT_METHODS.codes.flatMap((method) => {
      const looks = looksOf(method, palette).map((look, k) => ({ look, code: hotTerms(method)[k]!.code }))
      return looks.flatMap((one, k) => looks.slice(k + 1).filter(({ look }) => cue(one.look) === cue(look) && apart(eye, one.look, look) <= LEAST_APART).map(({ code }) => `${one.code} ${code}`))
    })
    expect(alike).toEqual([])
  })

  test('hot and cold never share pattern and edge: a print in black and white tells them apart', () => {
    const [hot, cold] = [/^(hot|itself)/, /^cold/].map((side) => new Set(looksOf('gistar', palette).filter((_, k) => side.test(hotTerms('gistar')[k]!.code)).map(({ patterns }) => patterns.map(({ name }) => name).join())))
    expect([...hot!].filter((one) => cold!.has(one))).toEqual([])
  })

  test('a class stands out from where nothing does: by its fill, an edge or a pattern', () => {
    const pale = HOT_METHODS.codes.flatMap((method) => looksOf(method, palette).filter((look) => look.edge === 0 && look.patterns.length === 0 && contrast(laid(look, palette), palette['map-ground']) < 3))
    expect(pale).toEqual([])
    expect(contrast(palette['map-label'], palette['map-ground'])).toBeGreaterThanOrEqual(4.5)
  })

  test('patterns stand out from their fill, and words of a burst from the ground', () => {
    for (const method of HOT_METHODS.codes) {
      for (const look of looksOf(method, palette)) {
        const ground = laid(look, palette)
        for (const { tone } of look.patterns) expect(contrast(blend(toneColour(tone, palette), ground, PATTERN_ALPHA / 255), ground)).toBeGreaterThanOrEqual(3)
      }
    }
    expect(contrast(palette['hot-word'], palette['map-halo'])).toBeGreaterThanOrEqual(4.5)
    expect(contrast(palette['hot-3'], palette['map-ground'])).toBeGreaterThanOrEqual(3)
  })
})

describe('layers on the map', () => {
  const palette = paletteOf('desk')
  const scene: MapScene = {
    levels: ['county', 'town', 'village'], shown: 'village', looks: looksOf('emerging', palette), chosen: null, palette, dark: false,
    tiles: { boundaries: 'http://x/b.pmtiles', base: null, relief: null }, labels: { type: 'FeatureCollection', features: [] }, bbox: [110.7, 34.3, 111.1, 34.6],
  }
  const scan = { clusters: [cluster(1, [3], 'high'), cluster(2, [9], 'fair')], worded: ({ rank }: HotCluster) => `no. ${rank}`, founded: wellFounded }
  const density = { bands: [1, 2], shapes: { type: 'FeatureCollection' as const, features: [] }, spots: [{ centre: [110.9, 34.4] as [number, number], radiusM: 200, count: 5, from: '2026-01-01', to: '2026-02-01', place: null }] } as unknown as NonNullable<MapScene['density']>

  test.each([
    ['every class at once', scene],
    ['bursts', { ...scene, looks: looksOf('scan', palette), scan }],
    ['density', { ...scene, shown: 'town' as Level, looks: [], density }],
    ['density without a band', { ...scene, looks: [], density: { ...density, bands: [] } }],
  ])('are a valid style: %s', (_, one) => {
    expect(validateStyleMin({ ...mapStyle(one), glyphs: 'http://x/{fontstack}/{range}' } as never)).toEqual([])
  })

  test('circles lie above the boundaries, their words above the names, and a density below the ways', () => {
    const order = mapStyle({ ...scene, scan, density, tiles: { ...scene.tiles, base: 'http://x/base.pmtiles' } }).layers.map(({ id }) => id)
    const wanted = ['density', 'river', 'line-county', 'scan-circle', 'label-shown', 'label-first', 'scan-label']
    expect(order.filter((id) => wanted.includes(id))).toEqual(wanted)
  })

  test('a circle is closed, has its reach, and never none', () => {
    const metres = (points: number[][]) => Math.hypot((points[0]![0]! - points[36]![0]!) * 111_320 * Math.cos((34.4 * Math.PI) / 180), (points[0]![1]! - points[36]![1]!) * 111_320) / 2
    const at = circle({ centre: [110.9, 34.4], radiusM: 3000 })
    expect(at[0]).toEqual(at.at(-1))
    expect(metres(at)).toBeCloseTo(3000, 0)
    expect(metres(circle({ centre: [110.9, 34.4], radiusM: 0 }))).toBeCloseTo(400, 0)
  })

  test('each burst has its words, and only a well-founded one a whole line', () => {
    const { 'scan-circles': circles, 'scan-labels': words } = scanSources(scan) as unknown as Record<string, { data: { features: { properties: object }[] } }>
    expect(circles!.data.features.map(({ properties }) => properties)).toEqual([{ founded: true }, { founded: false }])
    expect(words!.data.features.map(({ properties }) => properties)).toEqual([{ text: 'no. 1', rank: 1 }, { text: 'no. 2', rank: 2 }])
  })

  test('marked places are named before the others, which keep quiet beside them', () => {
    const area = (index: number) => ({ index, code: `c${index}`, name: `n${index}`, level: 'village', centre: [1, 2] }) as AreaRow
    const kinds = (first: boolean) => labelFeatures('village', [area(1), area(2)], [], new Map([[1, { text: 'x', order: 1, first }]]), ({ name }) => name)
      .features.map(({ properties }) => [properties!.kind, properties!.quiet])
    expect(kinds(true)).toEqual([['first', false], ['shown', true]])
    expect(kinds(false)).toEqual([['shown', false], ['shown', false]])
  })
})
