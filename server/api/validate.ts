import type { ZodError } from 'zod'
import { AppError, type Say } from '../contract/error.ts'
import { ASKS } from '../contract/moves.ts'

type Issue = ZodError['issues'][number]

/** The first thing that a schema refuses. */
export function invalid({ issues }: ZodError): AppError {
  const issue = issues[0] as Issue
  const field = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0]].join('.') : issue.path.join('.')
  return new AppError('bad_parameter', { status: 400, field, say: sayOf(issue, field) })
}

/**
 * Throws `AppError` 400 for the first text in what was sent, keys included, that no database keeps: one with a null
 * character, or with half of a pair of surrogates. `field`: what the texts belong to; '' for a whole body or address.
 */
export function refuseUnreadable(sent: unknown, field = ''): void {
  if (typeof sent === 'string') {
    if (sent.includes('\u0000') || HALF_PAIR.test(sent)) throw unreadable(field)
  } else if (sent !== null && typeof sent === 'object' && !ArrayBuffer.isView(sent)) {
    for (const [key, value] of Object.entries(sent)) {
      refuseUnreadable(key, field)
      refuseUnreadable(value, field === '' ? key : `${field}.${key}`)
    }
  }
}

const HALF_PAIR = /\p{Surrogate}/u

function unreadable(field: string): AppError {
  const name = nameOf(field)
  return new AppError('bad_parameter', {
    status: 400,
    field,
    say: {
      zh: `${name.zh}里有空字符或不完整的字符，无法保存，请删去后重新输入`,
      en: `${name.en} holds a null or broken character, which cannot be kept: take it out and type it anew`,
    },
  })
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
      return tooBig(issue.origin, nameOf(field), String(issue.maximum))
    case 'invalid_type':
      return { zh: `参数“${field}”缺少，或写了不止一次，或类型不对`, en: `"${field}" is missing, given more than once, or of the wrong type` }
    default:
      return { zh: `参数“${field}”不正确`, en: `"${field}" is not valid: ${issue.message}` }
  }
}

/** Written in forms: the name that stands over the field there. */
const WRITTEN: Record<string, Say> = {
  summary: { zh: '简要情况', en: 'Summary' },
  login: { zh: '登录名', en: 'Sign-in name' },
  name: { zh: '名称', en: 'Name' },
  title: { zh: '会议名称', en: 'Title' },
  minutes: { zh: '会议纪要', en: 'Minutes' },
  solved: { zh: '解决疑难件数', en: 'Hard cases solved' },
}

/** A field by the name that the person knows who filled it in; of others the parameter itself. */
function nameOf(field: string): Say {
  const known = ASKS.is(field) ? ASKS.row(field).label : WRITTEN[field]
  return known ? { zh: `“${known.zh.replace(/（.*）/, '')}”`, en: `"${known.en.replace(/ \(.*\)/, '')}"` } : { zh: `参数“${field}”`, en: `"${field}"` }
}

function tooBig(origin: string, name: Say, most: string): Say {
  if (origin === 'string') return { zh: `${name.zh}太长，最多 ${most} 字，请缩短`, en: `${name.en} is too long: ${most} characters at most` }
  if (origin === 'array') return { zh: `${name.zh}太多，最多 ${most} 个，请减少`, en: `${name.en} has too many: ${most} at most` }
  return { zh: `${name.zh}太大，最多 ${most}，请改正`, en: `${name.en} is too great: ${most} at most` }
}
