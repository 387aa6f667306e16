import { afterAll, beforeAll, beforeEach } from 'vitest'
import type { ImportResult } from '../../../server/contract/imports.ts'
import type { Context } from '../../../server/services/context.ts'
import { importLedger } from '../../../server/services/importLedger.ts'
import type { ImportOptions } from '../../../server/services/importOptions.ts'
import { eraseCounty } from '../../../server/store/removal.ts'
import { transaction } from '../../../server/store/transaction.ts'
import type { engines, TestDatabase } from '../../databases.ts'
import { contextOn, install, NOW, SCOPE } from './county.ts'

export const HEAD = '编号,乡镇,村(社区),发生日期,纠纷类型,简要情况,涉及人数,风险等级,办理结果,办结时间\n'

/** A row as a clerk of 东周村 writes it. */
export interface Line {
  no?: string
  town?: string
  village?: string
  on?: string
  kind?: string
  text?: string
  people?: number | string
  colour?: string
  state?: string
  closed?: string
}

export const csv = (...lines: Line[]): string =>
  HEAD +
  lines
    .map(({ no = '', town = '柳河镇', village = '东周村', on = '2024-03-05', kind = '邻里纠纷', text = '', people = '', colour = '', state = '', closed = '' }) =>
      [no, town, village, on, kind, text, people, colour, state, closed].join(','),
    )
    .join('\n')

export const numbers = ({ read, accepted, updated, duplicates, rejected }: ImportResult) => ({ read, accepted, updated, duplicates, rejected })

export interface Office {
  ctx: Context
  load(text: string, options?: ImportOptions, name?: string): Promise<ImportResult>
  sql<Row extends object>(text: string): Promise<Row[]>
  reset(): Promise<void>
}

/** A database of its own for the tests of a `describe`, with an empty county before each of them. */
export function useOffice(fresh: (typeof engines)[number]['fresh']): Office {
  let database: TestDatabase
  const office = {
    load: (text: string, options: ImportOptions = {}, name = '台账.csv') =>
      importLedger(office.ctx, SCOPE, { name, bytes: new TextEncoder().encode(text) }, options),
    sql: async <Row extends object>(text: string) => (await office.ctx.db.pool.query(text)).rows as Row[],
    async reset() {
      await transaction(office.ctx.db, (tx) => eraseCounty(tx, SCOPE))
      await install(office.ctx)
    },
  } as Office
  beforeAll(async () => {
    database = await fresh()
    office.ctx = contextOn(database, { now: NOW })
  })
  afterAll(() => database.drop())
  beforeEach(() => office.reset())
  return office
}
