import { computed, onScopeDispose, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue'
import type { Say } from '../../../server/contract/error.ts'
import type { AreaRow } from '../../../server/contract/answers.ts'
import { ApiError } from '../../api/client.ts'
import type { Pair } from '../../panels/compare/pair.ts'
import { otherSide } from '../../stores/compare.ts'
import { useCounty } from '../../stores/county.ts'
import { useFigures, useOtherFigures, type FigureSet, type FiguresAsk } from '../../stores/figures.ts'
import { useFilter } from '../../stores/filter.ts'
import { useSession } from '../../stores/session.ts'

/** so long an answer that is behind is waited for until it is asked for once more */
const RETRY_MS = 1000

export interface Comparison {
  /** both sides at one revision; the last such pair while the next is on its way, null without a comparison */
  pair: ShallowRef<Pair | null>
  /** why what the address asks for cannot be compared; null where it can */
  why: ComputedRef<Say | null>
  stale: ComputedRef<boolean>
  error: ComputedRef<Error | null>
  reload(): void
}

/** The other side of the view, asked for as the view itself is. `ask`: what the view asks. */
export function useComparison(ask: () => FiguresAsk | null): Comparison {
  const filter = useFilter()
  const county = useCounty()
  const session = useSession()
  const figures = useFigures()
  const other = useOtherFigures()
  const pair = shallowRef<Pair | null>(null)
  /** the place of the other side, and that it could not be read */
  const place = shallowRef<AreaRow | null>(null)
  const lost = shallowRef<ApiError | null>(null)

  const compare = computed(() => filter.view.compare)
  const side = computed(() => (compare.value && county.info ? otherSide(filter.filter, compare.value, county.info.today, { first: county.info.days?.first, past: !session.readsOwn }) : null))
  const why = computed(() => side.value?.why ?? null)
  const asked = computed<FiguresAsk | null>(() => {
    const now = ask()
    return now && side.value?.filter ? { ...now, filter: side.value.filter } : null
  })
  watch(asked, (now) => now && void other.show(now), { immediate: true })
  watch([compare, () => county.info?.packVersion], readPlace, { immediate: true })

  async function readPlace() {
    place.value = null
    lost.value = null
    const now = compare.value
    if (now?.by !== 'area' || !county.info) return
    try {
      const { area } = await county.detail(now.with)
      if (compare.value === now) place.value = area
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause
      if (compare.value === now) lost.value = cause
    }
  }

  const placed = computed(() => compare.value?.by !== 'area' || place.value !== null)
  const stale = computed(() => asked.value !== null && (other.loading || other.outdated(asked.value) || !placed.value || uneven(figures.set, other.set)))
  const error = computed(() => (compare.value && !why.value ? (lost.value ?? other.error) : null))

  /** Of two sides that were counted at different times the older one is asked anew: at once, and then in peace until it has caught up. */
  let tried = ''
  watch([() => figures.set, () => other.set, () => figures.loading || other.loading], ([a, b, loading], _, onCleanup) => {
    if (loading || !asked.value || !a || !b || !uneven(a, b) || other.outdated(asked.value)) return
    const again = () => void (older(a, b) ? figures : other).reload()
    const before = tried
    tried = `${a.revision} ${b.revision} ${a.info.today} ${b.info.today}`
    if (tried !== before) return again()
    const timer = setTimeout(again, RETRY_MS)
    onCleanup(() => clearTimeout(timer))
  })

  watch([compare, asked, stale, () => figures.set, () => figures.loading], () => {
    const [now, a, b] = [compare.value, figures.set, other.set]
    if (!now || why.value) {
      pair.value = null
      return
    }
    const current = ask()
    if (!a || !b || stale.value || figures.loading || !current || figures.outdated(current)) return
    pair.value = { compare: now, a, b, placeA: filter.area?.area ?? null, placeB: now.by === 'area' ? place.value : (filter.area?.area ?? null) }
  }, { immediate: true })
  watch(compare, (now) => now || forget())
  onScopeDispose(forget)

  /** The other side is held no longer than it is looked at. */
  function forget() {
    other.set = null
    pair.value = null
  }

  function reload() {
    if (lost.value) void readPlace()
    else void other.reload()
  }

  return { pair, why, stale, error, reload }
}

function uneven(a: FigureSet | null, b: FigureSet | null): boolean {
  return a === null || b === null || a.revision !== b.revision || a.packVersion !== b.packVersion || a.info.today !== b.info.today
}

function older(a: FigureSet, b: FigureSet): boolean {
  return a.revision < b.revision || (a.revision === b.revision && a.info.today < b.info.today)
}
