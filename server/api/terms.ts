import { z } from '@hono/zod-openapi'
import type { Term, Vocabulary } from '../contract/vocabulary.ts'

/** One code of a vocabulary. */
export function term<Row extends Term>(vocabulary: Vocabulary<Row>) {
  return z.enum(vocabulary.codes as unknown as [Row['code'], ...Row['code'][]])
}

/** The largest number that PostgreSQL keeps in an `integer`. */
const MOST = 2 ** 31 - 1

/** How often a thing was changed; a change names the version that it was made from. */
export const version = z.number().int().min(0).max(MOST).openapi({ description: 'A change names the version that it was made from' })
