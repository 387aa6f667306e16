import type { AreaCode } from '../../geodata/place/area.ts'
import type { Brand } from '../../geodata/place/brand.ts'

/**
 * What the asker may see: a county (the key of the database) and the root of the part of its tree.
 * Made by `server/access` only; every function of store and services that reads county data demands one.
 */
export type Scope = {
  readonly county: AreaCode
  /** area whose subtree may be seen; the county's root for a whole county */
  readonly root: AreaCode
} & Brand<'Scope'>
