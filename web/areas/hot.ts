import type { HotCluster, HotRow, Hotspots } from '../../server/contract/hotspots.ts'
import { EMERGING_CLASSES, HOT_CLASSES, LISA_CLASSES, type HotMethod } from '../../server/contract/hotTerms.ts'
import type { Say } from '../../server/contract/error.ts'

/** A class of a hot-spot layer: its code, and what the legend says of it. */
export interface HotTerm {
  code: string
  label: Say
}

const NONE = 'none'
const IN_CLUSTER: HotTerm = { code: 'in', label: { zh: '圈内的地方', en: 'Places in a circle' } }

const TERMS: Record<HotMethod, readonly HotTerm[]> = {
  gistar: standing(HOT_CLASSES),
  lisa: standing(LISA_CLASSES),
  emerging: standing(EMERGING_CLASSES),
  scan: [IN_CLUSTER],
}

function standing({ rows }: { rows: readonly HotTerm[] }): readonly HotTerm[] {
  return rows.filter(({ code }) => code !== NONE)
}

/** Classes of a method that stand out, in the order of their numbers on the map: the first is 1. */
export function hotTerms(method: HotMethod): readonly HotTerm[] {
  return TERMS[method]
}

/** Class of each area for the map, by index: 0 where nothing stands out, -1 where nothing could be worked out. */
export function hotClasses({ method, rows, clusters }: Pick<Hotspots, 'method' | 'rows' | 'clusters'>): Map<number, number> {
  if (method === 'scan') return new Map(clusters.flatMap(({ indices }) => indices.map((index) => [index, 1] as const)))
  const number = numbersOf(TERMS[method])
  return new Map(rows.map((row) => [row.index, isUnknown(row) ? -1 : (number.get(row.class) ?? 0)]))
}

/** The same for one step of the cube. */
export function stepClasses(rows: readonly HotRow[], step: number): Map<number, number> {
  const number = numbersOf(TERMS.gistar)
  return new Map(rows.flatMap((row) => {
    const code = row.steps?.[step]
    return code === undefined ? [] : [[row.index, isUnknown(row) ? -1 : (number.get(code) ?? 0)] as const]
  }))
}

function numbersOf(terms: readonly HotTerm[]): Map<string, number> {
  return new Map(terms.map(({ code }, k) => [code, k + 1]))
}

/** Could not be worked out; of those whose numbers are withheld that is not told. */
export function isUnknown(row: Pick<HotRow, 'class' | 'value' | 'count'>): boolean {
  return row.class === NONE && row.value === null && row.count !== null
}

export function wellFounded({ confidence }: Pick<HotCluster, 'confidence'>): boolean {
  return confidence === 'high'
}

/** How many areas have each class, by class number; only classes that occur. */
export function tally(classes: ReadonlyMap<number, number>): Map<number, number> {
  const counts = new Map<number, number>()
  for (const value of classes.values()) counts.set(value, (counts.get(value) ?? 0) + 1)
  return counts
}
