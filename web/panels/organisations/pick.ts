import type { Area, Level } from '../../../server/contract/answers.ts'
import type { Organisation, OrganisationType } from '../../../server/contract/organisations.ts'
import { organisationsLike } from './search.ts'

/** What a person looks for among the organisations; the address of the page holds it. */
export interface OrganisationPick {
  words: string
  type: OrganisationType | ''
  level: Level | ''
  /** those of this area and below it */
  area: string
  closed: boolean
}

/** What lies in what, by code. */
type Tree = ReadonlyMap<string, { parent: Area['parent'] }>

/** Organisations of a pick, in the order that they came in. */
export function picked(all: readonly Organisation[], pick: OrganisationPick, tree: Tree, kind: (one: Organisation) => string): Organisation[] {
  const fits = all.filter((one) =>
    (pick.closed || !one.closed) &&
    (!pick.type || one.type === pick.type) &&
    (!pick.level || one.level === pick.level) &&
    (!pick.area || isWithin(one.area, pick.area, tree)))
  return organisationsLike(fits, pick.words, kind)
}

function isWithin(area: string, root: string, tree: Tree): boolean {
  for (let at: string | null = area; at !== null; at = tree.get(at)?.parent ?? null) if (at === root) return true
  return false
}
