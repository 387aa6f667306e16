import { AppError } from '../contract/error.ts'
import type { Policy } from '../contract/policy.ts'

/** Refusals that several files of this room give. */

/**
 * One answer for an unknown name, a wrong password, a wrong code, and an account that is locked, held or closed. A lock
 * is not told to whoever has the right password either: it would tell a guesser that he has it.
 */
export function signInFailed({ lockFailures, lockMinutes }: Policy): AppError {
  return new AppError('sign_in_failed', {
    status: 401,
    say: {
      zh: `登录名、口令或验证码不正确，或账号待放行。连续失败 ${lockFailures} 次的账号锁定 ${lockMinutes} 分钟；仍进不去时请联系安全管理员，安全管理员自己进不去时在服务器上运行 fengtu user unlock 或 user link`,
      en: `The sign-in name, password or code is not right, or the account waits to be let in. After ${lockFailures} failures in a row an account is locked for ${lockMinutes} minutes; ask the security administrator if it stays so. One who cannot get in himself runs fengtu user unlock or user link on the server`,
    },
  })
}

export function noAccount(): AppError {
  return new AppError('account_unknown', { status: 404, say: { zh: '没有这个账号，可能刚被改动，请刷新列表', en: 'There is no such account: reload the list' } })
}

export function noPost(): AppError {
  return new AppError('post_unknown', { status: 404, say: { zh: '没有这个岗位，可能刚被收回，请刷新', en: 'There is no such post: reload the page' } })
}

export function badField(field: string, zh: string, en: string): AppError {
  return new AppError('bad_parameter', { status: 400, field, say: { zh, en } })
}

export function conflict(code: string, zh: string, en: string): AppError {
  return new AppError(code, { status: 409, say: { zh, en } })
}
