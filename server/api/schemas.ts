import { z } from '@hono/zod-openapi'
import type { AreaCode, Day } from '../contract/answers.ts'
import { COLOURS } from '../contract/colours.ts'
import { LEVELS } from '../contract/levels.ts'
import { WITHHELD } from '../contract/withheld.ts'

/** Schemas of `contract/answers.ts`, for the description of the API and for the tests that hold both together. */

const described = <S extends z.ZodType>(schema: S, description: string): S => schema.openapi({ description }) as S

/** The OpenAPI generator looks at the string, the type checker at the brand. */
export const areaCode = z
  .string()
  .openapi({ description: 'Area code, up to 20 characters', example: '990101001000' }) as unknown as z.ZodType<AreaCode>
export const day = z
  .string()
  .openapi({ description: 'Calendar day in Asia/Shanghai', format: 'date', example: '2024-03-05' }) as unknown as z.ZodType<Day>

const count = z.number().int().min(0)
const told = z.union([z.number().int().min(0), z.enum(WITHHELD.codes)]).openapi('Count', { description: 'A number of cases; to those who see aggregates only `small` for 1 or 2, and `complement` where a small one would follow by subtraction' })
const revision = described(count, 'Data revision of the county; grows with every change')
const packVersion = described(z.string(), 'Version of the pack that area indices belong to; it is in the address of the tiles, too')
const total = described(told, 'Sum of the rows’ counts + unlocated + coarser')
const unlocated = described(told, 'Cases that wait for their place; where rows are towns or wider areas, one whose town is known counts there instead')
const coarser = described(told, 'Cases whose place is known, but in no area of the level asked for; below the level of towns this holds every sensitive case (family violence, minors, suicide), for those count in their town and in nothing narrower, whoever asks')
const lngLat = z.tuple([z.number(), z.number()])
const bbox = z.tuple([z.number(), z.number(), z.number(), z.number()])
const level = z.enum(LEVELS)
export const say = z.strictObject({ zh: z.string(), en: z.string() }).openapi('Say')

export const rateSchema = z
  .strictObject({
    numerator: z.number(),
    denominator: z.number(),
    value: described(z.number().nullable(), 'null when the denominator is 0'),
    rule: described(say, 'How the rate is made'),
  })
  .openapi('Rate')

export const figuresSchema = z
  .strictObject({
    count: told,
    resolved: told,
    resolutionRate: described(rateSchema.nullable(), 'null where one of its numbers is withheld'),
    perTenThousand: described(rateSchema.nullable(), 'Cases per 10,000 residents in the period; null without population'),
    medianDays: described(z.number().nullable(), 'Days from occurrence to close, median over resolved cases with a closing day'),
    overdue: described(told, 'Pending cases past their due day, as of today'),
    people: described(count.nullable(), 'null where the count is withheld'),
    amountFen: described(z.number().int().nullable(), 'Amount at stake in fen (1/100 yuan); null where the count is withheld'),
    colours: z.strictObject(
      Object.fromEntries(COLOURS.codes.map((code) => [code, told])) as Record<(typeof COLOURS.codes)[number], typeof told>,
    ),
  })
  .openapi('Figures')

const earlierSchema = figuresSchema
  .extend({
    from: day,
    to: day,
    asOf: described(day, 'The day as of which its cases stand: as long after its last day as the question is after that of its own period; of the year before the same day a year earlier. A case closed by then counts with its state of today, one closed later as pending'),
    undated: described(told, 'Of `resolved`: without a closing day, so that nobody knows whether they were resolved by then'),
  })
  .openapi('EarlierFigures')

export const summarySchema = figuresSchema
  .extend({
    revision,
    asOf: day,
    unlocated,
    overdueBefore: described(told, 'Overdue cases under the same filter that occurred before the period, so that `overdue` leaves them out; 0 where the period has no first day'),
    before: described(earlierSchema.nullable(), 'As many days just before (whole months: as many months; the first days of one month: the same days of the month before); null for an open period, one that has not begun, and a filter that no past day can be asked by: by mark, by only one of open and handling, by transferred. A period that ends after today is cut there'),
    yearBefore: described(earlierSchema.nullable(), 'The same days a year earlier; null as `before` is'),
  })
  .openapi('Summary')

export const countsSchema = z
  .strictObject({
    revision,
    packVersion,
    by: z.string(),
    total,
    unlocated,
    coarser,
    rows: z.array(
      z
        .strictObject({
          key: described(z.string(), 'Area code, term code, 2024-03, 2024-W11 or 2024-03-05'),
          name: z.string(),
          count: told,
          resolved: told,
          index: described(count.optional(), 'By level only: index of the area in the pack = feature id in the tiles'),
          population: z.number().nullable().optional(),
          perTenThousand: z.number().nullable().optional(),
        })
        .openapi('CountRow'),
    ),
  })
  .openapi('Counts')

