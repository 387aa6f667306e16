import type { AreaTree } from '../../geodata/place/tree.ts'
import type { Checklist } from '../contract/checklists.ts'
import { parseDay } from '../contract/day.ts'
import { AppError, type Say } from '../contract/error.ts'
import { CALLABLE, HANDLING, type RouteRule, type RouteTarget } from '../contract/routing.ts'
import type { Settings } from '../contract/settings.ts'
import type { SubsidyTable } from '../contract/subsidy.ts'
import { maskText } from '../ledger/mask.ts'
import { placesOf } from '../ledger/persons/places.ts'
import type { StoredOrganisation } from '../store/organisations.ts'

interface Ground {
  tree: AreaTree
  organisations: readonly StoredOrganisation[]
}

/** Throws `AppError` 400 for settings that could not be worked with. Their shape is checked where they come in. */
export function refuseSettings({ tiers, routing, checklists, subsidy, deadlines, holidays, meetings }: Settings, { tree, organisations }: Ground): void {
  refuseDays('holidays', Object.values(holidays).flatMap(({ rest, work }) => [...rest, ...work]))
  refuseDays('subsidy', subsidy.flatMap(({ from, until }) => (until === null ? [from] : [from, until])))
  refuseDays('meetings', meetings.since === null ? [] : [meetings.since])
  routing.forEach((rule, k) => refuseRule(rule, k + 1, organisations))
  refuseChecklists(checklists)
  refuseSubsidy(subsidy)
  const places = placesOf(tree)
  const words = [
    ...tiers.map(({ label }) => label),
    ...deadlines.ladder.map(({ label }) => label),
    ...checklists.flatMap(({ label, items }) => [label, ...items.map((item) => item.label)]),
  ]
  const tellsPerson = (text: string): boolean => maskText(text, places) !== text
  if (words.some(({ zh, en }) => tellsPerson(zh) || tellsPerson(en))) throw bad('label', PERSON)
  const sought = tiers.flatMap(({ rules }) => rules.flatMap((rule) => (rule.kind === 'words' ? rule.words : [])))
  if (sought.some(tellsPerson)) throw bad('words', SOUGHT)
}

function refuseDays(field: string, days: readonly string[]): void {
  const stray = days.find((day) => parseDay(day) === null)
  if (stray !== undefined) throw bad(field, { zh: `“${stray}”不是日期，请写成 2027-01-01`, en: `"${stray}" is no day: write 2027-01-01` })
}

function refuseRule({ handle, call }: RouteRule, row: number, organisations: Ground['organisations']): void {
  const types = new Map(organisations.map(({ id, type }) => [id, type]))
  const typeOf = (target: RouteTarget) => (target.kind === 'type' ? target.type : types.get(target.id))
  for (const [targets, able] of [[handle, HANDLING], [call, CALLABLE]] as const) {
    for (const target of targets) {
      const type = typeOf(target)
      if (type === undefined) throw bad('routing', { zh: `分流表第 ${row} 行指定的组织机构不存在`, en: `Row ${row} of the routing table names an organisation that is not there` })
      if (!able.includes(type)) {
        throw bad('routing', {
          zh: `分流表第 ${row} 行：${able === HANDLING ? '这类机构不承办案件' : '这类机构不能被吹哨'}`,
          en: `Row ${row} of the routing table: this type of organisation ${able === HANDLING ? 'handles no cases' : 'cannot be called'}`,
        })
      }
    }
  }
}

function refuseChecklists(checklists: readonly Checklist[]): void {
  if (twice(checklists.map(({ level }) => level))) throw bad('checklists', { zh: '每一级只能有一张清单', en: 'A level has one checklist' })
  for (const { label, items } of checklists) {
    if (items.length === 0) throw bad('checklists', { zh: `清单“${label.zh}”没有项目；不用时请删去整张清单`, en: `The checklist "${label.en}" has no items: leave it out if it is not used` })
    if (twice(items.map(({ code }) => code))) throw bad('checklists', { zh: `清单“${label.zh}”里有重复的项目代码`, en: `The checklist "${label.en}" has an item code twice` })
  }
}

function refuseSubsidy(tables: readonly SubsidyTable[]): void {
  const byDay = tables.toSorted((a, b) => (a.from < b.from ? -1 : 1))
  byDay.forEach(({ from, until }, k) => {
    if (until !== null && until < from) throw bad('subsidy', { zh: `${from} 起的标准在生效前就截止了`, en: `The rates from ${from} end before they begin` })
    const next = byDay[k + 1]
    if (next && (until === null || until >= next.from)) {
      throw bad('subsidy', { zh: `${from} 起的标准与 ${next.from} 起的重叠，请写明截止日`, en: `The rates from ${from} and those from ${next.from} overlap: say when the first end` })
    }
  })
}

const twice = (words: readonly string[]): boolean => new Set(words).size < words.length

const PERSON: Say = { zh: '名称里不能有人的姓名、电话', en: 'A label must not hold a person’s name or a telephone number' }

const SOUGHT: Say = {
  zh: '提示词里不能有人的姓名、电话，请写事情，如“持刀”',
  en: 'A word that a tier is proposed for must not be a person’s name or a telephone number: name the matter, such as a knife',
}

function bad(field: string, say: Say): AppError {
  return new AppError('bad_settings', { status: 400, field, say })
}
