import { createApp } from '../../server/api/app.ts'
import { orderText, type Order } from '../../server/contract/caseTable.ts'
import type { CasePage } from '../../server/contract/cases.ts'
import { STATES } from '../../server/contract/states.ts'
import { dayNumber, type Day } from '../../server/contract/day.ts'
import { cursorText } from '../../server/services/caseTable/cursor.ts'
import { seenBy } from '../server/api/people.ts'
import { fillCases } from './cases.ts'
import { COUNTY, openCounty, type BenchCounty } from './county.ts'
import { measure, measureInTurn, print, seeded, seconds, type Timing } from './measure.ts'

const LIMIT = 50
const RANDOM_PAGES = 9

/**
 * One page of the ledger over HTTP: the first, page 10,000 (where there are fewer, the last but one), and pages drawn at
 * random, a new one each time, each reached by its cursor alone. SQL says which cases stand on a page; an answer that is not
 * those is no measurement. Then what is dear: a change before every page, words, an organisation's own cases, files.
 */
export async function benchLedger(sizes = [200_000, 1_000_000]): Promise<void> {
  for (const rows of sizes) {
    const county = await openCounty()
    try {
      await fillCases(county, rows)
      await furnish(county)
      const ask = asker(county)
      for (const order of ORDERS) await pages(county, ask, rows, order)
      await others(county, ask, rows)
    } finally {
      await county.drop()
    }
  }
}

const ORDERS: Order[] = [
  { by: 'occurredOn', descending: true },
  { by: 'occurredOn', descending: false },
  { by: 'dueOn', descending: false },
  { by: 'closedOn', descending: true },
  { by: 'amount', descending: true },
  { by: 'people', descending: true },
  { by: 'still', descending: false },
]
const PENDING = STATES.rows.flatMap(({ code, phase }) => (phase === 'open' || phase === 'handling' ? [`'${code}'`] : [])).join(', ')
/** people worked on some cases, and on each of them since it occurred */
const COLUMN = { occurredOn: 'occurred_on', dueOn: 'due_on', closedOn: 'closed_on', amount: 'coalesce(amount_fen, 0)', people: 'coalesce(people, 0)', still: `CASE WHEN state IN (${PENDING}) THEN occurred_on END` }

type Ask = (query: string) => Promise<Response>

function asker({ ctx }: BenchCounty): Ask {
  const app = seenBy(createApp(ctx, {}), ctx, { role: 'clerk', area: COUNTY, organisation: 'o7' })
  return async (query) => {
    const response = await app.request(`/api/counties/${COUNTY}/${query}`, { headers: { host: 'localhost' } })
    if (!response.ok) throw new Error(`${query}: ${response.status} ${await response.text()}`)
    return response
  }
}

/** Texts, and organisations that work on a third of the cases. */
async function furnish({ ctx: { db } }: BenchCounty): Promise<void> {
  await db.pool.query(`UPDATE dispute SET summary = '双方因地界不清发生争执，第' || id || '号登记，涉及' || id % 9 || '户', unit = '镇综治中心'`)
  await db.pool.query(`INSERT INTO organisation (county, id, name, type, area, source, revision)
    SELECT $1, 'o' || n, '第' || n || '调解委员会', 'committee', $1, 'person', 1 FROM generate_series(1, 60) n`, [COUNTY])
  await db.pool.query(`INSERT INTO dispute_life (county, id, last_seq, since, holder, reopened, subsidy_status)
    SELECT county, id, 1, occurred_on, 'o' || 1 + id % 60, 0, 'none' FROM dispute WHERE id % 3 = 0`)
  await db.pool.query('VACUUM ANALYZE dispute; ')
  await db.pool.query('VACUUM ANALYZE dispute_life')
}

interface Spot {
  page: number
  cursor: string | null
  ids: number[]
}

