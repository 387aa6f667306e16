import { isLevel } from '../geodata/place/level.ts'
import type { Command } from './command.ts'
import { FILTER_KEYS, parseFilter, STANDINGS } from './contract/filter.ts'
import type { Say } from './contract/error.ts'
import type { Hotspots } from './contract/hotspots.ts'
import { EMERGING_CLASSES, HOT_METHODS, LISA_CLASSES, type HotMethod } from './contract/hotTerms.ts'
import type { Scope } from './contract/scope.ts'
import { countyOf, withContext } from './county.ts'
import type { Asked } from './services/analyses.ts'
import type { Context } from './services/context.ts'
import { hotPlaces, hotspots, type HotspotsAsk } from './services/hotspots/hotspots.ts'
import { asUsage, UsageError, type Terminal } from './terminal.ts'

const FILTERS = FILTER_KEYS.filter((key) => !(STANDINGS as readonly string[]).includes(key))
const PROGRESS_MS = 1_000
const LABELS = new Map<string, Say>([...LISA_CLASSES.rows, ...EMERGING_CLASSES.rows].map(({ code, label }) => [code, label]))

export const hotspotsCommand: Command = {
  usage: `hotspots [--county CODE] [--method ${HOT_METHODS.codes.join('|')}] [--level village|town|…] [--from D] [--to D] [--area CODE] [--category …] [--step month|week] [--seed N]`,
  say: { zh: '哪里偏多、为什么（不写日期为近 90 天）', en: 'Where there is too much, and why (the last 90 days where no day is given)' },
  values: ['county', 'method', 'level', 'step', 'seed', ...FILTERS],
  switches: [],
  async run(call) {
    const { words, options, out } = call
    if (words.length > 0) throw new UsageError({ zh: 'hotspots 只带选项', en: 'hotspots takes options only' })
    const filter = asUsage(() => parseFilter(Object.fromEntries(FILTERS.map((name) => [name, options[name] as string | undefined]))))
    const asked = { filter, method: methodOf(options.method), ...levelOf(options.level), ...stepOf(options.step), ...seedOf(options.seed) }
    return withContext(call, async (ctx) => {
      const scope = await countyOf(ctx, options.county)
      const found = await patiently(await hotspots(ctx, scope, asked), out)
      out.endProgress()
      const { method, parameters, rows, clusters, global, finding, sufficiency, revision, packVersion } = found
      out.answer(
        {
          method, parameters, revision, packVersion, sufficiency, finding: finding[out.language],
          rows: rows.map(({ id, value, z, p, pFdr, class: one }) => ({ id, value, z, p, pFdr, class: one })),
          ...(method === 'scan' && { clusters }),
          global,
        },
        out.json ? [] : [finding[out.language], ...(await linesOf(ctx, scope, asked, found, out))],
      )
      return 0
    })
  },
}

/** What was found, line by line: hot places and bursts with their reasons, else each place that has a class. */
async function linesOf(ctx: Context, scope: Scope, asked: HotspotsAsk, { rows, clusters }: Pick<Hotspots, 'rows' | 'clusters'>, { language }: Terminal): Promise<string[]> {
  const told = ({ rank, reason }: { rank: number; reason: Say }): string => `${rank}\t${reason[language]}`
  if (asked.method === 'gistar') return (await (await hotPlaces(ctx, scope, asked)).result).places.map(told)
  if (asked.method === 'scan') return clusters.map(told)
  return rows.filter(({ class: one }) => one !== 'none').map(({ id, name, nameEn, class: one }) => `${LABELS.get(one)?.[language] ?? one}\t${language === 'zh' ? name : nameEn}\t${id}`)
}

/** Waits for an answer, and tells how far it is while it takes long. */
async function patiently<T>(asked: Asked<T>, out: Terminal): Promise<T> {
  for (let found = await asked.within(PROGRESS_MS); ; found = await asked.within(PROGRESS_MS)) {
    if (found !== null) return found
    const done = Math.floor(asked.progress * 100)
    out.progress({ zh: `正在计算 ${done}%`, en: `Working: ${done} %` }[out.language])
  }
}

function methodOf(text: string | boolean | undefined): HotMethod {
  const method = String(text ?? 'gistar')
  if (HOT_METHODS.is(method)) return method
  const can = HOT_METHODS.codes.join(', ')
  throw new UsageError({ zh: `没有“${method}”这种方法，可用：${can}`, en: `There is no method "${method}"; use one of: ${can}` })
}

function levelOf(text: string | boolean | undefined) {
  if (text === undefined) return {}
  if (typeof text === 'string' && isLevel(text)) return { level: text }
  throw new UsageError({ zh: `没有“${text}”这一级，可写 town、village 等`, en: `There is no level "${text}": write town, village …` })
}

function stepOf(text: string | boolean | undefined) {
  if (text === undefined) return {}
  if (text === 'month' || text === 'week') return { step: text } as const
  throw new UsageError({ zh: '--step 可用：month、week', en: '--step takes month or week' })
}

function seedOf(text: string | boolean | undefined) {
  if (text === undefined) return {}
  if (typeof text === 'string' && /^\d{1,10}$/.test(text) && Number(text) < 2 ** 32) return { seed: Number(text) }
  throw new UsageError({ zh: '--seed 是 0 到 4294967295 的整数', en: '--seed is a whole number from 0 to 4294967295' })
}
