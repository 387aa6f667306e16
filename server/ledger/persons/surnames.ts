/** The hundred surnames and those that the registers add to them; a name needs more than its first character. */
const SINGLE =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余杜叶程苏魏吕丁沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷曲盛翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹萧傅阎任方赖洪丘宗畅井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银亢嵇公哈湛宾戎勾茅利于呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉植衡富尧闭由'
const DOUBLES = '欧阳 司马 上官 诸葛 皇甫 令狐 东方 慕容 公孙 尉迟 司徒 夏侯 端木 百里 呼延 宇文 长孙 申屠'.split(' ')
/** Surnames that are common words too: they need a colon before them. */
const WORDS = '和应时从要都全连相成解平向来位区由国公干但利同与'
const SINGLES = new Set([...SINGLE].filter((char) => !WORDS.includes(char)))
const DOUBLE_SET = new Set(DOUBLES)
const BEGINS = new Set([...SINGLES, ...DOUBLES.map((name) => name[0] as string)])
/** a surname of two, or a class of characters */
export const SURNAME = `(?:${DOUBLES.join('|')}|[${[...SINGLES].join('')}])`

/** Characters of the surname that begins here; 0 for none. */
export function surnameLength(text: string, at: number): number {
  const first = text[at]
  if (first === undefined || !BEGINS.has(first)) return 0
  return DOUBLE_SET.has(text.slice(at, at + 2)) ? 2 : SINGLES.has(first) ? 1 : 0
}
