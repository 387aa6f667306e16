import { z } from '@hono/zod-openapi'
import { CATEGORIES } from '../contract/categories.ts'
import { BASES, CONFIDENCE, EMERGING_CLASSES, HOT_CLASSES, HOT_METHODS, LISA_CLASSES, REFUSALS, STANDINGS } from '../contract/hotTerms.ts'
import { LEVELS } from '../contract/levels.ts'
import { areaCode, day, namedPlaceSchema, say } from './schemas.ts'

/** Schemas of `contract/hotspots.ts`. */

const described = <S extends z.ZodType>(schema: S, description: string): S => schema.openapi({ description }) as S
const count = z.number().int().min(0)
const level = z.enum(LEVELS)
export const hotStep = z.enum(['week', 'month'])

const hotParametersSchema = z
  .strictObject({
    method: z.enum(HOT_METHODS.codes),
    level,
    from: day,
    to: day,
    area: described(areaCode, 'Whose cases: the area of the filter, else all that the asker sees'),
    filter: described(z.record(z.string(), z.string()), 'Conditions beside area and days, as in the address'),
    today: described(day, 'A window that ends today is said so, and scanned for what goes on today'),
    step: described(hotStep.nullable(), 'Steps of the space-time cube; null where the method has none'),
    weights: z.literal('queen'),
    seed: z.number().int(),
    permutations: described(z.number().int().nullable(), 'Draws that were made; null for an exact or analytic p-value, and where there was nothing to judge'),
    basis: described(z.enum(BASES.codes), 'What a place is compared with'),
    search: described(
      z.strictObject({ time: z.enum(['prospective', 'retrospective']), slotDays: count, from: day, counted: z.literal('place-days') }).nullable(),
      'Of a scan: bursts that go on today, or all of the window; by slots of so many days; from this day on; all cases of one village on one day counted as one',
    ),
  })
  .openapi('HotParameters')

const sufficiencySchema = z
  .strictObject({
    enough: described(z.boolean(), 'false: nothing is coloured, and `say` tells why'),
    refusal: described(z.enum(REFUSALS).nullable(), 'nothing: neither residents nor a past; whole: everything neighbours everything; thin: no residents and few cases before; young: less than four weeks on record; patchy: cases in less than four weeks; few: too few cases'),
    cases: described(count.nullable(), 'Cases of the window that have a place on this level; null where withheld'),
    areas: count,
    detectable: described(z.number().nullable(), 'Smallest multiple of the expected number that the typical place could be found with'),
    say: say.nullable(),
  })
  .openapi('HotSufficiency')

const number = z.number().nullable()
const hotRowSchema = z
  .strictObject({
    id: areaCode,
    name: z.string(),
    nameEn: z.string(),
    index: described(count, 'Index of the area in the pack = feature id in the tiles'),
    named: described(z.boolean(), 'It is on the list of places; false to those who see only aggregates'),
    count: described(number, 'null: withheld from those who see only aggregates'),
    expected: number,
    value: described(number, 'Excess of the neighbourhood (gistar), local Moran I (lisa), z of the last step (emerging)'),
    z: number,
    p: number,
    pFdr: described(number, 'After Benjamini–Hochberg over the areas of the answer (emerging: areas × steps)'),
    class: z.enum([...new Set([...HOT_CLASSES.codes, ...LISA_CLASSES.codes, ...EMERGING_CLASSES.codes])]),
    steps: described(z.array(z.enum(HOT_CLASSES.codes)).optional(), 'emerging: the class of each step'),
    around: described(z.enum(HOT_CLASSES.codes).optional(), 'gistar: the class of its own neighbourhood, where `class` is that of what it is named for'),
  })
  .openapi('HotRow')

const hotClusterSchema = z
  .strictObject({
    rank: count,
    areas: z.array(areaCode),
    indices: z.array(count),
    centre: z.tuple([z.number(), z.number()]),
    radiusM: count,
    from: day,
    to: day,
    count,
    expected: described(z.number(), 'Cases: as many times fewer than they are as the place-days'),
    placeDays: described(count, 'Villages × days with a case, which is what was scanned'),
    placeDaysExpected: z.number(),
    llr: described(z.number(), 'Of the place-days'),
    p: z.number(),
    confidence: z.enum(CONFIDENCE.codes),
    recurrenceDays: described(z.number().nullable(), 'By chance one like it comes once in so many days; null for a search backwards'),
    reason: say,
  })
  .openapi('HotCluster')

export const hotspotsSchema = z
  .strictObject({
    revision: count,
    packVersion: z.string(),
    version: described(z.string(), 'Of the program'),
    method: z.enum(HOT_METHODS.codes),
    parameters: hotParametersSchema,
    sufficiency: sufficiencySchema,
    steps: described(z.array(day), 'First days of the steps of the rows; empty for other methods'),
    rows: described(z.array(hotRowSchema), 'Every area of the level; empty for a scan'),
    clusters: described(z.array(hotClusterSchema), 'Of a scan, best first; no two share a place'),
    global: z
      .strictObject({ statistic: z.literal('moran'), value: z.number(), expected: z.number(), z: z.number(), p: z.number() })
      .nullable(),
    finding: say,
  })
  .openapi('Hotspots')

