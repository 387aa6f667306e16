import { describe, expect, test } from 'vitest'
import { readAll, text, yuntang } from './ground.ts'

const what = async (header: string, line: string) => {
  const { rows } = await readAll(text(`${header}\n2024-03-01,上柳村,邻里,甲乙争吵\n${line}\n`), yuntang())
  const row = rows.at(-1)
  return row?.outcome === 'notCase' ? row.what : row?.outcome
}

describe('sums and reports of nothing are the words themselves', () => {
  test.each([
    ['日期,村,类型,内容', '2024-03-05,上柳村,拖欠工资共计3万元,催讨', 'case'],
    ['日期,内容,类型,村', '2024-03-05,拖欠工资共计3万元,劳动,上柳村', 'case'],
    ['日期,内容,类型,村', '2024-03-05,损失合计,赔偿,上柳村', 'case'],
    ['日期,内容,村,类型', '2024-03-05,三户土地累计12亩,上柳村,土地', 'case'],
    ['日期,村,类型,内容', '2024-03-31,合计,,', 'subtotal'],
    ['日期,村,类型,内容', '2024-03-31,全镇合计:12,,', 'subtotal'],
    ['日期,村,类型,内容', '2024-03-31,本月小计,,', 'subtotal'],
    ['日期,村,类型,内容', ',上柳村,邻里,未发生打架等情况', 'rejected'],
    ['日期,村,类型,内容', ',上柳村,邻里,无人受伤等情况', 'rejected'],
    ['日期,村,类型,内容', '2024-03-05,上柳村,邻里,未发生打架等情况', 'case'],
    ['日期,村,类型,内容', ',上柳村,,零报告', 'nil'],
    ['日期,村,类型,内容', ',上柳村,,本月无矛盾纠纷', 'nil'],
    ['日期,村,类型,内容', '2024-03-05,上柳村,无,本周未发现矛盾纠纷', 'nil'],
    ['日期,村,类型,内容', ',上柳村,,本月未发生矛盾纠纷。', 'nil'],
    ['日期,村,类型,内容', ',上柳村,,暂无', 'nil'],
  ])('%s / %s → %s', async (header, line, outcome) => {
    expect(await what(header, line)).toBe(outcome)
  })
})
