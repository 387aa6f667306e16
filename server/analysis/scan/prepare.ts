import { aliasOf } from './alias.ts'
import { circlesAround } from './circles.ts'
import type { Cases, Draw, Prepared, ScanInput, ScanModel, ScanOptions } from './types.ts'

const MOST_PLACES = 65_500

/** Places and the study's slots before the longest window cuts them: how what is expected is spread over both. */
interface Spread {
  placeWeight: Float64Array
  slotWeight: Float64Array
  /** place × slot, slot fastest */
  cells: Float64Array | null
  scale: number
}

/**
 * Checks the input and lays out what a search and its simulations share: the circles, what is expected, and how cases are
 * drawn. Plain typed arrays, to be handed to workers. Throws a RangeError that names what is wrong.
 */
export function prepare(input: ScanInput, options: ScanOptions): Prepared {
  const { axes, period, model } = input
  const { time, maxShare = 0.5, maxRadius = Infinity, minCases = 2 } = options
  const places = axes[0]?.length ?? 0
  const days = period.to - period.from + 1
  checkShape(input, places, days)
  if (!(maxShare > 0 && maxShare <= 1)) throw new RangeError('the largest share lies above 0 and is at most 1')
  if (!(maxRadius >= 0)) throw new RangeError('the largest radius is 0 or more')
  if (!Number.isInteger(minCases) || minCases < 1) throw new RangeError('a cluster has at least one case')
  if (time === 'spatial' && model.kind === 'permutation') throw new RangeError('a permutation of days needs windows in time')
  const study = time === 'spatial' ? 1 : days
  const longest = time === 'spatial' ? 1 : (options.maxDays ?? Math.max(1, Math.floor(days / 2)))
  if (!Number.isInteger(longest) || longest < 1 || longest > study) throw new RangeError('the longest window is one day up to the whole period')

  const slotOf = slotter(time, period)
  const cases = bySlot(input.cases, study, slotOf)
  const spread = spreadOf(model, { cases, places, days, study, slotOf, from: period.from })
  checkExpected(cases, spread, study)
  const size = options.size ?? spread.placeWeight
  if (size.length !== places || !size.every((one) => one >= 0)) throw new RangeError('every place has a size of 0 or more')
  const slots = time === 'prospective' ? longest : study
  return {
    places, axes, time, period, slots, longest, minCases,
    total: cases.place.length,
    ...circlesAround(axes, { size, room: maxShare * sum(size), radius: maxRadius }),
    placeWeight: spread.placeWeight,
    slotTotal: runningTotals(spread.slotWeight, 0, slots),
    cells: spread.cells && cellTotals(spread.cells, { places, study, slots }),
    scale: spread.scale,
    observed: { place: cases.place.slice(0, cases.start[slots]), start: cases.start.slice(0, slots + 1) },
    draw: drawOf(model, cases, spread, { places, study, slots }),
  }
}

function checkShape({ axes, cases, model }: ScanInput, places: number, days: number): void {
  if (places < 1 || places > MOST_PLACES) throw new RangeError(`there are 1 to ${MOST_PLACES} places`)
  if (!axes.every((axis) => axis.length === places && axis.every(Number.isFinite))) throw new RangeError('every axis has one number per place')
  if (!Number.isInteger(days) || days < 1) throw new RangeError('the period ends on its first day or later')
  if (cases.place.length !== cases.day.length) throw new RangeError('every case has a place and a day')
  if (cases.place.length < 2) throw new RangeError('a scan needs two cases at least')
  for (let at = 0; at < cases.place.length; at++) {
    const place = cases.place[at]!
    if (!Number.isInteger(place) || place < 0 || place >= places) throw new RangeError(`case ${at} lies at no place`)
  }
  if (model.kind === 'permutation') return
  const weights = 'cells' in model ? [model.cells] : model.days ? [model.places, model.days] : [model.places]
  const lengths = 'cells' in model ? [places * days] : [places, days]
  weights.forEach((list, at) => {
    if (list.length !== lengths[at]) throw new RangeError(`expected counts: ${lengths[at]} numbers are needed`)
    if (!list.every((one) => one >= 0 && one < Infinity)) throw new RangeError('expected counts are 0 or more')
  })
}

function checkExpected({ place, start }: Cases, { placeWeight, slotWeight, cells }: Spread, study: number): void {
  for (let slot = 0; slot < study; slot++) {
    for (let at = start[slot]!; at < start[slot + 1]!; at++) {
      const weight = cells ? cells[place[at]! * study + slot]! : placeWeight[place[at]!]! * slotWeight[slot]!
      if (!(weight > 0)) throw new RangeError(`cases lie at place ${place[at]!} at a time when none is expected`)
    }
  }
}

