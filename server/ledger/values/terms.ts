import type { Channel } from '../../contract/channels.ts'
import type { Colour } from '../../contract/colours.ts'
import { STATES, type State } from '../../contract/states.ts'
import { isNothing, squeeze } from './text.ts'

/** Rows are tried in order: the first pattern found decides. */
type Terms<Code> = [RegExp, Code][]

const COLOUR_TERMS: Terms<Colour> = [
  [/红/, 'red'],
  [/[黄橙]/, 'yellow'],
  [/[蓝绿]/, 'blue'],
  [/^(特别)?重大|^特大|^高(风险)?|^(一|1|I|Ⅰ)级|^严重|^high|^red/i, 'red'],
  [/^较大|^较高|^中(风险|等|度)?|^(二|2|II|Ⅱ)级|^medium|^yellow|^amber/i, 'yellow'],
  [/^一般|^较小|^低(风险)?|^轻微|^(三|四|3|4|III|Ⅲ|IV|Ⅳ)级|^普通|^low|^blue|^green/i, 'blue'],
  [/^未定|^待定/, 'none'],
]

/** 未 and 不 first: 未化解 must not read as 化解. */
const STATE_TERMS: Terms<State> = [
  [/不予受理|不受理|退回|退单/, 'declined'],
  [/终止|调解不成|调解失败|不成功|调解未成|引导.*(诉讼|仲裁|起诉)|移交?(送)?.*(法院|仲裁)|转.*(法院|诉讼|仲裁)|起诉|已立案|撤回|撤销/, 'terminated'],
  [/^未(受理|签收)|待(派|分派|交办|分流)/, 'registered'],
  [/待(签收|接收|接单)|已(派|分派|交办|转办|分流)|派单/, 'dispatched'],
  [/未(办|化解|调解|调处|处理|解决|结)|^否$|待(办|处理|化解|调解)|尚未/, 'registered'],
  [/移交|移送|上报|上交|转交|提级|升级|呈报/, 'escalated'],
  [/吹哨/, 'whistled'],
  [/司法确认中/, 'confirming'],
  [/履行中|正在履行|分期履行/, 'performing'],
  [/反复|反弹|重新/, 'reopened'],
  [/[化调办处解理跟推稳进][解处理进办决控行]?中|正在|跟进|持续|处置中|进行中|办理中|推进|协调中|in progress|under investigation/i, 'mediating'],
  [/归档|销号/, 'archived'],
  [/已回访/, 'followed_up'],
  [/已研判|已定色/, 'triaged'],
  [/达成(协议)?$|达成.*协议/, 'closed'],
  [/化解|调解成功|调处|办结|办理完毕|完成|解决|调结|处结|结案|成功|已处理|已处置|已结|^是$|closed|resolved/i, 'closed'],
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
