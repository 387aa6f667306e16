import { describe, expect, test } from 'vitest'
import { maskOrganisation } from '../../../server/ledger/organisationName.ts'
import { domainOf } from '../../../server/ledger/values/domain.ts'

describe('the name of an organisation', () => {
  test.each([
    '老李说理工作室', '老梁调解室', '和平工作室', '“和顺”调解室', '张阿姨工作室', '李大姐调解室', '张大妈说事点', '枫桥工作室', '老支书调解室',
    '枫溪县人民法院', '枫溪县公安局', '高明社区人民调解委员会', '张家坪村人民调解委员会', '金星村人民调解委员会', '白云镇综治中心', '马王堆派出所', '柳林派出所',
    '枫溪县道路交通事故纠纷人民调解委员会', '县人社局', '方圆律师事务所', '长安调解室', '江南调解室', '永宁调解室', '凌云调解室', '康宁医院',
  ])('%s stays', (name) => {
    expect(maskOrganisation(name)).toBe(name)
  })

  test.each([
    ['王建国', '某'],
    ['李明', '某'],
    ['王建国调解室', '某调解室'],
    ['李明调解室', '某调解室'],
    ['“李娜”调解室', '“某”调解室'],
    ['柳河镇李娜工作室', '柳河镇某工作室'],
    ['柳河镇东周村王建国调解室', '柳河镇东周村某调解室'],
    ['李玉兰人民调解工作室', '某人民调解工作室'],
    ['王建国律师事务所', '某律师事务所'],
    ['东周村调解室 13812345678', '东周村调解室 ***'],
  ])('%s becomes %s', (name, masked) => {
    expect(maskOrganisation(name)).toBe(masked)
  })

  test('of a village that reads like a person stays where the county has it', () => {
    expect(maskOrganisation('李明调解室', new Set(['李明']))).toBe('李明调解室')
  })
})

test.each([
  ['医疗卫生', 'medical'],
  ['道路交通事故', 'traffic'],
  ['林权', 'forest'],
  ['土地承包', 'land'],
  ['labour', 'labour'],
  ['枫溪县人力资源和社会保障局', 'labour'],
  ['枫溪县物业管理纠纷人民调解委员会', 'property'],
  ['石油', null],
  ['', null],
] as const)('the trade of %s is %s', (words, domain) => {
  expect(domainOf(words)).toBe(domain)
})
