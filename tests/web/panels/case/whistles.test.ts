import { expect, test } from 'vitest'
import type { Supervision, Whistle } from '../../../../server/contract/cases.ts'
import type { Day } from '../../../../server/contract/day.ts'
import { supervisionStands, whistleStands } from '../../../../web/panels/case/whistles.ts'
import { wordsIn } from './words.ts'

const words = wordsIn('zh')
const DUE = '2024-05-06'

test.each<[string, Partial<Record<keyof Whistle, string>>, string, { text: string; late: boolean; over: boolean }]>([
  ['on the due day', {}, '2024-05-06', { text: '待报到', late: false, over: false }],
  ['a day later', {}, '2024-05-07', { text: '应到未到', late: true, over: false }],
  ['reported in', { reportedOn: '2024-05-02' }, '2024-05-03', { text: '已报到，待反馈', late: false, over: false }],
  ['reported in and then silent', { reportedOn: '2024-05-02' }, '2024-05-07', { text: '已报到，逾期未反馈', late: true, over: false }],
  ['result in time', { resultOn: '2024-05-06' }, '2024-07-01', { text: '按期反馈', late: false, over: true }],
  ['result late', { resultOn: '2024-05-07' }, '2024-07-01', { text: '逾期反馈', late: true, over: true }],
  ['withdrawn, however late', { withdrawnOn: '2024-05-09' }, '2024-07-01', { text: '2024年5月9日 撤哨', late: false, over: true }],
])('a call %s', (_, part, today, stands) => {
  const whistle = { due: DUE, reportedOn: null, resultOn: null, withdrawnOn: null, ...part } as unknown as Whistle
  expect(whistleStands(whistle, today as Day, words)).toEqual(stands)
})

test.each<[Partial<Record<keyof Supervision, string>>, string, string, boolean]>([
  [{}, '2024-05-06', '待回复', false],
  [{}, '2024-05-07', '逾期未回复', true],
  [{ answeredOn: '2024-05-07' }, '2024-07-01', '2024年5月7日 回复', true],
  [{ liftedOn: '2024-05-09' }, '2024-07-01', '2024年5月9日 解除督办', false],
])('a supervision with %j on %s: %s', (part, today, text, late) => {
  const one = { due: DUE, answeredOn: null, liftedOn: null, ...part } as Supervision
  expect(supervisionStands(one, today as Day, words)).toMatchObject({ text, late })
})
