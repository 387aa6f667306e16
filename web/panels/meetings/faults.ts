import type { MeetingFault } from '../../forms/meeting.ts'

/** What is told of a field that cannot be sent as it is. */
export const FAULT_WORDS: Record<MeetingFault, string> = {
  empty: 'meetings.empty', future: 'meetings.future', early: 'meetings.early', number: 'meetings.number', long: 'meetings.long',
}
