import type { Category } from '../../contract/categories.ts'
import type { Domain } from '../../contract/domains.ts'

/** How departments of the fictional county answer when they are called, and what is said on the way. */

/** `prompt`: chance to report in by the due day; `reason`: of the call; `result`: what the department gives back. */
export interface Habit {
  prompt: number
  reason: string
  result: string
}

export const HABITS: Partial<Record<Domain, Habit>> = {
  labour: { prompt: 0.92, reason: '请到场核对用工和工资支付情况', result: '已核对用工台账，责令按期支付' },
  water: { prompt: 0.88, reason: '请到场核定用水次序和渠道管护责任', result: '已现场核定轮灌次序' },
  farming: { prompt: 0.85, reason: '请到场解释承包政策，核对合同', result: '已核对承包合同和面积，出具意见' },
  civil: { prompt: 0.84, reason: '请协助核实救助政策', result: '已核实，符合条件的纳入救助' },
  traffic: { prompt: 0.8, reason: '请到场核实道路占用和损坏情况', result: '已现场勘查，提出修复意见' },
  environment: { prompt: 0.76, reason: '请到场检测噪声、污水情况', result: '已检测并出具报告' },
  construction: { prompt: 0.7, reason: '请到场认定房屋质量和施工责任', result: '已现场认定，责令限期整改' },
  forest: { prompt: 0.66, reason: '请到场核对林权和林界', result: '已调阅林权档案，指认林界' },
  land: { prompt: 0.34, reason: '请到场核实权属和界址', result: '已现场测量，出具权属意见' },
}

/** Departments that a kind of case asks for, the likeliest first. */
export const CALLED_FOR: Partial<Record<Category, readonly (readonly [Domain, number])[]>> = {
  '01': [['civil', 1]],
  '02': [['environment', 2], ['construction', 1]],
  '03': [['land', 3], ['construction', 2]],
  '05': [['water', 3], ['farming', 2]],
  '06': [['traffic', 1]],
  '07': [['labour', 1]],
  '08': [['land', 3], ['forest', 2], ['farming', 2]],
  '09': [['land', 2], ['construction', 1]],
  '10': [['environment', 1]],
  '11': [['construction', 1]],
  '12': [['traffic', 1]],
}

/** What stands in a plan of a case, by its tier. */
export const PLANS = { red: '专班包案，每周研判一次，落实稳控和化解措施', yellow: '村级为主、镇级包片，限期化解', blue: '就地化解' } as const
export const LEAD_POSTS = { red: '镇党委副书记', yellow: '副镇长', blue: '村党支部书记' } as const
export const TRIAGE_REASON = { red: '人数多、金额大，易激化', yellow: '有激化苗头，需镇级跟进', blue: '情节较轻' } as const

export const REOPENED = ['履行后又起争执，双方再次到中心反映', '回访发现约定的事项没有落实', '界址再次发生争议'] as const
