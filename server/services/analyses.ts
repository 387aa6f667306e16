import type { Tasks } from '../analysis/tasks.ts'

/** What of a `Tasks` can be asked for by name. */
export type TaskName = keyof Tasks

/** Work in progress, as who does it sees it. */
export interface Job {
  /** aborted when nobody wants the result any more */
  readonly signal: AbortSignal
  /** how many tasks run at a time, at most */
  readonly threads: number
  /** One task on a thread. Typed arrays of the input are copied over, but for those that `share` gave. */
  run<Name extends TaskName>(task: Name, input: Parameters<Tasks[Name]>[0]): Promise<ReturnType<Tasks[Name]>>
  /** the same value for many tasks, which read it without a copy and must not change it */
  share<T>(value: T): T
  /** A result that others may want too, worked out once for all of them and kept. */
  need<T>(key: string, work: Work<T>): Promise<T>
  /** tells those who wait how far it is, 0…1 */
  tell(progress: number): void
}

export type Work<T> = (job: Job) => Promise<T>

/** Somebody who asks again until the answer is there. */
export interface Asker {
  name: string
  /** what he asks, whatever the data are by now: a question by which he is known again when they have changed */
  question: string
}

/** A question as one of its askers sees it. */
export interface Asked<T> {
  result: Promise<T>
  /** 0…1 */
  readonly progress: number
  /** The result, or null where it takes longer; the asker will ask again then, and is told of a failure in between. */
  within(ms: number): Promise<T | null>
  /** Whoever asked went away; nothing to an asker who has asked again since. */
  leave(): void
}

/**
 * Statistics that may take long: threads beside the event loop work them out, once however many ask, and results are kept
 * by all that they depend on. What failed or was given up is not kept.
 */
export interface Analyses {
  /**
   * `key` tells everything that the result depends on; `work` is begun within this call where no result is kept and nobody
   * works on one. Without `asker` it is somebody who stays until the result is there. A named asker who was told to ask again
   * gets what he waited for, also where `key` is another one by now: in a county where cases come in all day no long answer
   * would be ready otherwise. He is forgotten when he has not asked again for a while. Work that has no asker left is given up.
   */
  ask<T>(key: string, work: Work<T>, asker?: Asker): Asked<T>
  /** he wants nothing any more of what he still waits for */
  leave(name: string): void
  close(): Promise<void>
}
