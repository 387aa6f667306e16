import { isTold, type Count } from '../../server/contract/withheld.ts'
import type { VerdictCode } from '../../server/contract/ranks.ts'
import type { Metric } from '../stores/view.ts'
import { chanceOf } from './chance.ts'
import type { AreaFigure } from './figures.ts'

/** Days of both sides, where they are two periods. */
export interface Lengths {
  a: number
  b: number
}

/** One area on both sides: `a` the view on show, `b` what it is held against. */
export interface ChangeFigure extends Pick<AreaFigure, 'index' | 'code' | 'name' | 'placement' | 'population'> {
  a: Count
  b: Count
  /** per 10,000 residents; null without residents */
  rateA: number | null
  rateB: number | null
  /** from `b` to `a` in cases or per 10,000, as the metric says, `b` by the days of `a`; null where it cannot be known */
  change: number | null
  /** the counts are too small to tell such a change from chance */
  unsure: boolean
}

/** At this p and above, chance makes as great a difference often enough. */
export const UNSURE_FROM_P = 0.1
/** A leap day or a long month makes no period another one: `b` is reckoned by days only beyond this. */
const SAME_LENGTH = 0.04

/** What a count of `b` is multiplied by to stand for as many days as `a` has. */
export function scaleOf(lengths: Lengths | null): number {
  if (!lengths) return 1
  const scale = lengths.a / lengths.b
  return Math.abs(scale - 1) <= SAME_LENGTH ? 1 : scale
}

/** Areas of both sides, which are the same, in the order of `a`. */
export function changeFigures(a: readonly AreaFigure[], b: readonly AreaFigure[], { metric, lengths }: { metric: Metric; lengths: Lengths | null }): ChangeFigure[] {
  const other = new Map(b.map((figure) => [figure.code, figure]))
  const scale = scaleOf(lengths)
  return a.map((now) => {
    const then = other.get(now.code)
    const [x, y] = [now.count, then?.count ?? 0]
    const told = isTold(x) && isTold(y)
    const per = metric === 'count' ? 1 : now.population ? 10_000 / now.population : null
    return {
      index: now.index, code: now.code, name: now.name, placement: now.placement, population: now.population,
      a: x,
      b: y,
      rateA: now.perTenThousand,
      rateB: then?.perTenThousand ?? (now.perTenThousand === null ? null : 0),
      change: told && per !== null ? (x - y * scale) * per : null,
      unsure: told && chanceOf(x, y, scale / (1 + scale)) >= UNSURE_FROM_P,
    }
  })
}

/**
 * Changes as the list beside the map judges them, by index of the area: it knows how much counts vary here and how many
 * rows are looked at, which the test of two counts does not. Areas that it does not have stay as they were.
 */
export function judged(figures: readonly ChangeFigure[], verdicts: ReadonlyMap<number, VerdictCode>): ChangeFigure[] {
  return figures.map((figure) => {
    const verdict = verdicts.get(figure.index)
    return verdict ? { ...figure, unsure: verdict === 'same' || verdict === 'few' } : figure
  })
}

/**
 * Classes of a change, symmetric about 0: what is nearer to 0 than `bounds[0]` is about the same, and the k-th class of
 * either side begins at `bounds[k - 1]`.
 */
export type ChangeBounds = readonly number[]

const MOST_A_SIDE = 3
const LADDER = [1, 2, 5]
/** the last bound is not above the size that so large a share of the changes stays within, where there are three below it */
const USUAL = 0.9

/** Up to three bounds of 1, 2 or 5 times a power of ten; none where nothing changed. `whole`: of counts, not below 1. */
export function changeBounds(changes: readonly number[], whole: boolean): ChangeBounds {
  const sizes = changes.map(Math.abs).filter((size) => size >= (whole ? 0.5 : 1e-9)).sort((x, y) => x - y)
  if (sizes.length === 0) return []
  const rounds = ladder(sizes[sizes.length - 1]!, whole)
  const high = sizes[Math.ceil(USUAL * sizes.length) - 1]!
  const last = Math.max(rounds.findLastIndex((round) => round <= high), 0)
  const first = Math.max(0, last - MOST_A_SIDE + 1)
  return rounds.slice(first, first + MOST_A_SIDE)
}

/** The round numbers up to `max`, at least one, and as many below it as three classes could want. */
function ladder(max: number, whole: boolean): number[] {
  const power = Math.floor(Math.log10(max))
  const found: number[] = []
  for (let at = whole ? 0 : power - 2; at <= power; at++) found.push(...LADDER.map((step) => Number((step * 10 ** at).toPrecision(1))))
  const fitting = found.filter((round) => round <= max)
  return fitting.length > 0 ? fitting : found.slice(0, 1)
}

/** −k … k: 0 about the same. */
export function changeStep(change: number, bounds: ChangeBounds, whole: boolean): number {
  const size = whole ? Math.round(Math.abs(change)) : Math.abs(change)
  const k = bounds.filter((bound) => size >= bound).length
  return k === 0 ? 0 : Math.sign(change) * k
}

/** Class on the map of a step: those of the greatest rise first, each sure and then unsure; 0 is not painted. */
export function changeClass(step: number, unsure: boolean, bounds: ChangeBounds): number {
  if (step === 0) return 0
  const place = step > 0 ? bounds.length - step : bounds.length - 1 - step
  return 2 * place + (unsure ? 2 : 1)
}

/** Class of each area by index; -1 where there is no number. */
export function changeClasses(figures: readonly ChangeFigure[], bounds: ChangeBounds, whole: boolean): Map<number, number> {
  return new Map(figures.map(({ index, change, unsure }) =>
    [index, change === null ? -1 : changeClass(changeStep(change, bounds, whole), unsure, bounds)]))
}

/** Greatest rise first, greatest fall last; areas without a number behind. */
export function byChange(figures: readonly ChangeFigure[]): ChangeFigure[] {
  return [...figures].sort((x, y) => Number(x.change === null) - Number(y.change === null) || (y.change ?? 0) - (x.change ?? 0) || x.index - y.index)
}
