import type { AreaCode } from '../place/area.ts'
import type { DemoArea } from './areas.ts'
import { metres } from './county.ts'
import type { Cells } from './grids.ts'
import type { Land } from './land.ts'
import { numeral } from './names.ts'
import type { XY } from './raster.ts'
import type { Reserve, Villages } from './villages.ts'

const RESERVE_NAMES: Record<Reserve['kind'], string[]> = {
  reservoir: ['枫溪水库库区网格'],
  forest: ['国有云岭林场网格', '国有松峪林场网格'],
  park: ['产业园西片区网格', '产业园东片区网格'],
}

/** Grid codes of 15 digits, 6+3+3+3, numbered from west to east and north to south inside their parent. */
export function registerCells(
  { land, villages, cells }: { land: Land; villages: Villages; cells: Cells },
  towns: readonly DemoArea[],
  registered: readonly DemoArea[],
): DemoArea[] {
  const middles = middlesOf(land, cells)
  const out: DemoArea[] = []
  const children = new Map<DemoArea, number[]>()
  cells.cells.forEach(({ settlement, reserve }, cell) => {
    const parent = (
      reserve >= 0 ? towns[(villages.reserves[reserve] as Reserve).town] : registered[settlement]
    ) as DemoArea
    children.set(parent, [...(children.get(parent) ?? []), cell])
  })
  for (const [parent, list] of children) {
    const row = (cell: number) => Math.round(-(middles[cell] as XY)[1] / 600)
    list.sort((a, b) => row(a) - row(b) || (middles[a] as XY)[0] - (middles[b] as XY)[0])
    list.forEach((cell, k) => {
      const { reserve } = cells.cells[cell] as { reserve: number }
      out[cell] = {
        code: `${parent.code}${String(k + 1).padStart(3, '0')}` as AreaCode,
        level: 'grid',
        parent: parent.code,
        aliases: [],
        name:
          reserve >= 0
            ? reserveName(villages.reserves, reserve)
            : list.length === 1
              ? `${parent.name}网格`
              : `${parent.name}第${numeral(k + 1)}网格`,
        kind: reserve >= 0 ? '镇级网格' : '村级网格',
        seat: middles[cell] as XY,
        town: parent.town,
        settlement: parent.settlement,
        cell,
      }
    })
  }
  return out
}

function reserveName(reserves: readonly Reserve[], reserve: number): string {
  const { kind } = reserves[reserve] as Reserve
  return RESERVE_NAMES[kind][reserves.slice(0, reserve).filter((other) => other.kind === kind).length] as string
}

/** The site of each cell that lies nearest to the mean of its sites. */
function middlesOf(land: Land, { label, cells }: Cells): XY[] {
  const sums = cells.map(() => [0, 0, 0] as [number, number, number])
  land.mesh.sites.forEach(([x, y], site) => {
    const sum = sums[label[site] as number]
    if (!sum) return
    sum[0] += x
    sum[1] += y
    sum[2]++
  })
  const nearest: XY[] = []
  const least = new Float64Array(cells.length).fill(Infinity)
  land.mesh.sites.forEach((site, s) => {
    const cell = label[s] as number
    const sum = sums[cell]
    if (!sum) return
    const distance = metres(site, [sum[0] / sum[2], sum[1] / sum[2]])
    if (distance >= (least[cell] as number)) return
    least[cell] = distance
    nearest[cell] = site
  })
  return nearest
}
