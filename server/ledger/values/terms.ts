import type { Channel } from '../../contract/channels.ts'
import { COLOURS, type Colour, type TierColour } from '../../contract/colours.ts'
import { STATES, type State } from '../../contract/states.ts'
import { isNothing, squeeze } from './text.ts'

/** Rows are tried in order: the first pattern found decides. */
type Terms<Code> = [RegExp, Code][]

const COLOUR_TERMS: Terms<Colour> = [
  [/红/, 'red'],
  [/橙/, 'orange'],
  [/黄/, 'yellow'],
  [/蓝/, 'blue'],
  [/绿/, 'green'],
  [/^(特别)?重大|^特大|^高(风险)?|^(一|1|I|Ⅰ)级|^严重|^high|^red/i, 'red'],
  [/^较大|^较高|^中(风险|等|度)?|^(二|2|II|Ⅱ)级|^medium|^yellow|^amber/i, 'yellow'],
  [/^orange/i, 'orange'],
  [/^green/i, 'green'],
  [/^一般|^较小|^低(风险)?|^轻微|^(三|四|3|4|III|Ⅲ|IV|Ⅳ)级|^普通|^low|^blue/i, 'blue'],
  [/^未定|^待定/, 'none'],
]

const RESOLVE = '(?:化解|调解|调处|调和|达成|成功|解决|办结|办理完|处理完|结案|调结|处结|完成)'
const CLAUSE = '[^,，;；。已]'

const NOT_YET = [
  '未', '不(?![需必用再断久到足出日])', '没', '无法', '难以?', '尚', '有望', '可望', '希望', '望', '有待', '等待', '力争', '争取', '预计', '预期', '(?<!按)计划',
  '拟', '准备', '打算', '即将', '将', '(?<![不无])需', '须', '尽快', '尽量', '尽力', '努力', '督促', '限期', '限时', '可以?', '能', '逐步', '逐渐', '暂时?', '临时',
].join('|')
const UNRESOLVED = new RegExp(
  [
    `(?:${NOT_YET})${CLAUSE}{0,4}${RESOLVE}`,
    `(?:部分|一半|半数|多数|个别|基本|初步|阶段性)已?经?${RESOLVE}`,
    `(?:正|在|积极|全力|着力|推动)(?:化解|调解|解决|办结)(?!成功)`,
    `${RESOLVE}${CLAUSE}{0,4}(?:不[了下掉动好]|部分|一半|困难|难度|阻力)`,
    '力争|有望|预计|争取',
  ].join('|'),
)

/**
 * What is not, not yet or only partly resolved stands before what is resolved: 未化解, 无法化解 and 有望化解 must
 * not read as 化解, or the rate of resolved cases is too high. 原未化解,现已化解 ends with the opposite.
 */
