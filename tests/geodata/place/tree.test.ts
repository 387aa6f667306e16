import { describe, expect, it } from 'vitest'
import type { Area, AreaCode, Day } from '../../../geodata/place/area.ts'
import { areaTree, treeFaults } from '../../../geodata/place/tree.ts'
import fc from '../../property.ts'
import { areasOf, TODAY } from './county.ts'

const LINES = `
c 枫县
  t1 东镇
    v1 甲村
    v2 乙村
      g1 一组
  t2 西镇
    v3 丙村
    v4 丁村
`
const ended = (successor?: string): Partial<Area> => ({
  validTo: '2020-01-01' as Day,
  ...(successor ? { successor: successor as AreaCode } : {}),
})
const code = (tree: ReturnType<typeof areaTree>, index: number): string | undefined => tree.areas[index]?.code

describe('areaTree', () => {
  const tree = areaTree(areasOf(LINES))
  it('knows parents, subtrees and ancestors', () => {
    expect([...tree.parent]).toEqual([-1, 0, 1, 1, 3, 0, 5, 5])
    expect([...tree.end]).toEqual([8, 5, 3, 5, 5, 8, 7, 8])
    expect(tree.indexOf('v3')).toBe(6)
    expect(tree.indexOf('v9')).toBe(-1)
    expect(tree.ancestorAt(4, 'town')).toBe(1)
    expect(tree.ancestorAt(1, 'village')).toBe(-1)
    expect(tree.ancestorAt(1, 'town')).toBe(1)
    expect(tree.path(4)).toBe('枫县 / 东镇 / 乙村 / 一组')
    expect(tree.path(0)).toBe('枫县')
    expect(tree.atLevel('village')).toEqual([2, 3, 6, 7])
  })
  it('a subtree holds exactly what has the area above it', () => {
    tree.areas.forEach((_, index) => {
      const inside = tree.areas.flatMap((__, other) => {
        for (let at = other; at >= 0; at = tree.parent[at]!) if (at === index) return [other]
        return []
      })
      expect(inside).toEqual(Array.from({ length: tree.end[index]! - index }, (__, at) => index + at))
    })
  })
  it('is empty without areas', () => expect(areaTree([]).indexOf('c')).toBe(-1))
})

describe('current', () => {
  it('follows successors to the live one', () => {
    const tree = areaTree(areasOf(LINES, { v1: ended('v2'), v2: ended('v3') }))
    expect(code(tree, tree.current('v1', TODAY))).toBe('v3')
    expect(code(tree, tree.current('v1', '2019-12-31' as Day))).toBe('v1')
    expect(code(tree, tree.current('v4', TODAY))).toBe('v4')
    expect(tree.current('v9', TODAY)).toBe(-1)
    expect(tree.atLevel('village')).toEqual([6, 7])
    expect(tree.atLevel('village', '2019-12-31' as Day)).toEqual([2, 3, 6, 7])
  })
  it('ends above an area that ended without successor', () => {
    expect(code(areaTree(areasOf(LINES, { v1: ended() })), areaTree(areasOf(LINES, { v1: ended() })).current('v1', TODAY))).toBe('t1')
    const tree = areaTree(areasOf(LINES, { v1: ended('v2'), v2: ended() }))
    expect(code(tree, tree.current('v1', TODAY))).toBe('t1')
  })
  it('never runs in a circle', () => {
    const tree = areaTree(areasOf(LINES, { v1: ended('v2'), v2: ended('v1'), v3: ended('v3') }))
    expect(code(tree, tree.current('v1', TODAY))).toBe('t1')
    expect(code(tree, tree.current('v3', TODAY))).toBe('t2')
  })
  it('an area that has not begun counts with the one above', () => {
    const tree = areaTree(areasOf(LINES, { v1: { validFrom: '2030-01-01' as Day } }))
    expect(code(tree, tree.current('v1', TODAY))).toBe('t1')
    expect(tree.isLive(2, TODAY)).toBe(false)
  })
  it('is always live or the root, for any chains at all', () => {
    const codes = areasOf(LINES).map((area) => area.code)
    const chains = fc.dictionary(fc.constantFrom(...codes.slice(1)), fc.constantFrom(...codes, ''))
    fc.assert(
      fc.property(chains, (successors) => {
        const more = Object.fromEntries(Object.entries(successors).map(([from, to]) => [from, ended(to)]))
        const tree = areaTree(areasOf(LINES, more))
        expect(codes.filter((each) => !tree.isLive(tree.current(each, TODAY), TODAY))).toEqual([])
      }),
      { seed: 1 },
    )
  })
})

describe('treeFaults', () => {
  const faults = (areas: Area[]): string[] => treeFaults(areas).map(({ rule, code: at }) => `${rule} ${at}`)
  const change = (more: Record<string, Partial<Area>>): string[] => faults(areasOf(LINES, more))
  it('a sound tree has none', () => {
    expect(change({})).toEqual([])
    expect(change({ v1: ended('v2') })).toEqual([])
    expect(faults([])).toEqual([])
  })
  it('names every break of the tree', () => {
    expect(change({ v2: { code: 'v1' as AreaCode } })).toContain('code_twice v1')
    expect(change({ c: { parent: 'x' as AreaCode } })).toContain('no_root x'.replace('x', 'c'))
    expect(change({ t2: { parent: null } })).toEqual(['second_root t2'])
    expect(change({ v3: { parent: 'x' as AreaCode } })).toEqual(['parent_unknown v3'])
    expect(change({ v3: { parent: 't1' as AreaCode } })).toContain('not_depth_first v3')
    expect(change({ v1: { level: 'town' } })).toEqual(['level_not_below_parent v1'])
    const [root, ...rest] = areasOf(LINES)
    expect(faults([rest[1]!, root!])).toContain(`parent_unknown ${rest[1]!.code}`)
    expect(faults([root!, rest[1]!, rest[0]!])).toContain('parent_after_child v1')
  })
  it('names every break of the succession', () => {
    expect(change({ v1: ended('v1') })).toEqual(['successor_circle v1'])
    expect(change({ v1: ended('v2'), v2: ended('v1'), v3: ended('v1') })).toEqual(['successor_circle v1', 'successor_circle v2'])
    expect(change({ v1: ended('x') })).toEqual(['successor_unknown v1'])
    expect(change({ v1: ended('t2') })).toEqual(['successor_other_level v1'])
    expect(change({ v1: ended() })).toEqual(['ended_without_successor v1'])
    expect(change({ v1: { successor: 'v2' as AreaCode } })).toEqual(['successor_without_end v1'])
    expect(change({ v1: { ...ended('v2'), validFrom: '2021-01-01' as Day } })).toEqual(['validity_reversed v1'])
  })
})
