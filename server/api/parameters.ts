import { z } from '@hono/zod-openapi'
import { CATEGORIES } from '../contract/categories.ts'
import { CHANNELS } from '../contract/channels.ts'
import { COLOURS } from '../contract/colours.ts'
import { AGES, DUES, MARKS } from '../contract/standing.ts'
import { PHASES } from '../contract/states.ts'
import type { Term, Vocabulary } from '../contract/vocabulary.ts'
import { problemSchema } from './schemas.ts'

/** Parameters and answers that several routes share. */

export const countyParam = {
  county: z.string().min(1).max(20).openapi({ description: '区县代码 / code of the county', example: '990101000000' }),
}

export const text = (description: string, example?: string) =>
  z.string().min(1).max(400).optional().openapi({ description, example })

export function list(words: string, vocabulary: Vocabulary<Term>) {
  const terms = vocabulary.rows.map(({ code, label }) => `\`${code}\` ${label.zh} ${label.en}`).join(' · ')
  return text(`${words}; several separated by commas. ${terms}`, vocabulary.codes.slice(0, 2).join(','))
}

/** The filter without what cases stand at today: for questions about other times as well. */
export const kindsShape = {
  area: text('区划代码（含下级）/ root of the subtree; absent = the whole county', '990101001000'),
  from: text('发生日期起（含）/ first day of occurrence', '2024-01-01'),
  to: text('发生日期止（含）/ last day of occurrence', '2024-03-31'),
  category: list('纠纷类型 / category', CATEGORIES),
  colour: list('风险等级 / colour', COLOURS),
  phase: list('办理阶段 / phase', PHASES),
  channel: list('来源 / channel', CHANNELS),
}

/** The one filter of the product in its URL form; `parseFilter` of the contract reads it. */
export const filterShape = {
  ...kindsShape,
  due: list('在办案件的时限（截至今天）/ deadline of pending cases as of today', DUES),
  age: list('在办案件发生以来的天数 / days since pending cases occurred', AGES),
  mark: list('经历过的环节，有其一即可 / what a case has been through, any of them', MARKS),
}

/** The same as of a day in the past. */
export const datedShape = {
  ...filterShape,
  asOf: text('按过去某天的状态计：那天以后办结的算在办，以后发生的不计；没有办结日期的按今天的状态。不给 = 今天；调解组织不用 / as cases stood on a day in the past: closed later, a case was pending; occurred later, it is not counted; without a closing day it stands as today. Absent = today. Not for a mediator organisation', '2024-03-31'),
}

const problemContent = { 'application/problem+json': { schema: problemSchema } }
const SIGN_IN = { description: '未登录，或会话已结束 / nobody is signed in, or the session ended', content: problemContent }
const REFUSED = { description: '岗位没有这个权限，或须先完成一件事 / the post lacks the right, or there is a duty first', content: problemContent }

/** Of routes below a county: what every reader may be answered. */
export const PROBLEMS = {
  401: SIGN_IN,
  400: { description: '参数有误，field 指出是哪一个 / a wrong parameter, named by `field`', content: problemContent },
  403: REFUSED,
  404: { description: '县或区划不存在，或不在岗位的辖区内 / no such county or area, or not of the post', content: problemContent },
}

/** Of routes that are of no county. */
export const PLAIN_PROBLEMS = {
  400: PROBLEMS[400],
  401: SIGN_IN,
  403: REFUSED,
  404: { description: '没有这一项 / there is no such thing', content: problemContent },
  409: { description: '与现有数据冲突 / conflicts with what is there', content: problemContent },
  422: { description: '内容不合规定 / against a rule', content: problemContent },
  429: { description: '尝试太多；Retry-After 秒后再试 / too many tries: again after Retry-After seconds', content: problemContent },
}
export const WRITE_PROBLEMS = {
  ...PROBLEMS,
  403: { description: '岗位没有这个权限；只读；或请求来自别处的页面 / the post lacks the right; read-only; or sent by a foreign page', content: problemContent },
  409: { description: '与现有数据冲突 / conflicts with what is there', content: problemContent },
  413: { description: '文件太大 / file too large', content: problemContent },
  415: { description: '格式不支持 / unsupported format', content: problemContent },
  422: { description: '文件无法导入 / the file cannot be imported', content: problemContent },
  503: { description: '同时导入的太多，或读取被中止；Retry-After 秒后再试 / too many imports at once, or the reading was cut short: try again after Retry-After seconds', content: problemContent },
}

/** A JSON body. */
export function body<S extends z.ZodType>(schema: S) {
  return { required: true, content: { 'application/json': { schema } } }
}

/** A JSON answer. Those below /api/counties/{county} carry an ETag made of the data revision and its mark. */
export function json<S extends z.ZodType>(schema: S, description: string) {
  return { 200: { description, content: { 'application/json': { schema } } } }
}
