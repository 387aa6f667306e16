import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import type { AreaTree } from '../../geodata/place/tree.ts'
import { dayOfNumber } from '../../server/contract/day.ts'
import { seeded } from './measure.ts'

const HEADER = '乡镇,村(社区),排查时间,纠纷类型,简要情况,涉及人数,涉及金额(万元),风险等级,受理渠道,责任单位,化解结果,办结时间'
const KINDS = ['邻里', '婚姻家庭', '土地流转', '劳动争议', '宅基地', '债务', '物业', '征地拆迁']
const TEXTS = ['双方因地界不清发生争执', '因灌溉用水先后次序产生矛盾', '反映停工期间工资未结清', '因赡养费用分担发生争执', '房屋滴水影响邻居,要求整改']
const COLOURS = ['红色', '黄色', '蓝', '蓝色', '一级(红)', '']
const RESULTS = ['已化解', '调解成功', '调解中', '移交县级', '已办结']
const CHANNELS = ['排查发现', '12345热线', '网格上报', '当事人申请']

/**
 * A ledger as clerks write it, `rows` long, on the villages of a county; the same seed gives the same bytes. A `later` one
 * leaves out the first `after` cases, and tells those that were open as settled.
 */
export async function writeLedger(
  path: string,
  tree: AreaTree,
  rows: number,
  { numbered, seed = 1, later }: { numbered: boolean; seed?: number; later?: { after: number } },
): Promise<void> {
  const random = seeded(seed)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!
  const villages = tree.areas.flatMap((area, index) =>
    area.level === 'village' && !area.validTo ? [{ village: area.name, town: tree.areas[tree.parent[index]!]!.name }] : [],
  )
  const out = createWriteStream(path)
  out.write(`\ufeff${numbered ? '编号,' : ''}${HEADER}\n`)
  const skipped = later?.after ?? 0
  for (let row = 1; row <= skipped + rows; row++) {
    const { town, village } = pick(villages)
    const day = 18_628 + Math.floor(random() * 1_826)
    const told = pick(RESULTS)
    const settled = later !== undefined && told === '调解中'
    const result = settled ? '调解成功' : told
    const closed = settled ? dotted(day + 45) : result === '调解中' || result === '移交县级' ? '' : dotted(day + 1 + Math.floor(random() * 30))
    const text = `${pick(TEXTS)}，第${row}号登记，涉及${1 + Math.floor(random() * 9)}户`
    const line = [
      ...(numbered ? [`FX${String(row).padStart(9, '0')}`] : []), town, village, dotted(day), pick(KINDS), `"${text}"`,
      `${1 + Math.floor(random() * 6)}人`, (random() * 20).toFixed(2), pick(COLOURS), pick(CHANNELS), '镇综治中心', result, closed,
    ]
    if (row > skipped && !out.write(`${line.join(',')}\n`)) await once(out, 'drain')
  }
  out.end()
  await once(out, 'finish')
}

function dotted(day: number): string {
  const [year, month, date] = dayOfNumber(day).split('-')
  return `${year}.${Number(month)}.${Number(date)}`
}
