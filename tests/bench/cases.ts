import { CATEGORIES } from '../../server/contract/categories.ts'
import { COUNTY, type BenchCounty } from './county.ts'

/** Cases spread over villages and five years by hashing their number: no generator of ours between SQL and cube. */
export async function fillCases({ ctx }: BenchCounty, rows: number): Promise<void> {
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
