import type { AreaTree } from './tree.ts'
import { foldQuery, placeText } from './normalise.ts'
import { readingsOf, type Readings } from './readings.ts'

export interface PlaceSearch {
  /** best first; ended areas are left out unless nothing else bears the name */
  search(query: string, limit: number): { index: number; score: number }[]
}

const EXACT = 1000
const PREFIX = 700
const SUBSTRING = 400
/** another name than the area's own, another reading than the usual one, a parent's name before it */
const INDIRECT = 150

interface Entry {
  index: number
  name: string
  readings: Readings
  penalty: number
}

/**
 * Search by Chinese characters, full pinyin, initials and mixtures of them (`东周`, `dongzhou`, `dz`, `dongz`, `东z`),
 * by former names, by town and village together (`侯堡东周`) and by the beginning of the code.
 * The table of readings is made with the first search.
 */
export function placeSearch(tree: AreaTree): PlaceSearch {
  let entries: Entry[] | null = null
  return {
    search: (query, limit) => {
      const wanted = foldQuery(query)
      if (wanted === '' || limit < 1) return []
      entries ??= entriesOf(tree)
      const best = new Map<number, number>()
      for (const entry of entries) {
        const score = scoreOf(entry, wanted)
        if (score > (best.get(entry.index) ?? 0)) best.set(entry.index, score)
      }
      if (/^\d{2,}$/.test(wanted)) byCode(tree, wanted, best)
      return ranked(tree, best, limit)
    },
  }
}

function entriesOf(tree: AreaTree): Entry[] {
  const entries: Entry[] = []
  tree.areas.forEach((area, index) => {
    const add = (text: string, penalty: number): void => {
      const name = placeText(text)
      if (name !== '') entries.push({ index, name, readings: readingsOf(name), penalty })
    }
    add(area.name, 0)
    for (const alias of area.aliases ?? []) add(alias, INDIRECT)
    if (area.nameEn) add(area.nameEn, 0)
    const above = tree.parent[index] as number
    if (above > 0) add(`${(tree.areas[above]?.name ?? '').replace(/[镇乡]$|街道$/, '')}${area.name}`, INDIRECT)
  })
  return entries
}

/** 0 when the entry does not match. */
function scoreOf({ name, readings, penalty }: Entry, wanted: string): number {
  const literal = name.indexOf(wanted)
  if (literal >= 0) return grade(literal, wanted.length, name.length) - penalty
  let best = 0
  for (let start = 0; start < readings.length; start++) {
    const length = readings.match(wanted, start)
    if (length > 0) best = Math.max(best, grade(start, length, readings.length) - 20)
  }
  return best > 0 ? best - penalty : 0
}

/** A match that leaves only 村, 镇, 社区 … counts as nearly exact; a longer rest counts less. */
function grade(start: number, length: number, whole: number): number {
  const rest = whole - length - start
  if (start === 0 && rest === 0) return EXACT
  return (start === 0 ? PREFIX : SUBSTRING) - Math.min(100, 10 * (rest + start))
}

function byCode(tree: AreaTree, digits: string, best: Map<number, number>): void {
  tree.areas.forEach((area, index) => {
    if (!area.code.startsWith(digits)) return
    const score = area.code === digits || area.code === digits.padEnd(12, '0') ? EXACT : PREFIX - 100
    if (score > (best.get(index) ?? 0)) best.set(index, score)
  })
}

function ranked(tree: AreaTree, best: Map<number, number>, limit: number): { index: number; score: number }[] {
  const all = [...best].map(([index, score]) => ({ index, score }))
  const live = all.filter(({ index }) => tree.areas[index]?.validTo === undefined)
  const shown = live.length > 0 ? live : all
  shown.sort((a, b) => b.score - a.score || a.index - b.index)
  return shown.slice(0, limit)
}