/** Cases of a page by SQL, and the cursor that leads there. */
async function spotOf({ ctx: { db } }: BenchCounty, order: Order, page: number): Promise<Spot> {
  const way = order.descending ? 'DESC' : 'ASC'
  const { rows } = await db.pool.query<{ id: number; value: number | string | null }>(
    `SELECT id, ${COLUMN[order.by]} AS value FROM dispute WHERE county = $1 AND state <> 'merged'
     ORDER BY ${COLUMN[order.by]} ${way} NULLS LAST, id ${way} OFFSET $2 LIMIT $3`,
    [COUNTY, Math.max(0, (page - 1) * LIMIT - 1), page === 1 ? LIMIT : LIMIT + 1],
  )
  if (page === 1) return { page, cursor: null, ids: rows.map(({ id }) => id) }
  const [before, ...shown] = rows
  const value = typeof before!.value === 'string' ? dayNumber(before!.value as Day) : before!.value
  return { page, cursor: cursorText(order, { beyond: { value, id: before!.id }, backwards: false }), ids: shown.map(({ id }) => id) }
}

async function pages(county: BenchCounty, ask: Ask, rows: number, order: Order): Promise<void> {
  const all = Math.floor(rows / LIMIT)
  const far = Math.min(10_000, all - 1)
  const random = seeded(7)
  const drawn = Array.from({ length: RANDOM_PAGES }, () => 2 + Math.floor(random() * (all - 2)))
  const [first, last] = [await spotOf(county, order, 1), await spotOf(county, order, far)]
  const spots: Spot[] = []
  for (const page of drawn) spots.push(await spotOf(county, order, page))
  const read = async ({ page, cursor, ids }: Spot): Promise<void> => {
    const answer = (await (await ask(`cases?sort=${orderText(order)}&limit=${LIMIT}${cursor === null ? '' : `&cursor=${cursor}`}`)).json()) as CasePage
    if (answer.rows.map(({ id }) => id).join() !== ids.join() || answer.total !== rows) throw new Error(`page ${page} by ${orderText(order)} is another one`)
  }
  const options = { runs: 21, warmUp: 4 }
  let turn = 0
  const works = [() => read(first), () => read(last), () => read(spots[turn++ % RANDOM_PAGES]!)]
  const [one, ten, any] = (await measureInTurn(works, options)) as [Timing, Timing, Timing]
  const ratio = ten.medianS / one.medianS
  print(
    `${rows} cases by ${orderText(order)}: page 1 ${seconds(one)}; page ${far} ${seconds(ten)}; pages at random ${seconds(any)}; ` +
      `ratio ${ratio.toFixed(2)} (aim ≤ 2)`,
  )
}

async function others(county: BenchCounty, ask: Ask, rows: number): Promise<void> {
  const { db } = county.ctx
  const timed = async (name: string, work: () => Promise<unknown>, runs = 7) => print(`${rows} cases, ${name}: ${seconds(await measure(work, { runs }))}`)
  await timed('a page right after a case was changed', async () => {
    await db.pool.query('UPDATE county SET revision = revision + 1')
    await db.pool.query('UPDATE dispute SET people = 3, revision = (SELECT revision FROM county) WHERE id = 77')
    await (await ask('cases')).text()
  })
  const { tree } = await county.ctx.packs.get(COUNTY)
  const village = tree.areas.find(({ level, validTo }) => level === 'village' && !validTo)!.code
  await timed('a page of one village', async () => (await ask(`cases?area=${village}&sort=-amount`)).text())
  await timed('a page of one organisation', async () => (await ask('cases?holder=o7')).text())
  await timed('a page of a word that few say', async () => (await ask('cases?q=%E7%AC%AC12345%E5%8F%B7')).text())
  await timed('a page of a word that all say', async () => (await ask('cases?q=%E5%9C%B0%E7%95%8C')).text())
  const part = rows <= 200_000 ? '' : '&from=2021-01-01&to=2021-11-30'
  for (const format of ['xlsx', 'csv', 'geojson']) {
    const before = process.memoryUsage().rss
    let peak = before
    const start = performance.now()
    let bytes = 0
    for await (const piece of (await ask(`cases/export?format=${format}${part}`)).body as unknown as AsyncIterable<Uint8Array>) {
      bytes += piece.length
      peak = Math.max(peak, process.memoryUsage().rss)
    }
    const tookS = (performance.now() - start) / 1000
    print(`${rows} cases, all of ${part === '' ? 'them' : 'eleven months'} as ${format}: ${tookS.toFixed(1)} s, ${(bytes / 1e6).toFixed(1)} MB, memory +${((peak - before) / 1e6).toFixed(0)} MB`)
  }
}
