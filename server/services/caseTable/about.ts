import type { AreaCode } from '../../../geodata/place/area.ts'
import { CATEGORIES } from '../../contract/categories.ts'
import { SORTS, type LedgerFilter, type Order, type Sort } from '../../contract/caseTable.ts'
import { CHANNELS } from '../../contract/channels.ts'
import { COLOURS } from '../../contract/colours.ts'
import { beijingTime } from '../../contract/day.ts'
import type { Say } from '../../contract/error.ts'
import { PHASES, STATES } from '../../contract/states.ts'
import { maskText } from '../../ledger/mask.ts'
import type { NamedOrganisation } from '../../store/namedOrganisations.ts'
import type { Ground } from '../caseLife/reach.ts'
import { placeOf as shownPlace } from '../caseLife/shown.ts'
import type { Words } from './cells.ts'

/** What a file holds, in words for whoever gets it from somebody else. */
export interface About {
  county: string
  /** whose cases: of an area, or of an organisation */
  of: string
  filter: string
  period: string
  cases: number
  order: string
  /** day and time in Shanghai */
  made: string
  revision: number
  sensitive: string
}

interface Told {
  ground: Ground
  filter: LedgerFilter
  order: Order
  words: Words
  /** the organisation that the filter names; null without one */
  holder: Pick<NamedOrganisation, 'name' | 'area'> | null
  /** sensitive cases are among them: nothing narrower than a town is named, or it would tell where they lie */
  hiding: boolean
  /** sensitive cases are among them at all: what was searched for would tell what stands in them */
  secret: boolean
  cases: number
  revision: number
  now: number
}

export const ABOUT: Record<keyof About, Say> = {
  county: { zh: '县', en: 'County' },
  of: { zh: '范围', en: 'Cases of' },
  filter: { zh: '筛选条件', en: 'Filter' },
  period: { zh: '时段（按发生日期）', en: 'Period (by the day of occurrence)' },
  cases: { zh: '件数', en: 'Number of cases' },
  order: { zh: '排序', en: 'Order' },
  made: { zh: '导出时间（北京时间）', en: 'Exported at (Beijing time)' },
  revision: { zh: '数据版次', en: 'Revision of the data' },
  sensitive: { zh: '敏感案件', en: 'Sensitive cases' },
}

const SENSITIVE: Say = {
  zh: '只写到乡镇，不写原编号、案情、责任单位和承办单位，谁导出都一样；地图数据中放在乡镇的中心',
  en: 'Town only, without number in the ledger, text, unit and handling organisation, whoever exports; in map data they stand in the centre of their town',
}

export function aboutFile(told: Told): About {
  const { ground, order, cases, revision, now, words: { language } } = told
  const parts = conditionsOf(told, { search: true }).map(({ label, terms }) => `${label}${language === 'zh' ? '：' : ': '}${terms.join(language === 'zh' ? '、' : ', ')}`)
  return {
    county: countyName(ground, language),
    of: placeOf(told) ?? countyName(ground, language),
    filter: parts.join(language === 'zh' ? '；' : '; ') || { zh: '没有', en: 'none' }[language],
    period: periodOf(told.filter)?.[language] ?? { zh: '全部时间', en: 'All time' }[language],
    cases,
    order: orderWords(order)[language],
    made: beijingTime(now),
    revision,
    sensitive: SENSITIVE[language],
  }
}

/** Letters of a file's name that tell of the filter. */
const LONGEST = 48
/** Terms of one list that it names. */
const TERMS = 3

