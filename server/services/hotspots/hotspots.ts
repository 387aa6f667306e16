import type { HotMethod, Hotspots, HotStep } from '../../contract/hotspots.ts'
import type { Scope } from '../../contract/scope.ts'
import type { Asked, Job } from '../analyses.ts'
import type { Context } from '../context.ts'
import type { Answer } from './answer.ts'
import { emerging } from './emerging.ts'
import { gistar } from './gistar.ts'
import { lisa } from './lisa.ts'
import { scan } from './scan.ts'
import { keyOf, settingOf, type HotAsk, type Setting } from './setting.ts'
import { stepOf } from './steps.ts'

export interface HotspotsAsk extends HotAsk {
  method: HotMethod
  /** of `emerging` alone */
  step?: HotStep
}

/** All but the version of the program, which whoever answers knows. */
export type Found = Omit<Hotspots, 'version'>

/**
 * Where cases gather, by one of the methods, over the areas of a level in the filter's area, or in the part of the county that
 * the scope sees. Numbers come from the cases of that area alone: the same question has the same answer whoever asks, and
 * nothing in it tells of cases elsewhere. `asker`: see `Analyses`.
 */
export async function hotspots(ctx: Context, scope: Scope, asked: HotspotsAsk, asker?: string): Promise<Asked<Found>> {
  for (;;) {
    const { key, setting, work } = await planned(ctx, scope, asked)
    // work takes its cases from the cube as it begins: they are those of the revision in the key
    if (!setting.isCurrent()) continue
    const { question: { revision, pack } } = setting
    const of = { revision, packVersion: pack.manifest.version, method: asked.method }
    return ctx.analyses.ask(key, async (job) => ({ ...of, ...(await work(job)) }), asker)
  }
}

/** The asker wants the answer no more. */
export async function leaveHotspots(ctx: Context, scope: Scope, asked: HotspotsAsk, asker: string): Promise<void> {
  ctx.analyses.leave((await planned(ctx, scope, asked)).key, asker)
}

interface Planned {
  key: string
  setting: Setting
  work(job: Job): Promise<Answer>
}

async function planned(ctx: Context, scope: Scope, asked: HotspotsAsk): Promise<Planned> {
  const setting = await settingOf(ctx, scope, asked)
  const step = stepOf(setting, asked.step)
  const key = `${asked.method} ${keyOf(setting)}${asked.method === 'emerging' ? ` ${step}` : ''}`
  return { key, setting, work: (job) => METHODS[asked.method](job, setting, step) }
}

const METHODS: Record<HotMethod, (job: Job, setting: Setting, step: HotStep) => Promise<Answer>> = { gistar, lisa, emerging, scan }