const STATE_TERMS: Terms<State> = [
  [/不予受理|不受理|退回|退单/, 'declined'],
  [new RegExp(`(?:继续|仍在|还在|再次|择日|改日)(?:进行|开展|做|组织|协调|努力|跟进)?(?:工作|${RESOLVE})|继续(?:跟进|协调|做工作)`), 'mediating'],
  [/终止|(移交?(送)?|转).*(法院|诉讼|仲裁)|引导.*(诉讼|仲裁|起诉|司法)|走(司法|法律|诉讼)(程序|途径)|起诉|已立案|撤回|撤销/, 'terminated'],
  [/[,，;；。](?:现|目前|后|最终|最后|今|双方|当事人|经.{2,12})?(?:均|都)?已经?(?:全部|全|成功|妥善|圆满|彻底)?(?:化解|调解成功|解决|办结|结案|调结|处结)$/, 'closed'],
  [/(化解|调解|调处|协商|协调|办理)(不成|失败|无果|无效|未果|未成|破裂|无望)|失败|不成功|未成功|没成功|没有成功|未获成功|谈崩|破裂/, 'terminated'],
  [/(?:未能?|不能|没有?|没能|无法|难以|尚未|仍未|暂未|达不|不)达?成(?:任何|一致|调解|书面)?的?(?:意见|协议)|达不成|(?:未|没有?|不能|无法|难以)能?达成|不(?:同意|愿意?|接受|服从?)(?:进行|参加)?(?:调解|化解)|拒绝(?:接受|参加)?(?:调解|化解)/, 'terminated'],
  [/^未(受理|签收)|待(派|分派|交办|分流)/, 'registered'],
  [/待(签收|接收|接单)|已(派|分派|交办|转办|分流)|派单/, 'dispatched'],
  [/[未没]有?(办|化解|调解|调处|处理|解决|结)|^否$|待(办|处理|化解|调解)|尚未|^不化解/, 'registered'],
  [UNRESOLVED, 'mediating'],
  [/移交|移送|上报|上交|转交|提级|升级|呈报/, 'escalated'],
  [/吹哨/, 'whistled'],
  [/司法确认中/, 'confirming'],
  [/履行中|正在履行|分期履行|部分履行/, 'performing'],
  [/(?<![无未没不防止避免有再]{1,2}(?:出现|发生)?)(反复|反弹)|重新/, 'reopened'],
  [/[化调办处解理跟推稳进][解处理进办决控行]?中|正在|跟进|持续|处置中|进行中|办理中|推进|协调中|in progress|under investigation/i, 'mediating'],
  [new RegExp(`(?:做|开展|进行|加强|抓好)${CLAUSE}{0,6}(?:化解|调解|调处)(?:工作)?$|化解工作$`), 'mediating'],
  [/归档|销号/, 'archived'],
  [/已回访/, 'followed_up'],
  [/已研判|已定色/, 'triaged'],
  [/履行完毕|已?全部履行|已履行/, 'closed'],
  [/^(?!.*(?:已化解|成功|办结|已结|结案|已解决)).*达成(?:了|一致|调解|书面|口头|和解|谅解|的)*(?:协议|意见|一致|谅解|和解)?$/, 'agreed'],
  [/化解|调解成功|调处|办结|办理完毕|完成|解决|调结|处结|结案|成功|达成|已处理|已处置|已结|^是$|closed|resolved/i, 'closed'],
  [/已受理|^受理$/, 'accepted'],
  [/已?登记|新增|open/i, 'registered'],
  [/调解|调处/, 'mediating'],
]

const CHANNEL_TERMS: Terms<Channel> = [
  [/12345|政务热线|市长热线/, 'hotline_12345'],
  [/12348|法律(服务|援助)热线/, 'hotline_12348'],
  [/110|警务|警情|公安|派出所/, 'police_110'],
  [/信访|来信|来访|上访|网上信访/, 'petition'],
  [/法院|诉调|诉前|法庭|诉讼/, 'court'],
  [/网格/, 'grid'],
  [/排查|摸排|走访|主动/, 'screening'],
  [/申请|依申请|当事人/, 'application'],
  [/委托|移送|移交|转办|交办|上级/, 'entrusted'],
]

export function parseColour(raw: string): Colour | null {
  const text = squeeze(raw)
  return isNothing(text) ? 'none' : first(COLOUR_TERMS, text)
}

/** A colour that the county does not use is its next lighter one, else its lightest. */
export function amongTiers(colour: Colour, tiers: readonly TierColour[]): Colour {
  if (colour === 'none') return colour
  return tiers.find((tier) => COLOURS.index(tier) >= COLOURS.index(colour)) ?? tiers.at(-1) ?? colour
}

/** The state that a result column tells; null when it is blank or says nothing known. */
export function parseState(raw: string): State | null {
  const text = squeeze(raw).replace(/[。.,，;；!！]+$/, '')
  if (text === '') return null
  if (STATES.is(text)) return text
  const official = STATES.rows.find((row) => row.label.zh === text || row.label.en.toLowerCase() === raw.trim().toLowerCase())
  return official?.code ?? first(STATE_TERMS, text)
}

export function parseChannel(raw: string): Channel {
  return first(CHANNEL_TERMS, squeeze(raw)) ?? 'other'
}

export function parseAgreement(raw: string): 'written' | 'oral' | null {
  const text = squeeze(raw)
  if (/书面|协议书|written/i.test(text)) return 'written'
  return /口头|oral|verbal/i.test(text) ? 'oral' : null
}

/** 已回访, 是, √ and a date are yes; blank, 否 and 未 are no. */
export function parseYes(raw: string): boolean {
  const text = squeeze(raw)
  if (text === '' || isNothing(text) || /^(未|不|待|否|无|没)/.test(text)) return false
  return /^(是|有|√|✓|✔|y|yes|true|1|已)|回访|确认|满意|\d{1,4}[.年月/-]\d/i.test(text)
}

function first<Code>(terms: Terms<Code>, text: string): Code | null {
  for (const [pattern, code] of terms) if (pattern.test(text)) return code
  return null
}
