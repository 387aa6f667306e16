import type { Deck, DeckChange, Decks, NewDeck } from '../../server/contract/decks.ts'
import type { MeetingDetail, NewMeeting, NextMeeting } from '../../server/contract/meetings.ts'
import { request, send } from './client.ts'

function at(county: string, rest: string): string {
  return `/counties/${encodeURIComponent(county)}${rest}`
}

export const decksApi = {
  list: (county: string) => request<Decks>(at(county, '/decks')),
  save: (county: string, deck: NewDeck) => request<Deck>(at(county, '/decks'), send('POST', deck)),
  change: (county: string, id: string, deck: DeckChange) => request<Deck>(at(county, `/decks/${encodeURIComponent(id)}`), send('PUT', deck)),
  remove: (county: string, id: string) => request<undefined>(at(county, `/decks/${encodeURIComponent(id)}`), { method: 'DELETE' }),
  /** what the meeting finds on its table */
  next: (county: string) => request<NextMeeting>(at(county, '/meetings/next')),
  enter: (county: string, meeting: NewMeeting) => request<MeetingDetail>(at(county, '/meetings'), send('POST', meeting)),
}
