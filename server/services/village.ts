import type { AreaCode } from '../../geodata/place/area.ts'
import type { AreaTree } from '../../geodata/place/tree.ts'

/** The village of a grid; any other area itself. */
export function villageOf(tree: AreaTree, code: AreaCode): AreaCode {
  const village = tree.ancestorAt(tree.indexOf(code), 'village')
  return tree.areas[village]?.code ?? code
}
