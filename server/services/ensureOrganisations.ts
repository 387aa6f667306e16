import { areaTree } from '../../geodata/place/tree.ts'
import { countyScope } from '../access/scope.ts'
import { dayAt } from '../contract/day.ts'
import { appendLine } from '../store/audit.ts'
import { countyRows, lockCounty, raiseRevision } from '../store/counties.ts'
import { hasOrganisations } from '../store/organisations.ts'
import { areasInstalled, packFile } from '../store/packFiles.ts'
import { transaction } from '../store/transaction.ts'
import type { Context } from './context.ts'
import { FACILITIES, facilitiesOf } from './facilities.ts'
import { takeOverFacilities } from './packOrganisations.ts'
import { inTurn } from './turns.ts'

/**
 * Gives counties that an earlier program installed the organisations of their pack, which that program only kept. One
 * that has any is left alone: none is ever deleted.
 */
export async function ensureOrganisations(ctx: Context): Promise<void> {
  for (const { county } of await countyRows(ctx.db)) {
    const scope = countyScope(county)
    if (await hasOrganisations(ctx.db, scope)) continue
    await inTurn(ctx.db, { changes: scope.county }, () => transaction(ctx.db, async (tx) => {
      const row = await lockCounty(tx, scope)
      const facilities = row ? facilitiesOf(await packFile(tx, scope, row.packVersion, FACILITIES)) : []
      if (facilities.length === 0 || (await hasOrganisations(tx, scope))) return
      const now = { tree: areaTree(await areasInstalled(tx, scope)), facilities }
      const revision = await raiseRevision(tx, scope)
      const tally = await takeOverFacilities(tx, scope, { old: null, now, today: dayAt(ctx.now()), revision })
      await appendLine(tx, scope.by, { action: 'organisation_changed', at: new Date(ctx.now()), county, subject: 'organisations', after: tally })
    }))
  }
}
