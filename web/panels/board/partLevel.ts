import type { AreaDetail, CountyInfo, Level } from '../../../server/contract/answers.ts'

/** The level of the parts of what is looked at: the widest below the chosen area, or below the county; null where it has no two parts. */
export function partLevel(area: Pick<AreaDetail, 'children'> | null, { levels }: Pick<CountyInfo, 'levels'>): Level | null {
  if (!area) return levels[1]?.level ?? null
  return levels.map(({ level }) => level).find((level) => area.children.filter((child) => child.level === level).length > 1) ?? null
}
