import { createHash, randomBytes } from 'node:crypto'

/** 256 random bits for a cookie, a link or a device, as 43 letters that an address may hold. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** What is stored of a token. It is random in full, so that a plain hash keeps it as well as a slow one. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
