import type { Day } from '../../geodata/place/area.ts'
import type { WorkList } from '../contract/cases.ts'
import { UNENDED } from '../contract/moves.ts'
import type { Scope } from '../contract/scope.ts'
import { reachSql, type CaseReach } from './caseReach.ts'
import { runner, type On } from './caseState.ts'

/** A case on a list of work, with the number of the call or the supervision that puts it there. */
export interface WorkRow {
  id: number
  of: string | null
}

export interface WorkQuery {
  reach: CaseReach
  today: Day
  /** what is due up to this day is due soon */
  soon: Day
  /** the asker may act in the stead of every organisation of its area */
  centre: boolean
  /** the asker looks after the area, and so after every clock in it */
  overseer: boolean
  /** follow-ups that a tier demands after the close, by colour: days since the close that are over before each counts */
  visits: Record<string, (number | null)[]>
  /** rows of each list */
  rows: number
}

const PENDING = `('registered', 'triaged', 'dispatched', 'accepted', 'mediating', 'whistled', 'agreed', 'performing', 'confirming', 'reopened')`
const OWED = `d.state IN (${UNENDED.map((state) => `'${state}'`).join(', ')})`
/** The clock that is due first: of a case that people work on any clock, of another one the term for handling. */
const DUE = `CASE WHEN l.id IS NOT NULL THEN l.next_due WHEN d.state IN ${PENDING} THEN d.due_on END`

/** What waits for an organisation's own answer; a centre answers for all of its area, and for nothing beyond. */
type Lists = Record<WorkList, { from: string; where: string; due: string; of?: string }>

