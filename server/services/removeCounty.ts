import type { AreaCode } from '../../geodata/place/area.ts'
import { countyScope, PROGRAM } from '../access/scope.ts'
import { AppError } from '../contract/error.ts'
import type { Actor, Scope } from '../contract/scope.ts'
import { appendLine } from '../store/audit.ts'
import { countyRow, lockCounty } from '../store/counties.ts'
import { countyHoldings, eraseCounty, rememberRemoved } from '../store/removal.ts'
import { transaction, type Transaction } from '../store/transaction.ts'
import { withSetupLock } from '../store/unfinished.ts'
import type { Context } from './context.ts'
import { inTurn } from './turns.ts'

export interface Holdings {
  code: AreaCode
  name: string
  cases: number
  imports: number
}

/** What goes when the county is removed. Throws `AppError` 404 for one that is not installed. */
export async function holdingsOf(ctx: Context, code: string): Promise<Holdings> {
  const scope = countyScope(code as AreaCode)
  const row = await countyRow(ctx.db, scope.county)
  if (!row) throw unknown(code)
  return { code: row.county, name: row.name, ...(await countyHoldings(ctx.db, scope)) }
}

/**
 * Removes a county with its pack, cases, imports, aliases and mappings, in one transaction, after an import that is
 * under way. Other processes notice at their next query. Asks for no pack: a damaged one can be removed.
 */
export async function removeCounty(ctx: Context, code: string, by: Actor = PROGRAM): Promise<Holdings> {
  const scope = countyScope(code as AreaCode, by)
  const remove = () =>
    transaction(ctx.db, async (tx) => {
      const taken = await takeDown(tx, scope, new Date(ctx.now()))
      if (!taken) throw unknown(code)
      return taken
    })
  return inTurn(ctx.db, { changes: scope.county }, () => withSetupLock(ctx.db, remove))
}

/**
 * Erases a county after an import that is under way, and remembers its revision: other processes hold what they read of it,
 * and tell what comes in its place by that alone. Null where it is not installed.
 */
export async function takeDown(tx: Transaction, scope: Scope, at: Date): Promise<Holdings | null> {
  const row = await lockCounty(tx, scope)
  const gone = await countyHoldings(tx, scope)
  await eraseCounty(tx, scope)
  if (!row) return null
  await rememberRemoved(tx, scope, row.revision, at)
  const held = { code: row.county, name: row.name, ...gone }
  appendLine(tx, scope.by, { action: 'county_removed', at, county: row.county, subject: `county ${row.county}`, before: held })
  return held
}

function unknown(code: string): AppError {
  return new AppError('county_unknown', {
    status: 404,
    say: {
      zh: `没有安装代码为“${code}”的县；fengtu pack list 列出已安装的县`,
      en: `No county with the code "${code}" is installed: fengtu pack list shows those that are`,
    },
  })
}
