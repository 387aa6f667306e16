import type { CasePower } from '../../contract/cases.ts'
import type { CaseState } from '../../contract/caseState.ts'
import type { Move, Mover } from '../../contract/moves.ts'
import type { Right } from '../../contract/roles.ts'

/** Who asks, as far as a case is concerned. */
export interface Asker {
  rights: readonly Right[]
  /** id of the organisation of the post */
  organisation: string | null
  account: string | null
  /** the case lies in an area of which the post sees every case */
  inArea: boolean
}

export function isHolder({ organisation }: Asker, { holder }: Pick<CaseState, 'holder'>): boolean {
  return organisation !== null && organisation === holder
}

/** Organisations that see a case wherever it lies: those that entered, hold, took up, take part in or were called to it. */
export function partiesTo(state: CaseState): Set<string> {
  const { enteredBy, holder, escalatedTo, participants, whistles } = state
  const called = Object.values(whistles).flatMap(({ department, withdrawnOn }) => (withdrawnOn === null ? [department] : []))
  return new Set([enteredBy, holder, escalatedTo, ...Object.keys(participants), ...called].filter((one) => one !== null))
}

/** Whoever entered a case goes on seeing it, also where it was moved to the next village. */
export function maySee(asker: Asker, state: CaseState): boolean {
  const entered = asker.account !== null && asker.account === state.enteredAccount
  return asker.inArea || entered || (asker.organisation !== null && partiesTo(state).has(asker.organisation))
}

/**
 * The text and the exact place of a sensitive case are for the organisation that handles it; while nobody does yet, for
 * the one that entered it and for the centre, which has to decide who will. So it is for the one that it was escalated to.
 */
export function mayReadText(asker: Asker, state: Pick<CaseState, 'sensitive' | 'holder' | 'escalatedTo' | 'enteredBy'>): boolean {
  if (!state.sensitive) return true
  if (state.escalatedTo !== null && asker.organisation === state.escalatedTo) return true
  if (state.holder !== null) return isHolder(asker, state)
  const entered = asker.organisation !== null && asker.organisation === state.enteredBy
  return entered || (asker.inArea && asker.rights.includes('direct'))
}

/** Is the asker one of those who make the move? Its right is another question. */
export function isMover(asker: Asker, state: CaseState, mover: Mover): boolean {
  const { organisation, inArea } = asker
  const centre = inArea && (asker.rights.includes('direct') || asker.rights.includes('supervise'))
  if (organisation === null) return centre
  switch (mover) {
    case 'centre':
      return centre
    case 'holder':
      return centre || organisation === state.holder
    case 'called':
      return centre || Object.values(state.whistles).some(({ department }) => department === organisation)
    case 'above':
      return organisation === state.escalatedTo || (centre && organisation !== state.escalatedBy)
    case 'eitherEnd':
      return centre || organisation === state.escalatedTo
    case 'entrant':
      return centre || organisation === state.enteredBy
    case 'involved':
      return centre || partiesTo(state).has(organisation)
  }
}

export function mayMove(asker: Asker, state: CaseState, move: Move): boolean {
  return asker.rights.includes(move.right) && isMover(asker, state, move.mover)
}

/** What the asker may do beside moves. Who only enters cases may mend the own entry until somebody takes it up. */
export function powersOf(asker: Asker, state: CaseState): CasePower[] {
  const handles = asker.rights.includes('handle')
  const keeps = handles && isMover(asker, state, 'holder')
  const own = asker.rights.includes('enter') && asker.account !== null && asker.account === state.enteredAccount && state.state === 'registered'
  const reads = mayReadText(asker, state)
  const powers: CasePower[] = []
  // what must not stand there goes from every case, and nobody takes away what he himself was told to do
  if (asker.inArea && asker.rights.includes('direct')) powers.push('clear')
  if (state.state === 'merged') return powers
  if ((keeps || own) && state.state !== 'archived') powers.push('correct')
  if (keeps && reads && state.sensitive && state.state !== 'archived') powers.push('lift')
  if (keeps && state.state !== 'archived') powers.push('participants')
  if (reads && (own || (handles && isMover(asker, state, 'involved')))) powers.push('attach')
  return powers
}
