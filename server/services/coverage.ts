import type { Level } from '../../geodata/place/level.ts'
import type { AreaTree } from '../../geodata/place/tree.ts'
import type { Checklist } from '../contract/checklists.ts'
import type { ChecklistCoverage, Coverage, LevelCoverage } from '../contract/coverage.ts'
import { dayAt, type Day } from '../contract/day.ts'
import { DOMAINS } from '../contract/domains.ts'
import type { Say } from '../contract/error.ts'
import { ORGANISATION_TYPES } from '../contract/organisations.ts'
import { rate } from '../contract/rates.ts'
import type { Scope } from '../contract/scope.ts'
import { facilityAnswers } from '../store/facilities.ts'
import { organisationRows, type StoredOrganisation } from '../store/organisations.ts'
import { namedPlace } from './areas.ts'
import type { Context } from './context.ts'
import { organisationReach } from './organisationReach.ts'
import type { InstalledPack } from './packs.ts'
import { presetsOf } from './presets.ts'
import { staffCounts, type Sited } from './staffCounts.ts'

/** Of a part of a county the open organisations, and the areas that should have some. */
export interface CoverageGround {
  tree: AreaTree
  /** live areas of a level within the part */
  areasAt(level: Level): number[]
  label(level: Level): Say
  sited: readonly Sited[]
}

/** Levels that should have a committee, where a county has them. */
const WITH_COMMITTEE: readonly Level[] = ['town', 'village']

/** Which areas have no committee or centre, how far the centres come up to their lists, and how many people mediate. */
export async function coverage(ctx: Context, scope: Scope): Promise<Coverage> {
  const reach = await organisationReach(ctx, scope)
  const { tree, manifest } = reach.pack
  const start = tree.indexOf(scope.root)
  const rows = (await organisationRows(ctx.db, scope)).filter(({ area, closedOn }) => closedOn === null && reach.below(area))
  const sited = rows.map((organisation) => ({ organisation, index: reach.seen(organisation.area) })).sort((a, b) => a.index - b.index)
  const labels = new Set(manifest.levels.map(({ level }) => level))
  const ground = coverageGround(reach.pack, { start, today: dayAt(ctx.now()), sited })
  const { checklists } = await presetsOf(ctx, scope)
  const answers = await facilityAnswers(ctx.db, scope)
  const inUse = (level: Level) => labels.has(level) && ground.areasAt(level).length > 0
  return {
    committees: WITH_COMMITTEE.filter(inUse).map((level) => levelCoverage(ground, level, 'committee')),
    centres: checklists.filter(({ level }) => inUse(level)).map(({ level }) => levelCoverage(ground, level, 'centre')),
    checklists: checklists.filter(({ level }) => inUse(level)).map((list) => checklistCoverage(ground, list, answers)),
    staff: staffCounts(ground, start),
    types: ORGANISATION_TYPES.codes.map((type) => ({ type, count: count(sited, (one) => one.type === type) })),
    trades: DOMAINS.codes.flatMap((domain) => {
      const committees = count(sited, (one) => one.type === 'sector_committee' && one.domain === domain)
      return committees > 0 ? [{ domain, count: committees }] : []
    }),
  }
}

/** `sited` are those within the area of the index `start`. */
export function coverageGround({ tree, manifest }: Pick<InstalledPack, 'tree' | 'manifest'>, { start, today, sited }: { start: number; today: Day; sited: readonly Sited[] }): CoverageGround {
  const labels = new Map(manifest.levels.map(({ level, label }) => [level, label]))
  return {
    tree,
    sited,
    areasAt: (level) => tree.atLevel(level, today).filter((index) => index >= start && index < tree.end[start]!),
    label: (level) => labels.get(level) ?? { zh: level, en: level },
  }
}

/** What an area of a level is to have: a committee in towns and villages, a centre where the county has a list for one. */
export function dueAt(level: Level, checklists: readonly Checklist[]): ('committee' | 'centre')[] {
  return [
    ...(WITH_COMMITTEE.includes(level) ? (['committee'] as const) : []),
    ...(checklists.some((list) => list.level === level) ? (['centre'] as const) : []),
  ]
}

export function levelCoverage({ tree, areasAt, label, sited }: CoverageGround, level: Level, type: 'committee' | 'centre'): LevelCoverage {
  const areas = areasAt(level)
  const served = new Set(sited.flatMap(({ organisation, index }) => (organisation.type === type ? [index] : [])))
  const missing = areas.filter((index) => !served.has(index))
  return {
    level,
    label: label(level),
    covered: rate(areas.length - missing.length, areas.length, RULES[type]),
    missing: missing.map((index) => namedPlace(tree, index)),
  }
}

function checklistCoverage({ tree, sited }: CoverageGround, list: Checklist, answers: Map<string, Map<string, boolean>>): ChecklistCoverage {
  const { level, label, items } = list
  const centres = sited.filter(({ organisation, index }) => organisation.type === 'centre' && tree.areas[index]!.level === level)
  const said = centres.map(({ organisation: { id, name } }) => {
    const own = items.map(({ code }) => answers.get(id)?.get(code))
    return { id, name, own, lacks: own.filter((has) => has === false).length, unknown: own.filter((has) => has === undefined).length }
  })
  const complete = said.filter(({ lacks, unknown }) => lacks + unknown === 0).length
  return {
    level,
    label,
    complete: rate(complete, centres.length, COMPLETE_RULE),
    items: items.map((item, k) => ({
      ...item,
      has: said.filter(({ own }) => own[k] === true).length,
      lacks: said.filter(({ own }) => own[k] === false).length,
      unknown: said.filter(({ own }) => own[k] === undefined).length,
    })),
    open: said.flatMap(({ id, name, lacks, unknown }) => (lacks + unknown > 0 ? [{ id, name, lacks, unknown }] : [])),
  }
}

function count(sited: readonly Sited[], is: (one: StoredOrganisation) => boolean): number {
  return sited.filter(({ organisation }) => is(organisation)).length
}

const COMMITTEE_RULE: Say = {
  zh: '调委会覆盖率 = 有人民调解委员会的区域数 ÷ 该级全部区域数（现行区划，已停用的机构不算）',
  en: 'Coverage = areas of the level with a people’s mediation committee ÷ all areas of the level (areas in force, closed organisations left out)',
}
const CENTRE_RULE: Say = {
  zh: '综治中心覆盖率 = 有综治中心的区域数 ÷ 该级全部区域数（现行区划，已停用的机构不算）',
  en: 'Coverage = areas of the level with a governance centre ÷ all areas of the level (areas in force, closed organisations left out)',
}
const RULES = { committee: COMMITTEE_RULE, centre: CENTRE_RULE }
const COMPLETE_RULE: Say = {
  zh: '达标率 = 清单各项齐全的综治中心数 ÷ 该级全部综治中心数（未填报的项目按没有算）',
  en: 'Up to the list = centres that have every item ÷ all centres of the level (an item that nobody reported counts as missing)',
}
