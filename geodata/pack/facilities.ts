import type { FindingLog } from './findings.ts'
import { settleFrame, missingColumns, reportExtent, type CollectContext } from './areas/collect.ts'
import { readCode } from './areas/codes.ts'
import type { Draft } from './areas/draft.ts'
import { readNumber, readPopulation, readText } from './areas/values.ts'
import { facilitySchema, type Facility } from './format.ts'
import type { RawFeature, RawLayer } from './layers/layer.ts'
import { insideMulti } from './shapes/measure.ts'
import { readShape, rounded } from './shapes/rings.ts'
import type { FacilityLayerSource } from './source.ts'

const KIND_WORDS: [RegExp, Facility['kind']][] = [
  [/综治中心|矛盾纠纷.*中心/, 'centre'],
  [/行业|专业性/, 'sector_committee'],
  [/调解室|工作室/, 'mediation_room'],
  [/调解委员会|调委会|调解办公室/, 'mediation_committee'],
  [/法庭|法院/, 'court'],
  [/检察/, 'procuratorate'],
  [/派出所|公安/, 'police_station'],
  [/司法[所局]/, 'justice_office'],
  [/公共法律服务/, 'legal_service'],
  [/共治|服务点/, 'service_point'],
  [/职能部门|^部门$|局$|委$|管委会|办公室$/, 'department'],
  [/单位|协会|商会|社会组织|社会力量/, 'unit'],
]

/** Reads organisations and places of service; their area is a code, a name, or where their point lies. */
export function collectFacilities(layer: RawLayer, spec: FacilityLayerSource, drafts: Map<string, Draft>, context: CollectContext): Facility[] {
  missingColumns(layer, spec.fields, spec.file, context.log)
  const frame = settleFrame(layer, spec, spec.fields.lng !== undefined && spec.fields.lat !== undefined, context)
  if (frame === false) return []
  const seen: { x: number; y: number }[] = []
  const project = (x: number, y: number): [number, number] => {
    seen.push({ x, y })
    return frame ? frame.convert(x, y) : [Number.NaN, Number.NaN]
  }
  const facilities = layer.features.flatMap((feature) => {
    const one = collectOne(feature, spec, drafts, project, context)
    return one ? [one] : []
  })
  if (frame) reportExtent(seen, frame, spec.file, context)
  return facilities
}

type Project = (x: number, y: number) => [number, number]

function collectOne(feature: RawFeature, spec: FacilityLayerSource, drafts: Map<string, Draft>, project: Project, { log, source }: CollectContext): Facility | null {
  const field = (name: keyof FacilityLayerSource['fields']) => {
    const column = spec.fields[name]
    return column === undefined ? undefined : feature.properties[column]
  }
  const name = readText(field('name'))
  const label = name || `#${feature.number}`
  const kind = spec.fields.kind === undefined ? spec.kind : kindOf(readText(field('kind')))
  if (!name || !kind) {
    log.warning(name ? 'facility_kind_unknown' : 'facility_name_missing', spec.file, label, name ? KIND : NAME)
    return null
  }
  const point = pointOf(feature, spec, project)
  const area = areaFor(readText(field('area')), point, drafts, source.codes)
  if (!area) {
    log.warning('facility_area_unknown', spec.file, label, AREA)
    return null
  }
  const facility: Facility = { id: readText(field('id')) || `${area} ${kind} ${name}`, name, kind, area }
  const domain = readText(field('domain'))
  if (point) facility.point = point
  if (domain) facility.domain = domain
  const star = starOf(readText(field('star')))
  if (star === null) log.warning('facility_star_wrong', spec.file, label, STAR)
  else if (star !== undefined) facility.star = star
  const staff = staffOf(field)
  if (staff === null) log.warning('facility_staff_wrong', spec.file, label, STAFF)
  else if (staff !== undefined) facility.staff = staff
  return facility
}

/** `3`, `3星`, `三星级`; null for what is no star, undefined for blank. */
function starOf(text: string): number | null | undefined {
  if (text === '') return undefined
  const word = /^([1-5一二三四五])(?:星级?|级)?$/.exec(text)?.[1]
  return word === undefined ? null : '一二三四五'.indexOf(word) + 1 || Number(word)
}

