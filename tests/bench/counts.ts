import { createApp } from '../../server/api/app.ts'
import { seenBy } from '../server/api/people.ts'
import { CATEGORIES } from '../../server/contract/categories.ts'
import { COUNTY, openCounty, type BenchCounty } from './county.ts'
import { measure, print, seconds } from './measure.ts'

const PERIOD = { from: '2025-01-01', to: '2025-12-31' }

/** What the API answers beside the same question in SQL on the same database, both warm. */
export async function benchCounts(sizes = [200_000, 1_000_000]): Promise<void> {
  for (const rows of sizes) {
    const county = await openCounty()
    try {
      await fill(county, rows)
      await compare(county, rows)
    } finally {
      await county.drop()
    }
  }
}

/** Cases spread over villages and five years by hashing their number: no generator of ours between SQL and cube. */
async function fill({ ctx }: BenchCounty, rows: number): Promise<void> {
  const categories = CATEGORIES.codes.map((code) => `'${code}'`).join(',')
  await ctx.db.pool.query(
    `INSERT INTO dispute (county, id, revision, batch, content_key, occurred_on, due_on, due_preset, closed_on, category, colour,
       state, channel, people, amount_fen, judicially_confirmed, followed_up, sensitive, number_lost, area, located_by)
     SELECT $1, n, 2, '00000000-0000-7000-8000-000000000000', n, day, day + 30, true,
       CASE WHEN h % 5 > 0 THEN day + (h % 40)::int END, (ARRAY[${categories}])[1 + h % ${CATEGORIES.codes.length}],
       (ARRAY['red','yellow','blue','none'])[1 + h % 4], CASE WHEN h % 5 > 0 THEN 'closed' ELSE 'mediating' END,
       (ARRAY['screening','grid','hotline_12345'])[1 + h % 3], h % 9, (h % 1000) * 100, false, false, false, false, v.code, 'code'
     FROM (SELECT n, abs(hashint4(n)::bigint) AS h, date '2021-01-01' + (abs(hashint4(n + 7)::bigint) % 1826)::int AS day
           FROM generate_series(1, $2::int) n) c
     JOIN (SELECT code, row_number() OVER (ORDER BY position) - 1 AS k, count(*) OVER () AS all_of_them
           FROM area WHERE county = $1 AND level = 'village' AND valid_to IS NULL) v ON v.k = c.h / 7 % v.all_of_them`,
    [COUNTY, rows],
  )
  await ctx.db.pool.query('UPDATE county SET revision = 2, next_case_id = $2 WHERE county = $1', [COUNTY, rows + 1])
  await ctx.db.pool.query('ANALYZE dispute')
}

async function compare({ ctx }: BenchCounty, rows: number): Promise<void> {
  const app = seenBy(createApp(ctx, {}), ctx, { role: 'clerk', area: COUNTY })
  const ask = async (path: string): Promise<string> => {
    const response = await app.request(`/api/counties/${COUNTY}/${path}`, { headers: { host: 'localhost' } })
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
    return response.text()
  }
  const questions = [
    ['summary', `summary?from=${PERIOD.from}&to=${PERIOD.to}`, SUMMARY_SQL],
    ['counts by village', `counts?by=village&from=${PERIOD.from}&to=${PERIOD.to}`, VILLAGE_SQL],
    ['counts by month', `counts?by=month&from=${PERIOD.from}&to=${PERIOD.to}`, MONTH_SQL],
  ] as const
  for (const [name, path, sql] of questions) {
    const ours = await measure(() => ask(path))
    const bare = await measure(() => ctx.db.pool.query(sql, [COUNTY, PERIOD.from, PERIOD.to]))
    print(`${name}, ${rows} cases: API ${seconds(ours)}; bare SQL ${seconds(bare)}; ratio ${(ours.medianS / bare.medianS).toFixed(2)} (aim ≤ 1.3)`)
  }
}

const RESOLVED = `state IN ('closed', 'followed_up', 'archived')`

/** Figures of the period, the year before and the period before, as the summary gives them. */
const SUMMARY_SQL = ['0 days', '1 year', '365 days']
  .map(
    (back) => `SELECT count(*), count(*) FILTER (WHERE ${RESOLVED}), sum(people), sum(amount_fen),
      percentile_cont(0.5) WITHIN GROUP (ORDER BY closed_on - occurred_on) FILTER (WHERE ${RESOLVED}),
      count(*) FILTER (WHERE state = 'mediating' AND due_on < current_date),
      count(*) FILTER (WHERE colour = 'red'), count(*) FILTER (WHERE colour = 'yellow'), count(*) FILTER (WHERE colour = 'blue'),
      count(*) FILTER (WHERE area IS NULL)
    FROM dispute WHERE county = $1 AND occurred_on BETWEEN ($2::date - interval '${back}')::date AND ($3::date - interval '${back}')::date`,
  )
  .join(' UNION ALL ')

const VILLAGE_SQL = `SELECT area, count(*), count(*) FILTER (WHERE ${RESOLVED}) FROM dispute
  WHERE county = $1 AND occurred_on BETWEEN $2 AND $3 GROUP BY area`

const MONTH_SQL = `SELECT date_trunc('month', occurred_on), count(*), count(*) FILTER (WHERE ${RESOLVED}) FROM dispute
  WHERE county = $1 AND occurred_on BETWEEN $2 AND $3 GROUP BY 1`
