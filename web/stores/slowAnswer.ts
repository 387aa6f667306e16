import { shallowReactive } from 'vue'
import type { HotProgress } from '../../server/contract/hotspots.ts'
import { ApiError, type Ask } from '../api/client.ts'

/** as the server asks for with `Retry-After` */
const AGAIN_MS = 1000

export type AnswerState = 'idle' | 'working' | 'done' | 'cancelled' | 'failed'

/** One question at a time and the last answer to one of them. */
export interface SlowAnswer<Question, Answer> {
  readonly state: AnswerState
  /** the question on hand; null before the first and after `leave` */
  readonly question: Question | null
  /** the last answer, which stays while another question is worked on; it answers `answered` */
  readonly answer: Answer | null
  readonly answered: Question | null
  /** 0…1; null until the server told of it */
  readonly progress: number | null
  readonly error: ApiError | null
  /** the answer is that of the question on hand */
  readonly fresh: boolean
  /** Asks; the same question is not asked twice, nor again after it was cancelled or failed: that is for `again`. */
  show(question: Question): void
  again(): void
  /** A person would not wait; the last answer stays. */
  cancel(): void
  /** Nobody looks at it any more; nothing stays. */
  leave(): void
}

interface Source<Question, Answer> {
  ask: (question: Question, ask: Ask) => Promise<Answer | HotProgress>
  /** tells the server that this asker waits no more; absent where the server gives nothing up */
  drop?: (question: Question, asker: string) => Promise<unknown>
  /** questions with the same address have, on the same revision, the same answer */
  addressOf: (question: Question) => string
}

/** Keeps asking a question whose answer takes its time, and tells how far it is. */
export function slowAnswer<Question extends { revision: number }, Answer extends object>({ ask, drop, addressOf }: Source<Question, Answer>): SlowAnswer<Question, Answer> {
  let current: AbortController | null = null
  // who left is another one than who asks next: the server may hear of both in either order
  let asker = newAsker()
  const held = shallowReactive({
    state: 'idle' as AnswerState,
    question: null as Question | null,
    answer: null as Answer | null,
    answered: null as Question | null,
    progress: null as number | null,
    error: null as ApiError | null,
    get fresh() {
      return held.state === 'done'
    },
    show(question: Question) {
      const same = held.question !== null && addressOf(held.question) === addressOf(question)
      // what a person would not wait for is not begun again by a case that came in
      if (same && held.state !== 'idle' && (held.state === 'cancelled' || held.question?.revision === question.revision)) return
      // at the same address it is still waited for
      if (same) current?.abort()
      else stop()
      void begin(question)
    },
    again() {
      const { question } = held
      if (question === null || held.state === 'working') return
      void begin(question)
    },
    cancel() {
      if (held.state !== 'working') return
      stop()
      held.state = 'cancelled'
    },
    leave() {
      stop()
      Object.assign(held, { state: 'idle', question: null, answer: null, answered: null, progress: null, error: null })
    },
  })

  function stop() {
    current?.abort()
    current = null
    if (held.state !== 'working' || held.question === null) return
    // an answer that comes too late to be wanted is no fault of anybody's
    drop?.(held.question, asker).catch(() => undefined)
    asker = newAsker()
  }

  async function begin(question: Question) {
    const turn = new AbortController()
    current = turn
    Object.assign(held, { state: 'working', question, progress: null, error: null })
    try {
      const answer = await untilThere(question, turn.signal)
      if (current === turn) Object.assign(held, { state: 'done', answer, answered: question })
    } catch (cause) {
      if (current !== turn) return
      held.state = 'failed'
      if (!(cause instanceof ApiError)) throw cause
      held.error = cause
    }
  }

  async function untilThere(question: Question, signal: AbortSignal): Promise<Answer> {
    let anew = true
    for (;;) {
      const said = await ask(question, { signal, asker }).catch((cause: unknown) => {
        // somebody else's leaving, or a server that lost sight of us: it is still wanted here
        if (!anew || !isGivenUp(cause)) throw cause
        anew = false
        return null
      })
      signal.throwIfAborted()
      if (said && !isProgress(said)) return said
      held.progress = said?.progress ?? null
      await pause(signal)
    }
  }

  return held
}

function newAsker(): string {
  return [...crypto.getRandomValues(new Uint32Array(3))].map((part) => part.toString(36)).join('-')
}

function isGivenUp(cause: unknown): boolean {
  return cause instanceof ApiError && cause.problem?.code === 'analysis_given_up'
}

function isProgress(said: object): said is HotProgress {
  return 'state' in said && said.state === 'running'
}

function pause(signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, AGAIN_MS)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      reject(signal.reason as Error)
    }, { once: true })
  })
}
