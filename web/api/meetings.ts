import type { AreaCode, Day } from '../../server/contract/answers.ts'
import type {
  ActionChange, ActionItem, ActionList, ActionState, MeetingCalendar, MeetingChange, MeetingDetail, MeetingKind, MeetingList, NewAction, NewMeeting, NextMeeting,
} from '../../server/contract/meetings.ts'
import { request, send } from './client.ts'

function at(county: string, rest: string, query: object = {}): string {
  const given = Object.entries(query).flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, String(value)]]))
  const text = new URLSearchParams(given as [string, string][]).toString()
  return `/counties/${encodeURIComponent(county)}/meetings${rest}${text && '?'}${text}`
}

/** `area`: this one and below. */
interface Where {
  kind?: MeetingKind
  area?: AreaCode
  from?: Day
  to?: Day
}
interface Page {
  limit?: number
  offset?: number
}

export const meetingsApi = {
  list: (county: string, asked: Where & Page) => request<MeetingList>(at(county, '', asked)),
  calendar: (county: string, asked: Where & { kind: MeetingKind }) => request<MeetingCalendar>(at(county, '/calendar', asked)),
  next: (county: string, asked: Pick<Where, 'area' | 'kind'> = {}) => request<NextMeeting>(at(county, '/next', asked)),
  actions: (county: string, asked: { status: ActionState | 'all' } & Pick<Where, 'area'> & Page) => request<ActionList>(at(county, '/actions', asked)),
  detail: (county: string, id: string) => request<MeetingDetail>(at(county, `/${encodeURIComponent(id)}`)),
  enter: (county: string, draft: NewMeeting) => request<MeetingDetail>(at(county, ''), send('POST', draft)),
  change: (county: string, id: string, change: MeetingChange) => request<MeetingDetail>(at(county, `/${encodeURIComponent(id)}`), send('PATCH', change)),
  remove: (county: string, id: string) => request<undefined>(at(county, `/${encodeURIComponent(id)}`), { method: 'DELETE' }),
  addAction: (county: string, id: string, action: NewAction) => request<MeetingDetail>(at(county, `/${encodeURIComponent(id)}/actions`), send('POST', action)),
  changeAction: (county: string, id: string, change: ActionChange) => request<ActionItem>(at(county, `/actions/${encodeURIComponent(id)}`), send('PATCH', change)),
}
