import * as oidc from 'openid-client'
import { AppError } from '../contract/error.ts'

export interface ProviderSettings {
  issuer: URL
  clientId: string
  clientSecret: string
  /** words for the button */
  name: string
}

/** What the browser keeps between leaving for the provider and coming back. */
export interface Trip {
  state: string
  nonce: string
  verifier: string
}

/** An identity provider that speaks OpenID Connect. Nothing of it is asked for before somebody wants to sign in there. */
export interface Provider {
  readonly name: string
  /** where to send the browser, and what it has to bring back */
  begin(redirectUri: string): Promise<{ url: URL; trip: Trip }>
  /** names that the provider vouches for; see `namesOf` */
  finish(here: URL, trip: Trip): Promise<string[]>
}

const SCOPE = 'openid profile'
const TIMEOUT_S = 10

/** Code flow with PKCE, state and nonce (OpenID Connect Core, 3.1; RFC 9700). */
export function openProvider({ issuer, clientId, clientSecret, name }: ProviderSettings): Provider {
  let known: Promise<oidc.Configuration> | null = null
  const configuration = (): Promise<oidc.Configuration> => {
    // a provider without https is one that runs on this machine, as in tests
    const execute = issuer.protocol === 'http:' && LOOPBACK.test(issuer.hostname) ? [oidc.allowInsecureRequests] : []
    known ??= oidc.discovery(issuer, clientId, clientSecret, undefined, { execute, timeout: TIMEOUT_S }).catch((cause: unknown) => {
      known = null
      throw silent(cause)
    })
    return known
  }
  return {
    name,
    async begin(redirectUri) {
      const config = await configuration()
      const trip = { state: oidc.randomState(), nonce: oidc.randomNonce(), verifier: oidc.randomPKCECodeVerifier() }
      const url = oidc.buildAuthorizationUrl(config, {
        redirect_uri: redirectUri,
        scope: SCOPE,
        state: trip.state,
        nonce: trip.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(trip.verifier),
        code_challenge_method: 'S256',
      })
      return { url, trip }
    },
    async finish(here, { state, nonce, verifier }) {
      const config = await configuration()
      try {
        const tokens = await oidc.authorizationCodeGrant(config, here, { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true })
        const { sub, preferred_username: told } = tokens.claims()!
        const username = typeof told === 'string' ? told : await usernameOf(config, tokens.access_token, sub)
        return namesOf(sub, username)
      } catch (cause) {
        throw refusedThere(cause)
      }
    },
  }
}

/** Host names of this machine, where a provider needs no https. */
export const LOOPBACK = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/

async function usernameOf(config: oidc.Configuration, accessToken: string, sub: string): Promise<string | undefined> {
  if (!config.serverMetadata().userinfo_endpoint) return undefined
  const { preferred_username } = await oidc.fetchUserInfo(config, accessToken, sub)
  return typeof preferred_username === 'string' ? preferred_username : undefined
}

/**
 * The names by which an account may be linked: the user name, and `sub:` with the subject. The prefix keeps somebody
 * from taking the subject of another one as his user name.
 */
export function namesOf(sub: string, username: string | undefined): string[] {
  const named = username && !username.startsWith('sub:') ? [username] : []
  return [`sub:${sub}`, ...named]
}

function silent(cause: unknown): AppError {
  return new AppError('provider_silent', {
    status: 503,
    cause,
    say: {
      zh: '统一身份平台没有应答，请稍后再试，或用口令登录；管理员请检查 FENGTU_OIDC_ISSUER',
      en: 'The identity provider does not answer: try again later, or sign in with a password. Administrators: check FENGTU_OIDC_ISSUER',
    },
  })
}

function refusedThere(cause: unknown): AppError {
  return new AppError('provider_refused', {
    status: 401,
    cause,
    say: { zh: '统一身份平台没有确认这次登录，请重新来过', en: 'The identity provider did not confirm this sign-in: begin again' },
  })
}
