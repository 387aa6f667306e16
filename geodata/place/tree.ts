import type { Area, AreaCode, Day } from './area.ts'
import { LEVELS, type Level } from './level.ts'

/** The areas of a pack with the order that makes a subtree one run of indices. */
export interface AreaTree {
  readonly areas: Area[]
  /** -1 for a code that the pack does not know */
  indexOf(code: string): number
  /** index of the parent; -1 for a root */
  readonly parent: Int32Array
  /** the subtree of `i` is `[i, end[i])` */
  readonly end: Int32Array
  /** the area itself when it has that level; -1 when nothing above has it */
  ancestorAt(index: number, level: Level): number
  /** names from the root down, joined by ` / `; `named` says which name of each */
  path(index: number, named?: (area: Area) => string): string
  /**
   * Index of the area that a code means today. A live area means itself; an ended one its successor, over as many
   * steps as it takes; one that ended without successor, or whose chain runs in a circle, the nearest live area
   * above it. -1 for an unknown code.
   */
  current(code: string, today: Day): number
  /** indices at a level, ended areas left out, when a day is given those not in force on it too */
  atLevel(level: Level, today?: Day): number[]
  isLive(index: number, today: Day): boolean
}

/** `areas` in depth-first order, parents first, as `areas.json` of a pack holds them. */
export function areaTree(areas: Area[]): AreaTree {
  const positions = new Map<string, number>(areas.map((area, index) => [area.code, index]))
  const indexOf = (code: string): number => positions.get(code) ?? -1
  const { parent, end } = spans(areas, indexOf)
  const isLive = (index: number, today: Day): boolean => inForce(areas[index] as Area, today)

  const liveAbove = (index: number, today: Day): number => {
    let at = index
    while (at >= 0 && !isLive(at, today)) at = parent[at] as number
    return at >= 0 ? at : index
  }
  const current = (code: string, today: Day): number => {
    const start = indexOf(code)
    const seen = new Set<number>()
    let at = start
    while (at >= 0 && !isLive(at, today)) {
      seen.add(at)
      const next = successorOf(areas[at] as Area, today, indexOf)
      if (next < 0 || seen.has(next)) return liveAbove(at, today)
      at = next
    }
    return at
  }
  return {
    areas,
    indexOf,
    parent,
    end,
    isLive,
    current,
    ancestorAt: (index, level) => {
      let at = index
      while (at >= 0 && areas[at]?.level !== level) at = parent[at] as number
      return at
    },
    path: (index, named = ({ name }) => name) => pathOf(areas, parent, index, named),
    atLevel: (level, today) => {
      const found: number[] = []
      areas.forEach((area, index) => {
        if (area.level === level && (today ? inForce(area, today) : area.validTo === undefined)) found.push(index)
      })
      return found
    },
  }
}

function inForce(area: Area, today: Day): boolean {
  return (area.validFrom === undefined || area.validFrom <= today) && (area.validTo === undefined || today < area.validTo)
}

function successorOf(area: Area, today: Day, indexOf: (code: string) => number): number {
  const ended = area.validTo !== undefined && area.validTo <= today
  return ended && area.successor !== undefined ? indexOf(area.successor) : -1
}

function spans(areas: Area[], indexOf: (code: string) => number): { parent: Int32Array; end: Int32Array } {
  const parent = new Int32Array(areas.length)
  const end = new Int32Array(areas.length)
  areas.forEach((area, index) => {
    const above = area.parent === null ? -1 : indexOf(area.parent)
    parent[index] = above < index ? above : -1
    end[index] = index + 1
  })
  for (let index = areas.length - 1; index >= 0; index--) {
    const above = parent[index] as number
    if (above >= 0) end[above] = Math.max(end[above] as number, end[index] as number)
  }
  return { parent, end }
}

function pathOf(areas: Area[], parent: Int32Array, index: number, named: (area: Area) => string): string {
  const names: string[] = []
  for (let at = index; at >= 0; at = parent[at] as number) names.unshift(named(areas[at]!))
  return names.join(' / ')
}

export interface TreeFault {
  rule:
    | 'code_twice'
    | 'no_root'
    | 'second_root'
    | 'parent_unknown'
    | 'parent_after_child'
    | 'not_depth_first'
    | 'level_not_below_parent'
    | 'validity_reversed'
    | 'successor_unknown'
    | 'successor_without_end'
    | 'successor_circle'
    | 'successor_other_level'
    | 'ended_without_successor'
  code: AreaCode
}

/** Everything that keeps a list of areas from being a tree with sound successors, in the order of the list. */
export function treeFaults(areas: Area[]): TreeFault[] {
  const faults: TreeFault[] = []
  const first = new Map<string, number>()
  areas.forEach((area, index) => {
    if (first.has(area.code)) faults.push({ rule: 'code_twice', code: area.code })
    else first.set(area.code, index)
  })
  const open = new Set<number>()
  areas.forEach((area, index) => {
    for (const rule of placeFaults(areas, first, index, open)) faults.push({ rule, code: area.code })
    for (const rule of successorFaults(areas, first, area)) faults.push({ rule, code: area.code })
  })
  if (areas[0] && !areas.some((area) => area.parent === null)) faults.unshift({ rule: 'no_root', code: areas[0].code })
  return faults
}

/** `open` are the areas whose subtree the list is in: only they may take the next area. */
function placeFaults(areas: Area[], first: Map<string, number>, index: number, open: Set<number>): TreeFault['rule'][] {
  const area = areas[index] as Area
  const above = area.parent === null ? -1 : first.get(area.parent)
  if (above === undefined) return ['parent_unknown']
  if (above >= index) return ['parent_after_child']
  const rules: TreeFault['rule'][] = above < 0 && index > 0 ? ['second_root'] : []
  if (above >= 0) {
    if (LEVELS.indexOf((areas[above] as Area).level) >= LEVELS.indexOf(area.level)) rules.push('level_not_below_parent')
    if (!open.has(above)) rules.push('not_depth_first')
  }
  open.clear()
  for (const at of pathUp(areas, first, index)) open.add(at)
  return rules
}

/** The area and everything above it. */
function pathUp(areas: Area[], first: Map<string, number>, index: number): Set<number> {
  const found = new Set<number>()
  for (let at: number | undefined = index; at !== undefined && !found.has(at); ) {
    found.add(at)
    const code: AreaCode | null = (areas[at] as Area).parent
    at = code === null ? undefined : first.get(code)
  }
  return found
}

function successorFaults(areas: Area[], first: Map<string, number>, area: Area): TreeFault['rule'][] {
  const rules: TreeFault['rule'][] = []
  if (area.validFrom && area.validTo && area.validFrom >= area.validTo) rules.push('validity_reversed')
  if (area.successor === undefined) return area.validTo ? [...rules, 'ended_without_successor'] : rules
  if (area.validTo === undefined) rules.push('successor_without_end')
  const next = first.get(area.successor)
  if (next === undefined) return [...rules, 'successor_unknown']
  if ((areas[next] as Area).level !== area.level) rules.push('successor_other_level')
  const seen = new Set<string>([area.code])
  for (let at: Area | undefined = areas[next]; at; ) {
    if (seen.has(at.code)) return at.code === area.code ? [...rules, 'successor_circle'] : rules
    seen.add(at.code)
    const step: number | undefined = at.successor === undefined ? undefined : first.get(at.successor)
    at = step === undefined ? undefined : areas[step]
  }
  return rules
}
