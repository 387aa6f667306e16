import type { AdminsByLink, LinkPurpose, LinkUsed, PasswordByLink } from '../../server/contract/accounts.ts'
import { request, send, type Ask } from './client.ts'

const link = (token: string) => `/links/${encodeURIComponent(token)}`

export const linksApi = {
  read: (token: string, ask?: Ask) => request<LinkPurpose>(link(token), ask),
  use: (token: string, given: PasswordByLink | AdminsByLink) => request<LinkUsed>(link(token), send('POST', given)),
}
