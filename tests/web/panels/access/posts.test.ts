import { expect, test } from 'vitest'
import type { AreaCode } from '../../../../server/contract/answers.ts'
import { postShort, postText } from '../../../../web/panels/access/posts.ts'

const AREA = { area: '990101100000' as AreaCode, areaName: '枫溪县 / 柳河镇', areaNameEn: 'Fengxi County / Liuhe Town' }

test.each([
  [{ role: 'clerk', ...AREA, organisation: null }, '综治中心 · 枫溪县 / 柳河镇', '综治中心 · 柳河镇'],
  [{ role: 'mediator', ...AREA, organisation: { id: 'o', name: '柳河镇调委会' } }, '调解组织 · 枫溪县 / 柳河镇 · 柳河镇调委会', '调解组织 · 柳河镇调委会'],
  [{ role: 'leader', area: '990100000000' as AreaCode, areaName: null, areaNameEn: null, organisation: null }, '领导 · 990100000000', '领导 · 990100000000'],
  [{ role: 'audit_admin', area: null, areaName: null, areaNameEn: null, organisation: null }, '审计管理员', '审计管理员'],
] as const)('%j', (post, whole, short) => {
  expect([postText(post, 'zh'), postShort(post, 'zh')]).toEqual([whole, short])
})

test('in English the place is named in English', () => {
  const post = { role: 'clerk', ...AREA, organisation: null } as const
  expect([postText(post, 'en'), postShort(post, 'en')]).toEqual(['Centre clerk · Fengxi County / Liuhe Town', 'Centre clerk · Liuhe Town'])
})
