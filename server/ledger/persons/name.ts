import { cached } from '../values/cached.ts'
import { isUsual, isUsualAlone, isUsualBehindRole } from './given.ts'
import { surnameLength } from './surnames.ts'

/** Words that tell of the county's places: a name that is one of them is no person. */
export interface Places {
  has(word: string): boolean
}

/** Characters that no given name has: functions, buildings, organisations, matters of a dispute. */
const NEVER = new Set(
  '某因与和跟同的了在是被把将向对于到就也都未不没要而则且或及之其此这那有无为以所等称诉说欠厂村镇乡县市区组社队街沟坝渠地场站局院校店户人家房屋墙费款债权者们业员工司会部办委纠纷矛盾问题争议租额补偿赔征收账册坟宅埂垛棚圈舍砖塘料路灯管网线车位库票证件物品号楼层室元方主头',
)
/** Ends of places: 王桥与李河 are villages unless they speak. */
const PLACE_END = /[庄寨堡屯营湾坪岭铺集寺庙圩堰岗咀岔坡洼垭塬峁洞井窑墩崖埠渡港滩桥河口行]$/
/** 王庄西, 李桥东: the second character of a place. */
const PLACE_IN = /^.[庄寨堡屯营湾坪岭铺集寺庙圩堰岗咀岔坡洼垭塬峁洞井窑墩崖埠渡港滩桥河口]/
/** Common words that begin like a name and that the dictionary of the segmenter lacks or cuts. */
const STOP = new Set(
  '高标 古树 石料 林权 红砖 万元 景区 鱼塘 温棚 祖坟 祖宅 白条 汤药 贺电 米面 毛石 何种 石桥 石坝 石墙 石碑 石磨 牛棚 牛圈 羊圈 羊舍 柴垛 麦秸 路障 路肩 车棚 房檐 苗木 花坛 沙坑 金矿 高压 高铁 高速 高空 老人 桑园 权属 景观 党建 于一 于二 于三 于四 于五 于六 于七 于八 于九 于十 强军 官军 司务 单兵 农牧 单色 曾发 曾签 曾多 曾经 曾口 曾约 曾承 曾答 曾协 曾调 曾找 曾借 曾打 曾起 曾报 曾于 于今 于昨 于去 于前 于当 于本 于次 于年 于春 于夏 于秋 于冬 路权 水权 刘海 张力 明文 明日 单日 双休 安保 安防 安监 安检 时下 时至 和好 应急 应季 门面 别墅 别处 边坡 车流 车间 水稻 麻将 安宁 易燃 明沟 明渠 明年 白灰 黄沙 黄牛 万亩 万余 双女 时任 项下 祖上 祖辈 毛路 毛坯 洪灾 关停 关于 单价 单元 文书 元月 云梯 信号 富余 富户 申诉 申请 成为 计划 计算 施工 施肥 包括 包地 包村 包片 封堵 封路 储水 储粮 盖房 盖章 修路 修建 支付 支架 查处 查看 印章 伏旱 宿舍 谈话 谈判 劳务 门前 门口 门窗 丰收 展开 植树 居住 元旦 初步 初一 初二 初三 池水 井水 江边 海边 湖边 边界 边墙 边坡 路边 管道 农药 农具 农机 张贴 张开 张罗 张挂 张望 张扬 陈旧 陈述 陈列 陈年 陈设 陈情 陈词 杜绝 李子 李树 王府 王国 王朝 王牌 孙女 孙子 孙辈 朱砂 朱红 曹妃 吴江 吴中 韩国 韩城 宋体 宋代 沈阳 侯马 曹县 邓州 汪清 邹城 邱县 魏县 汪洋 卢布 车牌 车架 严明 钟爱 丁克 丁香 雷雨 邵阳 吴语 魏晋 车超 路强'.split(' '),
)
/** Surnames with which hardly a common word begins: what the dictionary has of them are names. */
const PURE = new Set('王李张刘陈赵吴孙朱郭曹邓蒋蔡彭袁魏薛闫谭韩冯宋崔邹邱侯尹邵郝龚覃贾姚沈潘杜吕卢廖汪樊聂阎翟詹')
/** Surnames with which few words begin: behind a role and before a usual given name they are one. */
const FEW = new Set('杨周徐胡何罗郑梁谢唐许肖董程苏丁姜钟陆范付孟熊秦段陶黎龚邢庞倪俞阮柯凌裴霍骆祁蒲屈饶戚岑苟邬姬隋栾')
/** Given names of one character that end common words too, and are names behind a role. */
const ALONE_TOO = new Set('明平秀洋')
/** Given names that are words, and as words tell nothing that stands behind a person: 林建国, 高红梅. */
const GIVEN_WORDS = new Set('建国 建军 建华 建平 建设 国庆 国强 国华 志强 志明 志远 红梅 红霞 海燕 春燕 春梅 秀英 秀兰 秀丽 桂英 桂花 桂兰 玉兰 玉梅 玉英 丽华 丽娟 爱国 爱民 小红 小明 小燕 小英 晓明 晓红 金花 金龙 文革 文华 新华 振华 永强 永红 立新 卫东 卫国 向阳 东升 长江 雪梅 雪莲 冬梅 海涛 海波 海军 海洋 俊杰 英杰 文杰 志刚 志勇'.split(' '))
/** Words of the dictionary that are names as well, where a person's verb follows. */
const NAMES = new Set('张三 李四 王五 赵六 高明 白雪 石磊 孔明 常青 林峰 方圆 明月 高峰 齐云 田园 金星 万里 江山 高洁 文静 安静 马超 关羽 李白 杜甫 苏轼 王安石 周瑜 刘备 孙权'.split(' '))