export const crossSchema = z
  .strictObject({
    revision,
    total: described(count, 'Sum of the cells + unlocated + coarser'),
    unlocated: count,
    coarser: count,
    axes: z.array(
      z.strictObject({ by: z.string(), keys: z.array(z.string()), names: z.array(z.string()) }).openapi('CrossAxis'),
    ),
    positions: described(z.array(z.array(count)), 'positions[axis][k]: where cell k lies on each axis'),
    count: described(z.array(count), 'count[k]: cases of cell k; cells without a case are left out'),
  })
  .openapi('Cross')

export const seriesPointSchema = z
  .strictObject({
    start: day,
    count: told,
    resolved: told,
    yearBefore: described(told.nullable(), 'The same month or ISO week a year earlier; null before the first case, of a month that is not over to those who see aggregates only, and where `before` of the summary is for the filter'),
  })
  .openapi('SeriesPoint')

export const seriesSchema = z
  .strictObject({ revision, step: z.enum(['month', 'week']), yearBeforeAsOf: described(day.nullable(), 'Under a filter by phase, due or age: the day as of which the cases of the year before are chosen'), points: z.array(seriesPointSchema) })
  .openapi('Series')

export const areaRowSchema = z
  .strictObject({
    index: count,
    code: areaCode,
    name: z.string(),
    level,
    parent: areaCode.nullable(),
    kind: z.string().optional(),
    quasi: z.boolean().optional(),
    nameEn: z.string().optional(),
    aliases: z.array(z.string()).optional(),
    population: z.number().optional(),
    honours: described(z.array(z.string()).optional(), 'Awards that it holds, as the pack says'),
    legalAware: described(z.number().int().min(0).optional(), 'People versed in the law (法律明白人), a head count of the pack'),
    placement: z.enum(['boundary', 'approximate', 'none']),
    centre: lngLat.optional(),
    bbox: bbox.optional(),
    validFrom: day.optional(),
    validTo: day.optional(),
    successor: areaCode.optional(),
  })
  .openapi('AreaRow')

export const areaListSchema = z.strictObject({ packVersion, areas: z.array(areaRowSchema) }).openapi('AreaList')

export const areaTreeSchema = z
  .strictObject({
    packVersion,
    today: day,
    root: described(count, 'Index of what the post sees, with all below it'),
    parent: described(z.array(z.number().int().min(-1)), 'By index in the pack; −1 for the root'),
    end: described(z.array(count), 'The subtree of area i is [i, end[i])'),
    level: z.array(level),
    live: z.array(z.boolean()),
    code: described(z.array(z.string()), 'Empty for areas that the post does not see'),
    name: z.array(z.string()),
    population: z.array(z.number().nullable()),
  })
  .openapi('AreaTree')

export const namedPlaceSchema = z
  .strictObject({
    code: areaCode,
    name: z.string(),
    nameEn: described(z.string(), 'The pack’s English name, else one derived from the Chinese name'),
    path: z.string(),
    pathEn: z.string(),
  })
  .openapi('NamedPlace')

export const areaHitSchema = namedPlaceSchema
  .extend({
    index: count,
    level,
    centre: lngLat.nullable(),
    bbox: bbox.nullable(),
  })
  .openapi('AreaHit')

export const areaHitsSchema = z.strictObject({ packVersion, hits: z.array(areaHitSchema) }).openapi('AreaHits')

export const areaDetailSchema = z
  .strictObject({
    packVersion,
    area: areaRowSchema,
    path: z.array(areaHitSchema),
    children: z.array(areaHitSchema),
    population: z.number().nullable(),
    formerly: areaCode.nullable(),
  })
  .openapi('AreaDetail')

export const countyListSchema = z
  .strictObject({
    counties: z.array(
      z
        .strictObject({
          code: areaCode,
          name: z.string(),
          nameEn: z.string().optional(),
          fictional: z.boolean(),
          packVersion,
        })
        .openapi('CountyEntry'),
    ),
  })
  .openapi('CountyList')

export const countyInfoSchema = z
  .strictObject({
    code: areaCode,
    name: z.string(),
    nameEn: z.string().optional(),
    fictional: z.boolean(),
    revision,
    packVersion,
    levels: z.array(z.strictObject({ level, label: say })),
    tiers: described(
      z.array(z.strictObject({ colour: z.enum(COLOURS.codes).exclude(['none']), label: say })),
      'Tiers that the county uses, from the gravest',
    ),
    centre: lngLat,
    bbox,
    print: z.strictObject({ approvalNumber: z.string().optional(), attribution: z.string().optional(), attributionEn: z.string().optional(), note: say.optional() }),
    sources: z.array(z.strictObject({ name: z.string(), source: z.string(), sourceEn: z.string().optional(), licence: z.string() })),
    tiles: z.strictObject({ boundaries: z.string(), base: z.string().nullable(), relief: z.string().nullable() }),
    days: z.strictObject({ first: day, last: day }).nullable(),
    cases: told,
    unlocated,
    offMap: count,
    root: described(namedPlaceSchema, 'What the asker sees of it: the county itself, or the part that a post has'),
    today: day,
    writable: z.boolean(),
  })
  .openapi('CountyInfo')

export const problemSchema = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    field: described(z.string().optional(), 'The parameter at fault'),
    code: described(z.string(), 'Stable name of the fault'),
  })
  .openapi('Problem')
