import { crsName, parseCrs, toWgs84 } from '../../geodata/crs/systems.ts'
import type { PlaceMatch, PlaceWords } from '../../geodata/place/gazetteer.ts'
import { placeKey } from '../../geodata/place/gazetteer.ts'
import type { Area, AreaCode } from '../../geodata/place/area.ts'
import type { CaseDraft, CasePoint, LocatedBy } from '../contract/case.ts'
import { maskPlaceWords } from './mask.ts'
import type { Places } from './persons/name.ts'
import { placesOf } from './persons/places.ts'
import type { LedgerContext, LedgerNote } from './types.ts'
import { decimal } from './values/amount.ts'
import { halfWidth, isNothing } from './values/text.ts'

/** Words and numbers of a row that say where. */
export interface WhereWords extends PlaceWords {
  x: string
  y: string
  crs: string
}

export type Located = Pick<CaseDraft, 'area' | 'locatedBy' | 'town' | 'point' | 'placeWords' | 'candidates'> & {
  notes: LedgerNote[]
  /** the row has nothing but a point, and that lies outside the county */
  outside: boolean
}

type Convert = (x: number, y: number) => [number, number]
interface System {
  name: string
  convert: Convert
}

/** Degrees by which a point may lie beyond the county's box and still be looked up. */
const BOX_MARGIN = 0.005
/** Degrees (some 500 m) around a village's box: its boundary is drawn roughly, the point is taken roughly. */
const NEAR = 0.005

/**
 * Finds the place of a case: code, then names, then point, then nothing. Where words and point disagree, words
 * win, and the point is kept only where it lies in the area that they name or within some 500 m of it; a cell
 * that is only approximate refuses no point. Words that name a town and a point inside that town give the
 * village. A point outside the county is dropped; alone, it refuses the row.
 */
export function locator(context: LedgerContext, options: { crs: string | null; decimalComma: boolean }) {
  const systems = new Map<string, System | null>()
  const system = (name: string): System | null => {
    let known = systems.get(name)
    if (known === undefined) {
      const crs = parseCrs(name)
      known = crs ? { name: crsName(crs), convert: toWgs84(crs) } : null
      systems.set(name, known)
    }
    return known
  }
  // without a boundary on the map, nothing can be said to lie outside but by the county's box
  const mapped = outlined(context.tree.areas)
  const ground: Ground = { ...context, mapped, places: placesOf(context.tree) }
  return (words: WhereWords): Located => {
    const notes: LedgerNote[] = []
    const point = readPoint(ground, words, { ...options, system }, notes)
    const match = hasWords(words) ? context.gazetteer.find(words) : ABSENT
    return place(ground, words, match, point, notes)
  }
}

/** Is the line of the whole county known, so that what lies in no area lies outside? */
function outlined([root, ...below]: Area[]): boolean {
  const parts = below.filter(({ parent }) => parent === root?.code)
  return [root, ...parts].some((area) => area?.placement === 'boundary') &&
    (root?.placement === 'boundary' || parts.every(({ placement }) => placement === 'boundary'))
}

const ABSENT: PlaceMatch = { kind: 'absent' }

function hasWords(words: WhereWords): boolean {
  return Boolean(words.code || words.town || words.village || words.grid || words.text)
}

interface Ground extends LedgerContext {
  mapped: boolean
  places: Places
}

interface FoundPoint extends CasePoint {
  /** deepest area on the map that holds it */
  area: AreaCode | null
}

function readPoint(
  ground: Ground,
  words: WhereWords,
  options: { crs: string | null; decimalComma: boolean; system: (name: string) => System | null },
  notes: LedgerNote[],
): FoundPoint | 'outside' | null {
  if (words.x === '' || words.y === '') return null
  const x = coordinate(words.x, options.decimalComma)
  const y = coordinate(words.y, options.decimalComma)
  if (x === null || y === null) {
    if (!isNothing(words.x.trim()) && !isNothing(words.y.trim())) notes.push('point_unreadable')
    return null
  }
  if (x === 0 || y === 0) {
    notes.push('point_zero')
    return null
  }
  const declared = words.crs.trim()
  const found = options.system(declared === '' ? (options.crs ?? '') : declared)
  if (!found) {
    notes.push('crs_unknown')
    return null
  }
  if (declared === '') notes.push('crs_default')
  const straight = inCounty(ground, found, x, y)
  const point = straight ?? inCounty(ground, found, y, x)
  if (!point) {
    notes.push('point_outside')
    return 'outside'
  }
  if (!straight) notes.push('point_swapped')
  return { ...point, originalX: x, originalY: y, crs: found.name }
}