export const hotProgressSchema = z
  .strictObject({ state: z.literal('running'), progress: described(z.number().min(0).max(1), '0…1') })
  .openapi('HotProgress')

const source = { revision: count, packVersion: z.string() }
const version = described(z.string(), 'Of the program')

const factsShape = {
  days: count,
  count,
  expected: z.number(),
  basis: z.enum(BASES.codes),
  by: described(z.enum(['place', 'around', 'alone']).nullable(), 'place: it stands out, and with its neighbours; around: only together; alone: only by itself; null: not named'),
  neighbours: described(count, 'That can be judged'),
  neighboursHigh: described(count.nullable(), 'Of the neighbours those that by themselves have more than expected, at 10 %; null where so many of them come by chance'),
  risingSince: described(day.nullable(), 'First of the months that each brought more than the one before, at least three of them'),
  emerging: z.enum(EMERGING_CLASSES.codes),
  months: described(
    z.strictObject({ of: count, hot: count, run: count, last: day.nullable() }),
    'Of so many months the place was hot with its neighbours in so many, the last so many of them in a row, up to the month that begins on `last`',
  ),
  earlierYears: described(z.array(count), 'Cases in the same days of earlier years, newest first'),
  fresh: described(z.boolean(), 'By itself it has more than in these weeks of earlier years'),
  recurring: described(z.boolean(), 'The neighbourhood had too many in these weeks of earlier years as well'),
  categories: z.array(z.strictObject({ code: z.enum(CATEGORIES.codes), count })),
}
const confidence = z.enum(CONFIDENCE.codes)

export const hotPlacesSchema = z
  .strictObject({
    ...source,
    version,
    parameters: hotParametersSchema,
    sufficiency: sufficiencySchema,
    finding: say,
    places: z.array(
      z.strictObject({
        ...factsShape,
        place: namedPlaceSchema,
        index: count,
        level,
        rank: count,
        confidence,
        z: described(z.number(), 'Of what speaks for it: its neighbourhood, or of one that stands out alone itself'),
        p: z.number(),
        pFdr: z.number(),
        reason: described(say, 'One sentence to be read aloud'),
        figures: described(z.array(say), 'The figures behind it'),
      }).openapi('HotPlace'),
    ),
  })
  .openapi('HotPlaces')

export const hotCardSchema = z
  .strictObject({
    ...source,
    version,
    parameters: hotParametersSchema,
    sufficiency: sufficiencySchema,
    place: namedPlaceSchema,
    index: count,
    level,
    class: z.enum(HOT_CLASSES.codes),
    confidence: confidence.nullable(),
    facts: z.strictObject(factsShape).nullable(),
    reason: say,
    figures: z.array(say),
    step: hotStep,
    series: z.array(z.strictObject({ start: day, count, expected: number, low: number, high: number })),
  })
  .openapi('HotCard')

export const hotDensitySchema = z
  .strictObject({
    ...source,
    from: day,
    to: day,
    bandwidthM: z.number(),
    located: described(count, 'Cases with a point'),
    cases: count,
    bands: described(z.array(z.number()), 'Cases per km² at the lower edge of each band'),
    shapes: z.strictObject({
      type: z.literal('FeatureCollection'),
      features: z.array(
        z.strictObject({
          type: z.literal('Feature'),
          properties: z.strictObject({ band: count }),
          geometry: z.strictObject({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(z.array(z.tuple([z.number(), z.number()])))) }),
        }),
      ),
    }),
    spots: z.array(
      z.strictObject({ centre: z.tuple([z.number(), z.number()]), radiusM: z.number(), count, from: day, to: day, place: namedPlaceSchema.nullable() }),
    ).nullable().openapi({ description: '同一处反复发生；只给能看本区域全部案件的岗位 / null to posts that do not read all cases of their area' }),
    say: say.nullable(),
  })
  .openapi('HotDensity')

const score = { hitRate: number, pai: number, pei: number }
const range = z.tuple([z.number(), z.number()]).nullable()

export const backtestSchema = z
  .strictObject({
    ...source,
    version,
    level,
    windowDays: count,
    months: z.array(z.strictObject({ origin: day, cases: count, named: count, areas: count })),
    scores: z.array(
      z.strictObject({
        method: z.enum(['hotspots', 'lastMonth', 'lastYear']),
        label: say,
        hitRate: z.array(number),
        pai: described(z.array(number), 'Chainey, Tompson and Uhlig 2008, by residents, or by areas where residents are unknown'),
        pei: described(z.array(number), 'Hunt 2016: share of what the best choice of as many places would have caught'),
        median: z.strictObject(score),
        spread: z.strictObject({ hitRate: range, pai: range, pei: range }),
      }),
    ),
    byResidents: described(z.boolean(), 'Concentration is by residents, or by the number of places where not all residents are known'),
    standing: described(z.enum(STANDINGS).nullable(), 'How the list stands beside `rival`, the plain ranking that caught most; both null where months are too few to say'),
    rival: z.enum(['hotspots', 'lastMonth', 'lastYear']).nullable(),
    finding: say,
  })
  .openapi('Backtest')
