import type { AreaCode, Day } from '../../geodata/place/area.ts'
import type { Level } from '../../geodata/place/level.ts'
import type { ChecklistAnswer } from './checklists.ts'
import type { Domain } from './domains.ts'
import { vocabulary, type CodeOf } from './vocabulary.ts'

/** Kinds of organisation. `handles`: cases can be dispatched to it; `called`: a centre may call it to a case. */
export const ORGANISATION_TYPES = vocabulary([
  { code: 'centre', handles: true, called: false, label: { zh: '综治中心', en: 'Governance centre' } },
  { code: 'committee', handles: true, called: false, label: { zh: '人民调解委员会', en: "People's mediation committee" } },
  { code: 'sector_committee', handles: true, called: true, label: { zh: '行业性专业性调委会', en: 'Sector committee' } },
  { code: 'room', handles: true, called: false, label: { zh: '个人（品牌）调解室', en: 'Named mediation room' } },
  { code: 'court', handles: true, called: true, label: { zh: '人民法院（法庭）', en: 'Court or tribunal' } },
  { code: 'procuratorate', handles: false, called: true, label: { zh: '检察院（室）', en: 'Procuratorate' } },
  { code: 'police', handles: true, called: true, label: { zh: '公安局（派出所）', en: 'Police' } },
  { code: 'justice', handles: true, called: true, label: { zh: '司法局（所）', en: 'Justice office' } },
  { code: 'legal_service', handles: false, called: true, label: { zh: '公共法律服务中心（站）', en: 'Public legal service' } },
  { code: 'service_point', handles: true, called: false, label: { zh: '街乡共治服务点', en: 'Service point' } },
  { code: 'department', handles: true, called: true, label: { zh: '职能部门', en: 'Department' } },
  { code: 'unit', handles: false, called: true, label: { zh: '涉事单位、社会力量', en: 'Unit concerned, social forces' } },
])
export type OrganisationType = CodeOf<typeof ORGANISATION_TYPES>

/** Head counts, never a list: `fullTime`, `law` and `bachelor` are parts of `total`, and not known without it. */
export interface Staffing {
  total: number | null
  /** full-time mediators */
  fullTime: number | null
  /** of a legal training */
  law: number | null
  /** with a bachelor's degree or more */
  bachelor: number | null
}

export interface Organisation {
  /** stable in a county; made by the program or given by the pack */
  id: string
  name: string
  type: OrganisationType
  /** the area that it serves */
  area: AreaCode
  areaName: string
  /** level of that area */
  level: Level
  /** trade of a sector committee or a department */
  domain: Domain | null
  /** 1 to 5; null without a star */
  star: number | null
  staffing: Staffing
  lng: number | null
  lat: number | null
  /** `pack`: of the county's pack, whose next version may change what no person changed */
  source: 'pack' | 'person'
  /** closed organisations stay for the cases that they held */
  closed: boolean
  closedOn: Day | null
  /** may the asker change it? It is below the root of what his post sees, and the post keeps organisations */
  mine: boolean
}

/** `GET /organisations/{id}` */
export interface OrganisationDetail extends Organisation {
  /** of a centre whose level has a list */
  checklist: ChecklistAnswer | null
}

export interface OrganisationList {
  organisations: Organisation[]
}

/** An organisation as a person enters it. */
export interface NewOrganisation {
  /** of the organisation or its brand, never of a person */
  name: string
  type: OrganisationType
  area: AreaCode
  domain?: Domain | null
  star?: number | null
  staffing?: Partial<Staffing>
  lng?: number | null
  lat?: number | null
}

/**
 * What is left out stays, of `staffing` too, where null takes a number back. `facilities`: items of the checklist by code, null takes an
 * answer back.
 */
export interface OrganisationChange extends Partial<NewOrganisation> {
  closed?: boolean
  facilities?: Record<string, boolean | null>
}

/** Characters of an id: a pack without ids makes them of area, kind and name. */
export const LONGEST_ID = 200

/** How organisations are looked for; nothing asks for all that are open. */
export interface OrganisationQuery {
  type?: OrganisationType
  domain?: Domain
  /** those of this area and below it */
  area?: AreaCode
  /** part of the name */
  q?: string
  /** `all`: closed ones too */
  closed?: 'all'
}
