import type { CaseEvent } from '../../contract/cases.ts'
import type { Change } from '../../contract/caseState.ts'
import { isOpen, namesOrganisation } from './others.ts'
import { named, type Names, type Sight } from './shown.ts'
import type { Step } from './timeline.ts'

/** What a change of a part is called in an answer. */
const PART_OF: Record<string, string> = { whistles: 'department', supervisions: 'supervision', participants: 'participant', prevented: 'prevented', attachments: 'attachment' }
/** Of the database's bookkeeping, nothing that happened. */
const SILENT = new Set(['duePreset', 'codedYear', 'cameOn', 'enteredAccount', 'since', 'holderSince', 'followUps', 'colouredOn'])
const ORGANISATIONS = new Set(['holder', 'escalatedTo', 'escalatedBy', 'enteredBy'])

/** What happened, as this asker is told it. The sign-in name of a post may be that of its village. */
export function eventOf(
  step: Step,
  seq: number,
  names: Names,
  { readable, hidden, login, guarded }: Pick<Sight, 'readable' | 'hidden'> & { login: string; guarded: ReadonlySet<number> },
): CaseEvent {
  const told = (change: Change): boolean => !targetsOf(change).some((id) => guarded.has(id)) && mayTell(change)
  const mayTell = (change: Change): boolean => readable || isOpen(change.field) || (namesOrganisation(change.field) && !organisationsIn(change).some(hidden))
  return {
    seq,
    at: step.at.toISOString(),
    kind: step.kind,
    from: step.from,
    to: step.to,
    organisation: step.organisation === null || hidden(step.organisation) ? null : named(names, step.organisation),
    login: readable || step.login === login ? step.login : null,
    note: readable ? step.note : null,
    changes: step.kind === 'entered' ? [] : step.changes.filter(told).flatMap((change) => shownChange(change, names)),
  }
}

function shownChange({ field, before, after }: Change, names: Names): CaseEvent['changes'] {
  const [part, key] = field.split('.') as [string, string?]
  if (key === undefined) {
    // of a place that is known by its town alone, the town may be the same as before
    if (SILENT.has(field) || before === after) return []
    const word = (id: unknown) => (ORGANISATIONS.has(field) && typeof id === 'string' ? named(names, id).name : id)
    return [{ field, before: word(before), after: word(after) }]
  }
  const word = (value: unknown): unknown => {
    if (value === null) return null
    if (part === 'participants') return named(names, key).name
    if (part === 'prevented') return value
    if (part === 'whistles') return named(names, (value as { department: string }).department).name
    if (part === 'attachments') return (value as { name: string }).name
    return key
  }
  return [{ field: PART_OF[part]!, before: word(before), after: word(after) }]
}

/** Organisations that a step names, for their names. */
export function namedIn({ organisation, changes }: Step): string[] {
  return [...(organisation === null ? [] : [organisation]), ...changes.flatMap(organisationsIn)]
}

/** Cases that a step merged this one into, or out of. */
export function targetsIn({ changes }: Step): number[] {
  return changes.flatMap(targetsOf)
}

function targetsOf({ field, before, after }: Change): number[] {
  return field === 'mergedInto' ? [before, after].filter((id): id is number => typeof id === 'number') : []
}

/** Organisations that a change names. */
export function organisationsIn({ field, before, after }: Change): string[] {
  const ids = ((): unknown[] => {
    if (ORGANISATIONS.has(field)) return [before, after]
    if (field.startsWith('participants.')) return [field.slice('participants.'.length)]
    return field.startsWith('whistles.') ? [((after ?? before) as { department?: string } | null)?.department] : []
  })()
  return ids.filter((id): id is string => typeof id === 'string')
}
