import { compareLevels } from '../../../geodata/place/level.ts'
import { tails } from '../../analysis/tails.ts'
import { MOST_AGAIN, type AgainAsk, type AgainPlace } from '../../contract/again.ts'
import { CATEGORIES } from '../../contract/categories.ts'
import { COLOURS } from '../../contract/colours.ts'
import { dayNumber, dayOfNumber, type Day } from '../../contract/day.ts'
import { casesByArea, thickest, type Near } from '../../cube/together.ts'
import { namedPlace } from '../areas.ts'
import type { neighboursOf } from '../hotspots/ground.ts'
import type { Question } from '../question.ts'
import { populations } from '../rates.ts'

/** Borders by level, as the pack has them. */
type Neighbours = Awaited<ReturnType<typeof neighboursOf>>

interface Reference {
  /** index of the area whose cases and residents a place is set against */
  top: number
  neighbours: Neighbours
  /** whether the asker reads the cases: only then are their days told and reckoned with, and how they grew, which is of two of them */
  reads: boolean
}

/** Cases of an area and below it that are taken together: of one category, or of any (-1). */
interface Group {
  index: number
  category: number
  cases: Near[]
}

/**
 * Places where several cases of one kind lie close in time, the oddest first: by the chance of as many there, were the
 * cases of the whole that lie as narrowly dealt out, of the same days, by residents (evenly where those are not known). Areas narrower than a
 * town alone: sensitive cases and those that wait for their place lie in their town and so in none of them.
 */
export function againPlaces(question: Question, ask: AgainAsk, { top, neighbours, reads }: Reference): { places: AgainPlace[]; total: number } {
  const { pack: { tree }, cube, query, root } = question
  const everywhere = casesByArea(cube, { ...query, areas: { start: top, end: tree.end[top]! } })
  // what lies in a town and no narrower can stand at no place here, so that no place is due a part of it
  const whole = new Map([...everywhere].filter(([index]) => isNarrow(question, index)))
  const groups = groupsOf(question, whole, ask)
  const inAll = daysOf(whole, ask)
  const share = sharesOf(question, top)
  const around = aroundOf(question, groups, neighbours)
  const found = [...groups.values()].flatMap((group): AgainPlace[] => {
    const inside = group.index >= root && group.index < tree.end[root]!
    const near = inside ? thickest(group.cases, ask.days) : []
    if (near.length < ask.least) return []
    const days: [number, number] = [near[0]!.day, near.at(-1)!.day]
    const [first, last] = reads ? days : inMonths(days, dayNumber(question.today))
    // what is reckoned with may tell no more than what is told
    const all = countBetween(inAll.get(group.category)!, reads ? last - ask.days + 1 : first, last)
    const part = share(group.index)
    return [{
      place: namedPlace(tree, group.index),
      index: group.index,
      level: tree.areas[group.index]!.level,
      category: group.category < 0 ? null : CATEGORIES.codes[group.category]!,
      count: near.length,
      first: dayOfNumber(first),
      last: dayOfNumber(last),
      pending: near.filter(({ pending }) => pending).length,
      around: around(group, first, last),
      expected: all * part,
      chance: Math.exp(tails(near.length, { cases: all, share: part, dispersion: 1 }).upper),
      ...(reads ? growthOf(near) : { graver: null, more: null }),
    }]
  })
  const places = ofOneBranch(question, found).sort(oddestFirst)
  return { places: places.slice(0, MOST_AGAIN), total: places.length }
}

/** The whole months that cover the days, none after today. */
function inMonths([first, last]: [number, number], today: number): [number, number] {
  const month = (day: number): string => dayOfNumber(day).slice(0, 7)
  const next = dayNumber(`${month(dayNumber(`${month(last)}-28` as Day) + 4)}-01` as Day)
  return [dayNumber(`${month(first)}-01` as Day), Math.min(next - 1, today)]
}

function isNarrow({ pack: { tree } }: Question, index: number): boolean {
  return compareLevels(tree.areas[index]!.level, 'town') > 0
}