function slotter(time: ScanOptions['time'], { from, to }: Prepared['period']): (day: number) => number {
  if (time === 'spatial') return () => 0
  return time === 'prospective' ? (day) => to - day : (day) => day - from
}

/** The cases sorted by slot and, within, by place: the order of the input does not matter. */
function bySlot({ place, day }: ScanInput['cases'], study: number, slotOf: (day: number) => number): Cases {
  const slots = Int32Array.from(day, slotOf)
  const outside = slots.findIndex((slot, at) => !(slot >= 0 && slot < study && Number.isInteger(day[at]!)))
  if (outside >= 0) throw new RangeError(`case ${outside} lies outside the period`)
  const order = Uint32Array.from(slots.keys()).sort((a, b) => slots[a]! - slots[b]! || place[a]! - place[b]!)
  const start = new Uint32Array(study + 1)
  for (const slot of slots) start[slot + 1]!++
  for (let slot = 0; slot < study; slot++) start[slot + 1]! += start[slot]!
  return { place: Uint16Array.from(order, (at) => place[at]!), start }
}

function spreadOf(
  model: ScanModel,
  { cases, places, days, study, slotOf, from }: { cases: Cases; places: number; days: number; study: number; slotOf: (day: number) => number; from: number },
): Spread {
  const total = cases.place.length
  const placeWeight = new Float64Array(places)
  const slotWeight = new Float64Array(study)
  if (model.kind === 'permutation') {
    for (const place of cases.place) placeWeight[place]!++
    for (let slot = 0; slot < study; slot++) slotWeight[slot] = cases.start[slot + 1]! - cases.start[slot]!
    return { placeWeight, slotWeight, cells: null, scale: 1 / total }
  }
  if (!('cells' in model)) {
    for (let day = 0; day < days; day++) slotWeight[slotOf(from + day)]! += model.days ? model.days[day]! : 1 / days
    placeWeight.set(model.places)
    return { placeWeight, slotWeight, cells: null, scale: total / positive(sum(placeWeight) * sum(slotWeight)) }
  }
  const cells = new Float64Array(places * study)
  for (let place = 0; place < places; place++) {
    for (let day = 0; day < days; day++) {
      const weight = model.cells[place * days + day]!
      const slot = slotOf(from + day)
      cells[place * study + slot]! += weight
      placeWeight[place]! += weight
      slotWeight[slot]! += weight
    }
  }
  return { placeWeight, slotWeight, cells, scale: total / positive(sum(placeWeight)) }
}

function drawOf(
  model: ScanModel, cases: Cases, { placeWeight, slotWeight, cells }: Spread,
  { places, study, slots }: { places: number; study: number; slots: number },
): Draw {
  if (model.kind === 'permutation') return { kind: 'permutation', place: cases.place.toSorted() }
  // one entry more stands for all the time that no window reaches
  if (!cells) return { kind: 'product', places: aliasOf(placeWeight), slots: aliasOf(cut(slotWeight, 0, study, slots)) }
  const weights = new Float64Array(places * (slots + 1))
  for (let place = 0; place < places; place++) weights.set(cut(cells, place * study, study, slots), place * (slots + 1))
  return { kind: 'cells', cells: aliasOf(weights) }
}

function cut(weights: Float64Array, at: number, study: number, slots: number): Float64Array {
  const kept = new Float64Array(slots + 1)
  kept.set(weights.subarray(at, at + slots))
  kept[slots] = sum(weights.subarray(at + slots, at + study))
  return kept
}

function cellTotals(cells: Float64Array, { places, study, slots }: { places: number; study: number; slots: number }): Float64Array {
  const totals = new Float64Array(places * (slots + 1))
  for (let place = 0; place < places; place++) totals.set(runningTotals(cells, place * study, slots), place * (slots + 1))
  return totals
}

function runningTotals(weights: Float64Array, at: number, count: number): Float64Array {
  const totals = new Float64Array(count + 1)
  for (let step = 0; step < count; step++) totals[step + 1] = totals[step]! + weights[at + step]!
  return totals
}

function sum(list: Float64Array): number {
  let total = 0
  for (const one of list) total += one
  return total
}

function positive(total: number): number {
  if (!(total > 0)) throw new RangeError('nothing is expected anywhere')
  return total
}
