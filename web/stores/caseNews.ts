import type { CaseDetail, CaseEvent } from '../../server/contract/cases.ts'

/** How far a person had read a case when a form on it was begun. */
export interface Mark {
  version: number
  /** number of the last event */
  seq: number
}

type Read = Pick<CaseDetail, 'version' | 'events'>

/** What others may do to a case while a form on it is filled in, without making the form another one. */
const HARMLESS: readonly CaseEvent['kind'][] = ['attached', 'detached', 'joined', 'left', 'note']

export function markOf({ version, events }: Read): Mark {
  return { version, seq: Math.max(0, ...events.map(({ seq }) => seq)) }
}

/** What happened to the case after the mark, as far as its events tell. */
export function newsSince(mark: Mark, { version, events }: Read): CaseEvent[] {
  return version === mark.version ? [] : events.filter(({ seq }) => seq > mark.seq)
}

/** The mark to go on from without asking: the case as it is now where nothing happened that the form is about. */
export function caughtUp(mark: Mark, now: Read): Mark {
  const news = newsSince(mark, now)
  return news.length > 0 && news.every(({ kind }) => HARMLESS.includes(kind)) ? markOf(now) : mark
}
