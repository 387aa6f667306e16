import type { AreaCode } from '../../../geodata/place/area.ts'
import { areaTree } from '../../../geodata/place/tree.ts'
import { caseScope } from '../../../server/access/scope.ts'
import type { Day } from '../../../server/contract/day.ts'
import type { Role } from '../../../server/contract/roles.ts'
import type { CaseScope } from '../../../server/contract/scope.ts'
import type { Context } from '../../../server/services/context.ts'
import { AREAS, COUNTY } from './county.ts'

export const TODAY = '2024-07-01' as Day
export const TREE = areaTree(AREAS)
export const TOWN = '990101001000' as AreaCode

/** What somebody sees: a clerk of the whole county unless told otherwise. */
export function scopeOf({ role = 'clerk', area = COUNTY, organisation = null, account = 'a' }: { role?: Role; area?: string; organisation?: string | null; account?: string } = {}): CaseScope {
  const by = { account, login: 'clerk01', role, organisation, address: null }
  return caseScope({ by, area: area as AreaCode, organisationCounty: COUNTY }, { county: COUNTY, tree: TREE, today: TODAY })!
}

/** Cases that `o1` and the account `a` see wherever they lie, in SQL. */
export const OF_O1 = '(d.id % 7 = 0 OR d.id % 11 = 0 OR d.id % 13 = 0 OR d.id % 17 = 0 AND d.id % 2 = 1 OR d.id % 19 = 0 OR d.id % 23 = 0)'
/** Those that it may read the text of, though they are sensitive. */
export const READ_BY_O1 = '(d.id % 11 = 0 OR d.id % 7 = 0 OR d.id % 5 <> 0 AND d.id % 19 = 0)'

const WORDS = ['灌溉用水', '宅基地界', '100%赔偿', '欠薪a_b', '彩礼']

/** Numbers, units, words and points for the cases that are there, and organisations that work on some of them. */
export async function giveLife({ db }: Context): Promise<void> {
  const sql = (text: string, values: unknown[] = []) => db.pool.query(text, values)
  await sql(
    `UPDATE dispute SET original_no = CASE WHEN id % 3 > 0 THEN 'FX-' || lpad(id::text, 6, '0') END,
       unit = CASE WHEN id % 4 > 0 THEN (ARRAY['柳河镇司法所','Justice Office'])[1 + id % 2] END,
       summary = CASE WHEN id % 6 > 0 THEN ($1::text[])[1 + id % 5] || ' 第' || id || '号' END,
       lng = CASE WHEN id % 2 = 0 AND area IS NOT NULL AND NOT sensitive THEN 105.1234567 + id / 1e5 END,
       lat = CASE WHEN id % 2 = 0 AND area IS NOT NULL AND NOT sensitive THEN 35.7654321 END`,
    [WORDS],
  )
  await sql(`INSERT INTO organisation (county, id, name, type, area, source, revision)
    VALUES ($1, 'o1', '柳河镇人民调解委员会', 'committee', $2, 'person', 1), ($1, 'o2', '太峪村人民调解委员会', 'committee', '990101002201', 'person', 1)`, [COUNTY, TOWN])
  await sql('DELETE FROM dispute_life')
  await sql(
    `INSERT INTO dispute_life (county, id, last_seq, since, holder, escalated_to, entered_by, entered_account, reopened, subsidy_status)
     SELECT county, id, 1, '2024-06-20', CASE WHEN id % 7 = 0 THEN 'o1' WHEN id % 5 = 0 THEN 'o2' END,
       CASE WHEN id % 11 = 0 THEN 'o1' END, CASE WHEN id % 19 = 0 THEN 'o1' END, CASE WHEN id % 23 = 0 THEN 'a' END, 0, 'none'
     FROM dispute WHERE id % 5 = 0 OR id % 7 = 0 OR id % 11 = 0 OR id % 19 = 0 OR id % 23 = 0`,
  )
  await sql(`INSERT INTO dispute_life (county, id, last_seq, reopened, subsidy_status)
    SELECT county, id, 1, 0, 'none' FROM dispute WHERE id % 13 = 0 OR id % 17 = 0 ON CONFLICT (county, id) DO NOTHING`)
  await sql(`INSERT INTO participation SELECT county, id, 'o1', 'N' FROM dispute WHERE id % 13 = 0`)
  await sql(`INSERT INTO whistle (county, case_id, no, department, reason, called_on, due_on, withdrawn_on)
    SELECT county, id, 1, 'o1', '现场', '2024-06-20', '2024-06-25', CASE WHEN id % 2 = 0 THEN date '2024-06-21' END FROM dispute WHERE id % 17 = 0`)
}
