import { z } from 'zod'
import { LEVELS } from '../place/level.ts'
import { facilitySchema, manifestSchema } from './format.ts'

/**
 * `source.json`: the small file an office writes to name its layers. File names are relative to it.
 * A coordinate system is declared for each layer or once for all (`crs`); only a table without points needs none.
 */
const say = z.object({ zh: z.string(), en: z.string() })

const origin = {
  /** path relative to source.json; a zip may hold one layer, or several with `entry` naming one */
  file: z.string().min(1),
  /** file name (or its end) inside a zip that holds several layers */
  entry: z.string().optional(),
  /** sheet of a workbook; the first one when absent */
  sheet: z.string().optional(),
  crs: z.string().optional(),
  /** who made it and under which terms; printed beside the map, so their absence is reported */
  source: z.string().optional(),
  /** its English form, for the English interface; the one above stands in where there is none */
  sourceEn: z.string().optional(),
  licence: z.string().optional(),
}

/** Names of the columns (attributes) that hold each fact. */
const areaFieldsSchema = z
  .object({
    code: z.string(),
    name: z.string(),
    nameEn: z.string(),
    /** code of the parent, or its name where that is unique one level up */
    parent: z.string(),
    level: z.string(),
    population: z.string(),
    /** awards that it holds, several separated as aliases are */
    honours: z.string(),
    /** head count of people versed in the law (法律明白人) */
    legalAware: z.string(),
    kind: z.string(),
    /** several separated by 、，,;；| or / */
    aliases: z.string(),
    validFrom: z.string(),
    validTo: z.string(),
    successor: z.string(),
    lng: z.string(),
    lat: z.string(),
  })
  .partial()
  .strict()

const areaLayerSchema = z.object({
  ...origin,
  /** level of all features; absent when `fields.level` names a column that tells it */
  level: z.enum(LEVELS).optional(),
  fields: areaFieldsSchema,
})

const facilityFieldsSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    kind: z.string(),
    area: z.string(),
    domain: z.string(),
    /** 1 to 5 */
    star: z.string(),
    /** head counts: of all, and of those the full-time ones, those of a legal training, those with a degree */
    staff: z.string(),
    fullTime: z.string(),
    law: z.string(),
    bachelor: z.string(),
    lng: z.string(),
    lat: z.string(),
  })
  .partial()
  .strict()

const BASE_KINDS = ['water', 'river', 'road', 'wood', 'label'] as const

export const packSourceSchema = z
  .object({
    code: z.union([z.string().min(1), z.number().int().transform(String)]),
    name: z.string().min(1),
    nameEn: z.string().optional(),
    fictional: z.boolean().default(false),
    codes: z.enum(['gb', 'free']).default('gb'),
    levels: z
      .array(z.object({ level: z.enum(LEVELS), label: z.union([say, z.string()]).optional() }))
      .min(1),
    crs: z.string().optional(),
    layers: z.array(areaLayerSchema).default([]),
    /** further columns for areas that a layer names, joined by code (population statistics, short names) */
    tables: z
      .array(
        z.object({
          ...origin,
          /** column that holds the area code */
          key: z.string(),
          fields: areaFieldsSchema.omit({ code: true, level: true, lng: true, lat: true }),
        }),
      )
      .default([]),
    facilities: z
      .array(
        z.object({
          ...origin,
          /** kind of all features; absent when `fields.kind` names a column that tells it */
          kind: facilitySchema.shape.kind.optional(),
          fields: facilityFieldsSchema,
        }),
      )
      .default([]),
    base: z
      .array(
        z.object({
          ...origin,
          kind: z.enum(BASE_KINDS),
          /** columns; `class` is 1 (widest) to 3 for roads and rivers, `name` becomes a label */
          fields: z.object({ class: z.string(), name: z.string() }).partial().strict().default({}),
        }),
      )
      .default([]),
    /** ESRI ASCII grid of heights in metres */
    relief: z.object({ ...origin, contourM: z.number().positive().optional() }).optional(),
    /** points nearer than this count as one when neighbours are found, metres */
    snapM: z.number().positive().max(100).default(1),
    approvalNumber: z.string().optional(),
    attribution: z.string().optional(),
    attributionEn: z.string().optional(),
    note: say.optional(),
    presets: manifestSchema.shape.presets.default({ dueDays: 30, categoryTerms: {} }),
  })
  .strict()

export type PackSource = z.infer<typeof packSourceSchema>
export type AreaLayerSource = z.infer<typeof areaLayerSchema>
export type FacilityLayerSource = PackSource['facilities'][number]
export type BaseLayerSource = PackSource['base'][number]
export type LayerOrigin = { file: string; entry?: string; sheet?: string; crs?: string; source?: string; sourceEn?: string; licence?: string }
