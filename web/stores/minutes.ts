import { computed } from 'vue'
import { parseDay, type Day } from '../../server/contract/day.ts'
import { MEETING_BOUNDS, type NewAction } from '../../server/contract/meetings.ts'
import { useCounty } from './county.ts'
import { useDrafts } from './drafts.ts'

/** A decision as it stands in its fields. */
export interface Decision {
  text: string
  /** ids of organisations: one, or none yet */
  owner: string[]
  dueOn: string
}

/** What is written down while a deck is presented. It stays in this tab until it is a meeting; it is not masked yet. */
export interface Minutes {
  text: string
  decisions: Decision[]
}

const EMPTY: Minutes = { text: '', decisions: [] }
export const emptyDecision = (): Decision => ({ text: '', owner: [], dueOn: '' })

/** The minutes of a deck on the day of the county. `deck`: its id. */
export function useMinutes(deck: () => string) {
  const county = useCounty()
  const drafts = useDrafts<Minutes>('minutes')
  const key = computed(() => `${county.info?.code ?? ''} ${deck()} ${county.info?.today ?? ''}`)
  const minutes = computed<Minutes>({
    get: () => drafts.value[key.value] ?? EMPTY,
    set: (next) => {
      const { [key.value]: _old, ...rest } = drafts.value
      drafts.value = written(next) ? { ...rest, [key.value]: next } : rest
    },
  })
  return { minutes, any: computed(() => written(minutes.value)) }
}

function written({ text, decisions }: Minutes): boolean {
  return text.trim() !== '' || decisions.some((one) => one.text.trim() !== '' || one.owner.length > 0 || one.dueOn !== '')
}

/** What a decision lacks before somebody can carry it out. */
export type DecisionFault = 'text' | 'long' | 'owner' | 'day'

export function decisionFault({ text, owner, dueOn }: Decision): DecisionFault | null {
  if (!text.trim()) return 'text'
  if (text.trim().length > MEETING_BOUNDS.decision) return 'long'
  if (owner.length === 0) return 'owner'
  return parseDay(dueOn) ? null : 'day'
}

/** Decisions as they are sent, none of which may lack anything. Rows that nobody filled in are left out. */
export function actionsOf({ decisions }: Minutes): NewAction[] {
  return filled(decisions).map(({ text, owner, dueOn }) => ({ text: text.trim(), owner: owner[0]!, dueOn: dueOn as Day }))
}

export function filled(decisions: readonly Decision[]): Decision[] {
  return decisions.filter(({ text, owner, dueOn }) => text.trim() !== '' || owner.length > 0 || dueOn !== '')
}
