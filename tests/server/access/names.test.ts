import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { checkLogin, checkName } from '../../../server/access/links.ts'

describe('what an account and a device are called', () => {
  test.each(['王建国', '调解员王敏', '柳河镇王建国', '县综治中心 李红梅', '值班电话13812345678', '网格员张伟'])('%s is refused: it is a person', (name) => {
    expect(() => checkName(name, 'name')).toThrow(expect.objectContaining({ status: 400, field: 'name' }))
  })
  test.each(['王建国', '13812345678', '李红梅'])('%s is no sign-in name', (login) => {
    expect(() => checkLogin(login, 'login')).toThrow(expect.objectContaining({ status: 400, field: 'login' }))
  })
  test.each([
    '柳河镇综治中心值班', '太峪司法所', '东周村网格员', '县委政法委', '枫溪县综治中心主任岗', '高家庄村调解员', '王桥镇派出所', '张庄村第二网格', '指挥大厅东墙大屏', '审计岗二', '岗位', 'Duty desk 3',
    '安全管理员', '系统管理员', '石佛沟村人民调解委员会', '县住建局信访科', '副镇长', '综治中心副主任', '李家沟村级大屏', '信访接待窗口一',
  ])('%s is a post', (name) => {
    expect(checkName(name, 'name')).toBe(name)
  })
  test.each(['liuhe-zz', 'clerk.liuhe', '柳河综治', '审计岗', '安全岗02', 'admin2024'])('%s is a sign-in name', (login) => {
    expect(checkLogin(login, 'login')).toBe(login)
  })
  test('the roles of the demo are called by posts', () => {
    const words = readFileSync(new URL('../../../server/contract/roles.ts', import.meta.url), 'utf8').match(/zh: '([^']+)'/g) ?? []
    for (const word of words) expect(checkName(word.slice(5, -1), 'name')).toBe(word.slice(5, -1))
  })
})
