import { metres } from './county.ts'
import { growBalanced, tidy } from './growth.ts'
import { borderGround, type Land } from './land.ts'
import type { Random } from './random.ts'
import type { XY } from './raster.ts'
import { shareOut, type Villages } from './villages.ts'

const VILLAGE_GRID_COUNT = 445

interface Cell {
  /** settlement that it is part of, or -1 */
  settlement: number
  /** reserve of a town that it is, or -1 */
  reserve: number
}

export interface Cells {
  /** cell of a site, -1 outside the county */
  label: Int32Array
  cells: Cell[]
}

/** Grid cells: one to three in a village, several in a community, and one for each reserve. */
export function layOutCells(land: Land, villages: Villages, populations: readonly number[], random: Random): Cells {
  const counts = cellCounts(villages, populations)
  const sitesOf: number[][] = villages.settlements.map(() => [])
  villages.label.forEach((village, site) => village >= 0 && sitesOf[village]?.push(site))
  const cells: Cell[] = []
  const seeds = villages.settlements.flatMap((_, settlement) =>
    spread(land, sitesOf[settlement] as number[], counts[settlement] as number, random).map((site) => {
      cells.push({ settlement, reserve: -1 })
      return { site, speed: 1 }
    }),
  )
  const ground = borderGround(land, random.fork('cells'), { ridges: 2, unevenness: 0.4 })
  const { label } = growBalanced(ground, seeds, villages.label, {
    wanted: cells.map(() => 1),
    rounds: 5,
    relax: true,
  })
  const smooth = tidy(land.mesh, label, villages.label, 1)
  villages.reserves.forEach((_, reserve) => cells.push({ settlement: -1, reserve }))
  return {
    label: smooth.map((cell, site) =>
      (villages.reserved[site] as number) >= 0 ? seeds.length + (villages.reserved[site] as number) : cell,
    ),
    cells,
  }
}

function cellCounts({ settlements }: Villages, populations: readonly number[]): number[] {
  const communityCells = settlements.map(({ community }, s) =>
    community ? Math.min(8, Math.max(3, Math.round((populations[s] as number) / 1300))) : 0,
  )
  const rest =
    VILLAGE_GRID_COUNT -
    communityCells.reduce((a, b) => a + b, 0) -
    settlements.filter(({ community }) => !community).length
  const extra = shareOut(
    rest,
    settlements.map(({ community, areaM2 }, s) =>
      community ? 0 : Math.max(0, (populations[s] as number) - 420) ** 0.8 * Math.sqrt(areaM2 / 1e6),
    ),
  )
  return settlements.map(({ community }, s) => (community ? (communityCells[s] as number) : 1 + (extra[s] as number)))
}

/** Sites far from one another, the first by chance. */
function spread(land: Land, sites: readonly number[], count: number, random: Random): number[] {
  const chosen = [random.pick(sites)]
  while (chosen.length < Math.min(count, sites.length)) {
    let [best, most] = [sites[0] as number, -1]
    for (const site of sites) {
      const room = Math.min(
        ...chosen.map((other) => metres(land.mesh.sites[site] as XY, land.mesh.sites[other] as XY)),
      )
      if (room > most) [best, most] = [site, room]
    }
    chosen.push(best)
  }
  return chosen
}
