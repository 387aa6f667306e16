import { caseOfCode } from '../../contract/caseCode.ts'
import type { LedgerFilter } from '../../contract/caseTable.ts'
import { dayNumber } from '../../contract/day.ts'
import { AppError } from '../../contract/error.ts'
import { IdSet, isAmong, isInOrAmong, isOverdue, isWaiting, type Keep } from '../../cube/keep.ts'
import type { CubeQuery } from '../../cube/select.ts'
import { casesHeldBy, casesSaying, casesWherever, type CaseIds, type Searcher } from '../../store/caseSets.ts'
import type { ListedCase } from '../../store/caseList.ts'
import { namedOrganisations } from '../../store/namedOrganisations.ts'
import { askerOf, rightsOf, type Ground } from '../caseLife/reach.ts'
import type { Context } from '../context.ts'
import { ask, type Question } from '../question.ts'

/** The cases that a filter lets through for somebody, for the cube to count and to order. */
export interface Selection {
  question: Question
  query: CubeQuery
  keep: Keep[]
  /** does a case that came from the database meanwhile still lie where the asker sees it? */
  sees(one: ListedCase): boolean
}

/**
 * What the cube does not hold comes from the database as sets of numbers: the cases of an organisation, those that say
 * some words. All else the cube answers, so that the list and the map agree.
 */
export async function selectionOf(ctx: Context, ground: Ground, filter: LedgerFilter): Promise<Selection> {
  const { scope } = ground
  const [own, given, said] = await Promise.all([
    ownCases(ctx, ground),
    filter.holder === undefined ? null : held(ctx, ground, filter.holder),
    filter.q === undefined ? null : found(ctx, ground, filter, filter.q),
  ])
  const { within } = scope.cases
  const wherever = own && new IdSet(own)
  const question = await ask(ctx, scope, filter, { anywhere: within === 'own' })
  const keep: Keep[] = []
  let { query } = question
  if (within === 'own') keep.push(isAmong(wherever ?? new IdSet([])))
  else if (wherever && filter.area === undefined && query.areas) {
    keep.push(isInOrAmong(query.areas, wherever))
    query = { ...query, areas: null }
  }
  for (const ids of [given, said]) if (ids) keep.push(isAmong(new IdSet(ids)))
  if (filter.overdue) keep.push(isOverdue(dayNumber(question.today)))
  if (filter.waiting) keep.push(isWaiting)
  return { question, query, keep, sees: (one) => askerOf(ground, one).inArea || wherever?.has(one.id) === true }
}

/** Null for who sees every case of the county anyway. */
async function ownCases({ db }: Context, { scope, reach }: Ground): Promise<CaseIds | null> {
  return reach.codes === null ? null : casesWherever(db, scope, reach)
}

function searcherOf({ scope, reach }: Ground): Searcher {
  return { reach, directs: rightsOf(scope.by).includes('direct') }
}

async function held({ db }: Context, ground: Ground, holder: string): Promise<CaseIds> {
  const { scope, pack: { tree }, today } = ground
  const area = (await namedOrganisations(db, scope, [holder])).get(holder)?.area
  const index = area === undefined ? -1 : tree.current(area, today)
  const tells = index >= 0 && tree.ancestorAt(index, 'village') >= 0
  return casesHeldBy(db, scope, { holder, tells }, searcherOf(ground))
}

async function found({ db }: Context, ground: Ground, { from, to }: LedgerFilter, q: string): Promise<CaseIds> {
  const ids = await casesSaying(db, ground.scope, { ...searchOf(q), from, to }, searcherOf(ground))
  if (ids === 'too_long') throw tooLong()
  return ids
}

/** A code names one case; digits are its number, or part of the one that the ledger gave. */
function searchOf(q: string): { words: string[]; id: number | null } {
  const coded = caseOfCode(q)
  const id = coded ?? (/^\d{1,15}$/.test(q) ? Number(q) : null)
  return { id, words: q.split(/\s+/) }
}

function tooLong(): AppError {
  return new AppError('search_too_long', {
    status: 422,
    field: 'q',
    say: { zh: '搜索用时太长，请缩短时段后再搜', en: 'The search takes too long: narrow the period down first' },
  })
}
