import { z } from 'zod'
import type { Adjacency } from '../ground/neighbours.ts'
import { LEVELS } from '../place/level.ts'

/**
 * The county pack: one folder or zip that holds the ground of one county (or prefecture).
 *
 *   pack.json              manifest, this file's `Manifest`
 *   areas.json             `Area[]` in depth-first order, so that a subtree is one run of indices
 *   shapes.geojson         full boundaries, WGS-84, properties { code }, for point-in-area
 *   neighbours.json        per level, queen and rook neighbours as lists of area indices
 *   facilities.json        `Facility[]`: organisations and places of service
 *   boundaries.pmtiles     vector tiles: one layer a level with its areas, feature id = area index, and its borders,
 *                          lines with `edge`; and `labels`
 *   base.pmtiles           optional: water, river, road, wood, contour
 *   relief.pmtiles         optional: elevation as terrarium PNG
 *   originals/…            the source layers as they came, in their own coordinates
 *   report.json            what the builder repaired and what it only reports
 */
export const PACK_FORMAT = 1

const say = z.object({ zh: z.string(), en: z.string() })

const layerSourceSchema = z.object({
  /** name of the layer within the pack, such as `village` or `road` */
  name: z.string(),
  file: z.string(),
  /** who made it, printed beside the map */
  source: z.string(),
  sourceEn: z.string().optional(),
  licence: z.string(),
  /** coordinate system as declared: `WGS84`, `CGCS2000`, `GCJ02`, `BD09` or `EPSG:n` */
  crs: z.string(),
  features: z.number().int(),
})

export const manifestSchema = z.object({
  format: z.literal(PACK_FORMAT),
  /** code of the root area; the key of everything in the database */
  code: z.string().min(1).max(20),
  name: z.string().min(1),
  nameEn: z.string().optional(),
  /** a county that does not exist: said on every page */
  fictional: z.boolean().default(false),
  /** SHA-256 over the other files, hex: a pack of the same version is the same pack */
  version: z.string().regex(/^[0-9a-f]{64}$/),
  /** levels in use from the root down, with their local names */
  levels: z.array(z.object({ level: z.enum(LEVELS), label: say })).min(1),
  /** `gb`: 12-digit codes, checked; `free`: another country's or an office's own */
  codes: z.enum(['gb', 'free']),
  centre: z.tuple([z.number(), z.number()]),
  /** [west, south, east, north], WGS-84 degrees */
  bbox: z.tuple([z.number(), z.number(), z.number(), z.number()]),
  layers: z.array(layerSourceSchema),
  /** printed at the bottom left of the map */
  print: z.object({
    /** 审图号 */
    approvalNumber: z.string().optional(),
    attribution: z.string().optional(),
    attributionEn: z.string().optional(),
    note: say.optional(),
  }),
  presets: z.object({
    /** coordinate system of this county's ledgers where a row declares none */
    ledgerCrs: z.string().optional(),
    /** days allowed from registration to close where a row gives no due date */
    dueDays: z.number().int().positive().default(30),
    /** local terms for categories → code of the official list */
    categoryTerms: z.record(z.string(), z.string()).default({}),
  }),
})

export type Manifest = z.infer<typeof manifestSchema>

const headCount = z.number().int().nonnegative()

export const facilitySchema = z.object({
  id: z.string().min(1).max(200),
  name: z.string(),
  kind: z.enum([
    'centre', // 综治中心
    'mediation_committee', // 人民调解委员会 (村、镇)
    'sector_committee', // 行业性专业性调委会
    'mediation_room', // 个人(品牌)调解室
    'court',
    'procuratorate',
    'police_station',
    'justice_office', // 司法所
    'legal_service', // 公共法律服务中心(站)
    'service_point', // 街乡共治中心
    'department', // 职能部门
    'unit', // 涉事单位、社会力量
  ]),
  /** the area that it serves or stands in */
  area: z.string(),
  point: z.tuple([z.number(), z.number()]).optional(),
  domain: z.string().optional(),
  /** 星级 */
  star: z.number().int().min(1).max(5).optional(),
  /** head counts, never a list; the others are parts of the total */
  staff: z
    .object({ total: headCount, fullTime: headCount.optional(), law: headCount.optional(), bachelor: headCount.optional() })
    .refine(({ total, ...parts }) => Object.values(parts).every((part) => part <= total))
    .optional(),
})
export type Facility = z.infer<typeof facilitySchema>

export type Neighbours = Partial<Record<(typeof LEVELS)[number], Adjacency>>

/** One thing that is wrong or was repaired. `error` keeps the pack from being built; `warning` does not. */
export interface Finding {
  severity: 'error' | 'warning' | 'repaired'
  /** stable name of the rule, such as `code_twice`, `ring_open`, `overlap` */
  rule: string
  file: string
  /** code, name or number of the feature, where one is concerned */
  feature?: string
  /** what is wrong and what to do */
  say: { zh: string; en: string }
}
