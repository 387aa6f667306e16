import { AppError, type Say } from '../contract/error.ts'
import { RIGHTS, type Right } from '../contract/roles.ts'
import { SESSION_ENDS, type Duty, type SessionEnd } from '../contract/session.ts'

/** What is said to whoever is not let through. */

export function notSignedIn(ended: SessionEnd | null): AppError {
  return new AppError('not_signed_in', { status: 401, say: ended ? SESSION_ENDS.row(ended).label : { zh: '请先登录', en: 'Sign in first' } })
}

const DUTIES: Record<Duty, Say> = {
  password: { zh: '请先修改口令：首次登录，或口令已到期', en: 'Change the password first: this is the first sign-in, or it is too old' },
  second_factor_setup: { zh: '安全策略要求第二因素，请先设置', en: 'The policy demands a second factor: set it up first' },
  second_factor: { zh: '请先输入动态验证码', en: 'Give the one-time code first' },
}

export function deviceUnknown(): AppError {
  return new AppError('device_unknown', {
    status: 401,
    field: 'token',
    say: {
      zh: '令牌不对、已停用，或者这台设备不在登记的网络上；请安全管理员重新登记大屏设备',
      en: 'The token is wrong or closed, or this device is outside the network it was registered for; ask the security administrator to register the wall anew',
    },
  })
}

export function dutyOpen(duty: Duty): AppError {
  return new AppError('duty_open', { status: 403, say: DUTIES[duty], field: duty })
}

export function codeWrong(): AppError {
  return new AppError('code_wrong', { status: 422, field: 'code', say: { zh: '验证码不对或已用过，请等下一个', en: 'The code is not right, or was used: wait for the next one' } })
}

export function lacksRight(rights: readonly Right[]): AppError {
  const names = (language: 'zh' | 'en') => rights.map((one) => RIGHTS.row(one).label[language])
  return notAllowed({
    zh: `您现在的岗位没有“${names('zh').join('、')}”的权限；有别的岗位时请切换，否则请联系安全管理员`,
    en: `Your present post lacks the right "${names('en').join(', ')}": take another of your posts, or ask the security administrator`,
  })
}

export function caseless(): AppError {
  return notAllowed({ zh: '您现在的岗位看不到案件', en: 'Your present post reads no case' })
}

export function partOnly(): AppError {
  return notAllowed({ zh: '这项操作涉及全县，须由全县范围的岗位来做', en: 'This concerns the county as a whole and is for a post that has all of it' })
}

export function notAllowed(say: Say): AppError {
  return new AppError('not_allowed', { status: 403, say })
}

export function readOnly(): AppError {
  return new AppError('read_only', {
    status: 403,
    say: { zh: '本服务以只读方式运行（FENGTU_READ_ONLY），不能写入', en: 'This server is read-only (FENGTU_READ_ONLY) and takes no writes' },
  })
}

/** To HEAD, where an answer is written into the audit log as read or taken away: nothing would be sent. */
export function getOnly(): AppError {
  return new AppError('method_not_allowed', {
    status: 405,
    say: { zh: '导出和下载只接受 GET 请求', en: 'What is exported or downloaded takes GET only' },
  })
}
