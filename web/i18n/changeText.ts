import { exact, LEAST_BASE } from './format.ts'

/** A difference with its sign: +12 · −5 · 0. */
export function signed(change: number, digits = 0): string {
  const text = exact(Math.abs(change), digits)
  if (Number(text.replaceAll(',', '')) === 0) return '0'
  return `${change < 0 ? '−' : '+'}${text}`
}

/** What lies between `a` and `b` in per cent of `b`, which counts `scale` times; null where `b` is too small for one to mean anything. */
export function signedShare(a: number, b: number, scale: number): string | null {
  return b >= LEAST_BASE ? `${signed((a / (b * scale) - 1) * 100, 1)}%` : null
}
