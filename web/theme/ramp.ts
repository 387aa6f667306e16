/** A colour in OKLab: lightness 0–1, then green–red and blue–yellow. */
type Lab = [number, number, number]

/**
 * `count` colours along the stops, equally far apart in lightness, so that one class more always looks like
 * one class more. The stops must run all lighter or all darker. OKLab: Björn Ottosson, 2020.
 */
export function rampColours(stops: readonly string[], count: number): string[] {
  const labs = stops.map((stop) => hexToLab(stop))
  const first = labs[0]![0]
  const last = labs[labs.length - 1]![0]
  return Array.from({ length: count }, (_, k) => {
    const share = count === 1 ? 0.5 : k / (count - 1)
    return labToHex(atLightness(labs, first + (last - first) * share))
  })
}

function atLightness(labs: Lab[], lightness: number): Lab {
  const sign = labs[0]![0] <= labs[labs.length - 1]![0] ? 1 : -1
  let at = 0
  while (at < labs.length - 2 && sign * (labs[at + 1]![0] - lightness) < 0) at++
  const from = labs[at]!
  const to = labs[at + 1]!
  const share = (lightness - from[0]) / (to[0] - from[0])
  return from.map((value, axis) => value + (to[axis]! - value) * share) as Lab
}

export function hexToRgb(hex: string): [number, number, number] {
  const number = Number.parseInt(hex.replace('#', ''), 16)
  return [(number >> 16) & 255, (number >> 8) & 255, number & 255]
}

/** `over` laid upon `under` with an opacity, as the eye sees a fill upon the ground. */
export function blend(over: string, under: string, opacity: number): string {
  const below = hexToRgb(under)
  return toHex(hexToRgb(over).map((value, k) => value * opacity + below[k]! * (1 - opacity)))
}

/** Contrast ratio after WCAG 2.2, 1 to 21. */
export function contrast(a: string, b: string): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number]
  return (high + 0.05) / (low + 0.05)
}

function luminance(hex: string): number {
  const [r, g, b] = hexToLinear(hex)
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

export function hexToLab(hex: string): Lab {
  const [r, g, b] = hexToLinear(hex)
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ]
}

function labToHex([lightness, a, b]: Lab): string {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  return linearToHex([
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ])
}

/** Linear light, 0 to 1 for each of red, green and blue; what lies outside is cut to it on the way back. */
export function hexToLinear(hex: string): [number, number, number] {
  return hexToRgb(hex).map(linear) as [number, number, number]
}

export function linearToHex(light: readonly number[]): string {
  return toHex(light.map(gamma))
}

/** sRGB channel 0–255 to linear light, and back. */
function linear(channel: number): number {
  const c = channel / 255
  return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
}

function gamma(light: number): number {
  const c = light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055
  return c * 255
}

function toHex(channels: number[]): string {
  return `#${channels.map((c) => Math.round(Math.min(255, Math.max(0, c))).toString(16).padStart(2, '0')).join('')}`
}
