import { Secret, TOTP } from 'otpauth'

/** As the apps expect it (RFC 6238): SHA-1, six digits, 30 seconds. */
const SHAPE = { algorithm: 'SHA1', digits: 6, period: 30 } as const
/** Steps that the clock of a phone may be off, either way. */
const WINDOW = 1
/** 160 bits, as RFC 4226 recommends */
const SECRET_BYTES = 20

export function newSecret(): string {
  return new Secret({ size: SECRET_BYTES }).base32
}

/** Address that an app for codes reads from a picture or by hand. */
export function secretUri(login: string, secret: string): string {
  return totp(secret, login).toString()
}

/** The code of a moment, for tests and for whoever writes an app. */
export function codeAt(secret: string, ms: number): string {
  return totp(secret, '').generate({ timestamp: ms })
}

/** Step of the code, later than the last one that was used; null for a wrong code and for one that was used before. */
export function stepOfCode(secret: string, code: string, ms: number, last: number | null): number | null {
  if (!/^\d{6}$/.test(code)) return null
  const off = totp(secret, '').validate({ token: code, timestamp: ms, window: WINDOW })
  if (off === null) return null
  const step = Math.floor(ms / (SHAPE.period * 1_000)) + off
  return last !== null && step <= last ? null : step
}

function totp(secret: string, login: string): TOTP {
  return new TOTP({ ...SHAPE, issuer: '枫图', label: login, secret: Secret.fromBase32(secret) })
}
