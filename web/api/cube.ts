import type { AreaTreeColumns } from '../../server/contract/answers.ts'
import { request, respond } from './client.ts'

/** What is held of a county's columns. */
export interface HeldRevision {
  revision: number
  mark: string
}

/** Columns of a million cases may take their time on a slow line. */
const TIMEOUT_MS = 300_000
const ARROW = 'application/vnd.apache.arrow.stream'
const at = (county: string): string => `/counties/${encodeURIComponent(county)}`

/** Nobody asked for them by hand, so they are no sign of anybody at the page. */
export const cubeApi = {
  /** the columns that counts are made of, as bytes; of what is held already, the days that changed since */
  async columns(county: string, held: HeldRevision | null, signal: AbortSignal): Promise<Uint8Array> {
    const query = held ? `?since=${held.revision}&mark=${encodeURIComponent(held.mark)}` : ''
    const response = await respond(`${at(county)}/cube${query}`, ARROW, { signal, quiet: true, timeoutMs: TIMEOUT_MS })
    return new Uint8Array(await response.arrayBuffer())
  },
  tree: (county: string, signal: AbortSignal) => request<AreaTreeColumns>(`${at(county)}/areas/tree`, { signal, quiet: true }),
}
