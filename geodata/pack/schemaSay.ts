import type { ZodError } from 'zod'
import type { Say } from '../place/say.ts'

type Issue = ZodError['issues'][number]

/** What is wrong with a place of source.json, and where README tells what may stand there. */
export function sourceSay(issue: Issue): Say {
  const { zh, en } = issueSay(issue)
  return { zh: `${zh}；请对照 README“source.json 各项”更正`, en: `${en}: see "Every key of source.json" in README` }
}

/** What a schema refuses, in both languages: its own messages are in English and speak to programmers. */
export function issueSay(issue: Issue): Say {
  const at = issue.path.join('.')
  const zh = at ? `“${at}”` : '整个文件'
  const en = at ? `"${at}"` : 'The file'
  switch (issue.code) {
    case 'unrecognized_keys': {
      const keys = issue.keys.map((key) => [...issue.path, key].join('.'))
      return { zh: `没有${keys.map((key) => `“${key}”`).join('、')}这一项，请核对拼写`, en: `There is no key ${keys.map((key) => `"${key}"`).join(', ')}, check its spelling` }
    }
    case 'invalid_value': {
      const can = issue.values.join(', ')
      return { zh: `${zh}可用的值：${can}`, en: `${en} takes one of ${can}` }
    }
    case 'invalid_type':
      if (issue.message.endsWith('received undefined')) return { zh: `缺少${zh}`, en: `${en} is missing` }
      return { zh: `${zh}应为${TYPES[issue.expected] ?? issue.expected}`, en: `${en} must be of type ${issue.expected}` }
    case 'too_small':
      return { zh: `${zh}不能为空或小于 ${issue.minimum}`, en: `${en} is empty or below ${issue.minimum}` }
    case 'too_big':
      return { zh: `${zh}不能大于 ${issue.maximum}`, en: `${en} is above ${issue.maximum}` }
    default:
      return { zh: `${zh}的写法不对`, en: `${en} is malformed` }
  }
}

const TYPES: Record<string, string> = {
  string: '文字（加引号）',
  number: '数字（不加引号）',
  int: '整数',
  boolean: ' true 或 false',
  array: '列表（[ ]）',
  object: '一组项（{ }）',
  record: '一组项（{ }）',
}
