import type { AreaCode } from './area.ts'
import type { AreaTree } from './tree.ts'
import { typingMiss } from './typing.ts'

const MOST = 5

/**
 * Areas whose names look or sound like a word that means none, best first, those inside `base` before others at the
 * same distance, then `base` itself. Never applied: a person chooses.
 */
export function proposals(tree: AreaTree, word: string, base: number[], today: (index: number) => number): AreaCode[] {
  const close: { index: number; miss: number }[] = []
  tree.areas.forEach((area, index) => {
    if (area.level === 'grid' || area.level === 'group') return
    let best: number | null = null
    for (const name of [area.name, ...(area.aliases ?? [])]) {
      const miss = typingMiss(word, name)
      if (miss !== null && (best === null || miss < best)) best = miss
    }
    if (best === null) return
    const inside = base.some((root) => index >= root && index < (tree.end[root] as number))
    if (base.length > 0 && !inside && best > 0) return
    close.push({ index: today(index), miss: best + (inside ? 0 : 0.25) })
  })
  close.sort((a, b) => a.miss - b.miss || a.index - b.index)
  const ordered = [...close.map(({ index }) => index), ...base]
  return [...new Set(ordered)].slice(0, MOST).map((index) => tree.areas[index]!.code)
}
