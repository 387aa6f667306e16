import { exact, LEAST_BASE } from './format.ts'

/** A difference with its sign: +12 · −5 · 0. */
export function signed(change: number, digits = 0): string {
  const text = exact(Math.abs(change), digits)
  if (Number(text.replaceAll(',', '')) === 0) return '0'
  return `${change < 0 ? '−' : '+'}${text}`
}

/** A difference in per cent of `base`; null where that is too small for one to mean anything. */
export function signedShare(change: number, base: number): string | null {
  return base >= LEAST_BASE ? `${signed((change / base) * 100, 1)}%` : null
}
