import { ACTION_STATES, MEETING_KINDS, type ActionState, type MeetingKind } from '../../../server/contract/meetings.ts'

export const SHOWS = ['calendar', 'list', 'actions'] as const
export type Show = (typeof SHOWS)[number]

/** What the address of the page says; anything that it does not know is as if it were not there. */
export interface MeetingAddress {
  show: Show
  /** null: the first that the post has; in the list: every kind */
  kind: MeetingKind | null
  /** code of the town whose villages are looked at; '' = all */
  area: string
  /** of the action items */
  status: ActionState | 'all'
  /** id of the meeting on the desk, `new` for the form of a new one */
  one: string | null
  /** its form is open */
  edit: boolean
  /** whose meeting the new one is, and on which day it was held */
  of: string
  on: string
}

type Query = Record<string, string | undefined>

export function parseAddress({ show, kind = '', area = '', status = '', one, edit, of = '', on = '' }: Query): MeetingAddress {
  return {
    show: SHOWS.find((name) => name === show) ?? 'calendar',
    kind: MEETING_KINDS.is(kind) ? kind : null,
    area,
    status: ACTION_STATES.is(status) || status === 'all' ? status : 'open',
    one: one || null,
    edit: edit === '1',
    of,
    on: /^\d{4}-\d\d-\d\d$/.test(on) ? on : '',
  }
}

export function addressQuery({ show, kind, area, status, one, edit, of, on }: MeetingAddress): Record<string, string> {
  return {
    ...(show !== 'calendar' && { show }),
    ...(kind && { kind }),
    ...(area && { area }),
    ...(status !== 'open' && { status }),
    ...(one && { one }),
    ...(edit && { edit: '1' }),
    ...(of && { of }),
    ...(on && { on }),
  }
}
