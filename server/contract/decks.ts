/** One view of the board in a deck. */
export interface Slide {
  /** URL form of the view, without `?`, such as `colour=red&period=last90&topic=red` */
  query: string
  /** stands over the slide; null: the board's own words do */
  title: string | null
  /** for whoever presents; null: none, or not for this asker */
  note: string | null
}

/** Views of the board in the order in which a meeting is shown them. */
export interface NewDeck {
  name: string
  slides: Slide[]
  /** others who read the area that its maker sees, or a part of it, may present it too */
  shared: boolean
}

/** A change names the version that it was made from. */
export interface DeckChange extends NewDeck {
  version: number
}

export interface Deck extends DeckChange {
  id: string
  /** may the asker change and delete it? */
  own: boolean
  /** slides that look at places which the asker does not see, and that are left out */
  elsewhere: number
}

/** `GET /decks`: one's own by name, then those that others share. */
export interface Decks {
  decks: Deck[]
}

/** Longest texts, in letters, and most of what there may be. */
export const DECK_BOUNDS = { name: 30, title: 40, note: 500, slides: 40, decks: 30 } as const
