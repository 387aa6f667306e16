import type { Say } from '../../geodata/place/say.ts'

/** Every digit, grouped: `12,345`. For tables, sentences, and what stands behind a short figure. */
export function exact(value: number, digits = 0): string {
  const [whole = '', rest] = Math.abs(value).toFixed(digits).split('.')
  const thousands = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return `${value < 0 ? '−' : ''}${thousands}${rest ? `.${rest}` : ''}`
}

/** An expected number of cases as far as it means anything: 4.1, 23, below 0.1. */
export function expectedSaid(expected: number): Say {
  if (expected < 0.1) return { zh: '不到 0.1 件', en: 'less than 0.1' }
  const text = exact(expected, expected < 9.95 ? 1 : 0)
  return { zh: `约 ${text} 件`, en: `about ${text}` }
}
