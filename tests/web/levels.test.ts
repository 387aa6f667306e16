import { describe, expect, test } from 'vitest'
import { drawnLevel, fitZoom, hotLevel, shownLevel, type LevelScene } from '../../web/stores/levels.ts'

const bbox = [110.7, 34.3, 111.1, 34.6] as const
const county: LevelScene = { levels: ['county', 'town', 'village', 'grid'], area: null, children: null, bbox }
const at = (beyond: number) => ({ level: null, camera: { zoom: fitZoom(bbox) + beyond, lng: 110.9, lat: 34.4 } })
const free = { level: null, camera: null }

describe('shown level', () => {
  test('a county shows its towns, and narrower levels as one zooms in', () => {
    expect(shownLevel(free, county)).toBe('town')
    expect(shownLevel(at(0.5), county)).toBe('town')
    expect(shownLevel(at(2), county)).toBe('village')
    expect(shownLevel(at(5), county)).toBe('grid')
    expect(shownLevel(at(9), county)).toBe('grid')
  })

  test('an area shows its parts, and itself where it has none', () => {
    expect(shownLevel(free, { ...county, area: { level: 'town' }, children: 'village' })).toBe('village')
    expect(shownLevel(free, { ...county, area: { level: 'village' }, children: null })).toBe('village')
    expect(shownLevel(free, { ...county, area: { level: 'grid' }, children: null })).toBe('grid')
  })

  test('a pinned level holds, but never above the chosen area', () => {
    expect(shownLevel({ level: 'grid', camera: null }, county)).toBe('grid')
    expect(shownLevel({ level: 'town', camera: null }, { ...county, area: { level: 'village' }, children: 'grid' })).toBe('village')
    expect(shownLevel({ level: 'group', camera: null }, county)).toBe('town')
  })

  test('the zoom of a box that is half as wide is one greater', () => {
    expect(fitZoom([0, 0, 1, 0.1]) - fitZoom([0, 0, 2, 0.1])).toBeCloseTo(1, 6)
  })
})

describe('the level that can be clicked on', () => {
  const levels = ['county', 'town', 'village', 'grid'] as const
  type Known = Partial<Record<(typeof levels)[number], { centre?: unknown }[]>>
  const [there, none] = [[{ centre: [1, 2] }], [{}]]
  const known = (areas: Known) => new Map(Object.entries(areas)) as Parameters<typeof drawnLevel>[2]

  test('is the wanted one, and one that is not read yet may well be there', () => {
    expect(drawnLevel(levels, 'village', known({}))).toBe('village')
    expect(drawnLevel(levels, 'grid', known({ grid: there }))).toBe('grid')
  })
  test('is a wider one where the map has no shapes of it, but never the root', () => {
    expect(drawnLevel(levels, 'village', known({ village: none, town: there }))).toBe('town')
    expect(drawnLevel(levels, 'grid', known({ grid: [], village: there }))).toBe('village')
    expect(drawnLevel(levels, 'village', known({ village: none, town: none }))).toBe('village')
  })
})

describe('the level of hot-spots', () => {
  const levels = ['county', 'town', 'village', 'grid'] as const
  const read = (areas: object) => new Map(Object.entries(areas)) as Parameters<typeof hotLevel>[2]
  const of = (pinned: Parameters<typeof hotLevel>[0], area: LevelScene['area'] = null, areas = {}) => hotLevel(pinned, { levels, area }, read(areas))

  test('is that of villages, or of towns where villages have no shapes', () => {
    expect(of(null)).toBe('village')
    expect(of(null, null, { village: [{}], town: [{ centre: [1, 2] }] })).toBe('town')
    expect(hotLevel(null, { levels: ['county', 'town'], area: null }, read({}))).toBe('town')
  })
  test('is the pinned one, but never above the chosen area', () => {
    expect(of('grid')).toBe('grid')
    expect(of('group')).toBe('village')
    expect(of('town', { level: 'village' })).toBe('village')
    expect(of(null, { level: 'grid' })).toBe('grid')
  })
})