function inCounty(ground: Ground, system: System, x: number, y: number): { lng: number; lat: number; area: AreaCode | null } | null {
  const [lng, lat] = system.convert(x, y)
  const [west, south, east, north] = ground.bbox
  if (!(lng >= west - BOX_MARGIN && lng <= east + BOX_MARGIN && lat >= south - BOX_MARGIN && lat <= north + BOX_MARGIN)) return null
  const area = ground.finder.find(lng, lat)
  return area === null && ground.mapped ? null : { lng, lat, area }
}

/** １００．６６８ and 38.5146° and 100°40′5″ and 100,668. */
function coordinate(raw: string, decimalComma: boolean): number | null {
  const plain = Number(raw)
  if (!Number.isNaN(plain)) return raw.trim() === '' ? null : plain
  const text = halfWidth(raw).replace(/[\sNSEWnsew东经北纬西南:]/g, '')
  const degrees = /^(-?)(\d{1,3})[°度](\d{1,2})['′分](?:(\d{1,2}(?:\.\d+)?)["″秒]?)?$/.exec(text)
  if (degrees) {
    const value = Number(degrees[2]) + Number(degrees[3]) / 60 + Number(degrees[4] ?? 0) / 3600
    return degrees[1] === '-' ? -value : value
  }
  const number = text.replace(/[°度]$/, '')
  const negative = number.startsWith('-')
  const value = decimal(negative ? number.slice(1) : number, decimalComma)
  return value === null ? null : negative ? -value : value
}

function place(
  ground: Ground,
  words: WhereWords,
  match: PlaceMatch,
  point: FoundPoint | 'outside' | null,
  notes: LedgerNote[],
): Located {
  const here = point === 'outside' ? null : point
  if (match.kind === 'found') {
    const located = named(ground, match, here, notes)
    return located.locatedBy === 'alias' ? { ...located, placeWords: wordsOf(ground, words) } : located
  }
  const nothing = match.kind === 'absent'
  if (here?.area && (nothing || pointDecides(ground, match, here.area))) return placed(here.area, 'point', here, notes)
  return {
    area: null,
    locatedBy: 'unknown',
    town: match.kind === 'absent' ? null : match.town,
    point: here ? bare(here) : null,
    placeWords: nothing ? null : wordsOf(ground, words),
    candidates: match.kind === 'absent' ? [] : match.candidates.slice(0, 8),
    notes,
    outside: nothing && point === 'outside',
  }
}

function wordsOf({ places }: Ground, words: WhereWords): string | null {
  return maskPlaceWords(placeKey(words), places).slice(0, 120) || null
}

function placed(area: AreaCode, locatedBy: LocatedBy, point: FoundPoint | null, notes: LedgerNote[]): Located {
  return { area, locatedBy, town: null, point: point ? bare(point) : null, placeWords: null, candidates: [], notes, outside: false }
}

function named(ground: Ground, match: PlaceMatch & { kind: 'found' }, point: FoundPoint | null, notes: LedgerNote[]): Located {
  if (!point?.area) return placed(match.area, match.by, point, notes)
  const { tree } = ground
  const index = tree.indexOf(match.area)
  const area = tree.areas[index] as Area
  const told = tree.indexOf(point.area)
  const inside = told >= index && told < (tree.end[index] as number)
  if (inside && told > index && tree.areas[told]?.placement === 'boundary') return placed(point.area, 'point', point, notes)
  if (inside || area.placement !== 'boundary' || near(area, point)) return placed(match.area, match.by, point, notes)
  notes.push('point_elsewhere')
  return placed(match.area, match.by, null, notes)
}

function near(area: Area, point: FoundPoint): boolean {
  if (!area.bbox) return true
  const [west, south, east, north] = area.bbox
  return point.lng >= west - NEAR && point.lng <= east + NEAR && point.lat >= south - NEAR && point.lat <= north + NEAR
}

/** Unknown words leave it to the point; of several that fit, the point picks one, but no other. */
function pointDecides({ tree }: Ground, match: PlaceMatch, code: AreaCode): boolean {
  if (match.kind === 'unknown') return true
  if (match.kind !== 'ambiguous') return false
  const at = tree.indexOf(code)
  return match.candidates.some((candidate) => {
    const index = tree.indexOf(candidate)
    return index >= 0 && at >= index && at < (tree.end[index] as number)
  })
}

function bare(point: FoundPoint): CasePoint {
  return { lng: point.lng, lat: point.lat, originalX: point.originalX, originalY: point.originalY, crs: point.crs }
}

/** The village of a place, without its point: for cases whose exact place would point at a family. */
export function generalise(context: LedgerContext, located: Located): Located {
  if (located.area === null) return { ...located, point: null }
  const { tree } = context
  const village = tree.ancestorAt(tree.indexOf(located.area), 'village')
  const area = village < 0 ? located.area : (tree.areas[village] as Area).code
  return { ...located, area, point: null, notes: [...located.notes, 'generalised'] }
}
