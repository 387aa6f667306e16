import { expectTypeOf, test } from 'vitest'
import type { z } from 'zod'
import type * as imports from '../../../server/api/importSchemas.ts'
import type * as schemas from '../../../server/api/schemas.ts'
import type {
  AreaDetail, AreaHit, AreaHits, AreaList, AreaRow, Counts, CountyInfo, CountyList, Cross, Figures, Problem, Rate, Series, Summary,
} from '../../../server/contract/answers.ts'
import type { BatchSummary, ImportAnswer, Preview, Tally, UndoneBatch, UnlocatedGroup } from '../../../server/contract/imports.ts'

/** Schema and type say the same in both directions; `tsc` is what fails here. */
test('the schemas of the API are the types of the contract', () => {
  expectTypeOf<z.infer<typeof schemas.rateSchema>>().toEqualTypeOf<Rate>()
  expectTypeOf<z.infer<typeof schemas.figuresSchema>>().toEqualTypeOf<Figures>()
  expectTypeOf<z.infer<typeof schemas.summarySchema>>().toEqualTypeOf<Summary>()
  expectTypeOf<z.infer<typeof schemas.countsSchema>>().toEqualTypeOf<Counts>()
  expectTypeOf<z.infer<typeof schemas.crossSchema>>().toEqualTypeOf<Cross>()
  expectTypeOf<z.infer<typeof schemas.seriesSchema>>().toEqualTypeOf<Series>()
  expectTypeOf<z.infer<typeof schemas.areaRowSchema>>().toEqualTypeOf<AreaRow>()
  expectTypeOf<z.infer<typeof schemas.areaListSchema>>().toEqualTypeOf<AreaList>()
  expectTypeOf<z.infer<typeof schemas.areaHitSchema>>().toEqualTypeOf<AreaHit>()
  expectTypeOf<z.infer<typeof schemas.areaHitsSchema>>().toEqualTypeOf<AreaHits>()
  expectTypeOf<z.infer<typeof schemas.areaDetailSchema>>().toEqualTypeOf<AreaDetail>()
  expectTypeOf<z.infer<typeof schemas.countyListSchema>>().toEqualTypeOf<CountyList>()
  expectTypeOf<z.infer<typeof schemas.countyInfoSchema>>().toEqualTypeOf<CountyInfo>()
  expectTypeOf<z.infer<typeof schemas.problemSchema>>().toEqualTypeOf<Problem>()
  expectTypeOf<z.infer<typeof imports.tallySchema>>().toEqualTypeOf<Tally>()
  expectTypeOf<z.infer<typeof imports.previewSchema>>().toEqualTypeOf<Preview>()
  expectTypeOf<z.infer<typeof imports.importResultSchema>>().toEqualTypeOf<ImportAnswer>()
  expectTypeOf<z.infer<typeof imports.batchSummarySchema>>().toEqualTypeOf<BatchSummary>()
  expectTypeOf<z.infer<typeof imports.undoneSchema>>().toEqualTypeOf<UndoneBatch>()
  expectTypeOf<z.infer<typeof imports.unlocatedListSchema>['groups'][number]>().toEqualTypeOf<UnlocatedGroup>()
})
