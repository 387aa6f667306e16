import type {
  Account, AccountChange, AccountLink, AccountList, AdminsByLink, DeviceList, DeviceMade, LinkPurpose, LinkUsed, NewAccount, NewDevice, NewPost,
  PasswordByLink, PostOrganisations, PostPlaces,
} from '../../server/contract/accounts.ts'
import type { PolicyAnswer, PolicyChange } from '../../server/contract/policy.ts'
import { request, send, type ApiError, type Ask } from './client.ts'

const account = (id: string, rest = '') => `/accounts/${encodeURIComponent(id)}${rest}`

export const accountsApi = {
  list: (ask?: Ask) => request<AccountList>('/accounts', ask),
  make: (made: NewAccount) => request<AccountLink>('/accounts', send('POST', made)),
  change: (id: string, change: AccountChange) => request<Account>(account(id), send('PATCH', change)),
  link: (id: string) => request<AccountLink>(account(id, '/link'), send('POST')),
  givePost: (id: string, post: NewPost) => request<Account>(account(id, '/posts'), send('POST', post)),
  takePost: (id: string, post: string) => request<Account>(account(id, `/posts/${encodeURIComponent(post)}`), { method: 'DELETE' }),
  places: (q: string, ask?: Ask) => request<PostPlaces>(`/accounts/places?${new URLSearchParams({ q })}`, ask),
  organisations: (county: string, ask?: Ask) => request<PostOrganisations>(`/accounts/organisations?${new URLSearchParams({ of: county })}`, ask),
}

export const devicesApi = {
  list: (ask?: Ask) => request<DeviceList>('/devices', ask),
  make: (made: NewDevice) => request<DeviceMade>('/devices', send('POST', made)),
  close: (id: string) => request<DeviceList>(`/devices/${encodeURIComponent(id)}`, { method: 'DELETE' }),
}

export const policyApi = {
  read: (ask?: Ask) => request<PolicyAnswer>('/policy', ask),
  write: (policy: PolicyChange) => request<PolicyAnswer>('/policy', send('PUT', policy)),
}

/** The policy as it stands, where somebody changed it since it was opened. */
export function policyNow(error: ApiError | null): PolicyAnswer | null {
  const problem = error?.problem as { code?: string; current?: PolicyAnswer } | null | undefined
  return problem?.code === 'policy_changed' ? (problem.current ?? null) : null
}

export const linksApi = {
  /** the token goes in the body, for addresses stand in logs */
  read: (token: string) => request<LinkPurpose>('/links', send('POST', { token })),
  /** why a link of an earlier version, whose token stood in its address, is good no more; the token is sent nowhere */
  old: () => request<LinkPurpose>('/links/old'),
  use: (token: string, given: PasswordByLink | AdminsByLink) => request<LinkUsed>('admins' in given ? '/links/admins' : '/links/password', send('POST', { token, ...given })),
}
