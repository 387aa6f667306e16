import type { Facility } from '../../geodata/pack/format.ts'
import type { AreaCode } from '../../geodata/place/area.ts'
import type { AreaTree } from '../../geodata/place/tree.ts'
import type { Day } from '../contract/day.ts'
import type { Scope } from '../contract/scope.ts'
import { placesOf } from '../ledger/persons/places.ts'
import { organisationRows, putOrganisations, type StoredOrganisation } from '../store/organisations.ts'
import type { Transaction } from '../store/transaction.ts'
import { organisationOf } from './facilities.ts'

/** What a version of the pack did to the organisations of its county. */
export interface OrganisationTally {
  added: number
  changed: number
  /** no longer in the pack */
  closed: number
  /** came with a person's name, which was taken out */
  masked: number
}

/** A version of the pack, as far as organisations go. */
export interface FacilityVersion {
  tree: AreaTree
  facilities: Facility[]
}

interface Versions {
  /** the one that stood before */
  old: FacilityVersion | null
  now: FacilityVersion
  today: Day
  revision: number
}

/**
 * Brings the organisations up to a version of the pack. What still stands as the version before had it follows the new
 * one; what a person changed since stays. One that the pack no longer has is closed, unless a person changed it: cases
 * may point at it, so none is deleted. Areas that are no more give theirs to who took over.
 */
export async function takeOverFacilities(tx: Transaction, scope: Scope, versions: Versions): Promise<OrganisationTally> {
  const { old, now, today, revision } = versions
  const stored = new Map((await organisationRows(tx, scope)).map((one) => [one.id, one]))
  const before = read(old)
  const fresh = read(now)
  const tally: OrganisationTally = { added: 0, changed: 0, closed: 0, masked: fresh.masked }
  const put: StoredOrganisation[] = []
  for (const [id, told] of fresh.byId) {
    const one = stored.get(id)
    if (!one) {
      tally.added++
      put.push(placed(told, versions))
    }
  }
  for (const one of stored.values()) {
    const told = fresh.byId.get(one.id)
    const next = placed(one.source === 'pack' ? followed(one, before.byId.get(one.id), told, today) : one, versions)
    if (same(next, one)) continue
    if (next.closedOn !== null && one.closedOn === null) tally.closed++
    else tally.changed++
    put.push(next)
  }
  await putOrganisations(tx, scope, put, revision)
  return tally
}

function read(version: FacilityVersion | null): { byId: Map<string, StoredOrganisation>; masked: number } {
  if (!version) return { byId: new Map(), masked: 0 }
  const places = placesOf(version.tree)
  const list = version.facilities.map((facility) => organisationOf(facility, places))
  return {
    byId: new Map(list.map(({ organisation }) => [organisation.id, organisation])),
    masked: list.filter(({ masked }) => masked).length,
  }
}

/** What belongs together is changed together. */
const PARTS = [['name'], ['type'], ['area'], ['domain'], ['star'], ['staffing'], ['lng', 'lat']] as const satisfies (keyof StoredOrganisation)[][]

/** An organisation of the pack after the pack went from `before` to `told`; either may lack it. */
function followed(one: StoredOrganisation, before: StoredOrganisation | undefined, told: StoredOrganisation | undefined, today: Day): StoredOrganisation {
  const untouched = (part: readonly (keyof StoredOrganisation)[]) => before !== undefined && part.every((key) => equal(one[key], before[key]))
  if (!told) return one.closedOn === null && PARTS.every(untouched) ? { ...one, closedOn: today } : one
  // closed because a version lacked it, and there again
  if (!before) return one.closedOn === null ? one : told
  const next = { ...one }
  for (const part of PARTS) if (untouched(part)) Object.assign(next, Object.fromEntries(part.map((key) => [key, told[key]])))
  return next
}

function placed(one: StoredOrganisation, { old, now, today }: Versions): StoredOrganisation {
  return now.tree.indexOf(one.area) >= 0 ? one : { ...one, area: heirOf(one.area, old?.tree ?? null, now.tree, today) }
}

/** The area that took over, or the nearest above it that the new version knows; the whole county at last. */
function heirOf(code: AreaCode, old: AreaTree | null, known: AreaTree, today: Day): AreaCode {
  const county = known.areas[0]!.code
  if (!old) return county
  for (let at = old.current(code, today); at >= 0; at = old.parent[at]!) {
    const heir = old.areas[at]!.code
    if (known.indexOf(heir) >= 0) return heir
  }
  return county
}

function same(a: StoredOrganisation, b: StoredOrganisation): boolean {
  return a.closedOn === b.closedOn && PARTS.every((part) => part.every((key) => equal(a[key], b[key])))
}

function equal(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b)
}
