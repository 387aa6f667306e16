/**
 * Which of the cases are the first of their place and day, in the order given. Scans of counts take cases to come one by one; where
 * several come at once, as a drive that enters ten reports of a village in one day, a permutation that deals single cases calls
 * such a batch a burst, and one that deals batches whole lets the largest of them hide what is smaller. Counted once, batches of any
 * size are dealt alike: places and days keep their numbers of place-days, and the scan of those is as good as its published test.
 * With one case to a place and day nothing changes. Days are whole numbers; the work is one sort.
 */
export function placeDays(place: ArrayLike<number>, day: ArrayLike<number>): Uint32Array {
  const order = Uint32Array.from({ length: day.length }, (_, at) => at).sort((a, b) => place[a]! - place[b]! || day[a]! - day[b]! || a - b)
  return order.filter((at, k) => k === 0 || place[at] !== place[order[k - 1]!] || day[at] !== day[order[k - 1]!]).sort()
}
