import { METHODS, rowsOf, type Row } from './methods.ts'
import { readPlaces, type Fields } from './read.ts'
import { refused } from './refused.ts'
import { schemeText, weigh, type Scheme } from './weighing.ts'

export interface Question extends Fields {
  /** one of `METHODS` */
  method: string
  scheme: Scheme
  permutations: number
  seed: number
}

export interface Analysis {
  method: string
  /** everything that the answer depends on beside the file */
  parameters: Record<string, string | number | null>
  rows: Row[]
  /** what is said of all places together; null where the method says nothing of them, or nothing can be said */
  global: object | null
}

/** Below this, neither a place nor the whole can stand out of anything. */
const FEWEST = 4

/** Runs one method on the places of a GeoJSON file. Throws AppError 422 where the file does not allow of it, saying what to do. */
export function analyse(bytes: Uint8Array, file: string, { method: name, scheme, permutations, seed, ...fields }: Question): Analysis {
  const method = METHODS[name]!
  const places = readPlaces(bytes, file, fields)
  const { ids, values, population, plane, crs, left } = places
  const fewest = method.needsWeights && name !== 'smooth' && name !== 'eb-local' ? FEWEST : 1
  if (ids.length < fewest) throw refused('too_few_places', TOO_FEW(ids.length, fewest))
  if (population && values.some((value) => value < 0)) throw refused('negative_cases', NEGATIVE_CASES(fields.value))
  const weights = method.needsWeights ? weigh(places, scheme) : null
  const found = method.run({ values, population, weights, permutations, seed })
  return {
    method: name,
    parameters: {
      value: fields.value,
      population: fields.population ?? null,
      per: population && !name.startsWith('eb-moran') && !name.startsWith('eb-lisa') ? 10_000 : null,
      crs,
      unit: plane ? 'plane' : 'm',
      weights: weights ? schemeText(scheme) : null,
      style: method.style,
      p: method.local ? (permutations > 0 ? 'permutation' : 'normal') : null,
      permutations: method.local ? permutations : null,
      seed: method.local && permutations > 0 ? seed : null,
      places: ids.length,
      left,
      islands: weights ? islands(weights.start) : null,
    },
    rows: rowsOf(ids, found),
    global: found.global,
  }
}

const islands = (start: Uint32Array): number => start.subarray(1).filter((end, i) => end === start[i]).length

const TOO_FEW = (n: number, fewest: number) => ({
  zh: `有数值的地方只有 ${n} 处，至少要 ${fewest} 处`,
  en: `Places with a value: ${n}; at least ${fewest} are needed`,
})
const NEGATIVE_CASES = (field: string) => ({
  zh: `“${field}”里有负数，不能除以人口算发生率`,
  en: `"${field}" holds negative numbers, of which no rate can be made`,
})
