const EARTH_M = 40_075_016.686
const TILE_PX = 512
const ROUND = [1, 2, 3, 5, 10]

/** A scale bar of a round length, at most `maxPx` long, at the latitude of the middle of the map. */
export function scaleBar(zoom: number, lat: number, maxPx: number): { metres: number; px: number } {
  const metresPerPx = (EARTH_M * Math.cos((lat * Math.PI) / 180)) / (TILE_PX * 2 ** zoom)
  const most = maxPx * metresPerPx
  const power = 10 ** Math.floor(Math.log10(most))
  const metres = power * Math.max(...ROUND.filter((step) => step * power <= most))
  return { metres, px: metres / metresPerPx }
}

/** Key of its words and the number in them. */
export function scaleSaid(metres: number): { key: 'map.scaleKm' | 'map.scaleM'; n: number } {
  return metres >= 1000 ? { key: 'map.scaleKm', n: metres / 1000 } : { key: 'map.scaleM', n: metres }
}
