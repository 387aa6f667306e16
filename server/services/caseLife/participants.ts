import type { CaseDetail, Ring } from '../../contract/cases.ts'
import { AppError } from '../../contract/error.ts'
import type { CaseScope } from '../../contract/scope.ts'
import { powersOf } from '../../ledger/life/asker.ts'
import { namedOrganisations } from '../../store/namedOrganisations.ts'
import type { Context } from '../context.ts'
import { changeCase, type Held } from './change.ts'
import { unknownOrganisation } from './unknown.ts'

/** Brings an organisation into the joint mediation (1+4+N), or into another ring of it. */
export async function joinCase(
  ctx: Context,
  scope: CaseScope,
  id: number,
  { version, organisation, ring }: { version: number; organisation: string; ring: Ring },
): Promise<CaseDetail> {
  return changeCase(ctx, scope, { id, version }, async (held, { tx, ground }) => {
    refuse(held)
    const one = (await namedOrganisations(tx, ground.scope, [organisation])).get(organisation)
    if (!one || one.closedOn !== null) throw unknownOrganisation('organisation')
    const participants = { ...held.state.participants, [organisation]: ring }
    return { state: { ...held.state, participants }, kind: 'joined', note: null, audit: 'case_changed' }
  })
}

/** Throws `AppError` 404 for an organisation that takes no part. */
export async function leaveCase(
  ctx: Context,
  scope: CaseScope,
  id: number,
  { version, organisation }: { version: number; organisation: string },
): Promise<CaseDetail> {
  return changeCase(ctx, scope, { id, version }, async (held) => {
    refuse(held)
    const { [organisation]: ring, ...participants } = held.state.participants
    if (ring === undefined) throw noParticipant()
    return { state: { ...held.state, participants }, kind: 'left', note: null, audit: 'case_changed' }
  })
}

function refuse({ asker, state }: Held): void {
  if (powersOf(asker, state).includes('participants')) return
  throw new AppError('case_not_yours', {
    status: 403,
    say: { zh: '只有承办单位和综治中心可以增减参与单位', en: 'The handling organisation and the centre alone bring others in and out' },
  })
}

function noParticipant(): AppError {
  return new AppError('no_participant', {
    status: 404,
    say: { zh: '该单位不在参与单位之中，请刷新', en: 'This organisation takes no part in the case: reload it' },
  })
}
