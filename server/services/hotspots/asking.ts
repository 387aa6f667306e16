import type { Scope } from '../../contract/scope.ts'
import type { Asked, Job } from '../analyses.ts'
import type { Context } from '../context.ts'
import { keyOf, settingOf, topicOf, type HotAsk, type Setting } from './setting.ts'

/** What every answer says of the data that it comes from. */
export interface Source {
  revision: number
  packVersion: string
}

export interface Plan<T> {
  /** what is asked of the setting, with all that it depends on beside that */
  name: string
  /** takes its cases from the cube before it waits for anything */
  work(job: Job): Promise<T>
}

/**
 * `asker`: see `Analyses`; who was told to ask again gets the answer that he waited for, with the revision that it is of. Throws
 * `AppError` for what cannot be asked.
 */
export async function askOf<T>(ctx: Context, scope: Scope, asked: HotAsk, plan: (setting: Setting) => Plan<T>, asker?: string): Promise<Asked<T & Source>> {
  for (;;) {
    const setting = await settingOf(ctx, scope, asked)
    const { name, work } = plan(setting)
    // the cases are those of the revision in the key
    if (!setting.isCurrent()) continue
    const { revision, pack: { manifest } } = setting.question
    const source = { revision, packVersion: manifest.version }
    const who = asker === undefined ? undefined : { name: asker, question: `${name} ${topicOf(setting)}` }
    return ctx.analyses.ask(`${name} ${keyOf(setting)}`, async (job) => ({ ...source, ...(await work(job)) }), who)
  }
}
