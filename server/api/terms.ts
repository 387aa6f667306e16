import { z } from '@hono/zod-openapi'
import type { Term, Vocabulary } from '../contract/vocabulary.ts'

/** One code of a vocabulary. */
export function term<Row extends Term>(vocabulary: Vocabulary<Row>) {
  return z.enum(vocabulary.codes as unknown as [Row['code'], ...Row['code'][]])
}
