import { z } from 'zod'
import { LEVELS } from '../place/level.ts'

const degrees = z.number().finite()
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)

/** `areas.json`; the type is `Area` of geodata/place. */
export const areasSchema = z
  .array(
    z.object({
      code: z.string().min(1).max(20),
      name: z.string().min(1),
      level: z.enum(LEVELS),
      parent: z.string().nullable(),
      kind: z.string().optional(),
      quasi: z.boolean().optional(),
      nameEn: z.string().optional(),
      aliases: z.array(z.string()).optional(),
      population: z.number().int().nonnegative().optional(),
      honours: z.array(z.string()).optional(),
      legalAware: z.number().int().nonnegative().optional(),
      placement: z.enum(['boundary', 'approximate', 'none']),
      centre: z.tuple([degrees, degrees]).optional(),
      bbox: z.tuple([degrees, degrees, degrees, degrees]).optional(),
      validFrom: day.optional(),
      validTo: day.optional(),
      successor: z.string().optional(),
    }),
  )
  .min(1)

const position = z.array(degrees).min(2).max(3)
const ring = z.array(position).min(4)

/** `shapes.geojson` */
export const shapesSchema = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(
    z.object({
      type: z.literal('Feature'),
      properties: z.object({ code: z.string() }),
      geometry: z.discriminatedUnion('type', [
        z.object({ type: z.literal('Polygon'), coordinates: z.array(ring).min(1) }),
        z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(ring).min(1)).min(1) }),
      ]),
    }),
  ),
})

const lists = z.array(z.array(z.number().int().nonnegative()))

/** `neighbours.json` */
export const neighboursSchema = z.partialRecord(
  z.enum(LEVELS),
  z.object({ areas: z.array(z.number().int().nonnegative()), queen: lists, rook: lists, snapM: z.number() }),
)