/** Every area narrower than a town with the cases in it and below it. */
function groupsOf(question: Question, byArea: ReadonlyMap<number, Near[]>, { same }: AgainAsk): Map<string, Group> {
  const { tree } = question.pack
  const groups = new Map<string, Group>()
  for (const [own, cases] of byArea) {
    for (let index = own; index >= 0 && isNarrow(question, index); index = tree.parent[index]!) {
      for (const one of cases) {
        const category = same === 'any' ? -1 : one.category
        const key = `${index} ${category}`
        const group = groups.get(key)
        if (group) group.cases.push(one)
        else groups.set(key, { index, category, cases: [one] })
      }
    }
  }
  for (const { cases } of groups.values()) cases.sort((a, b) => a.day - b.day)
  return groups
}

/** Days of these cases by category, ascending. */
function daysOf(byArea: ReadonlyMap<number, Near[]>, { same }: AgainAsk): Map<number, number[]> {
  const days = new Map<number, number[]>()
  for (const cases of byArea.values()) {
    for (const { day, category } of cases) {
      const key = same === 'any' ? -1 : category
      const list = days.get(key)
      if (list) list.push(day)
      else days.set(key, [day])
    }
  }
  for (const list of days.values()) list.sort((a, b) => a - b)
  return days
}

/** How many of the ascending days lie from the first to the last. */
function countBetween(days: readonly number[], first: number, last: number): number {
  return below(days, last + 1) - below(days, first)
}

function below(days: readonly number[], day: number): number {
  let [low, high] = [0, days.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (days[middle]! < day) low = middle + 1
    else high = middle
  }
  return low
}

/** The part of the whole that is a place's, by residents; by its being one of so many of its level where those are not known. */
function sharesOf({ pack: { tree }, today }: Question, top: number): (index: number) => number {
  const residents = populations(tree, today)
  const all = residents[top] ?? 0
  const siblings = new Map<string, number>()
  for (let index = top; index < tree.end[top]!; index++) {
    if (!tree.isLive(index, today)) continue
    const { level } = tree.areas[index]!
    siblings.set(level, (siblings.get(level) ?? 0) + 1)
  }
  return (index) => {
    const own = residents[index]
    if (own && all > 0) return Math.min(1, own / all)
    return 1 / (siblings.get(tree.areas[index]!.level) ?? 1)
  }
}

function aroundOf({ pack: { tree } }: Question, groups: ReadonlyMap<string, Group>, neighbours: Neighbours): (group: Group, first: number, last: number) => number | null {
  const lists = new Map<number, readonly number[]>()
  for (const one of Object.values(neighbours)) one?.areas.forEach((index, at) => lists.set(index, one.queen[at]!))
  return ({ index, category }, first, last) => {
    const near = lists.get(index)
    if (!near) return null
    const level = tree.areas[index]!.level
    const there = near.filter((other) => tree.areas[other]!.level === level)
    return there.reduce((sum, other) => sum + (groups.get(`${other} ${category}`)?.cases ?? []).filter(({ day }) => day >= first && day <= last).length, 0)
  }
}

/** Tiers from the gravest; `none` is no tier and tells nothing. */
const NO_TIER = COLOURS.index('none')

function growthOf(near: readonly Near[]): Pick<AgainPlace, 'graver' | 'more'> {
  const [first, ...later] = near as [Near, ...Near[]]
  const tiers = later.map(({ colour }) => colour).filter((colour) => colour !== NO_TIER)
  const gravest = Math.min(...tiers)
  const most = Math.max(...later.map(({ people }) => people))
  const graver = first.colour !== NO_TIER && gravest < first.colour
  return {
    graver: graver ? { from: COLOURS.codes[first.colour]!, to: COLOURS.codes[gravest]! } : null,
    more: first.people > 0 && most >= 2 * first.people && most >= MANY ? { from: first.people, to: most } : null,
  }
}

/** Two people after one are no crowd. */
const MANY = 5

/** Of a village and its grid cells, which hold the same cases of one kind, the one that is oddest. */
function ofOneBranch({ pack: { tree } }: Question, found: AgainPlace[]): AgainPlace[] {
  const best = new Map<string, AgainPlace>()
  for (const one of found) {
    const village = tree.ancestorAt(one.index, 'village')
    const key = `${village < 0 ? one.index : village} ${one.category}`
    const other = best.get(key)
    if (!other || oddestFirst(one, other) < 0) best.set(key, one)
  }
  return [...best.values()]
}

function oddestFirst(a: AgainPlace, b: AgainPlace): number {
  return a.chance - b.chance || b.count - a.count || a.index - b.index
}
