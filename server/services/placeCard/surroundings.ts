import type { Neighbours } from '../../../geodata/pack/format.ts'
import type { Checklist } from '../../contract/checklists.ts'
import { dayAt, type Day } from '../../contract/day.ts'
import type { Scope } from '../../contract/scope.ts'
import type { Endings } from '../../cube/breaks.ts'
import { IdSet } from '../../cube/keep.ts'
import { advisedCases } from '../../store/advice.ts'
import type { Database } from '../../store/database.ts'
import { facilityAnswers } from '../../store/facilities.ts'
import { currentRevision } from '../../store/facts.ts'
import { organisationRows } from '../../store/organisations.ts'
import type { Context } from '../context.ts'
import { neighboursOf } from '../hotspots/ground.ts'
import { organisationReach } from '../organisationReach.ts'
import { presetsOf } from '../presets.ts'
import type { Sited } from '../staffCounts.ts'

/** What stands beside the cases of a county, as it was at a revision. */
export interface Surroundings {
  revision: number
  today: Day
  neighbours: Neighbours
  checklists: readonly Checklist[]
  answers: ReadonlyMap<string, ReadonlyMap<string, boolean>>
  /** open organisations that the asker sees, by area */
  sited: readonly Sited[]
  endings: Endings
}

/** Read one after another: where the revision is still this one afterwards, all of it is of this revision. */
export async function surroundings(ctx: Context, scope: Scope): Promise<Surroundings> {
  const revision = await currentRevision(ctx.db, scope)
  const { pack, seen } = await organisationReach(ctx, scope)
  const [rows, answers, neighbours, { checklists }, endings] = await Promise.all([
    organisationRows(ctx.db, scope), facilityAnswers(ctx.db, scope), neighboursOf(pack), presetsOf(ctx, scope), endingsAt(ctx.db, scope, revision),
  ])
  const sited = rows.flatMap((organisation) => {
    const index = organisation.closedOn === null ? seen(organisation.area) : -1
    return index < 0 ? [] : [{ organisation, index }]
  })
  return { revision, today: dayAt(ctx.now()), neighbours, checklists, answers, sited: sited.sort((a, b) => a.index - b.index), endings }
}

const known = new WeakMap<Database, Map<string, { revision: number; endings: Promise<Endings> }>>()

/** How cases ended, read once a revision: of a county with a million cases it is the one question here that takes its time. */
function endingsAt(db: Database, scope: Scope, revision: number): Promise<Endings> {
  let counties = known.get(db)
  if (!counties) known.set(db, (counties = new Map()))
  const last = counties.get(scope.county)
  if (last?.revision === revision) return last.endings
  const endings = readEndings(db, scope)
  const held = { revision, endings }
  counties.set(scope.county, held)
  endings.catch(() => counties.get(scope.county) === held && counties.delete(scope.county))
  return endings
}

async function readEndings(db: Database, scope: Scope): Promise<Endings> {
  const advised = await advisedCases(db, scope)
  return {
    advised: new IdSet(advised.map(({ id }) => id)),
    suits: new IdSet(advised.flatMap(({ id, advice }) => (advice === 'litigation' ? [id] : []))),
  }
}
