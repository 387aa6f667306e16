import { shallowRef, watch, type ShallowRef } from 'vue'
import { dayNumber, type Day } from '../../../server/contract/day.ts'
import type { Count } from '../../../server/contract/withheld.ts'
import { api, ApiError } from '../../api/client.ts'
import type { FiguresAsk } from '../../stores/figures.ts'
import { alignedPeriods, alignedSeries, type Aligned, type Span } from '../../charts/aligned.ts'
import type { Pair } from './pair.ts'

export interface HeldLine {
  line: ShallowRef<Aligned | null>
  failed: ShallowRef<boolean>
}

/** Both sides step by step; two periods are asked for day by day, because their weeks and months do not fall together. */
export function useAligned(pair: () => Pair): HeldLine {
  const line = shallowRef<Aligned | null>(null)
  const failed = shallowRef(false)
  watch(pair, async ({ compare, a, b }, _, onCleanup) => {
    failed.value = false
    if (compare.by !== 'period') {
      const last = a.ask.filter.to ?? a.info.today
      line.value = alignedSeries(a.series, b.series, last)
      return
    }
    const turn = new AbortController()
    onCleanup(() => turn.abort())
    try {
      const [x, y] = await Promise.all([a.ask, b.ask].map((ask) => dayCounts(ask, turn.signal)))
      // of another revision: both sides are on their way anew
      if (!turn.signal.aborted && x!.revision === a.revision && y!.revision === b.revision) line.value = alignedPeriods(x!, y!)
    } catch (cause) {
      if (turn.signal.aborted) return
      if (!(cause instanceof ApiError)) throw cause
      failed.value = true
    }
  }, { immediate: true })
  return { line, failed }
}

async function dayCounts({ county, filter }: FiguresAsk, signal: AbortSignal): Promise<{ span: Span; counts: Map<Day, Count>; revision: number }> {
  const { rows, revision } = await api.counts(county, 'day', filter, { signal })
  const span = { from: filter.from!, to: filter.to! }
  const within = rows.filter(({ key }) => dayNumber(key as Day) >= dayNumber(span.from))
  return { span, counts: new Map(within.map(({ key, count }) => [key as Day, count])), revision }
}
