import type { Area, AreaCode, Day } from '../../../geodata/place/area.ts'
import { areaTree, type AreaTree } from '../../../geodata/place/tree.ts'
import { gazetteer, type Alias, type PlaceMatch, type PlaceWords } from '../../../geodata/place/gazetteer.ts'
import type { Level } from '../../../geodata/place/level.ts'

export const TODAY = '2024-06-30' as Day

/** One area in short: `code name` under a parent, level by depth of indentation. */
export function areasOf(lines: string, more: Record<string, Partial<Area>> = {}): Area[] {
  const LEVELS: Level[] = ['county', 'town', 'village', 'group']
  const above: AreaCode[] = []
  return lines
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const depth = (line.length - line.trimStart().length) / 2
      const [, code = '', name = ''] = /^(\S+) (.+)$/.exec(line.trim()) ?? []
      above[depth] = code as AreaCode
      const level = name.includes('网格') ? 'grid' : LEVELS[depth]!
      const parent = depth === 0 ? null : above[depth - 1]!
      return { code: code as AreaCode, name, level, parent, placement: 'none' as const, ...more[code] }
    })
}

export function finderOf(tree: AreaTree, aliases: Alias[] = []): (words: PlaceWords) => string {
  const found = gazetteer(tree, { aliases, today: TODAY })
  return (words) => written(tree, found.find(words))
}

/** A match in one line: the path of what was found, `? a | b` for ambiguous, `! a | b` for unknown, `-` for absent. */
export function written(tree: AreaTree, match: PlaceMatch): string {
  const name = (code: AreaCode): string => tree.path(tree.indexOf(code)).split(' / ').slice(1).join('/') || tree.areas[0]!.name
  if (match.kind === 'found') return name(match.area)
  if (match.kind === 'absent') return '-'
  return `${match.kind === 'ambiguous' ? '?' : '!'} ${match.candidates.map(name).join(' | ')}`.trim()
}

export { areaTree }
