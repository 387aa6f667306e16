import type { NamedPlace } from '../../server/contract/answers.ts'
import { parseDay, type Day } from '../../server/contract/day.ts'
import { MEETING_BOUNDS, type ActionChange, type ActionItem, type MeetingChange, type MeetingDetail, type MeetingKind, type NewAction, type NewMeeting } from '../../server/contract/meetings.ts'
import { readNumber } from './move.ts'

type Place = Pick<NamedPlace, 'code' | 'name' | 'nameEn'>

/** A decision as it stands in its fields. */
export interface DecisionForm {
  text: string
  /** ids of organisations: one, or none yet */
  owner: string[]
  dueOn: string
  place: Place | null
}

/** A meeting as it stands in the fields of its form. */
export interface MeetingForm {
  kind: MeetingKind
  area: Place | null
  heldOn: string
  title: string
  minutes: string
  solved: string
  cases: { id: number; code: string }[]
  /** of a new meeting; those of one that is there are changed one by one */
  decisions: DecisionForm[]
}

export type MeetingFault = 'empty' | 'future' | 'early' | 'number' | 'long'
/** By the field of the request, such as `actions.0.owner`. */
export type MeetingFaults = Record<string, MeetingFault>

export function emptyMeeting(kind: MeetingKind, area: Place | null, heldOn: string): MeetingForm {
  return { kind, area, heldOn, title: '', minutes: '', solved: '', cases: [], decisions: [] }
}

export const emptyDecision = (): DecisionForm => ({ text: '', owner: [], dueOn: '', place: null })

export function meetingForm(one: MeetingDetail): MeetingForm {
  const { kind, area, heldOn, title, minutes, solved, cases } = one
  return { kind, area, heldOn, title, minutes: minutes ?? '', solved: solved === null ? '' : String(solved), cases, decisions: [] }
}

export function decisionForm({ text, owner, dueOn, place }: ActionItem): DecisionForm {
  return { text, owner: [owner.id], dueOn, place }
}

export function meetingFaults(form: MeetingForm, today: Day): MeetingFaults {
  const faults: MeetingFaults = {}
  const day = parseDay(form.heldOn)
  if (!form.area) faults.area = 'empty'
  if (!day) faults.heldOn = 'empty'
  else if (day > today) faults.heldOn = 'future'
  if (!form.title.trim()) faults.title = 'empty'
  else if (form.title.trim().length > MEETING_BOUNDS.title) faults.title = 'long'
  if (form.minutes.length > MEETING_BOUNDS.minutes) faults.minutes = 'long'
  const solved = form.solved.trim() ? readNumber(form.solved) : 0
  if (solved === null || solved < 0 || solved > MEETING_BOUNDS.solved || !Number.isInteger(solved)) faults.solved = 'number'
  for (const [k, decision] of form.decisions.entries()) {
    for (const [field, fault] of Object.entries(decisionFaults(decision, day))) faults[`actions.${k}.${field}`] = fault
  }
  return faults
}

/** `heldOn`: nothing is due before the meeting; null while its day is not known. */
export function decisionFaults({ text, owner, dueOn }: DecisionForm, heldOn: Day | null): MeetingFaults {
  const faults: MeetingFaults = {}
  if (!text.trim()) faults.text = 'empty'
  else if (text.trim().length > MEETING_BOUNDS.decision) faults.text = 'long'
  if (owner.length === 0) faults.owner = 'empty'
  const day = parseDay(dueOn)
  if (!day) faults.dueOn = 'empty'
  else if (heldOn && day < heldOn) faults.dueOn = 'early'
  return faults
}

/** The request of a form without a fault. */
export function newMeeting(form: MeetingForm): NewMeeting {
  return { ...facts(form), actions: form.decisions.map(newAction) }
}

export function meetingChange(form: MeetingForm, version: number): MeetingChange {
  return { ...facts(form), version }
}

export function newAction({ text, owner, dueOn, place }: DecisionForm): NewAction {
  return { text: text.trim(), owner: owner[0]!, dueOn: dueOn as Day, place: place?.code ?? null }
}

export function actionChange(form: DecisionForm, version: number): ActionChange {
  return { ...newAction(form), version }
}

function facts({ kind, area, heldOn, title, minutes, solved, cases }: MeetingForm) {
  return {
    kind,
    area: area!.code,
    heldOn: heldOn as Day,
    title: title.trim(),
    minutes: minutes.trim() || null,
    solved: solved.trim() ? readNumber(solved) : null,
    cases: cases.map(({ id }) => id),
  }
}

/** Something was typed that would be a pity to lose. */
export function typed({ title, minutes, solved, cases, decisions }: MeetingForm): boolean {
  return Boolean(title.trim() || minutes.trim() || solved || cases.length || decisions.length)
}