/** 于明天, 常明确: words of a sentence that begin like a surname and a usual given name, and are known by what follows alone. */
const PHRASE = /于明[天日年早晚]|常明[确显]|高峰(?:期|时[段期])/y

/** Does such a phrase begin here? */
export function isPhrase(text: string, at: number): boolean {
  PHRASE.lastIndex = at
  return PHRASE.test(text)
}

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' })
const isWord = cached((text: string) => [...segmenter.segment(text)].length === 1)

/** The words at the beginning of a text, as the dictionary cuts them. */
export function firstWords(text: string): string[] {
  return [...segmenter.segment(text)].slice(0, 2).map((part) => part.segment)
}

export function isHan(char: string): boolean {
  return char >= '\u4e00' && char <= '\u9fff'
}

/** May these characters be a given name? */
export function isGiven(given: string): boolean {
  for (const char of given) if (!isHan(char) || NEVER.has(char)) return false
  return true
}

/** May this be a name? Its given name is one by `isGiven`. */
export function isName(name: string, surname: number, speaks: boolean, places: Places | null): boolean {
  const head = name.slice(0, 2)
  if (STOP.has(head) || places?.has(name)) return false
  if (surname === 2) return true
  if (!speaks && PLACE_END.test(name)) return false
  if (NAMES.has(name) || NAMES.has(head)) return true
  if (PURE.has(name[0] as string)) return true
  if (name.length === 2) return !isWord(name)
  return !isWord(name) && (speaks || !isWord(head))
}

/** Of what `isName` lets pass: is it one without a doubt, so that no deed needs to stand behind it? */
export function isSure(name: string, surname: number): boolean {
  const pure = surname === 2 || PURE.has(name[0] as string)
  if (isUsual(name.slice(surname))) return pure || (name.length > 2 && !isWord(name) && !isWord(name.slice(0, 2)))
  return pure && name.length > 2 && !PLACE_IN.test(name) && !PLACE_END.test(name) && !isWord(name)
}

/** 王建国: a usual given name of two behind a surname with which no other word begins. */
export function isPlain(name: string, surname: number): boolean {
  return name.length - surname === 2 && (surname === 2 || PURE.has(name[0] as string)) && isUsual(name.slice(surname))
}

/** Sure, or a usual name behind a surname that begins other words as well: 高伟, 罗定山. */
export function isLikely(name: string, surname: number): boolean {
  if (isSure(name, surname)) return true
  if (name.length === 2) return isUsualAlone(name.slice(surname)) && !isWord(name)
  return isUsual(name.slice(-1)) && !isWord(name) && !isWord(name.slice(0, 2)) && !isWord(name.slice(1))
}

/** Is the whole of these words one name, as far as its characters tell? 王建国 is, 王庄 and 林地 are none. */
export function isWholeName(words: string, places: Places | null): boolean {
  const surname = wholeName(words, places)
  return surname > 0 && isLikely(words, surname)
}

/** The same without a doubt, for words that no place of the county is known to be. */
export function isSurelyName(words: string): boolean {
  const surname = wholeName(words, null)
  return surname > 0 && isSure(words, surname)
}

/** Characters of the surname where the words may be one name; 0 where not. */
function wholeName(words: string, places: Places | null): number {
  if (words.length < 2 || words.length > 4) return 0
  const surname = surnameLength(words, 0)
  const given = words.length - surname
  if (surname === 0 || given < 1 || given > 2) return 0
  return isGiven(words.slice(surname)) && isName(words, surname, false, places) ? surname : 0
}

/**
 * A surname and a usual given name behind a role are a name whatever follows, unless they are, or begin, an ordinary
 * word: 丈夫王敏 is one, 老板车超载 and 邻居白天 are none. `rest` is what stands behind.
 */
export function isBehindRole(name: string, surname: number, rest: string): boolean {
  const given = name.slice(surname)
  const pure = surname === 2 || PURE.has(name[0] as string)
  const few = pure || FEW.has(name[0] as string)
  if (!pure && !(few && given.length === 2) && isWord(name)) return false
  if (given.length === 1) {
    if (STOP.has(name)) return false
    return few ? isUsualBehindRole(given) : (isUsualAlone(given) || ALONE_TOO.has(given)) && !goesInto(given, rest)
  }
  if (!isUsual(given) && !(given[1] === '然' && isUsual(given[0] as string))) return false
  if (surname === 1 && (STOP.has(name.slice(0, 2)) || (!pure && isWord(name.slice(0, 2))))) {
    return pure && isUsualBehindRole(given[1] as string) && !goesInto(given[1] as string, rest)
  }
  return few || GIVEN_WORDS.has(given) || (!isWord(given) && !goesInto(given[1] as string, rest))
}

/** Is the character the beginning of a word that goes on behind it? 超|载 */
export function goesInto(char: string, rest: string): boolean {
  return isHan(rest[0] ?? ' ') && isWord(char + (rest[0] as string))
}
