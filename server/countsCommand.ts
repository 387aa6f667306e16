import type { Command } from './command.ts'
import { parseFilter } from './contract/filter.ts'
import { countyOf, withContext } from './county.ts'
import { countCases, parseCountable, COUNTABLE } from './services/counts.ts'
import { asUsage, UsageError } from './terminal.ts'

const FILTERS = ['area', 'from', 'to', 'category', 'colour', 'phase', 'channel']

export const countsCommand: Command = {
  usage: `counts [--county CODE] [--by ${COUNTABLE.join('|')}] [--from D] [--to D] [--area CODE] [--category …] [--colour …] [--phase …] [--channel …]`,
  say: { zh: '按级别、类别或时间计数', en: 'Count cases by level, category or time' },
  values: ['county', 'by', ...FILTERS],
  switches: [],
  async run(call) {
    const { words, options, out } = call
    if (words.length > 0) throw new UsageError({ zh: 'counts 只带选项', en: 'counts takes options only' })
    const query = Object.fromEntries(FILTERS.map((name) => [name, options[name] as string | undefined]))
    const by = asUsage(() => parseCountable(String(options.by ?? 'town')))
    const filter = asUsage(() => parseFilter(query))
    return withContext(call, async (ctx) => {
      const scope = await countyOf(ctx, options.county)
      const counts = await countCases(ctx, scope, { by, filter, language: out.language })
      const rows = counts.rows.map(({ key, name, count }) => ({ key, name, count }))
      const { revision, total, unlocated, coarser } = counts
      const zh = out.language === 'zh'
      const rest = [
        ...(coarser > 0 ? [zh ? `${coarser}\t（只知上级）` : `${coarser}\t(known at a wider level only)`] : []),
        ...(unlocated > 0 ? [zh ? `${unlocated}\t（地点待定）` : `${unlocated}\t(place unknown)`] : []),
        zh ? `${total}\t合计` : `${total}\ttotal`,
      ]
      out.answer(
        { revision, total, unlocated, coarser, by, rows },
        [...rows.map(({ key, name, count }) => `${count}\t${name}\t${key}`), ...rest],
      )
      return 0
    })
  },
}