function lists({ centre, overseer, reach }: WorkQuery, { organisation, area, visits }: { organisation: string; area: string; visits: string }): Lists {
  // an organisation's own cases are those that people work on, and they are few
  const cases = `dispute d ${reach.codes?.length === 0 ? 'JOIN' : 'LEFT JOIN'} dispute_life l ON l.county = d.county AND l.id = d.id`
  const near = reach.codes === null ? 'TRUE' : `(d.area = ANY(${area}::text[]) OR d.area IS NULL AND d.town = ANY(${area}::text[]))`
  const own = (column: string): string => (centre ? `(${near} OR ${column} = ${organisation})` : `${column} = ${organisation}`)
  const ofCentre = centre ? near : 'FALSE'
  // of the cases that it only takes part in, an organisation keeps no clock but that of its own call
  const mine = `(${overseer ? near : 'FALSE'} OR l.holder = ${organisation} AND d.state <> 'escalated' OR l.escalated_to = ${organisation} OR l.holder IS NULL AND l.entered_by = ${organisation}
    OR EXISTS (SELECT 1 FROM whistle w WHERE w.county = d.county AND w.case_id = d.id AND w.department = ${organisation}
      AND w.result_on IS NULL AND w.withdrawn_on IS NULL AND w.due_on = l.next_due))`
  // of the visits that are demanded from each on, as many were made on days of their own that count for it
  const demanded = `(${visits}::jsonb -> d.colour)`
  const seen = `jsonb_array_length(${demanded}) = 1 AND d.followed_up OR NOT EXISTS (
    SELECT FROM jsonb_array_elements_text(${demanded}) WITH ORDINALITY AS v (days, k)
    WHERE (SELECT count(DISTINCT f.on_day) FROM jsonb_array_elements_text(l.follow_ups) AS f (on_day)
        WHERE v.days IS NULL OR d.closed_on IS NULL OR f.on_day::date > d.closed_on + v.days::integer) <= jsonb_array_length(${demanded}) - v.k)`
  const looked = `((${seen}) AND coalesce(l.follow_result, 'stable') = 'stable')`
  // both sides of the union have an index of their own: the worked cases and the others
  const due = (condition: string): string =>
    `d.id IN (SELECT id FROM dispute_life WHERE county = $1 AND next_due ${condition}
       UNION ALL SELECT id FROM dispute WHERE county = $1 AND due_on ${condition} AND state IN ${PENDING}) AND ${DUE} ${condition} AND ${mine}`
  // every department gave its result: the centre has to let the mediation go on
  const answered = `l.id IS NOT NULL AND d.state = 'whistled' AND ${ofCentre} AND NOT EXISTS (
    SELECT FROM whistle w WHERE w.county = d.county AND w.case_id = d.id AND w.result_on IS NULL AND w.withdrawn_on IS NULL)`
  return {
    overdue: { from: cases, where: due('< $2'), due: DUE },
    dueToday: { from: cases, where: due('= $2'), due: DUE },
    soon: { from: cases, where: due('BETWEEN $2::date + 1 AND $3'), due: DUE },
    whistles: {
      from: `${cases} JOIN whistle w ON w.county = d.county AND w.case_id = d.id`,
      where: `w.result_on IS NULL AND w.withdrawn_on IS NULL AND ${OWED} AND ${own('w.department')}`,
      due: 'w.due_on',
      of: 'w.no::text',
    },
    supervisions: {
      from: `${cases} JOIN supervision s ON s.county = d.county AND s.case_id = d.id`,
      where: `s.answered_on IS NULL AND s.lifted_on IS NULL AND ${OWED} AND ${own('l.holder')}`,
      due: 's.due_on',
      of: 's.no::text',
    },
    toTriage: { from: cases, where: `d.state IN ('registered', 'reopened') AND ${ofCentre}`, due: 'd.due_on' },
    toAccept: { from: cases, where: `d.state = 'dispatched' AND ${own('l.holder')}`, due: 'coalesce(l.next_due, d.due_on)' },
    toTake: { from: cases, where: `d.state = 'escalated' AND l.escalated_to IS NOT NULL AND ${own('l.escalated_to')}`, due: 'coalesce(l.next_due, d.due_on)' },
    toResume: { from: cases, where: answered, due: DUE },
    toFollowUp: {
      from: cases,
      where: `l.id IS NOT NULL AND (d.state = 'closed' OR d.state = 'followed_up' AND NOT ${looked}) AND ${own('l.holder')}`,
      due: 'l.next_due',
    },
    // what the organisation works on and no other list tells of: nothing of it is due soon
    inHand: {
      from: cases,
      where: `l.holder = ${organisation} AND d.state IN ${PENDING} AND d.state NOT IN ('dispatched', 'reopened') AND NOT (${answered}) AND (${DUE} IS NULL OR ${DUE} > $3)`,
      due: DUE,
    },
    toArchive: { from: cases, where: `l.id IS NOT NULL AND d.state = 'followed_up' AND ${looked} AND ${ofCentre}`, due: 'd.closed_on' },
  }
}

/** One list: how long it is, and its first rows, the most pressing first. */
export async function workList(on: On, { county }: Scope, list: WorkList, query: WorkQuery): Promise<{ total: number; rows: WorkRow[] }> {
  const { reach, today, soon, rows } = query
  const seen = reachSql(reach, 8)
  const { from, where, due, of = 'NULL' } = lists(query, { organisation: '$5', area: '$6', visits: '$7' })[list]
  const { rows: found } = await runner(on).query<WorkRow & { total: number }>(
    `SELECT d.id, ${of} AS of, count(*) OVER () AS total FROM ${from}
     WHERE d.county = $1 AND d.state <> 'merged' AND $2::date <= $3::date AND ($5::text IS NULL OR $6::text[] IS NULL OR $7::text IS NULL OR TRUE)
       AND ${where} AND ${seen.sql}
     ORDER BY ${due} NULLS LAST, d.id LIMIT $4`,
    [county, today, soon, rows, reach.organisation, reach.codes, JSON.stringify(query.visits), ...seen.values],
  )
  return { total: found[0]?.total ?? 0, rows: found.map(({ id, of: no }) => ({ id, of: no })) }
}
