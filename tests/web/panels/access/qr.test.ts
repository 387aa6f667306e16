import { encode } from 'uqr'
import { expect, test } from 'vitest'
import { qrDrawing } from '../../../../web/panels/access/qr.ts'

const URI = 'otpauth://totp/Fengtu:clerk01?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Fengtu'

test('the path covers every dark module of the code once, and no light one', () => {
  const { size, path } = qrDrawing(URI)
  const drawn = Array.from({ length: size }, () => Array.from({ length: size }, () => 0))
  const runs = [...path.matchAll(/M(\d+) (\d+)h(\d+)v1h-(\d+)z/g)].map((match) => match.slice(1).map(Number) as [number, number, number, number])
  expect(runs.map(([x, y, length, back]) => `M${x} ${y}h${length}v1h-${back}z`).join('')).toBe(path)
  for (const [x, y, length, back] of runs) {
    expect(back).toBe(length)
    for (let at = x; at < x + length; at++) drawn[y]![at]!++
  }
  const { data } = encode(URI, { ecc: 'M', border: 4 })
  expect(drawn).toEqual(data.map((row) => row.map(Number)))
})

test('four light modules stand around it', () => {
  const { size, path } = qrDrawing(URI)
  const corner = /M(\d+) (\d+)h7/.exec(path)!
  expect([Number(corner[1]), Number(corner[2])]).toEqual([4, 4])
  expect(size).toBeGreaterThan(29)
})
