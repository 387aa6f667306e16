/** What stands behind a place or an organisation, never behind a person. */
export const NOT_AFTER =
  /^(?:村|镇|乡|街|社区|小区|县|市(?!民)|厂|局|所|院|学校|公司|集团|合作社|超市|饭店|酒店|商店|水库|大桥|沟|湾|坪|庄|寨|组|队|路(?!边)|矿|煤业|物业|银行|医院|中心|花园|家园|广场|农场|养殖|种植|林场|站|河|山(?!上)|桥)/

/** Only a person (or an office) does this. */
const SPEAKS =
  '反映|反应|诉(?![求讼])|自述|诉说|声称|称|说|投诉|举报|控告|要求|请求|来电|来访|来信|上访|信访|报警|报案|求助|申请|认为|不服|不满|不同意|拒绝|承认|表示|等\\s?(?:[\\d一二两三四五六七八九十百数多]+(?:余)?)?(?:[人户名位]|村民|农户|业主|居民|群众|工人|民工|农民工)|家(?=[与和跟同的里因门院房屋前后墙旁被将要隔]|附近|对面|东|西|南|北|地界|宅基|耕地|承包地|土地|$)|两[家户人口]|[二三四五两]人|两?(?:兄弟|姐妹|弟兄)|夫妻|夫妇|姐妹|父子|父女|母子|母女|一家|双方|之[子女妻夫父母]|的(?:儿子|女儿|妻子|丈夫|父亲|母亲|老伴|家属|院墙|房屋|宅基地|承包地|耕地|土地|工资)|先生|女士|同志|大爷|大妈|老汉|[（(]?(?:电话|手机|身份证|联系方式|住|男|女)|借(?=[了款给走])|(?:殴)?打伤|殴打|打架|辱骂|拖欠|欠|侵占|占用|霸占|私自|擅自|多次|未经|扬言|威胁|恐吓|走失|出走|失联|闹事|缠访|闹访|发病|轻生|自杀'
/** What follows a name and many another word too. */
const FOLLOWS = '[与和跟同及因]|因为|由于|之间|向|将|把|被|在|对|于|到|就|、|[（(]|发生|出现|存在|给|系|是|不|未|拿|也|又|曾|承包|承租|租用|租赁|建房|修建|盖房|翻建|放|种|养|砍|挖|堵'
/** What people do, and much else does too: only behind what is surely a name. */
const ACTS =
  '占(?:道|地|路|房|田|据|到|了)|阻(?:拦|挠|止|工|碍)|停车|驾[车驶]|拒[交付不绝收]|倒垃圾|开车|酒后|醉酒|去世|死亡|身亡|病故|受伤|摔[伤倒]|失踪|走失|外出|务工|打工|离婚|结婚|再婚|分居|分家|家暴|出轨|赌博|堆放|搭建|拆除|装修|出租|转让|转包|购买|收取|收到|支付|偿还|还[款钱]|贷款|担保|赔偿|补偿|道歉|到[场访]|来[镇县村到我]|提出|希望|咨询|询问|怀疑|发现|指责|威胁|恐吓|骚扰|诈骗|损坏|毁坏|损毁|饲养|放牧|耕种|流转|承诺|答应|同意|索要|讨要|讨薪|追讨|扬言|宅基地|承包地|自留地|老宅|院墙|院内|房[屋子前后]|屋[前后]|门[前口]|地[里头边界]|菜地|果园|大棚|赡养|抚养'
/** So short that they begin other words as well. */
const SHORT_ACTS = '[骑堆拆修盖建买卖借找持骗偷盗砸推打骂踢咬喂浇倒摔]'
/** Kinds of disputes as they stand in a title: 王建国土地纠纷. */
const KIND =
  '土地|宅基地|承包地|地界|边界|地边|地埂|耕地|草场|草原|林地|林权|山林|坟地|墓地|祖坟|承包|流转|邻里|相邻|邻居|通行|出路|道路|采光|排水|滴水|院墙|围墙|房屋|房产|建房|住房|漏水|噪[音声]|污染|环境|民间|借贷|借款|贷款|债务|欠款|欠薪|欠账|货款|工程款|工资|劳动|劳务|劳资|工伤|讨薪|薪酬|雇佣|合同|合伙|买卖|租赁|租金|押金|定金|经济|财产|遗产|继承|婚姻|婚恋|恋爱|感情|离婚|彩礼|家庭|家事|赡养|抚养|分家|夫妻|兄弟|婆媳|人身|损害|伤害|赔偿|补偿|侵权|打架|斗殴|口角|交通|车祸|肇事|医疗|医患|消费|退款|退货|物业|征地|拆迁|征收|安置|用水|灌溉|浇水|水费|养殖|树木|琐事|名誉|信访|上访|投诉|诉求|低保|医保|养老'
const ENDS = '(?:$|[\\s,，。.;；:：、()（）!！?？"”\'’》】\\]/|*\\d])'

const SPEAKS_HERE = new RegExp(`^(?:${SPEAKS})`)
const FOLLOWS_HERE = new RegExp(`^(?:${FOLLOWS})`)
const ACTS_HERE = new RegExp(`^(?:${ACTS})`)
const SHORT_ACTS_HERE = new RegExp(`^${SHORT_ACTS}`)
const KIND_HERE = new RegExp(
  `^(?:${KIND})(?:[^,，。;；、\\s]{0,10}(?:纠纷|矛盾|争议|争执|冲突|案|问题|事宜|事项|一事|诉求|赔偿|补偿|返还|分割|拖欠|追讨|索赔|认定|确权|流转|分配|权属)|(?:类|件)?${ENDS})|^(?:一案|案件?|纠纷|矛盾|问题|事项|一事)${ENDS}`,
)
/** Between two. */
const TOGETHER = /^(?:争[吵执抢夺]|吵[架嘴]|口角|纠纷|打架|互殴|冲突|协商|签订|签了|产生|引发|两人|借|租|分家|离婚|结婚|邻里|相邻)/
const ENDS_HERE = new RegExp(`^${ENDS}`)

export const speaks = (rest: string): boolean => SPEAKS_HERE.test(rest)
export const follows = (rest: string): boolean => FOLLOWS_HERE.test(rest)
export const actsShortly = (rest: string): boolean => SHORT_ACTS_HERE.test(rest)
export const acts = (rest: string): boolean => ACTS_HERE.test(rest)
export const isKind = (rest: string): boolean => KIND_HERE.test(rest)
export const together = (rest: string): boolean => TOGETHER.test(rest)
export const ends = (rest: string): boolean => ENDS_HERE.test(rest)
