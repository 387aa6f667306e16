import type { AreaCode } from '../../../../geodata/place/area.ts'
import { UNTOUCHED, type CaseState } from '../../../../server/contract/caseState.ts'
import type { Day } from '../../../../server/contract/day.ts'
import { STANDARD } from '../../../../server/contract/presets.ts'
import { RIGHTS, ROLES, type Role } from '../../../../server/contract/roles.ts'
import type { Asker } from '../../../../server/ledger/life/asker.ts'
import { rulesOf } from '../../../../server/ledger/life/clocks.ts'

export const day = (text: string) => text as Day
export const TODAY = day('2024-03-04')
export const RULES = rulesOf(STANDARD)

/** A case of 东周村, registered today and held by nobody. */
export function caseOf(more: Partial<CaseState> = {}): CaseState {
  return {
    ...UNTOUCHED,
    occurredOn: TODAY,
    dueOn: day('2024-04-03'),
    duePreset: true,
    closedOn: null,
    category: '02',
    categoryTerm: null,
    colour: 'blue',
    state: 'registered',
    channel: 'screening',
    people: 2,
    amountFen: null,
    unit: null,
    summary: '两户因通行发生争执',
    agreement: null,
    judiciallyConfirmed: false,
    followedUp: false,
    sensitive: false,
    area: '990101001201' as AreaCode,
    locatedBy: 'person',
    town: null,
    lng: null,
    lat: null,
    since: TODAY,
    cameOn: TODAY,
    enteredBy: 'village',
    ...more,
  }
}

export function asker(role: Role | null, organisation: string | null, inArea: boolean): Asker {
  return { rights: role === null ? RIGHTS.codes : ROLES.row(role).rights, organisation, account: `${role}`, inArea }
}

export const CENTRE = asker('clerk', 'town', true)
export const LEADER = asker('leader', null, true)
export const HOLDER = asker('mediator', 'village', false)
export const CALLED = asker('mediator', 'housing', false)
export const ABOVE = asker('mediator', 'county', false)
export const STRANGER = asker('mediator', 'far', false)
export const WORKER = asker('worker', null, true)

export const WHISTLE = { department: 'housing', reason: '到场', calledOn: TODAY, due: day('2024-03-07'), reportedOn: null, resultOn: null, result: null, withdrawnOn: null }
export const SUPERVISION = { reason: '限期', by: 'county', since: TODAY, due: day('2024-03-11'), answeredOn: null, answer: null, liftedOn: null }
