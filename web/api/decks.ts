import type { Deck, DeckChange, Decks, NewDeck } from '../../server/contract/decks.ts'
import { request, send } from './client.ts'

function at(county: string, rest: string): string {
  return `/counties/${encodeURIComponent(county)}${rest}`
}

export const decksApi = {
  list: (county: string) => request<Decks>(at(county, '/decks')),
  save: (county: string, deck: NewDeck) => request<Deck>(at(county, '/decks'), send('POST', deck)),
  change: (county: string, id: string, deck: DeckChange) => request<Deck>(at(county, `/decks/${encodeURIComponent(id)}`), send('PUT', deck)),
  remove: (county: string, id: string) => request<undefined>(at(county, `/decks/${encodeURIComponent(id)}`), { method: 'DELETE' }),
}
