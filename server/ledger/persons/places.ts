import type { AreaTree } from '../../../geodata/place/tree.ts'

/** Full and short names of the county's places, so that none is taken for a person. */
export function placesOf({ areas }: AreaTree): Set<string> {
  return new Set(areas.flatMap(({ name, aliases = [] }) => [name, ...aliases].flatMap((word) => [word, word.replace(/(?:村委会|居委会|社区|街道|村|镇|乡|县|区|市)$/, '')])))
}