/** Name of the file without its ending: county, the main parts of the filter, and the day. What was searched for stays out. */
export function fileTitle(told: Told): string {
  const { ground, filter, words: { language } } = told
  const zh = language === 'zh'
  const title = zh ? `${countyName(ground, language)}案件台账` : `${countyName(ground, language)} cases`
  const short = (terms: readonly string[]) => {
    const rest = terms.length - TERMS
    const first = terms.slice(0, TERMS).join(zh ? '、' : ', ')
    return rest > 0 ? `${first}${zh ? `等${terms.length}项` : ` and ${rest} more`}` : first
  }
  const all = [placeOf(told), ...conditionsOf(told, { search: false }).map(({ terms }) => short(terms)), periodOf(filter)?.[language]].filter((part) => part !== null && part !== undefined)
  const kept: string[] = []
  for (const part of all) {
    if (kept.join(' ').length + part.length > LONGEST) break
    kept.push(part)
  }
  return [title, ...kept, ground.today].join(' ').replace(/[\\/:*?"<>|\u007f]/g, '-')
}

function countyName({ pack: { manifest } }: Ground, language: 'zh' | 'en'): string {
  return language === 'zh' ? manifest.name : (manifest.nameEn ?? manifest.name)
}

/** The area that was asked for, else the part of the county that the asker sees; null for all of it. */
function placeOf({ ground, filter, hiding, words: { language } }: Told): string | null {
  const { pack: { tree }, scope } = ground
  if (scope.cases.within === 'own' && filter.area === undefined) return { zh: '本组织的案件', en: 'own organisation' }[language]
  const code = filter.area ?? scope.root
  const shown = shownPlace(ground, { area: code, town: null }, !hiding).area
  const area = shown === null ? undefined : tree.areas[tree.indexOf(shown)]
  if (!area || area.parent === null) return null
  const name = language === 'zh' ? area.name : (area.nameEn ?? area.name)
  return hiding && isNarrow(ground, code) ? { zh: `${name}的一部分`, en: `a part of ${name}` }[language] : name
}

/** Is the area narrower than a town? */
export function isNarrow(ground: Ground, area: AreaCode): boolean {
  return shownPlace(ground, { area, town: null }, false).area !== shownPlace(ground, { area, town: null }, true).area
}

const OF_VILLAGE: Say = { zh: '一个村级组织', en: 'an organisation of a village' }

/** In the place of what was searched for. */
const SEARCHED: Say = { zh: '有搜索词（含敏感案件，不写出）', en: 'searched (the words are left out beside sensitive cases)' }

interface Condition {
  label: string
  terms: string[]
}

/** Every condition but place and period; what was searched for only where `search` asks for it. */
function conditionsOf({ ground, filter, holder, hiding, secret, words: { language, colours } }: Told, { search }: { search: boolean }): Condition[] {
  const say = (words: Say): string => words[language]
  const one = (label: Say, terms: readonly string[] | undefined): Condition[] => (terms && terms.length > 0 ? [{ label: say(label), terms: [...terms] }] : [])
  return [
    ...one({ zh: '风险等级', en: 'Tier' }, filter.colour?.map((code) => say(colours[code] ?? COLOURS.row(code).label))),
    ...one({ zh: '是否超期', en: 'Overdue' }, filter.overdue && [say({ zh: '超期未结', en: 'overdue' })]),
    ...one({ zh: '办理阶段', en: 'Phase' }, filter.phase?.map((code) => say(PHASES.row(code).label))),
    ...one({ zh: '办理状态', en: 'State' }, filter.state?.map((code) => say(STATES.row(code).label))),
    ...one({ zh: '纠纷类型', en: 'Category' }, filter.category?.map((code) => say(CATEGORIES.row(code).label))),
    ...one({ zh: '受理渠道', en: 'Channel' }, filter.channel?.map((code) => say(CHANNELS.row(code).label))),
    ...one({ zh: '承办单位', en: 'Handling organisation' }, holder === null ? undefined : [hiding && isNarrow(ground, holder.area) ? say(OF_VILLAGE) : holder.name]),
    ...one({ zh: '地点', en: 'Place' }, filter.waiting && [say({ zh: '地点待定', en: 'place unknown' })]),
    ...one({ zh: '搜索', en: 'Search' }, search && filter.q !== undefined ? [secret ? say(SEARCHED) : maskText(filter.q)] : undefined),
  ]
}

function periodOf({ from, to }: LedgerFilter): Say | null {
  if (from && to) return { zh: `${from}至${to}`, en: `${from} to ${to}` }
  if (from) return { zh: `${from}以来`, en: `since ${from}` }
  return to ? { zh: `截至${to}`, en: `until ${to}` } : null
}

const NUMBERS: readonly Sort[] = ['amount', 'people']

function orderWords({ by, descending }: Order): Say {
  const { zh, en } = SORTS.row(by).label
  const [great, small] = NUMBERS.includes(by) ? ['从大到小', '从小到大'] : ['从晚到早', '从早到晚']
  const [last, first] = NUMBERS.includes(by) ? ['the greatest first', 'the smallest first'] : ['the latest first', 'the earliest first']
  return { zh: `${zh}，${descending ? great : small}`, en: `${en}, ${descending ? last : first}` }
}
