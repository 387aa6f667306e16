import type { Context as Call } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { parseAccept } from 'hono/utils/accept'
import { HTTPException } from 'hono/http-exception'
import type { Problem } from '../contract/answers.ts'
import { AppError, type Language, type Say } from '../contract/error.ts'

/** The asker's language from Accept-Language: Chinese unless English is asked for first. */
export function languageOf(call: Call): Language {
  const accepted = parseAccept(call.req.header('accept-language') ?? '')
  const wanted = accepted.sort((a, b) => b.q - a.q).find(({ type }) => /^(zh|en)\b/i.test(type))
  return wanted?.type.toLowerCase().startsWith('en') ? 'en' : 'zh'
}

const TITLES: Record<number, Say> = {
  400: { zh: '请求参数有误', en: 'Bad request' },
  401: { zh: '没有登录', en: 'Not signed in' },
  403: { zh: '不允许', en: 'Not allowed' },
  404: { zh: '没有找到', en: 'Not found' },
  405: { zh: '方法不可用', en: 'Method not allowed' },
  409: { zh: '与现有数据冲突', en: 'Conflict' },
  410: { zh: '已不再有效', en: 'Gone' },
  413: { zh: '内容太大', en: 'Too large' },
  415: { zh: '格式不支持', en: 'Unsupported format' },
  421: { zh: '主机名不对', en: 'Wrong host' },
  422: { zh: '内容无法处理', en: 'Cannot be processed' },
  429: { zh: '请求太频繁', en: 'Too many requests' },
  503: { zh: '暂时不可用', en: 'Unavailable' },
}
const FAILED: Say = { zh: '服务器出错', en: 'Server error' }

/** A problem document (RFC 9457) in the asker's language. */
export function problem(call: Call, error: AppError): Response {
  const language = languageOf(call)
  const body: Problem = {
    type: `urn:fengtu:problem:${error.code}`,
    title: (TITLES[error.status] ?? FAILED)[language],
    status: error.status,
    detail: error.say[language],
    ...(error.field !== undefined && { field: error.field }),
    code: error.code,
    ...error.more,
  }
  return call.body(JSON.stringify(body), error.status as ContentfulStatusCode, {
    'content-type': 'application/problem+json; charset=utf-8',
    'content-language': language === 'zh' ? 'zh-CN' : 'en',
    'cache-control': 'no-store',
    // RFC 9110, 11.6.1; no scheme that a browser would ask a password for
    ...(error.status === 401 && { 'www-authenticate': 'Bearer realm="fengtu"' }),
    ...(error.retryAfterS !== undefined && { 'retry-after': String(error.retryAfterS) }),
  })
}

/** What a thrown value says to the asker: never a stack trace, a query or a row of a ledger. */
export function appErrorOf(error: unknown): AppError {
  if (error instanceof AppError) return error
  if (error instanceof HTTPException && error.status === 415) return unsupported()
  if (error instanceof HTTPException && error.status < 500) {
    return new AppError('bad_request', {
      status: error.status,
      say: { zh: '请求无法读取，请检查内容格式', en: 'The request cannot be read: check its format' },
    })
  }
  return new AppError('internal', {
    status: 500,
    say: {
      zh: '服务器处理请求时出错。请先刷新，看这次操作有没有生效，再决定是否重做；仍出错时请管理员查看服务器日志',
      en: 'The server failed while working on this. Reload to see whether it was done before you do it again; if it stays, an administrator looks at the server log',
    },
    cause: error,
  })
}

export function unsupported(): AppError {
  return new AppError('unsupported_type', {
    status: 415,
    say: { zh: '请以 multipart/form-data 上传文件，其余写操作用 application/json', en: 'Upload files as multipart/form-data; other writes take application/json' },
  })
}
