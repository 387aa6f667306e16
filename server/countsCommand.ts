import type { Command } from './command.ts'
import type { CountRow } from './contract/answers.ts'
import { AppError } from './contract/error.ts'
import { FILTER_KEYS, parseFilter } from './contract/filter.ts'
import { countyOf, withContext } from './county.ts'
import { countCases, parseCountable, COUNTABLE } from './services/counts.ts'
import { asUsage, UsageError } from './terminal.ts'

export const countsCommand: Command = {
  usage: `counts [--county CODE] [--by ${COUNTABLE.join('|')}] [--from D] [--to D] [--area CODE] [--category …] [--colour …] [--phase …] [--channel …] [--due …] [--age …] [--mark …]`,
  say: { zh: '按级别、类别或时间计数', en: 'Count cases by level, category or time' },
  values: ['county', 'by', ...FILTER_KEYS],
  switches: [],
  async run(call) {
    const { words, options, out } = call
    if (words.length > 0) throw new UsageError({ zh: 'counts 只带选项', en: 'counts takes options only' })
    const query = Object.fromEntries(FILTER_KEYS.map((name) => [name, options[name] as string | undefined]))
    const by = asUsage(() => parseCountable(String(options.by ?? 'town')))
    const filter = asUsage(() => parseFilter(query))
    return withContext(call, async (ctx) => {
      const scope = await countyOf(ctx, options.county)
      const counts = await countCases(ctx, scope, { by, filter, language: out.language }).catch(strangeArea)
      const { tree } = await ctx.packs.get(scope.county)
      const named = ({ index, name }: CountRow) => (out.language === 'en' && index !== undefined && tree.areas[index]?.nameEn) || name
      const rows = counts.rows.map(({ key, name, count }) => ({ key, name, count }))
      const { revision, total, unlocated, coarser } = counts
      const zh = out.language === 'zh'
      const rest = [
        ...(coarser !== 0 ? [zh ? `${coarser}\t（只知上级）` : `${coarser}\t(known at a wider level only)`] : []),
        ...(unlocated !== 0 ? [zh ? `${unlocated}\t（地点待定）` : `${unlocated}\t(place unknown)`] : []),
        zh ? `${total}\t合计` : `${total}\ttotal`,
      ]
      out.answer(
        { revision, total, unlocated, coarser, by, rows },
        [...counts.rows.map((row) => `${row.count}\t${named(row)}\t${row.key}`), ...rest],
      )
      return 0
    })
  },
}

/** The service speaks to callers of the API. */
function strangeArea(error: unknown): never {
  if (!(error instanceof AppError) || error.code !== 'unknown_area') throw error
  throw new UsageError({
    zh: '--area 的代码不在本县区划中；用 counts --by town 或 --by village 可查到代码，去掉 --area 看全县',
    en: 'No area of this county has the code of --area: counts --by town or --by village lists codes; leave out --area for the whole county',
  })
}
