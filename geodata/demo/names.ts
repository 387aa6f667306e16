import type { Random } from './random.ts'

/** Words of an invented toponymy: plants, beasts, stones, crafts and directions, no family names. */
const SINGLE = [...'柳槐枫石青白红黑金银杏桃梨枣榆桑松柏竹芦荷燕雁鹤鹿月云泉井磨窑瓦铁铜茶药花草沙清甘平高圆双']
const DOUBLE = [
  '柳树',
  '槐树',
  '石磨',
  '青石',
  '白杨',
  '双泉',
  '三岔',
  '瓦窑',
  '铁炉',
  '油坊',
  '纸坊',
  '碾子',
  '水磨',
  '马蹄',
  '牛角',
  '核桃',
  '柿子',
  '杏花',
  '桃花',
  '枣林',
  '松林',
  '竹园',
  '石桥',
  '木桥',
  '沙河',
  '清水',
  '黑水',
  '红土',
  '白土',
  '石板',
  '滴水',
  '响水',
  '玉泉',
  '金盆',
  '银杏',
  '月牙',
  '落雁',
  '凤凰',
  '卧牛',
  '天井',
  '苇子',
  '菜园',
  '槐荫',
  '柏树',
  '葫芦',
  '芝麻',
  '荞麦',
  '谷子',
  '豆腐',
  '蜂窝',
  '砂锅',
]
const HILL = ['沟', '坪', '岭', '峪', '崖', '梁', '坡', '洼', '坳', '湾', '塬', '川', '岔', '寨', '庙', '垭', '台']
const PLAIN = [
  '庄',
  '堡',
  '屯',
  '营',
  '铺',
  '店',
  '湾',
  '滩',
  '渡',
  '桥',
  '寨',
  '河',
  '塘',
  '坝',
  '庙',
  '堰',
  '渠',
  '园',
  '坊',
  '口',
]

export interface TownName {
  name: string
  nameEn: string
  /** 3-digit segment of the code: 1xx 镇, 2xx 乡, 4xx quasi-town */
  segment: number
}

/** Names of the towns by what lies in them. */
export const TOWN_NAMES = {
  seat: { name: '枫川镇', nameEn: 'Fengchuan Town', segment: 100 },
  zone: { name: '枫溪经济开发区', nameEn: 'Fengxi Economic Development Zone', segment: 400 },
  hills: [
    { name: '云岭乡', nameEn: 'Yunling Township', segment: 200 },
    { name: '松峪乡', nameEn: 'Songyu Township', segment: 201 },
  ],
  others: [
    { name: '柳河镇', nameEn: 'Liuhe Town', segment: 101 },
    { name: '太坪镇', nameEn: 'Taiping Town', segment: 102 },
    { name: '白塬镇', nameEn: 'Baiyuan Town', segment: 103 },
    { name: '青石镇', nameEn: 'Qingshi Town', segment: 104 },
    { name: '雁塘镇', nameEn: 'Yantang Town', segment: 105 },
    { name: '槐店镇', nameEn: 'Huaidian Town', segment: 106 },
  ],
} as const satisfies Record<string, TownName | readonly TownName[]>

/** Communities by town name; the county seat has four. */
export const COMMUNITY_NAMES: Record<string, readonly string[]> = {
  枫川镇: ['南关社区', '枫桥社区', '北关社区', '河东社区'],
  枫溪经济开发区: ['创业社区'],
  other: ['新街社区', '兴盛社区', '春晖社区', '和平社区', '朝阳社区'],
}

/** Hands out village names, each once in the county. */
export class VillageNames {
  private readonly used = new Set<string>()

  constructor(
    private readonly random: Random,
    reserved: readonly string[],
  ) {
    for (const name of reserved) this.used.add(stem(name))
  }

  next(hilly: boolean): string {
    for (;;) {
      const ending = this.random.pick(hilly ? HILL : PLAIN)
      const name = (this.random.chance(0.52) ? this.random.pick(DOUBLE) : this.random.pick(SINGLE)) + ending
      if (this.free(name)) return `${this.take(name)}村`
    }
  }

  /** 上… and 下…, 东… and 西…: two villages that grew out of one. */
  pair(hilly: boolean): [string, string] {
    for (;;) {
      const base = this.random.pick(SINGLE) + this.random.pick(hilly ? HILL : PLAIN)
      const [first, second] = hilly
        ? ['上', '下']
        : this.random.pick([
            ['东', '西'],
            ['南', '北'],
            ['前', '后'],
          ] as const)
      if (![base, first + base, second + base].every((name) => this.free(name))) continue
      this.take(base)
      return [`${this.take(first + base)}村`, `${this.take(second + base)}村`]
    }
  }

  /** Free when neither it nor a longer or shorter form of it is in use: chance sets no traps. */
  private free(name: string): boolean {
    if (name.length > 2 && name[0] === name[1]) return false
    for (const other of this.used) if (other.startsWith(name) || name.startsWith(other)) return false
    return true
  }

  private take(name: string): string {
    this.used.add(name)
    return name
  }
}

const stem = (name: string) => name.replace(/(村|社区|镇|乡)$/, '')

const NUMERALS = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十']
export const numeral = (n: number) => NUMERALS[n - 1] ?? String(n)
