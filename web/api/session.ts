import type { Role } from '../../server/contract/roles.ts'
import type { SecondFactorSetup, Session } from '../../server/contract/session.ts'
import { request, send } from './client.ts'

export const sessionApi = {
  /** who is here, without that keeping the session alive */
  read: () => request<Session>('/session', { quiet: true }),
  /** the same, by somebody who is at the page */
  here: () => request<Session>('/session?here=true'),
  signIn: (login: string, password: string) => request<Session>('/session', send('POST', { login, password })),
  asDevice: (token: string) => request<Session>('/session/device', send('POST', { token })),
  enterDemo: (role: Role) => request<Session>('/session/demo', send('POST', { role })),
  signOut: () => request<Session>('/session', { method: 'DELETE' }),
  takePost: (post: string) => request<Session>('/session/post', send('POST', { post })),
  changePassword: (current: string, next: string) => request<Session>('/session/password', send('POST', { current, next })),
  setUpFactor: () => request<SecondFactorSetup>('/session/second-factor/setup', send('POST')),
  giveCode: (code: string) => request<Session>('/session/second-factor', send('POST', { code })),
  dropFactor: (password: string) => request<Session>('/session/second-factor', send('DELETE', { password })),
}

/** Where the browser goes to sign in at the identity provider. */
export const PROVIDER_PATH = '/api/session/provider'
