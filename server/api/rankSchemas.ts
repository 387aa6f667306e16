import { z } from '@hono/zod-openapi'
import { LEVELS } from '../contract/levels.ts'
import { INCOMPARABLE, VERDICTS } from '../contract/ranks.ts'
import { TOWN_MEASURES } from '../contract/towns.ts'
import { day, rateSchema, say } from './schemas.ts'

/** Schemas of `contract/ranks.ts` and `contract/towns.ts`. */

const described = <S extends z.ZodType>(schema: S, description: string): S => schema.openapi({ description }) as S
const count = z.number().int().min(0)
const number = z.number().nullable()
const revision = described(count, 'Data revision of the county; grows with every change')
const packVersion = described(z.string(), 'Version of the pack that area indices belong to')
const days = z.strictObject({ from: day, to: day }).nullable()

const comparisonSchema = z
  .strictObject({
    days: described(days, 'null where there is no such period to compare with'),
    asOf: described(day.nullable(), 'The day as of which its cases stand, as in `EarlierFigures`'),
    total: described(count.nullable(), 'All cases of these days'),
    missing: described(z.enum(INCOMPARABLE.codes).nullable(), 'Why there is none: standing (a filter that no past day can be asked by), open, future, itself (longer than a year, so that it meets itself a year earlier), short (the record does not reach back), gap (days that were not imported)'),
    say: say.nullable(),
  })
  .openapi('Comparison')

const rankChangeSchema = z
  .strictObject({
    count,
    ratio: described(number, 'Daily count now over that before, drawn to the ratio of all; null where neither period has a case'),
    low: described(number, 'Nine chances in ten that the true ratio lies between low and high'),
    high: number,
    verdict: described(z.enum(VERDICTS.codes), 'Of those that are called rising or falling one in ten on average is chance'),
    say,
  })
  .openapi('RankChange')

const rankRateSchema = z
  .strictObject({
    residents: z.number(),
    crude: described(z.number(), 'Cases per 10,000 residents'),
    shrunken: described(z.number(), 'Drawn to the rate of all, the fewer the residents the more'),
    low: described(z.number(), 'Nine chances in ten that the true rate lies between low and high'),
    high: z.number(),
    rank: described(count, 'Of the shrunken rate, 1 the highest'),
    rankLow: described(count, 'Nine chances in ten that the true rank lies between rankLow and rankHigh'),
    rankHigh: count,
  })
  .openapi('RankRate')

export const ranksSchema = z
  .strictObject({
    revision,
    packVersion,
    by: z.string(),
    asOf: day,
    total: described(count, 'Sum of the rows’ counts + unlocated + coarser'),
    unlocated: count,
    coarser: count,
    days: described(days, 'The days that are compared, up to today; null where the period is open'),
    before: comparisonSchema,
    yearBefore: comparisonSchema,
    dispersion: described(z.number(), 'As many times as chance alone the counts of these rows vary from one time to another; at least 1'),
    rate: described(rateSchema.nullable(), 'Of all rows with residents together'),
    rows: z.array(
      z
        .strictObject({
          key: described(z.string(), 'Code of the area or category'),
          name: z.string(),
          nameEn: z.string(),
          index: described(count.nullable(), 'Of an area: its index in the pack = feature id in the tiles'),
          count,
          before: rankChangeSchema.nullable(),
          yearBefore: rankChangeSchema.nullable(),
          rate: described(rankRateSchema.nullable(), 'null for categories, and without residents or any case'),
        })
        .openapi('RankRow'),
    ),
  })
  .openapi('Ranks')

const townCellSchema = z
  .strictObject({
    numerator: z.number(),
    denominator: z.number(),
    value: described(number, 'null when the denominator is 0'),
    shrunken: described(number, 'Drawn to the figure of all; null, with low and high, where the denominator is 0 or no such case exists anywhere'),
    low: described(number, 'Nine chances in ten that the true figure lies between low and high'),
    high: number,
    flag: described(z.boolean(), 'The interval lies clear of the figure of all on the bad side'),
  })
  .openapi('TownCell')

export const townsSchema = z
  .strictObject({
    revision,
    packVersion,
    by: z.enum(LEVELS),
    asOf: described(day, 'States of cases are as of this day'),
    days,
    before: comparisonSchema,
    total: count,
    unlocated: count,
    coarser: count,
    columns: z.array(
      z
        .strictObject({
          measure: z.enum(TOWN_MEASURES.codes),
          label: say,
          unit: z.enum(['perTenThousand', 'share', 'ratio']),
          bad: z.enum(['high', 'low']).nullable(),
          rule: described(say, 'How the figure is made'),
          whole: described(z.strictObject({ numerator: z.number(), denominator: z.number(), value: number }).nullable(), 'Of all rows together'),
        })
        .openapi('TownColumn'),
    ),
    rows: z.array(
      z
        .strictObject({
          key: z.string(),
          name: z.string(),
          nameEn: z.string(),
          index: count,
          residents: number,
          count,
          cells: described(z.array(townCellSchema.nullable()), 'One a column; null where it cannot be worked out, such as without residents'),
          notices: described(
            z.array(z.strictObject({ kind: z.enum(['silent', 'perfect']), say }).openapi('TownNotice')),
            'silent: no case for weeks while others report; perfect: all resolved, the young ones too, while elsewhere they are open',
          ),
        })
        .openapi('TownRow'),
    ),
  })
  .openapi('Towns')
