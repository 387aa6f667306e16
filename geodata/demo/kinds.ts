import type { Random } from './random.ts'
import type { Season } from './seasons.ts'

/** What a village is like, as far as disputes go. */
export interface PlaceNature {
  population: number
  /** 0 plain … 1 steep */
  hilly: number
  community: boolean
  zone: boolean
}

/** A kind of dispute: how often, where, when, and how a clerk writes it down. */
export interface Kind {
  /** code of the statistical form, for the truth file; ledgers carry only the words */
  code: string
  /** words for the column 纠纷类型, the official one first and most often */
  terms: readonly string[]
  /** share of all disputes of the county */
  share: number
  season: Season
  where(place: PlaceNature): number
  summaries: readonly string[]
  units: readonly string[]
  /** chance that money is at stake, and its median in 万元 */
  money: { chance: number; median: number }
  /** chance that a group and not two sides are concerned */
  group: number
}

const field = ({ community, hilly }: PlaceNature) => (community ? 0.08 : 0.45 + 1.3 * hilly)
const rural = ({ community }: PlaceNature) => (community ? 0.3 : 1)

export const KINDS: readonly Kind[] = [
  {
    code: '01',
    terms: ['婚姻家庭', '婚姻家庭纠纷', '家事纠纷'],
    share: 14,
    season: 'family',
    where: () => 1,
    summaries: [
      '双方因彩礼返还数额发生争议',
      '兄弟之间因老人赡养费用分担发生争执',
      '双方因家庭琐事争吵，要求调解',
      '姐弟之间因老屋继承份额意见不一',
      '双方因子女抚养费支付发生争议',
      '婆媳之间因家务分担产生矛盾',
    ],
    units: ['村', '镇'],
    money: { chance: 0.25, median: 3 },
    group: 0,
  },
  {
    code: '02',
    terms: ['邻里', '邻里纠纷', '邻里关系'],
    share: 17,
    season: 'summer',
    where: rural,
    summaries: [
      '两户因院墙滴水排向发生争执',
      '两户因通行道路堆放柴草发生争吵',
      '两户因树枝越界影响采光发生争议',
      '两户因鸡鸭进菜地发生争吵',
      '两户因排水沟堵塞互相指责',
      '两户因门前停车通行不便发生口角',
    ],
    units: ['村'],
    money: { chance: 0.1, median: 0.3 },
    group: 0.02,
  },
  {
    code: '03',
    terms: ['房屋宅基地', '宅基地纠纷', '房屋、宅基地'],
    share: 9,
    season: 'building',
    where: rural,
    summaries: [
      '两户因宅基地四至边界发生争议',
      '相邻建房超出批准面积，影响后排采光',
      '老宅翻建占用公共通道引发争议',
      '两户因共用山墙拆除发生争执',
      '房屋租赁到期后返还押金发生争议',
    ],
    units: ['村', '镇', '自然资源'],
    money: { chance: 0.2, median: 2 },
    group: 0.03,
  },
  {
    code: '04',
    terms: ['合同', '合同纠纷', '债务清偿'],
    share: 8,
    season: 'debts',
    where: ({ community, zone }) => (zone ? 2 : community ? 1.6 : 0.9),
    summaries: [
      '借款到期未还引发争议',
      '苹果收购款拖欠未结清',
      '房屋装修款结算发生争议',
      '农机租用费结算发生分歧',
      '合伙经营账目不清要求清算',
    ],
    units: ['镇', '司法所'],
    money: { chance: 0.92, median: 4 },
    group: 0.02,
  },
  {
    code: '05',
    terms: ['生产经营', '灌溉用水', '灌溉用水纠纷', '农资纠纷'],
    share: 8,
    season: 'irrigation',
    where: ({ community, hilly }) => (community ? 0.03 : 1.5 - 1.1 * hilly),
    summaries: [
      '春灌轮水次序不一，上下游两组发生争执',
      '机井用电分摊费用发生争议',
      '渠道放水淹没低处麦田要求补偿',
      '斗渠清淤出工不均引发争议',
      '农资质量影响出苗，要求赔付',
      '夏灌抢水发生口角',
    ],
    units: ['村', '水利', '农业农村'],
    money: { chance: 0.3, median: 0.6 },
    group: 0.16,
  },
  {
    code: '06',
    terms: ['损害赔偿', '损害赔偿纠纷'],
    share: 6,
    season: 'even',
    where: () => 1,
    summaries: [
      '帮工过程中摔伤，医药费承担发生争议',
      '犬只咬伤要求赔偿医药费',
      '施工掉落物砸坏车辆要求赔偿',
      '牲畜踩踏庄稼要求赔偿',
      '孩童玩耍受伤，双方对费用承担有分歧',
    ],
    units: ['村', '派出所', '司法所'],
    money: { chance: 0.85, median: 1.2 },
    group: 0,
  },
  {
    code: '07',
    terms: ['劳动争议', '劳资纠纷', '农民工工资'],
    share: 8.5,
    season: 'wages',
    where: ({ zone, community }) => (zone ? 6.5 : community ? 2 : 0.65),
    summaries: [
      '工地完工后劳务费未结清，多名务工人员要求支付',
      '企业拖欠两个月工资引发争议',
      '工伤医疗费用承担发生争议',
      '季节性用工结算标准不一',
      '离职后加班费结算发生分歧',
    ],
    units: ['人社', '镇'],
    money: { chance: 0.95, median: 5 },
    group: 0.42,
  },
  {
    code: '08',
    terms: ['山林土地', '土地承包', '土地流转', '山林、土地'],
    share: 12.5,
    season: 'land',
    where: field,
    summaries: [
      '两户因地埂边界发生争执',
      '土地流转租金逾期未付引发争议',
      '承包地确权面积与实际不符',
      '林地四至不清，砍伐树木引发争议',
      '退耕地补助分配意见不一',
      '机耕道占用承包地要求补偿',
    ],
    units: ['村', '镇', '自然资源'],
    money: { chance: 0.35, median: 1 },
    group: 0.08,
  },
  {
    code: '09',
    terms: ['征地拆迁', '征地拆迁纠纷'],
    share: 3,
    season: 'even',
    where: ({ zone, community }) => (zone ? 5 : community ? 1.2 : 0.8),
    summaries: ['征地地上附着物补偿标准有分歧', '安置房交付延期引发争议', '道路拓宽占地补偿款分配发生争议'],
    units: ['镇', '自然资源'],
    money: { chance: 0.8, median: 8 },
    group: 0.4,
  },
  {
    code: '10',
    terms: ['环境污染', '环境纠纷'],
    share: 2,
    season: 'summer',
    where: ({ zone }) => (zone ? 4 : 0.9),
    summaries: ['养殖场气味影响周边，要求整改', '加工厂夜间噪声影响休息', '采石扬尘影响果园，要求赔偿'],
    units: ['镇', '生态环境'],
    money: { chance: 0.3, median: 1 },
    group: 0.35,
  },
  {
    code: '11',
    terms: ['物业', '物业纠纷'],
    share: 4,
    season: 'even',
    where: ({ community, zone }) => (community ? 11 : zone ? 1.2 : 0.03),
    summaries: [
      '小区电梯停运，业主与物业公司发生争议',
      '楼上漏水责任承担发生争议',
      '物业费收缴与服务质量引发争议',
      '小区车位划分引发业主争议',
      '供暖温度不达标引发争议',
    ],
    units: ['村', '住房和城乡建设'],
    money: { chance: 0.35, median: 0.4 },
    group: 0.25,
  },
  {
    code: '12',
    terms: ['道路交通事故', '交通事故'],
    share: 4,
    season: 'harvest',
    where: ({ zone, community }) => (zone || community ? 1.6 : 0.9),
    summaries: [
      '两车刮擦，车损赔偿协商未果',
      '电动车与三轮车相碰，医药费承担发生争议',
      '农机上路与轿车相碰，赔偿发生争议',
    ],
    units: ['派出所', '司法所'],
    money: { chance: 0.95, median: 1.8 },
    group: 0,
  },
  {
    code: '13',
    terms: ['医疗', '医疗纠纷'],
    share: 1.4,
    season: 'even',
    where: ({ community }) => (community ? 2 : 0.8),
    summaries: ['对诊疗结果有异议，要求说明并赔偿', '住院费用结算发生争议'],
    units: ['卫生健康'],
    money: { chance: 0.8, median: 3 },
    group: 0,
  },
  {
    code: '14',
    terms: ['消费', '消费纠纷'],
    share: 1.3,
    season: 'even',
    where: ({ community }) => (community ? 2.2 : 0.7),
    summaries: ['购买家电出现故障，退换发生争议', '预付卡停用后余额返还发生争议'],
    units: ['市场监管'],
    money: { chance: 0.9, median: 0.3 },
    group: 0.05,
  },
  {
    code: '99',
    terms: ['其他', '其他纠纷'],
    share: 1.3,
    season: 'even',
    where: () => 1,
    summaries: ['对村级公益事业出工安排有意见', '集体收益分配意见不一'],
    units: ['村', '镇'],
    money: { chance: 0.1, median: 0.5 },
    group: 0.2,
  },
]

export const kindOf = (code: string): Kind => KINDS.find((kind) => kind.code === code) as Kind

const CHANNELS = [
  ['排查发现', 39],
  ['网格上报', 23],
  ['当事人申请', 15],
  ['12345热线', 8],
  ['110非警务', 5],
  ['信访', 4],
  ['诉调对接', 3],
  ['委托移送', 2],
  ['12348热线', 1],
] as const

export const drawChannel = (random: Random): string => random.weighted(CHANNELS)

/** The unit that holds a case, in the words of the ledger; never a person. */
export function unitName(unit: string, village: string, town: string): string {
  const short = town.replace(/[镇乡]$/, '')
  switch (unit) {
    case '村':
      return `${village}人民调解委员会`
    case '镇':
      return `${town}综治中心`
    case '司法所':
      return `${short}司法所`
    case '派出所':
      return `${short}派出所`
    case '人社':
      return '县人力资源和社会保障局'
    default:
      return `县${unit}局`
  }
}
