import type { AreaCode } from '../../../geodata/place/area.ts'
import type { AreaTree } from '../../../geodata/place/tree.ts'
import { countyScope } from '../../access/scope.ts'
import { dayAt, type Day } from '../../contract/day.ts'
import type { Presets } from '../../contract/presets.ts'
import type { Scope } from '../../contract/scope.ts'
import { hash64 } from '../../ledger/hash.ts'
import { clocksOf, nextClock, rulesOf } from '../../ledger/life/clocks.ts'
import { HOLIDAYS } from '../../ledger/life/holidays.ts'
import { clocksMark, putClocksMark, putNextClocks, stopEnded, workedCases } from '../../store/caseClocks.ts'
import { readCases } from '../../store/caseState.ts'
import { countyRows, lockCounty } from '../../store/counties.ts'
import { namedOrganisations } from '../../store/namedOrganisations.ts'
import { transaction, type Transaction } from '../../store/transaction.ts'
import type { Context } from '../context.ts'
import { presetsOf } from '../presets.ts'
import { inTurn, isLockTimeout } from '../turns.ts'
import { holderOf } from './detail.ts'

/** Raised with every change of what makes a clock run. */
const RECKONING = 2
const AT_ONCE = 2_000

interface Ground {
  tree: AreaTree
  today: Day
}

/** Reckons anew which clock of each case that people work on is due first: after a change of the rules, or of the places. */
export async function renewClocks(tx: Transaction, scope: Scope, { tree, today }: Ground, presets: Presets): Promise<void> {
  const rules = rulesOf(presets)
  await stopEnded(tx, scope)
  for (let after = 0; ; ) {
    const ids = await workedCases(tx, scope, { after, rows: AT_ONCE })
    if (ids.length === 0) break
    after = ids.at(-1)!
    const cases = await readCases(tx, scope, ids)
    const names = await namedOrganisations(tx, scope, cases.flatMap(({ state }) => state.holder ?? []))
    const clocks = cases.map(({ id, state }) => {
      const holder = state.holder === null ? null : holderOf({ pack: { tree }, today }, names, state.holder)
      const next = nextClock(clocksOf(rules, state, today, holder))
      return { id, due: next?.due ?? null, clock: next?.code ?? null }
    })
    await putNextClocks(tx, scope, clocks)
  }
  await putClocksMark(tx, scope, markOf(presets))
}

/** Changes whenever a clock may be due on another day: with the program, its holidays, and what the county decided. */
function markOf({ tiers, deadlines, holidays }: Presets): string {
  const tierTerms = tiers.map(({ colour, report, handling, followUp }) => [colour, report, handling, followUp])
  return hash64(JSON.stringify([RECKONING, HOLIDAYS, tierTerms, deadlines, holidays]))
}

/** An import holds a county for a minute: who starts the server does not wait for that. */
const PATIENCE_MS = 1_000

/**
 * At the start: for what a new version of the program reckons in another way, and for years of holidays that it brings.
 * Gives the counties that somebody else was changing; their due days stand as they were until it is called again.
 */
export async function ensureClocks(ctx: Context): Promise<AreaCode[]> {
  const busy: AreaCode[] = []
  for (const { county } of await countyRows(ctx.db)) {
    const scope = countyScope(county)
    const { tree } = await ctx.packs.get(county)
    const presets = await presetsOf(ctx, scope)
    if ((await clocksMark(ctx.db, scope)) === markOf(presets)) continue
    const renew = () => transaction(ctx.db, async (tx) => {
      if (await lockCounty(tx, scope, PATIENCE_MS)) await renewClocks(tx, scope, { tree, today: dayAt(ctx.now()) }, presets)
    })
    // what waits in line behind this one is not sent away with it
    await inTurn(ctx.db, { changes: county }, () => renew().catch((error: unknown) => {
      if (!isLockTimeout(error)) throw error
      busy.push(county)
    }))
  }
  return busy
}
