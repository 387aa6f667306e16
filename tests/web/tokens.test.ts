import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { changeLooks } from '../../web/map/layers/changeLooks.ts'
import { FILL_OPACITY } from '../../web/map/layers/looks.ts'
import { readPalette, rampStops, type ColourName } from '../../web/theme/palette.ts'
import { blend, contrast, hexToLab, rampColours } from '../../web/theme/ramp.ts'
import { MOST_CLASSES } from '../../web/areas/breaks.ts'
import { EYES } from './eyes.ts'

/** In OKLab lightness, 0 to 1: what a reader across a room can tell apart without seeing both side by side. */
const LEAST_STEP = 0.1

/** In OKLab: as far apart as two hues of one lightness must be to be told apart side by side. */
const LEAST_HUE = 0.07

const css = readFileSync('web/theme/tokens.css', 'utf8')

export function tokensOf(theme: 'desk' | 'hall'): Record<string, string> {
  const block = new RegExp(`\\[data-theme='${theme}'\\] \\{([^}]*)\\}`).exec(css)?.[1] ?? ''
  return Object.fromEntries([...block.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map((match) => [match[1]!, match[2]!.trim()]))
}

const TEXT = [
  ['ink', 'ground'], ['ink', 'surface'], ['ink', 'surface-soft'], ['ink', 'celadon-soft'], ['ink-soft', 'ground'], ['ink-soft', 'surface'],
  ['ink-soft', 'surface-soft'], ['ink-soft', 'celadon-soft'], ['celadon', 'surface'], ['celadon', 'ground'], ['on-celadon', 'celadon'],
  ['on-celadon', 'celadon-deep'], ['alert', 'surface'], ['alert', 'alert-soft'], ['surface', 'ink'], ['map-label', 'map-halo'],
  ['map-water-name', 'map-halo'], ['map-ground-name', 'map-halo'],
] as const
const MARKS = [
  ['risk-red', 'surface'], ['risk-orange', 'surface'], ['risk-yellow', 'surface'], ['risk-blue', 'surface'], ['risk-green', 'surface'], ['line-strong', 'surface'], ['line-strong', 'ground'],
  ['celadon', 'map-ground'], ['map-boundary', 'map-ground'],
] as const

describe.each(['desk', 'hall'] as const)('%s', (theme) => {
  const tokens = tokensOf(theme)
  const of = (name: string) => tokens[`--${name}`]!

  test.each(TEXT)('text %s on %s', (ink, ground) => {
    expect(contrast(of(ink), of(ground))).toBeGreaterThanOrEqual(4.5)
  })
  test.each(MARKS)('mark %s on %s', (mark, ground) => {
    expect(contrast(of(mark), of(ground))).toBeGreaterThanOrEqual(3)
  })

  test('the ramp has even steps of lightness', () => {
    const palette = readPalette((name) => tokens[name] ?? '')
    for (const count of [3, 4, MOST_CLASSES]) {
      const lights = rampColours(rampStops(palette), count).map((hex) => hexToLab(hex)[0])
      const steps = lights.slice(1).map((light, k) => Math.abs(light - lights[k]!))
      for (const step of steps) expect(step / steps[0]!).toBeCloseTo(1, 1)
    }
  })

  test.each(Object.keys(EYES))('laid on the ground, no two neighbouring classes look alike, nor the lowest and none: %s', (eye) => {
    const palette = readPalette((name) => tokens[name] ?? '')
    for (let count = 1; count <= MOST_CLASSES; count++) {
      const laid = rampColours(rampStops(palette), count).map((hex) => blend(hex, of('map-ground'), FILL_OPACITY))
      const lights = [of('map-ground'), ...laid].map((hex) => hexToLab(EYES[eye]!(hex))[0])
      for (const [k, light] of lights.slice(1).entries()) {
        expect(Math.abs(light - lights[k]!), `class ${k + 1} of ${count}`).toBeGreaterThanOrEqual(LEAST_STEP)
      }
    }
  })

  describe.each(Object.keys(EYES))('a change, laid on the ground: %s', (eye) => {
    const palette = readPalette((name) => tokens[name] ?? '')
    const seen = (name: ColourName) => hexToLab(EYES[eye]!(blend(palette[name], of('map-ground'), FILL_OPACITY)))
    const sides = { more: (['more-1', 'more-2', 'more-3'] as const).map(seen), fewer: (['fewer-1', 'fewer-2', 'fewer-3'] as const).map(seen) }
    const ground = hexToLab(EYES[eye]!(of('map-ground')))

    test.each(Object.entries(sides))('%s grows in even steps from the ground', (_, labs) => {
      const lights = [ground, ...labs].map(([light]) => light)
      const steps = lights.slice(1).map((light, k) => Math.abs(light - lights[k]!))
      for (const step of steps) expect(step).toBeGreaterThanOrEqual(LEAST_STEP)
      expect(Math.max(...steps) / Math.min(...steps)).toBeLessThan(1.5)
    })

    test('as much more and as much fewer weigh the same, and differ in hue to every eye that sees hues', () => {
      for (const [k, more] of sides.more.entries()) {
        const fewer = sides.fewer[k]!
        expect(Math.abs(more[0] - fewer[0])).toBeLessThan(0.07)
        expect(Math.hypot(more[0] - fewer[0], more[1] - fewer[1], more[2] - fewer[2])).toBeGreaterThanOrEqual(eye === 'black and white' ? 0 : LEAST_HUE)
      }
    })
  })

  test('in black and white fewer is ruled and more is not, and what may be chance is hatched on both sides', () => {
    const palette = readPalette((name) => tokens[name] ?? '')
    for (const classes of [1, 2, 3]) {
      const patterns = changeLooks(palette, classes).map((look) => look.patterns.map(({ name }) => name).join())
      const side = (sure: string) => Array.from({ length: classes }, () => [sure, 'slant']).flat()
      expect(patterns).toEqual([...side(''), ...side('lines')])
    }
    expect(changeLooks(palette, 0)).toEqual([])
  })

  test('map and charts find every colour they paint with', () => {
    const palette = readPalette((name) => tokens[name] ?? '')
    for (const [name, colour] of Object.entries(palette)) expect(colour, name).toMatch(/^#[0-9a-f]{6}$/)
  })
})

test('both lights define the same tokens', () => {
  expect(Object.keys(tokensOf('hall')).sort()).toEqual(Object.keys(tokensOf('desk')).sort())
})

test('contrast of black on white is 21', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5)
})