/** Null where the counts do not fit together, undefined where none is told. */
function staffOf(field: (name: keyof FacilityLayerSource['fields']) => unknown): Facility['staff'] | null {
  const counts = { total: field('staff'), fullTime: field('fullTime'), law: field('law'), bachelor: field('bachelor') }
  const told = Object.entries(counts).flatMap(([key, value]) => {
    const count = readPopulation(value)
    return count === undefined ? [] : [[key, count] as const]
  })
  if (told.length === 0) return undefined
  const sound = facilitySchema.shape.staff.safeParse(Object.fromEntries(told))
  return sound.success ? sound.data : null
}

function kindOf(text: string): Facility['kind'] | undefined {
  const exact = facilitySchema.shape.kind.safeParse(text)
  return exact.success ? exact.data : KIND_WORDS.find(([pattern]) => pattern.test(text))?.[1]
}

function pointOf(feature: RawFeature, spec: FacilityLayerSource, project: Project): [number, number] | undefined {
  const [lng, lat] = [spec.fields.lng, spec.fields.lat].map((column) => (column === undefined ? null : readNumber(feature.properties[column])))
  const point = lng !== null && lat !== null ? project(lng as number, lat as number) : readShape(feature.geometry, { project }).points[0]
  return point?.every(Number.isFinite) ? rounded(point) : undefined
}

function areaFor(words: string, point: [number, number] | undefined, drafts: Map<string, Draft>, codes: 'gb' | 'free'): string | undefined {
  const reading = readCode(words, undefined, codes)
  if ('code' in reading && drafts.has(reading.code)) return reading.code
  if (drafts.has(words)) return words
  const named = [...drafts.values()].filter((draft) => words !== '' && draft.name === words)
  if (named.length === 1) return named[0]?.code
  return point ? deepestAt(point, drafts) : undefined
}

function deepestAt([lng, lat]: [number, number], drafts: Map<string, Draft>): string | undefined {
  let at: string | undefined
  for (const draft of drafts.values()) {
    if (draft.placement !== 'boundary' || draft.validTo !== undefined || !insideMulti(lng, lat, draft.polygons)) continue
    if (at === undefined || isBelow(draft, at, drafts)) at = draft.code
  }
  return at
}

function isBelow(draft: Draft, code: string, drafts: Map<string, Draft>): boolean {
  for (let at: Draft | undefined = draft; at && typeof at.parent === 'string'; at = drafts.get(at.parent)) {
    if (at.parent === code) return true
  }
  return false
}

/** Ids must be unique over all facility files. */
export function uniqueFacilities(facilities: Facility[], log: FindingLog): Facility[] {
  const known = new Set<string>()
  return facilities.filter((facility) => {
    if (known.has(facility.id)) {
      log.warning('facility_twice', 'facilities', facility.id, TWICE)
      return false
    }
    known.add(facility.id)
    return true
  })
}

const KIND = {
  zh: '不认识这类机构，未收入；请写综治中心、调委会、调解室、法庭、派出所、司法所等，见 README“source.json 各项”',
  en: 'This kind of facility is not known and was left out: see the kinds under "Every key of source.json" in README',
}
const NAME = { zh: '机构没有名称，未收入；请补上', en: 'A facility without a name was left out: fill it in' }
const AREA = {
  zh: '机构所属区域无法确定（代码、名称、点位都不行），未收入；请补上区域代码',
  en: 'The area of the facility is unknown by code, name and point, it was left out: give the area code',
}
const TWICE = {
  zh: '机构编号重复（没有编号的，是同一区域里同类同名），只收入第一条',
  en: 'The id of the facility is taken (without ids: another of its kind, area and name is there), only the first one was kept',
}
const STAR = { zh: '星级不是 1 到 5 的整数，未收入', en: 'The star is no whole number from 1 to 5, it was left out' }
const STAFF = {
  zh: '人数有误（须为整数，须有总数，各项不超过总数），未收入',
  en: 'The head counts are wrong (whole numbers, the total among them, no part above it), they were left out',
}
