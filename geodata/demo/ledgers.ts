import type { Day } from '../place/area.ts'
import { COUNTY_NAME, type DemoArea, type Register } from './areas.ts'
import { addMonths, dayNumber, dayOf } from './calendar.ts'
import type { DemoCase, Outcome } from './cases.ts'
import { HEADER, type Ledger } from './ledgerFiles.ts'
import type { Random } from './random.ts'

export interface LedgerPlan {
  ledgers: Ledger[]
  /** numbers of cases that a later year's ledger carries on with a new outcome */
  carriedOver: string[]
  /** numbers of cases written twice in one ledger, the same word for word */
  repeated: string[]
  /** numbers of cases whose place words name no single place */
  unlocated: string[]
  /** numbers of cases known by their town only */
  townOnly: string[]
  /** numbers of cases on a town's own grid cell */
  townGrid: string[]
}

const CARRIED_EACH_YEAR = 15
const REPEATED = 8

/** What clerks wrote that names no place or two: typing errors, villages of nowhere, a homonym without its town. */
const UNCLEAR: readonly [town: string, village: string][] = [
  [COUNTY_NAME, '新庄村'],
  [COUNTY_NAME, '新庄'],
  [COUNTY_NAME, '新庄村委会'],
  [COUNTY_NAME, '新庄村'],
  ['太坪镇', '太坪河村'],
  ['太坪镇', '大坪口村'],
  ['太坪镇', '太平口村'],
  ['槐店镇', '南坡新村'],
  ['槐店镇', '移民新村'],
  ['柳河镇', '黄泥塘村'],
  ['柳河镇', '移民安置点'],
  ['青石镇', '矿区家属院'],
  ['青石镇', '矿区家属院'],
  ['白塬镇', '塬上新区'],
  ['云岭乡', '护林站'],
  ['松峪乡', '水库工地'],
  ['枫川镇', '老县城片区'],
  ['枫川镇', '汽车站'],
  ['枫川镇', '汽车站'],
  ['雁塘镇', '雁塘农场'],
]

/** Three yearly ledgers in the clerks' usual table, the cases of the register's traps under their old names. */
export function writeLedgers(cases: readonly DemoCase[], register: Register, until: Day, random: Random): LedgerPlan {
  const ends = [-24, -12, 0].map((months) => dayNumber(addMonths(until, months)))
  const yearOfCase = ({ day }: DemoCase) => ends.findIndex((end) => day <= end)
  const plan = chooseOddities(cases, register, random)
  const ledgers = ends.map((end, year): Ledger => {
    const own = cases.filter((one) => yearOfCase(one) === year)
    const carried = cases.filter((one) => yearOfCase(one) === year - 1 && plan.carriedOver.includes(one.no))
    const rows = [...carried, ...own].map((one) =>
      row(one, {
        register,
        plan,
        openAt: year < 2 && plan.carriedOver.includes(one.no) && !carried.includes(one) ? end : null,
      }),
    )
    for (const no of plan.repeated) {
      const at = rows.findIndex(([number]) => number === no)
      if (at >= 0) rows.splice(Math.min(rows.length, at + 3), 0, [...(rows[at] as string[])])
    }
    const from = dayOf((ends[year - 1] ?? dayNumber(addMonths(until, -36))) + 1)
    return {
      name: `${COUNTY_NAME}矛盾纠纷台账-${month(from)}-${month(dayOf(end))}`,
      rows: framed(rows, from, dayOf(end)),
    }
  })
  return { ...plan, ledgers }
}

const month = (day: Day) => day.slice(0, 7).replace('-', '')

function framed(rows: string[][], from: Day, to: Day): string[][] {
  return [
    [`${COUNTY_NAME}矛盾纠纷排查化解工作台账（${from}至${to}）`],
    [`填报单位：${COUNTY_NAME}社会治安综合治理中心（虚构示例数据）`],
    [...HEADER],
    ...rows,
    ['说明：本表为虚构示例，不涉及任何真实地方和个人'],
  ]
}

type Oddities = Omit<LedgerPlan, 'ledgers'> & { unclear: Map<string, readonly [string, string]> }

