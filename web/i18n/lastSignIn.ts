import type { Session } from '../../server/contract/session.ts'
import type { Language } from '../../geodata/place/say.ts'
import { clockText, exact } from './format.ts'
import { i18n } from './index.ts'

/** The notice after a sign-in: when and from where the one before was, and whether somebody failed meanwhile. */
export function lastSignInText(last: NonNullable<Session['lastSignIn']>, language: Language): string {
  const { t } = i18n.global
  const time = clockText(Date.parse(last.at), language)
  const when = last.address ? t('session.lastSignIn', { time, address: last.address }) : t('session.lastSignInLocal', { time })
  return last.failures > 0 ? `${when}\n${t('session.lastFailures', { n: exact(last.failures) })}` : when
}
