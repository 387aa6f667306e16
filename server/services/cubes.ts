import { compareLevels, LEVELS } from '../../geodata/place/level.ts'
import type { AreaTree } from '../../geodata/place/tree.ts'
import type { AreaCode } from '../../geodata/place/area.ts'
import { dayAt, type Day } from '../contract/day.ts'
import type { Scope } from '../contract/scope.ts'
import { Cube } from '../cube/cube.ts'
import { PLACELESS, waitingIn, type CubePlaces } from '../cube/places.ts'
import type { Database } from '../store/database.ts'
import { currentRevision, readFacts, type FactBatch } from '../store/facts.ts'
import { newMark } from '../store/marks.ts'
import type { InstalledPack, PackCache } from './packs.ts'

/** The cases of a county with the ground that their area indices refer to. */
export interface CountyCube {
  cube: Cube
  pack: InstalledPack
  places: CubePlaces
  /** every case up to this revision is in */
  revision: number
  /** names this cube among all that were ever held: where another is loaded, area indices may mean other areas */
  mark: string
  /** the revision from which on the cube knows which days were touched */
  knownFrom: number
}

export interface CubeCache {
  /** Brought up to date with what is committed at the time of the call. Concurrent callers share one load. */
  get(scope: Scope): Promise<CountyCube>
}

interface Entry extends CountyCube {
  /** the last day on which an area came into force or ended: area indices depend on it, and on the tree */
  turned: string
  placeOf: (place: FactBatch['area'][number]) => number
}

/** Holds the cube of each county that was asked for: about 35 bytes a case. */
export function cubeCache(db: Database, packs: PackCache, now: () => number): CubeCache {
  // a tree is dropped with its version or its county, and its cube with it
  const entries = new WeakMap<AreaTree, Entry>()
  const working = new Map<AreaCode, Promise<Entry>>()

  async function update(scope: Scope, pack: InstalledPack, today: Day): Promise<Entry> {
    const turned = lastTurn(pack.tree, today)
    const known = entries.get(pack.tree)
    const entry = known?.turned === turned ? known : emptyEntry(pack, today, turned)
    // read before the facts: later facts may come in as well, and coming again they change nothing
    const revision = await currentRevision(db, scope)
    const take = (batch: FactBatch): void => entry.cube.apply({ ...batch, area: Int32Array.from(batch.area, entry.placeOf) }, entry === known ? revision : 0)
    if (entry === known) {
      // others read this cube between the batches: they see all of the changes or none
      const batches: FactBatch[] = []
      for await (const batch of readFacts(db, scope, entry.revision)) batches.push(batch)
      batches.forEach(take)
    } else for await (const batch of readFacts(db, scope, 0)) take(batch)
    entry.revision = revision
    if (entry !== known) entry.knownFrom = revision
    entry.cube.settle()
    entries.set(pack.tree, entry)
    return entry
  }

  function start(scope: Scope, pack: InstalledPack, today: Day): Promise<Entry> {
    const job = update(scope, pack, today).finally(() => working.delete(scope.county))
    working.set(scope.county, job)
    return job
  }

  return {
    async get(scope) {
      // the revision first: a pack read after it is at least as new
      const wanted = await currentRevision(db, scope)
      for (;;) {
        const pack = await packs.get(scope.county)
        const today = dayAt(now())
        const known = entries.get(pack.tree)
        if (known && known.revision >= wanted && known.turned === lastTurn(pack.tree, today)) return known
        await (working.get(scope.county) ?? start(scope, pack, today))
      }
    },
  }
}

function emptyEntry(pack: InstalledPack, today: Day, turned: string): Entry {
  return { cube: new Cube(), pack, places: cubePlaces(pack.tree), revision: 0, mark: newMark(), knownFrom: 0, turned, placeOf: placeFinder(pack.tree, today) }
}

function cubePlaces(tree: AreaTree): CubePlaces {
  const rank = Uint8Array.from(tree.areas, (area) => LEVELS.indexOf(area.level))
  return { parent: tree.parent, end: tree.end, rank }
}

/**
 * Today's area of a stored code: past cases count in the village that took over. Of a waiting case its town, and of a
 * sensitive one too, or the nearest area above where no town is.
 */
function placeFinder(tree: AreaTree, today: Day): Entry['placeOf'] {
  const found = new Map<string, number>()
  const find = (place: string): number => {
    if (place.startsWith('!')) return townLevel(tree, tree.current(place.slice(1), today))
    if (!place.startsWith('?')) return tree.current(place, today)
    const town = tree.current(place.slice(1), today)
    return town < 0 ? PLACELESS : waitingIn(town)
  }
  return (place) => {
    if (place === null) return PLACELESS
    let at = found.get(place)
    if (at === undefined) found.set(place, (at = find(place)))
    return at
  }
}

/** The area itself, or the nearest above it that is no narrower than a town. */
export function townLevel(tree: AreaTree, index: number): number {
  let at = index
  while (at >= 0 && compareLevels(tree.areas[at]!.level, 'town') > 0) at = tree.parent[at]!
  return at
}

/** The last day up to today on which one of the areas came into force or ended; '' where none did. */
function lastTurn(tree: AreaTree, today: Day): string {
  let latest = ''
  for (const { validFrom = '', validTo = '' } of tree.areas) {
    if (validFrom > latest && validFrom <= today) latest = validFrom
    if (validTo > latest && validTo <= today) latest = validTo
  }
  return latest
}
