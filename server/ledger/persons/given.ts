/** Characters of which given names are made in our time: a word of a surname and of these alone is a person's. */
const USUAL = new Set(
  '建国华明伟强军勇刚平志文斌辉磊涛鹏超杰波浩亮峰俊飞凯健鑫龙宇阳晨旭东海洋林森山江玉秀英桂兰芳红梅丽娟艳霞敏静燕娜婷雪玲莉萍琴凤珍珠莲菊香春花云翠美蓉慧琳倩颖洁欣怡雅雯佳悦梦琪萌淑贞贵金银宝福禄寿喜庆祥瑞吉德仁义礼忠孝诚善良才富财旺兴盛顺康宁泰永长恒远世继先光荣昌振清廉洪宏小满根柱栓锁虎铁钢生彪威猛胜卫爱党新立启全保存广天晓思嘉子梓轩涵睿博晖晔炜煜炎焕烨灿雄杨柳松柏楠桐树彬彦斐昊昕昱曼曦媛姣娇婵妮妍姗娥娣妹琼瑶瑜璐瑾珊莎薇茜蕾芬芝芸荷菲萱蓓蕊露霜冰秋冬夏月星雷震霖润泽源淼湘延邦守成学士儒哲聪智灵敬谦尚崇贤达升腾跃进翔鸿雁鹤麒麟骏驰传绍培承兆维克治百千万元九凡帆帅恩惠力丹怀奎魁勤俭朴素民利信武宾双龄友权章巧改俏大二三四五六七八狗牛娃蛋毛丑连仓茂臣秉钧钰铭锋锐锦钊铎坤乾奇豪壮晶莹心如意若兮语诗桃杏栋梁材毅正直仪仲伯叔季孟佩致依允廷炳焱亚来益尊厚洲沛澄奕逸瀚沐辰诺萧汝庭轶弘耕岚葵苹蔓芹菁芙蓝仕仙佑侠俐冠剑励坚增尧岳帼幼庚影律恺惜懿戈拥敦旋昂昭晋晏景朗杉枝枫榕槐欢歌毓沁沂泓涓淇渊渝炯烈焰爽牧献珂珏珺琛琦琨琰璇璋璞甜畅皓盈睦砚碧祎祖禹秦稳穆笑筠筱紫绮绢绪缨罡羽翊耿胤艺芮茗茵莺菡葆蒙蔚蕙虹蝶衍裕裴誉谊豫越轲迅迎迪逊遂郁郡酉钦铃铮锡镭闯闻阔隆雍霄韬韵韶颂颜馨驹骁魏鸣鸽黎默鼎',
)

/** 建国, 红梅, 伟 and their like. */
export function isUsual(given: string): boolean {
  for (const char of given) if (!USUAL.has(char)) return false
  return true
}

/** Given names of one character that hardly end a common word: 高伟, 黄丽. */
const ALONE = new Set('伟强勇刚斌磊涛鹏超杰浩峻峰俊飞健鑫辉军丽娟艳霞敏静燕娜婷雪玲莉萍琴凤芳英梅洁莹颖倩琳慧雯佳龙红兵娥娇媛蕾薇琼瑶旭晨昊宇凯帅博翔')

export function isUsualAlone(given: string): boolean {
  return ALONE.has(given)
}

/** Of the usual ones, those that hardly stand alone as a name, or that begin an appellation or another word: 王大爷, 周三, 李子, 张心. */
const NEVER_ALONE = new Set('大二三四五六七八九小子心全天如力若以先立万千百元金银月夏秋冬之公来连光生成学广长远世界存开水木树根柱栓锁钢铁虎牛狗蛋毛丑娃厚正直显益更改俏奇丰满足恒年')

/** Usual, and enough behind 丈夫 or 调解员: 王敏, 张洋. */
export function isUsualBehindRole(given: string): boolean {
  return USUAL.has(given) && !NEVER_ALONE.has(given)
}
