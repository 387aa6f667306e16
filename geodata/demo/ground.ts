import type { Day } from '../place/area.ts'
import type { Register } from './areas.ts'
import { drawBorders, type Borders } from './borders.ts'
import { layOutTowns } from './county.ts'
import { placeFacilities, type DemoFacility } from './facilities.ts'
import { layOutCells, type Cells } from './grids.ts'
import { readLand, type Land } from './land.ts'
import { makeMesh } from './mesh.ts'
import { populate } from './people.ts'
import type { Random } from './random.ts'
import type { XY } from './raster.ts'
import { registerAreas } from './register.ts'
import { makeReservoir } from './reservoir.ts'
import { traceStreams } from './rivers.ts'
import { buildRoads, type Road } from './roads.ts'
import { makeTerrain } from './terrain.ts'
import { layOutVillages, type Villages } from './villages.ts'
import { growWoods } from './woods.ts'

/** Everything that stands still: the land, its areas and what was built on it. */
export interface DemoGround {
  land: Land
  villages: Villages
  cells: Cells
  borders: Borders
  register: Register
  roads: Road[]
  woods: XY[][][]
  facilities: DemoFacility[]
}

export function makeGround(random: Random, until: Day): DemoGround {
  const terrain = makeTerrain(random.fork('terrain'))
  const { streams, flow } = traceStreams(terrain, random.fork('rivers'))
  const reservoir = makeReservoir(terrain, streams, flow)
  const mesh = makeMesh(streams, reservoir.rings, random.fork('mesh'))
  const land = readLand({ terrain, streams, flow, reservoir, mesh })
  const towns = layOutTowns(land, random.fork('towns'))
  const villages = layOutVillages(land, towns, random.fork('villages'))
  const populations = populate(land, villages.settlements, random.fork('people'))
  const cells = layOutCells(land, villages, populations, random.fork('cells'))
  const register = registerAreas({ land, towns, villages, cells, populations, until, random: random.fork('names') })
  return {
    land,
    villages,
    cells,
    register,
    borders: drawBorders(mesh, cells.label),
    roads: buildRoads(land, towns, villages.settlements),
    woods: growWoods(land, random.fork('woods')),
    facilities: placeFacilities(register, random.fork('facilities')),
  }
}
