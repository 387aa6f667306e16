import { hexToLinear, linearToHex } from '../../web/theme/ramp.ts'

/** What a colour looks like to an eye or a printer: linear light in, linear light out, row by row. */
type Matrix = readonly [number, number, number, number, number, number, number, number, number]

const LUMINANCE = [0.2126, 0.7152, 0.0722] as const

/** Full dichromacy after Machado, Oliveira and Fernandes (2009), and print in black and white. */
const MATRICES: Record<string, Matrix> = {
  protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritanopia: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
  'black and white': [...LUMINANCE, ...LUMINANCE, ...LUMINANCE],
}

export const EYES: Record<string, (hex: string) => string> = {
  'full colour': (hex) => hex,
  ...Object.fromEntries(Object.entries(MATRICES).map(([name, matrix]) => [name, (hex: string) => seen(hex, matrix)])),
}

function seen(hex: string, m: Matrix): string {
  const [r, g, b] = hexToLinear(hex)
  return linearToHex([0, 3, 6].map((row) => m[row]! * r + m[row + 1]! * g + m[row + 2]! * b))
}
