import { expect, test } from 'vitest'
import { maskedFileName } from '../../../server/services/fileName.ts'

test.each([
  '枫溪县矛盾纠纷台账-2024-202311-202410.xlsx',
  '枫溪县矛盾纠纷台账-2024-2023-11-2024-10.csv',
  '襄垣县2024年3月份台账.xls',
  'A_xiangyuan_county_monthly_2024-03.csv',
  '20240305-20240311 周报.csv.gz',
])('%s stays as it is', (name) => {
  expect(maskedFileName(name)).toBe(name)
})

test.each([
  ['张三13800138000.xlsx', '13800138000'],
  ['999999200001010011 调解.csv', '999999200001010011'],
  ['信访-138-2019-12345678.csv', '12345678'],
])('%s loses its number and keeps its ending', (name, number) => {
  expect(maskedFileName(name)).not.toContain(number)
  expect(maskedFileName(name)).toMatch(/\.(xlsx|csv)$/)
})
