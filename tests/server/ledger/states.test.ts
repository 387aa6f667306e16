import { describe, expect, test } from 'vitest'
import { STATES } from '../../../server/contract/states.ts'
import { parseState } from '../../../server/ledger/values/terms.ts'

const OPEN = [
  '未化解', '没有化解', '没化解', '尚未化解', '仍未化解', '暂未化解', '未办结', '未解决', '待化解', '无法化解', '未能化解', '不能化解',
  '化解不了', '难以化解', '短期内难以化解', '不易化解', '化解难度大', '化解困难', '部分化解', '大部分化解', '化解一部分', '化解了一半',
  '基本化解', '初步达成意向', '初步化解', '有望化解', '力争月底化解', '争取本月化解', '预计3月底化解', '预计近期办结', '拟近期化解',
  '计划下周调解', '即将化解', '尽快化解', '限期化解', '需化解', '需进一步化解', '正在化解', '在化解', '积极化解', '逐步化解', '持续化解',
  '暂时化解', '进行化解', '开展化解工作', '做化解工作', '化解工作', '继续化解', '未达成一致，继续调解', '调解不成功，继续做工作',
  '未完全化解', '没有完全化解', '未彻底解决', '还没解决', '化解中', '等待解决', '可以化解', '督促化解', '基本已化解', '限时办结', '暂未解决', '尚待化解', '无法解决', '无法当场解决',
]
const TERMINATED = [
  '化解失败', '调解失败', '未成功', '化解未成功', '调解未成功', '不成功', '未达成协议', '未能达成协议', '没有达成协议', '不能达成协议',
  '无法达成协议', '达不成协议', '未达成一致意见', '调解无果', '协商未果', '调解无效', '调解不成', '不同意调解', '拒绝调解', '不愿调解',
  '终止调解', '调解不成，引导诉讼',
]
const RESOLVED = [
  '化解', '已化解', '已化解。', '成功化解', '已成功化解', '妥善化解', '当场化解', '现场调解成功', '调解成功', '已解决', '已办结', '办结', '结案',
  '是', '已化解，达成书面协议', '调解成功，达成协议', '原未化解，现已化解', '多次调解未果，最终已化解', '已化解,双方不再纠缠', '已化解，无反弹', '经村委会进行调解，双方达成协议',
  '已化解（未签协议）', '不需再调解，已化解', '全部化解', '履行完毕', '已履行', '不到一天化解', '按计划化解', '在村委会调解下已化解', '积极调解成功', '张某等人已化解', '村委会组织调解成功',
  '达成协议', '已达成协议', '双方达成协议', '达成一致协议', '达成书面协议', '达成调解协议', '已达成一致', '达成谅解', '双方已达成和解协议',
]
const phase = (text: string) => {
  const state = parseState(text)
  return state && STATES.row(state).phase
}

describe('outcomes as clerks write them', () => {
  test.each(OPEN)('%s is not resolved', (text) => {
    expect(['open', 'handling']).toContain(phase(text))
  })
  test.each(TERMINATED)('%s came to nothing', (text) => {
    expect(parseState(text)).toBe('terminated')
  })
  test.each(RESOLVED)('%s is resolved', (text) => {
    expect(['closed', 'agreed', 'performing']).toContain(parseState(text))
  })
  test('an agreement is an agreement, with 已 and without', () => {
    for (const text of ['达成协议', '已达成协议', '双方达成协议', '已达成调解协议', '达成一致意见']) expect(parseState(text)).toBe('agreed')
  })
})
