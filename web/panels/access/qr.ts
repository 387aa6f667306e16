import { encode } from 'uqr'

/** Quiet modules around a code, as ISO/IEC 18004 asks. */
const BORDER = 4

export interface QrDrawing {
  /** side in modules */
  size: number
  /** the dark modules as one path of unit squares, row by row */
  path: string
}

/** A QR code to be drawn; `text` must fit into one, some 2,000 letters. */
export function qrDrawing(text: string): QrDrawing {
  const { data, size } = encode(text, { ecc: 'M', border: BORDER })
  const path = data.map((row, y) => runsOf(row).map(([x, length]) => `M${x} ${y}h${length}v1h-${length}z`).join('')).join('')
  return { size, path }
}

/** Start and length of each run of dark modules. */
function runsOf(row: readonly boolean[]): [number, number][] {
  const runs: [number, number][] = []
  for (const [x, dark] of row.entries()) {
    const last = runs.at(-1)
    if (dark && last && last[0] + last[1] === x) last[1]++
    else if (dark) runs.push([x, 1])
  }
  return runs
}
