import type { AreaCode } from '../../../geodata/place/area.ts'
import { dayAt, type Day } from '../../contract/day.ts'
import type { NamedPlace } from '../../contract/answers.ts'
import type { CaseScope } from '../../contract/scope.ts'
import { namedPlace } from '../areas.ts'
import { rightsOf } from '../caseLife/reach.ts'
import type { Context } from '../context.ts'
import type { InstalledPack } from '../packs.ts'
import { bad } from './refusals.ts'

/** Who asks for meetings, and which part of the tree it sees. */
export interface MeetingDesk {
  pack: InstalledPack
  today: Day
  scope: CaseScope
  /** reads minutes of its area */
  reads: boolean
  /** enters and changes meetings of its area */
  writes: boolean
  /** does an area lie in what the asker sees, as it is today? A code that the pack forgot is of the whole county */
  inside(area: string): boolean
  /** codes that count below an area of today, ended ones included; null = all of the county */
  codesBelow(area: AreaCode | null): readonly AreaCode[] | null
  placeOf(area: AreaCode): NamedPlace
}

export async function meetingDesk(ctx: Context, scope: CaseScope): Promise<MeetingDesk> {
  const pack = await ctx.packs.get(scope.county)
  const { tree } = pack
  const today = dayAt(ctx.now())
  const rights = rightsOf(scope.by)
  const top = tree.indexOf(scope.root)
  const end = tree.end[top]!
  const within = (area: string, root: number): boolean => {
    const index = tree.current(area, today)
    return index < 0 ? root === 0 : index >= root && index < tree.end[root]!
  }
  return {
    pack, today, scope,
    reads: scope.cases.within === 'area',
    writes: scope.cases.within === 'area' && (rights.includes('direct') || rights.includes('supervise')),
    inside: (area) => within(area, top),
    codesBelow(area) {
      const root = area === null ? top : tree.current(area, today)
      if (root < top || root >= end) throw unknownArea('area')
      return root === 0 ? null : tree.areas.flatMap(({ code }) => (within(code, root) ? [code] : []))
    },
    placeOf(area) {
      const index = tree.current(area, today)
      return index < 0 ? { code: area, name: area, nameEn: area, path: area, pathEn: area } : namedPlace(tree, index)
    },
  }
}

export function unknownArea(field: string) {
  return bad(field, { zh: '您的区域内没有这个区划代码，请从搜索结果中选择', en: 'No area of yours has this code: choose one of the search results' }, 'unknown_area')
}
