import { bareName } from './forms.ts'
import { foldDigits, placeText, smallNumber } from './normalise.ts'
import type { AreaTree } from './tree.ts'

const GROUP = /^\|?第?([\d十]+)(?:村民)?(?:小?组|社|(?:生产)?队)/u
const GRID_IN_TEXT = /(?:第?([\d十]+)号?网格|网格第?([\d十]+))/u
const LAST_NUMBER = /([\d十]+)(?!.*[\d十])/u

/** The grid cell or group below `index` that the words name; `index` itself when they name none or not just one. */
export function deeperArea(
  tree: AreaTree,
  index: number,
  { grid, tail }: { grid: string; tail: string },
  today: (index: number) => number,
): number {
  const below = (level: 'grid' | 'group', test: (name: string) => boolean): number | null => {
    const hits = new Set<number>()
    for (let at = index + 1; at < (tree.end[index] as number); at++) {
      const area = tree.areas[at]
      if (area?.level !== level) continue
      const names = [area.name, ...(area.aliases ?? [])]
      if (names.some((name) => test(foldDigits(placeText(name))))) hits.add(today(at))
    }
    return hits.size === 1 ? ([...hits][0] as number) : null
  }
  const cell = foldDigits(grid)
  if (cell !== '') {
    const named = tree.indexOf(grid.toUpperCase())
    if (named >= 0 && named > index && named < (tree.end[index] as number)) return today(named)
    const exact = below('grid', (name) => name === cell)
    if (exact !== null) return exact
  }
  const inTail = GRID_IN_TEXT.exec(tail)?.slice(1).find(Boolean) ?? ''
  const number = (namesOther(tree, index, cell) ? null : numberOf(cell)) ?? numberOf(inTail)
  if (number !== null) {
    const numbered = below('grid', (name) => numberOf(name) === number)
    if (numbered !== null) return numbered
  }
  const group = smallNumber(GROUP.exec(tail)?.[1] ?? '')
  return (group === null ? null : below('group', (name) => numberOf(name) === group)) ?? index
}

/** 南马村第二网格 is no cell of 东周村: what the cell says besides its number must be part of a name here or above. */
function namesOther(tree: AreaTree, index: number, cell: string): boolean {
  const word = cell.replace(/网格|单元|编号|第|号|[\d十|a-z]/gu, '')
  return word !== '' && !foldDigits(placeText(tree.path(index)).replaceAll('|', '')).includes(bareName(word))
}

/** `第三网格`, `网格03`, `东周-3`: the last number in a name, 3. */
function numberOf(name: string): number | null {
  return smallNumber(LAST_NUMBER.exec(name)?.[1] ?? '')
}