/** Picks the odd rows among usual cases only, so that what is planted stays whole. */
function chooseOddities(cases: readonly DemoCase[], register: Register, random: Random): Oddities {
  const last = cases.at(-1)?.day as number
  const usual = random.shuffle(cases.filter(({ plant }) => plant === null))
  const take = (count: number, fits: (one: DemoCase) => boolean) => {
    const taken: DemoCase[] = []
    for (let k = usual.length - 1; k >= 0 && taken.length < count; k--)
      if (fits(usual[k] as DemoCase)) taken.push(...usual.splice(k, 1))
    return taken
  }
  const carriedOver = [731, 366].flatMap((ago) =>
    take(
      CARRIED_EACH_YEAR,
      ({ day, outcome, closedDay }) =>
        outcome === 'closed' && day < last - ago && day > last - ago - 45 && (closedDay as number) < last - ago + 200,
    ),
  )
  const unclear = new Map(
    take(UNCLEAR.length, ({ day }) => day > last - 700).map(({ no }, k) => [
      no,
      UNCLEAR[k] as readonly [string, string],
    ]),
  )
  const townOnly = take(40, () => true)
  const townGrid = register.cells
    .filter(({ kind }) => kind === '镇级网格')
    .flatMap((cell) =>
      take(6, ({ area }) => area.town === cell.town).map((one) => {
        one.cell = cell
        one.area = register.towns[cell.town] as DemoArea
        one.point = null
        return one
      }),
    )
  for (const one of townOnly) {
    one.cell = null
    one.point = null
    one.area = register.towns[one.area.town] as DemoArea
  }
  for (const one of cases) if (unclear.has(one.no)) one.cell = one.point = null
  const numbers = (list: readonly DemoCase[]) => list.map(({ no }) => no).sort()
  return {
    carriedOver: numbers(carriedOver),
    repeated: numbers(take(REPEATED, () => true)),
    unlocated: [...unclear.keys()].sort(),
    townOnly: numbers(townOnly),
    townGrid: numbers(townGrid),
    unclear,
  }
}

const RESULTS: Record<Outcome, string> = {
  closed: '已化解',
  mediating: '调解中',
  accepted: '已受理',
  performing: '达成协议，履行中',
  escalated: '移交上级',
  terminated: '终止调解',
}
const COLOURS = { red: '红色', yellow: '黄色', blue: '蓝色' } as const

interface RowContext {
  register: Register
  plan: Oddities
  /** day on which the case still stood open in this table */ openAt: number | null
}

function row(one: DemoCase, { register, plan, openAt }: RowContext): string[] {
  const [town, village] = plan.unclear.get(one.no) ?? placeWords(one, register)
  const open = openAt !== null
  const closed = one.outcome === 'closed' && !open
  return [
    one.no,
    town,
    village,
    one.cell?.name ?? '',
    dayOf(one.day),
    one.term,
    one.summary,
    String(one.people),
    one.amount === null ? '' : String(one.amount),
    COLOURS[one.colour],
    one.channel,
    one.unit,
    dayOf(one.dueDay),
    open ? '调解中' : RESULTS[one.outcome],
    closed ? dayOf(one.closedDay as number) : '',
    closed && one.agreement ? { written: '书面协议', oral: '口头协议' }[one.agreement] : '',
    closed && one.confirmed ? '已司法确认' : '',
    closed ? (one.followedUp ? '已回访' : '未回访') : '',
    one.point ? one.point[0].toFixed(6) : '',
    one.point ? one.point[1].toFixed(6) : '',
    one.point ? 'WGS84' : '',
  ]
}

/** Town and village as written: before the merger and the renaming under the names of then. */
function placeWords({ area, cell, day }: DemoCase, { areas, towns, traps }: Register): [string, string] {
  const town = (towns[area.town] as DemoArea).name
  if (area.level === 'town') return [town, '']
  const ended = areas.find(({ code }) => code === traps.merged) as DemoArea
  if (!cell && area.code === ended.successor && day < dayNumber(ended.validTo as Day)) return [town, ended.name]
  if (!cell && area.code === traps.renamed.code && day < dayNumber(ended.validTo as Day))
    return [town, traps.renamed.former]
  return [town, area.name]
}
