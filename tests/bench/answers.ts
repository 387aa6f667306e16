import { createApp } from '../../server/api/app.ts'
import { cookieOf } from '../server/api/people.ts'
import { costOf, costSaid } from './blocking.ts'
import { fillCases } from './cases.ts'
import { COUNTY, openCounty } from './county.ts'
import { print } from './measure.ts'

const YEAR = 'from=2025-01-01&to=2025-12-31'
/** what a board of 2,324 villages asks a warm server for beside its figures */
const PATHS: Record<string, string> = {
  'card of the county': `areas/${COUNTY}/card?${YEAR}`,
  'card of a town': `areas/990101001000/card?${YEAR}`,
  'card of a village': `areas/990101001201/card?${YEAR}`,
  'ranks of towns': `ranks?by=town&${YEAR}`,
  'ranks of villages': `ranks?by=village&${YEAR}`,
  again: `again?${YEAR}`,
  outcome: `outcome?${YEAR}`,
}

/** How long the answers of the board's topics take, and how long anybody else waits meanwhile. */
export async function benchAnswers(sizes = [100_000, 1_000_000]): Promise<void> {
  for (const rows of sizes) {
    const county = await openCounty('large')
    try {
      await fillCases(county, rows)
      const app = createApp(county.ctx)
      const headers = { cookie: await cookieOf(county.ctx, { role: 'leader', area: COUNTY }) }
      // each another day, so that nothing is answered from what was kept
      let turn = 0
      const ask = async (path: string): Promise<void> => {
        const day = `2025-01-${String(1 + (turn++ % 28)).padStart(2, '0')}`
        const response = await app.request(`/api/counties/${COUNTY}/${path.replace('2025-01-01', day)}`, { headers })
        if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
        await response.arrayBuffer()
      }
      for (const path of Object.values(PATHS)) await ask(path)
      for (const [name, path] of Object.entries(PATHS)) print(`${name}, ${rows} cases: ${costSaid(await costOf(() => ask(path)))}${name.startsWith('card') ? ' (aim < 50 ms)' : ''}`)
    } finally {
      await county.drop()
    }
  }
}
