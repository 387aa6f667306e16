import { afterAll, beforeAll, beforeEach } from 'vitest'
import type { AreaCode } from '../../../../geodata/place/area.ts'
import { caseScope } from '../../../../server/access/scope.ts'
import type { CaseDetail, NewCase } from '../../../../server/contract/cases.ts'
import { dayAt, type Day } from '../../../../server/contract/day.ts'
import type { MoveAsks, MoveCode } from '../../../../server/contract/moves.ts'
import type { OrganisationType } from '../../../../server/contract/organisations.ts'
import type { Role } from '../../../../server/contract/roles.ts'
import type { CaseScope } from '../../../../server/contract/scope.ts'
import { caseDetail } from '../../../../server/services/caseLife/detail.ts'
import { enterCase } from '../../../../server/services/caseLife/enter.ts'
import { moveCase } from '../../../../server/services/caseLife/move.ts'
import type { Context } from '../../../../server/services/context.ts'
import { putOrganisations } from '../../../../server/store/organisations.ts'
import { eraseCounty } from '../../../../server/store/removal.ts'
import { transaction } from '../../../../server/store/transaction.ts'
import type { engines, TestDatabase } from '../../../databases.ts'
import { contextOn, COUNTY, install, SCOPE } from '../county.ts'

export const TOWN = '990101001000' as AreaCode
export const VILLAGE = '990101001201' as AreaCode
export const GRID = '99010100120101' as AreaCode
export const OTHER_TOWN = '990101002000' as AreaCode
export const OTHER_VILLAGE = '990101002201' as AreaCode

/** Organisations of the county, by id. */
export const ORGANISATIONS: Record<string, [name: string, type: OrganisationType, area: string]> = {
  county: ['枫溪县综治中心', 'centre', COUNTY],
  town: ['柳河镇综治中心', 'centre', TOWN],
  other: ['太峪镇综治中心', 'centre', OTHER_TOWN],
  village: ['东周村人民调解委员会', 'committee', VILLAGE],
  far: ['太峪村人民调解委员会', 'committee', OTHER_VILLAGE],
  housing: ['县住建局', 'department', COUNTY],
  police: ['柳河派出所', 'police', TOWN],
  court: ['柳河法庭', 'court', TOWN],
}

export function scopeOf(ctx: Pick<Context, 'now'>, tree: Parameters<typeof caseScope>[1]['tree'], role: Role, area: string, organisation: string | null): CaseScope {
  const by = { account: `${role}-${organisation}`, login: `${role}.${organisation}`, role, organisation, address: '127.0.0.1' }
  const scope = caseScope({ by, area: area as AreaCode, organisationCounty: COUNTY }, { county: COUNTY, tree, today: dayAt(ctx.now()) })
  if (!scope) throw new Error(`${role} reads no case`)
  return scope
}

export type Who = 'county' | 'town' | 'other' | 'village' | 'far' | 'housing' | 'police' | 'court' | 'leader' | 'worker' | 'supervisor'

export interface Desk {
  ctx: Context
  clock: { now: number }
  who: Record<Who, CaseScope>
  sql<Row extends object>(text: string): Promise<Row[]>
  enter(by: Who, more?: Partial<NewCase>): Promise<CaseDetail>
  /** makes a move from the last version */
  move(by: Who, id: number, move: MoveCode, asks?: MoveAsks): Promise<CaseDetail>
  see(by: Who, id: number, asOf?: Day): Promise<CaseDetail>
  today(): Day
  /** so many days on, at ten in the morning */
  later(days: number): void
}

/** Monday 2024-03-04, ten in the morning in Shanghai. */
export const MONDAY = Date.UTC(2024, 2, 4, 2)

/** A county with two towns and their organisations on a database of its own, empty of cases before each test. */
export function useDesk(fresh: (typeof engines)[number]['fresh']): Desk {
  let database: TestDatabase
  const desk = { clock: { now: MONDAY } } as Desk
  Object.assign(desk, {
    sql: async <Row extends object>(text: string) => (await desk.ctx.db.pool.query(text)).rows as Row[],
    enter: (by: Who, more: Partial<NewCase> = {}) =>
      enterCase(desk.ctx, desk.who[by], {
        occurredOn: desk.today(), area: VILLAGE, category: '02', channel: 'screening', people: 2, summary: '两户因宅基地通行发生争执', ...more,
      }),
    async move(by: Who, id: number, move: MoveCode, asks: MoveAsks = {}) {
      const [row] = await desk.sql<{ revision: number }>(`SELECT revision FROM dispute WHERE id = ${id}`)
      return moveCase(desk.ctx, desk.who[by], id, move, { version: row!.revision, ...asks })
    },
    see: (by: Who, id: number, asOf?: Day) => caseDetail(desk.ctx, desk.who[by], id, { asOf }),
    today: () => dayAt(desk.clock.now),
    later(days: number) {
      desk.clock.now += days * 86_400_000
    },
  })
  beforeAll(async () => {
    database = await fresh()
    desk.ctx = contextOn(database, desk.clock)
  })
  afterAll(() => database.drop())
  beforeEach(async () => {
    desk.clock.now = MONDAY
    // as after a start: nothing of the test before is remembered
    desk.ctx = { ...desk.ctx }
    await transaction(desk.ctx.db, (tx) => eraseCounty(tx, SCOPE))
    await install(desk.ctx)
    await transaction(desk.ctx.db, (tx) => putOrganisations(tx, SCOPE, organisations(), 1))
    const { tree } = await desk.ctx.packs.get(COUNTY)
    const as = (role: Role, area: string, organisation: string | null) => scopeOf(desk.ctx, tree, role, area, organisation)
    desk.who = {
      county: as('clerk', COUNTY, 'county'),
      town: as('clerk', TOWN, 'town'),
      other: as('clerk', OTHER_TOWN, 'other'),
      village: as('mediator', TOWN, 'village'),
      far: as('mediator', OTHER_TOWN, 'far'),
      housing: as('mediator', COUNTY, 'housing'),
      police: as('mediator', TOWN, 'police'),
      court: as('mediator', TOWN, 'court'),
      leader: as('leader', COUNTY, null),
      worker: as('worker', GRID, null),
      supervisor: as('supervisor', TOWN, null),
    }
  })
  return desk
}

export function organisations(): Parameters<typeof putOrganisations>[2] {
  return Object.entries(ORGANISATIONS).map(([id, [name, type, area]]) => ({
    id, name, type, area: area as AreaCode, domain: null, star: null,
    staffing: { total: null, fullTime: null, law: null, bachelor: null }, lng: null, lat: null, source: 'person', closedOn: null,
  }))
}
