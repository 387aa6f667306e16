import type { AreaRow } from '../../server/contract/answers.ts'
import type { ImportResult } from '../../server/contract/imports.ts'
import type { Role } from '../../server/contract/roles.ts'

export const COUNTY = '990101000000'

/** A ledger as bytes, for the file field of the page or for the API. Cells must need no quoting. */
export function ledger(name: string, rows: readonly (readonly string[])[]): { name: string; mimeType: string; buffer: Buffer } {
  return { name, mimeType: 'text/csv', buffer: Buffer.from(`\uFEFF${rows.map((row) => row.join(',')).join('\r\n')}\r\n`) }
}

/** The cookie of somebody who entered the demo as a role. */
export async function cookieOf(address: string, role: Role = 'clerk'): Promise<string> {
  const init = { method: 'POST', body: JSON.stringify({ role }), headers: { 'content-type': 'application/json' } }
  const response = await fetch(`${address}/api/session/demo`, init)
  if (!response.ok) throw new Error(`demo as ${role}: ${response.status} ${await response.text()}`)
  return response.headers.get('set-cookie')!.split(';')[0]!
}

/** What the centre's clerk is answered. */
export async function ask<Answer>(address: string, path: string, init?: RequestInit): Promise<Answer> {
  const response = await fetch(`${address}/api/counties/${COUNTY}${path}`, { ...init, headers: { cookie: await cookieOf(address) } })
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  return (await response.json()) as Answer
}

export async function importByApi(address: string, file: ReturnType<typeof ledger>): Promise<ImportResult> {
  const body = new FormData()
  body.append('file', new File([new Uint8Array(file.buffer)], file.name))
  return ask(address, '/imports', { method: 'POST', body })
}

/** Two villages of different towns, with the name of their town. */
export async function someVillages(address: string): Promise<{ town: string; village: AreaRow }[]> {
  const [{ areas: towns }, { areas: villages }] = await Promise.all([
    ask<{ areas: AreaRow[] }>(address, '/areas?level=town'),
    ask<{ areas: AreaRow[] }>(address, '/areas?level=village'),
  ])
  return towns.slice(0, 2).map((town) => ({ town: town.name, village: villages.find(({ parent }) => parent === town.code)! }))
}
