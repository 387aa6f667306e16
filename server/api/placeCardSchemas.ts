import { z } from '@hono/zod-openapi'
import { CATEGORIES } from '../contract/categories.ts'
import { CHANNELS } from '../contract/channels.ts'
import { COLOURS, type Colour, type TierColour } from '../contract/colours.ts'
import { LEVELS } from '../contract/levels.ts'
import { BADGES, LEGAL_AWARE_EACH } from '../contract/placeCard.ts'
import { LONG_PENDING_DAYS } from '../contract/standing.ts'
import { PHASES, STATES } from '../contract/states.ts'
import type { Term, Vocabulary } from '../contract/vocabulary.ts'
import { organisationType, staffSchema } from './organisationSchemas.ts'
import { areaCode, areaHitSchema, day, namedPlaceSchema, rateSchema, say, seriesPointSchema, summarySchema } from './schemas.ts'
import { term } from './terms.ts'

/** Schemas of `contract/placeCard.ts`. */

const described = <S extends z.ZodType>(schema: S, description: string): S => schema.openapi({ description }) as S
const count = z.number().int().min(0)
const level = z.enum(LEVELS)
const counted = <Row extends Term>(vocabulary: Vocabulary<Row>, description: string) =>
  described(z.array(z.strictObject({ code: term(vocabulary), count, resolved: count })), description)
const tierColour = z.enum(COLOURS.codes.filter((code: Colour): code is TierColour => code !== 'none') as [TierColour, ...TierColour[]])

const badgeSchema = z
  .strictObject({
    code: described(term(BADGES), BADGES.rows.map(({ code, label, rule }) => `\`${code}\` ${label.zh} ${label.en}: ${rule.en}`).join(' · ')),
    months: described(count, 'Whole months counted, back from the last one; 0: not kept'),
    since: described(day.nullable(), 'First day of the earliest month counted'),
    silent: described(count, 'Months in between in which the town reported nothing: not counted'),
    atLeast: described(z.boolean(), 'The record does not reach further back'),
    brokenIn: described(day.nullable(), 'First day of the last month with a case that breaks it'),
    unplaced: described(count, 'Cases since then that would break it if they were of this place: known to what lies above it only'),
    unclear: described(count, 'Cases here since then that were terminated without a word on where to go next'),
  })
  .openapi('Badge')

const lineSchema = z
  .strictObject({
    code: areaCode, name: z.string(), nameEn: z.string(), index: count, level, count, resolved: count,
    overdue: count,
    redOpen: described(count, 'Red and still pending'),
    perTenThousand: rateSchema.nullable(),
  })
  .openapi('PlaceLine')

const nearestSchema = z
  .strictObject({
    id: z.string(), name: z.string(), area: areaCode, areaName: z.string(), areaNameEn: z.string(),
    distanceM: described(count, 'In a straight line from the middle of the place, rounded to 100 m'),
    measured: described(z.enum(['point', 'area']), 'To its own point, or to the middle of its area'),
  })
  .openapi('NearestOrganisation')
const items = z.array(z.strictObject({ code: z.string(), label: say }))

export const placeCardSchema = z
  .strictObject({
    revision: described(count, 'All of the card is of this data revision'),
    packVersion: z.string(),
    asOf: day,
    place: namedPlaceSchema,
    index: count,
    level,
    label: described(say, 'The county’s word for the level, or the place’s own kind'),
    placement: z.enum(['boundary', 'approximate', 'none']),
    formerly: described(areaCode.nullable(), 'The code that was asked for, where another took over'),
    path: z.array(areaHitSchema),
    population: z.strictObject({ count, from: z.enum(['own', 'parts']), source: say.nullable() }).nullable(),
    honours: described(z.array(z.string()), 'Awards that the pack tells of; none are worked out'),
    legalAware: described(z.strictObject({ count, told: count, of: count, enough: count }).nullable(), `People versed in the law: \`told\` of \`of\` villages say how many, \`enough\` of them have ${LEGAL_AWARE_EACH}`),
    summary: summarySchema,
    pending: described(z.strictObject({ count, red: count, long: count }), `Of the filter’s cases those still pending, the red ones, and those for more than ${LONG_PENDING_DAYS} days`),
    now: described(z.strictObject({ ever: count, pending: count, overdue: count, gravest: tierColour.nullable() }), 'Whatever the filter: all cases on record, those pending today'),
    states: counted(STATES, 'Terms without a case are left out, here and below'),
    phases: counted(PHASES, 'By phase'),
    colours: counted(COLOURS, 'By colour'),
    categories: counted(CATEGORIES, 'Most cases first'),
    channels: counted(CHANNELS, 'Most cases first'),
    series: described(z.array(seriesPointSchema), 'By month; what was to be expected is told by /hotspots/places/{area}'),
    badges: described(z.array(badgeSchema), 'By every case on record, whatever the filter'),
    monthsOnRecord: count,
    organisations: z.strictObject({
      types: z.array(z.strictObject({ type: organisationType, count })),
      here: described(
        z.array(z.strictObject({ id: z.string(), name: z.string(), type: organisationType, star: z.number().int().min(1).max(5).nullable(), staff: described(count.nullable(), 'Head count') })),
        'Those that serve exactly this place',
      ),
      staff: staffSchema,
    }),
    facilities: z.strictObject({
      due: z.array(z.strictObject({ type: organisationType, has: z.boolean(), nearest: nearestSchema.nullable() })),
      checklist: z.strictObject({ label: say, organisation: z.strictObject({ id: z.string(), name: z.string() }), has: count, lacks: items, unknown: items }).nullable(),
      parts: z.array(z.strictObject({ level, label: say, type: organisationType, covered: rateSchema, missing: z.array(namedPlaceSchema) })),
    }),
    neighbours: described(z.strictObject({ lines: z.array(lineSchema), outside: count }).nullable(), '`outside` more lie beyond what the asker sees; null where the pack has no borders of the level'),
    parts: described(z.strictObject({ lines: z.array(lineSchema), rest: z.number().int() }), '`rest`: cases that count in the place and in none of its parts, sensitive ones of a town among them'),
  })
  .openapi('PlaceCard')
