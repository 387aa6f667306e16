import { createApp } from '../../server/api/app.ts'
import { seenBy } from '../server/api/people.ts'
import { fillCases } from './cases.ts'
import { COUNTY, openCounty, type BenchCounty } from './county.ts'
import { measure, print, seconds } from './measure.ts'

const PERIOD = { from: '2025-01-01', to: '2025-12-31' }

/** What the API answers beside the same question in SQL on the same database, both warm. */
export async function benchCounts(sizes = [200_000, 1_000_000]): Promise<void> {
  for (const rows of sizes) {
    const county = await openCounty()
    try {
      await fillCases(county, rows)
      await compare(county, rows)
    } finally {
      await county.drop()
    }
  }
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
