import { computed } from 'vue'
import { DECK_BOUNDS, type Deck, type Slide } from '../../server/contract/decks.ts'
import { useCounty } from './county.ts'
import { useDrafts } from './drafts.ts'

/** A deck that is being put together. It stays in this tab while its maker looks for the next view on the map. */
export interface DeckDraft {
  /** null for one that is not there yet */
  id: string | null
  version: number
  name: string
  shared: boolean
  slides: Slide[]
}

export function useDeckDraft() {
  const county = useCounty()
  const drafts = useDrafts<DeckDraft>('deck')
  const key = computed(() => county.info?.code ?? '')
  const draft = computed<DeckDraft | null>({
    get: () => drafts.value[key.value] ?? null,
    set: (next) => {
      const { [key.value]: _old, ...rest } = drafts.value
      drafts.value = next ? { ...rest, [key.value]: next } : rest
    },
  })
  const slides = computed({ get: () => draft.value?.slides ?? [], set: (next) => draft.value && (draft.value = { ...draft.value, slides: next }) })

  return {
    draft, slides,
    full: computed(() => slides.value.length >= DECK_BOUNDS.slides),
    begin: (name: string, from: readonly Slide[] = []) => (draft.value = { id: null, version: 0, name, shared: false, slides: [...from] }),
    open: ({ id, version, name, shared, slides: all }: Deck) => (draft.value = { id, version, name, shared, slides: [...all] }),
    add: (slide: Slide) => (slides.value = [...slides.value, slide]),
    remove: (at: number) => (slides.value = slides.value.filter((_, k) => k !== at)),
    change: (at: number, part: Partial<Slide>) => (slides.value = slides.value.map((slide, k) => (k === at ? { ...slide, ...part } : slide))),
    move: (from: number, to: number) => (slides.value = moved(slides.value, from, to)),
  }
}

/** The list with one row taken to another place; ends are kept to. */
export function moved<Row>(rows: readonly Row[], from: number, to: number): Row[] {
  const row = rows[from]
  if (row === undefined) return [...rows]
  const rest = rows.filter((_, k) => k !== from)
  const at = Math.max(0, Math.min(to, rest.length))
  return [...rest.slice(0, at), row, ...rest.slice(at)]
}
