import type { HotRow } from '../../contract/hotspots.ts'

/**
 * A row of a hot-spot map for those who see aggregates only: its class. Every number of it is worked out from exact
 * counts, and would give them back.
 */
export function withoutNumbers({ id, name, nameEn, index, class: told }: HotRow): HotRow {
  return { id, name, nameEn, index, count: null, expected: null, value: null, z: null, p: null, pFdr: null, class: told }
}
