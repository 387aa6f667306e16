import type { MeetingKind, MeetingPeriod } from '../contract/meetings.ts'

/** What meetings of the fictional county are called and what they wrote down. */

const QUARTERS = ['一', '二', '三', '四']

export function titleOf(kind: MeetingKind, area: string, { from, no }: Pick<MeetingPeriod, 'from' | 'no'>): string {
  const month = Number(from.slice(5, 7))
  switch (kind) {
    case 'village_weekly':
      return `${area}第${no}周例会`
    case 'town_halfmonthly':
      return `${area}${month}月${no % 2 === 1 ? '上' : '下'}半月研判会`
    case 'county_monthly':
      return `${area}${month}月矛盾纠纷研判例会`
    case 'secretary_quarterly':
      return `${area}${QUARTERS[no - 1]!}季度书记专题会`
  }
}

export const MINUTES: Record<MeetingKind, string | null> = {
  village_weekly: null,
  town_halfmonthly: '一、通报上半月各村排查情况，对照热点名单逐村过。\n二、逐件研究红色、黄色案件，明确承办单位和时限。\n三、检查上次议定事项，未完成的说明原因。',
  county_monthly:
    '一、综治中心通报上月受理、化解、超期情况，与上年同月对比。\n二、上升较快的镇说明原因和下步措施。\n三、逐件过红色案件：由哪个单位办、走到哪一步、还差什么。\n四、吹哨未到的部门说明情况。\n五、议定事项见下表，下次例会逐项核对。',
  secretary_quarterly: '一、听取本季度矛盾纠纷形势分析。\n二、研究跨部门、跨镇的疑难案件。\n三、部署下季度重点：春灌、秋收、岁末欠薪等时段的预防。',
}

/** `back`: of how many meetings of the kind before the latest; `result` null = open still. */
export const DECISIONS: { kind: MeetingKind; back: number; text: string; dueDays: number; result: string | null }[] = [
  { kind: 'county_monthly', back: 0, text: '对新上榜的热点村开展集中排查，排查结果入台账', dueDays: 20, result: null },
  { kind: 'county_monthly', back: 0, text: '劳动争议较多的工地设临时调解点，公布工资支付专户', dueDays: 45, result: null },
  { kind: 'county_monthly', back: 0, text: '吹哨未按期报到的部门书面说明原因，下次例会通报报到率', dueDays: 20, result: null },
  { kind: 'county_monthly', back: 0, text: '超期案件逐件说明原因，能办结的限期办结', dueDays: 10, result: '超期案件已逐件说明，过半数办结' },
  { kind: 'county_monthly', back: 1, text: '土地承包经营纠纷多的村，请农业农村部门到场讲政策', dueDays: 25, result: '已到场讲解，发放明白纸' },
  { kind: 'county_monthly', back: 1, text: '婚姻家庭类敏感案件回访做到应访尽访', dueDays: 15, result: null },
  { kind: 'county_monthly', back: 1, text: '办结后又反复的山林土地案件逐件复盘，找出协议没有落实的原因', dueDays: 45, result: null },
  { kind: 'county_monthly', back: 2, text: '统一各镇台账中地点的写法，减少地点待定', dueDays: 30, result: '已下发写法对照表，地点待定明显减少' },
  { kind: 'county_monthly', back: 3, text: '为人员不足的村级调委会补充专职人员', dueDays: 60, result: null },
  { kind: 'secretary_quarterly', back: 0, text: '建立道路、水利工程开工前的矛盾风险评估清单', dueDays: 60, result: null },
  { kind: 'secretary_quarterly', back: 0, text: '三个部门就同一矿区纠纷成立联合工作组', dueDays: 30, result: null },
  { kind: 'secretary_quarterly', back: 1, text: '开通法庭与综治中心的司法确认快速通道', dueDays: 75, result: '快速通道已开通' },
  { kind: 'town_halfmonthly', back: 0, text: '对同一地点多次发生的纠纷上门回访', dueDays: 15, result: null },
  { kind: 'town_halfmonthly', back: 1, text: '用水、集市等容易起纠纷的时段安排网格员轮值，及时上报', dueDays: 20, result: null },
  { kind: 'town_halfmonthly', back: 30, text: '宅基地界址争议请自然资源所现场测量', dueDays: 12, result: '已测量定界' },
]
