import type { HeightGrid } from './grid.ts'

/**
 * The same ground at half the resolution, again and again until it is small: far views read the level
 * whose cells are as wide as their pixels, otherwise they would flicker with single cells.
 */
export function heightPyramid(grid: HeightGrid): HeightGrid[] {
  const levels = [filled(grid)]
  for (let last = levels[0] as HeightGrid; last.columns > 2 && last.rows > 2; ) {
    last = halved(last)
    levels.push(last)
  }
  return levels
}

function halved(grid: HeightGrid): HeightGrid {
  const columns = Math.ceil(grid.columns / 2)
  const rows = Math.ceil(grid.rows / 2)
  const heightsM = new Float32Array(columns * rows)
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const [top, left] = [row * 2, column * 2]
      const bottom = Math.min(top + 1, grid.rows - 1)
      const right = Math.min(left + 1, grid.columns - 1)
      heightsM[row * columns + column] =
        (at(grid, left, top) + at(grid, right, top) + at(grid, left, bottom) + at(grid, right, bottom)) / 4
    }
  }
  return { columns, rows, west: grid.west + grid.cell / 2, north: grid.north - grid.cell / 2, cell: grid.cell * 2, heightsM }
}

function at(grid: HeightGrid, column: number, row: number): number {
  return grid.heightsM[row * grid.columns + column] as number
}

/** Unknown cells take the height of the nearest known ones in their row or column, so that no cliff stands at the edge. */
function filled(grid: HeightGrid): HeightGrid {
  if (!grid.heightsM.some(Number.isNaN)) return grid
  const heightsM = grid.heightsM.slice()
  const { columns, rows } = grid
  let front: number[] = []
  heightsM.forEach((height, index) => {
    if (!Number.isNaN(height)) front.push(index)
  })
  if (front.length === 0) return { ...grid, heightsM: heightsM.fill(0) }
  while (front.length > 0) {
    const next: number[] = []
    for (const index of front) {
      const column = index % columns
      const row = (index - column) / columns
      const near = [column > 0 ? index - 1 : -1, column < columns - 1 ? index + 1 : -1, row > 0 ? index - columns : -1, row < rows - 1 ? index + columns : -1]
      for (const other of near) {
        if (other < 0 || !Number.isNaN(heightsM[other])) continue
        heightsM[other] = heightsM[index] as number
        next.push(other)
      }
    }
    front = next
  }
  return { ...grid, heightsM }
}

/** Height at a place of the grid's own system by bilinear interpolation; the edge goes on outside. */
export function heightAt(grid: HeightGrid, x: number, y: number): number {
  const column = clamp((x - grid.west) / grid.cell, grid.columns - 1)
  const row = clamp((grid.north - y) / grid.cell, grid.rows - 1)
  const [left, top] = [Math.min(Math.floor(column), grid.columns - 2), Math.min(Math.floor(row), grid.rows - 2)]
  const [across, down] = [column - left, row - top]
  const upper = at(grid, left, top) * (1 - across) + at(grid, left + 1, top) * across
  const lower = at(grid, left, top + 1) * (1 - across) + at(grid, left + 1, top + 1) * across
  return upper * (1 - down) + lower * down
}

function clamp(value: number, most: number): number {
  return value < 0 ? 0 : value > most ? most : value
}
