import type { AreaTree } from '../../geodata/place/tree.ts'
import type { Day } from '../contract/day.ts'
import type { CountyScope } from '../contract/scope.ts'
import { SUBSIDY_EXAMPLE } from '../contract/subsidy.ts'
import { putFacility } from '../store/facilities.ts'
import { organisationRows } from '../store/organisations.ts'
import { lockCounty, raiseRevision } from '../store/counties.ts'
import { transaction } from '../store/transaction.ts'
import type { Context } from './context.ts'
import { presetsOf } from './presets.ts'
import { changeSettings, readSettings } from './settings.ts'

/** What the fictional county decided and reported, so that rates and checklists can be tried. */
export async function decideDemo(ctx: Context, scope: CountyScope, from: Day): Promise<void> {
  const { version } = await readSettings(ctx, scope)
  await changeSettings(ctx, scope, { version, change: { subsidy: [{ from, until: null, rates: SUBSIDY_EXAMPLE }] } })
  const { checklists } = await presetsOf(ctx, scope)
  const { tree } = await ctx.packs.get(scope.county)
  await transaction(ctx.db, async (tx) => {
    await lockCounty(tx, scope)
    const centres = (await organisationRows(tx, scope)).filter(({ type }) => type === 'centre')
    for (const [at, { id, area }] of centres.entries()) {
      const level = levelOf(tree, area)
      const items = checklists.find((one) => one.level === level)?.items ?? []
      for (const [k, { code }] of items.entries()) {
        const has = reported(level, at, k)
        if (has !== null) await putFacility(tx, scope, id, code, has)
      }
    }
    await raiseRevision(tx, scope)
  })
}

const levelOf = (tree: AreaTree, area: string) => tree.areas[tree.indexOf(area)]?.level

/** The county has all; of towns and villages some lack a thing, and a few did not report. */
function reported(level: string | undefined, centre: number, item: number): boolean | null {
  if (level === 'county') return true
  if (centre % 11 === 10) return null
  return (centre * 5 + item * 3) % 17 > 1
}
