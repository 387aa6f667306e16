import type { AreaCode } from '../../geodata/place/area.ts'
import type { Scope } from '../contract/scope.ts'

/** The whole of one county. */
export function countyScope(county: AreaCode): Scope {
  return { county, root: county } as Scope
}
