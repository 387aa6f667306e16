import type { ZodError } from 'zod'
import { AppError, type Say } from '../contract/error.ts'

type Issue = ZodError['issues'][number]

/** The first thing that a schema refuses. */
export function invalid({ issues }: ZodError): AppError {
  const issue = issues[0] as Issue
  const field = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0]].join('.') : issue.path.join('.')
  return new AppError('bad_parameter', { status: 400, field, say: sayOf(issue, field) })
}

function sayOf(issue: Issue, field: string): Say {
  switch (issue.code) {
    case 'unrecognized_keys':
      return {
        zh: `没有名为“${field}”的参数，请核对拼写；未知参数不会被忽略，以免筛选范围无意扩大`,
        en: `There is no parameter "${field}": check its spelling. Unknown ones are refused, lest a filter widen unseen`,
      }
    case 'invalid_value': {
      const can = issue.values.join(', ')
      return { zh: `参数“${field}”可用的值：${can}`, en: `"${field}" takes one of: ${can}` }
    }
    case 'too_small':
      return { zh: `参数“${field}”不能为空或过小（最小 ${issue.minimum}）；不需要时请去掉`, en: `"${field}" is empty or too small (at least ${issue.minimum}); leave it out if it is not needed` }
    case 'too_big':
      return { zh: `参数“${field}”太大或太长（最大 ${issue.maximum}）`, en: `"${field}" is too large or too long (at most ${issue.maximum})` }
    case 'invalid_type':
      return { zh: `参数“${field}”缺少，或写了不止一次，或类型不对`, en: `"${field}" is missing, given more than once, or of the wrong type` }
    default:
      return { zh: `参数“${field}”不正确`, en: `"${field}" is not valid: ${issue.message}` }
  }
}
