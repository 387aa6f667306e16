import { expect, test } from 'vitest'
import { z } from '@hono/zod-openapi'
import { invalid } from '../../../server/api/validate.ts'

const schema = z.object({ limitDays: z.number().max(60), leadPost: z.string().max(3), departments: z.array(z.string()).max(1), q: z.string().max(3) }).partial()
const said = (body: unknown) => invalid(schema.safeParse(body).error!)

test.each([
  [{ limitDays: 61 }, '“限几个工作日”太大，最多 60，请改正', '"Limit in working days" is too great: 60 at most'],
  [{ leadPost: '副镇长兼' }, '“包案领导”太长，最多 3 字，请缩短', '"Lead post" is too long: 3 characters at most'],
  [{ departments: ['a', 'b'] }, '“吹哨部门”太多，最多 1 个，请减少', '"Departments called" has too many: 1 at most'],
  [{ q: '柳河镇村' }, '参数“q”太长，最多 3 字，请缩短', '"q" is too long: 3 characters at most'],
])('%j is refused by the name of its field', (body, zh, en) => {
  expect(said(body)).toMatchObject({ status: 400, field: Object.keys(body)[0], say: { zh, en } })
})
