import type { Page, Route } from 'playwright-core'
import type { AreaCode, AreaRow, NamedPlace } from '../../server/contract/answers.ts'
import type { Day } from '../../server/contract/day.ts'
import type { Backtest, BacktestScores, HotCard, HotParameters, HotPlace, HotPlaces, Hotspots, Sufficiency } from '../../server/contract/hotspots.ts'
import type { Confidence } from '../../server/contract/hotTerms.ts'
import { COUNTY } from './ledger.ts'

/** Answers about hot-spots as the panels get them, of real areas with made-up numbers: what the server finds is held to account elsewhere. */

const say = (zh: string, en: string) => ({ zh, en })
const day = (text: string) => text as Day
const PARAMETERS: HotParameters = {
  method: 'gistar', level: 'village', area: COUNTY as AreaCode, filter: {}, today: day('2026-11-30'), from: day('2026-09-02'), to: day('2026-11-30'), step: null, weights: 'queen', seed: 1, permutations: null, basis: 'residents', search: null,
}
const ENOUGH: Sufficiency = { enough: true, refusal: null, cases: 400, areas: 240, detectable: 2, say: null }
const OF = { revision: 1, packVersion: '1', version: '0', parameters: PARAMETERS, sufficiency: ENOUGH }

const named = ({ code, name, nameEn }: AreaRow): NamedPlace => ({ code, name, nameEn: nameEn ?? name, path: `县 / 镇 / ${name}`, pathEn: `County / Town / ${nameEn ?? name}` })

function hotPlace(area: AreaRow, rank: number, confidence: Confidence): HotPlace {
  return {
    place: named(area), index: area.index, level: 'village', rank, confidence, z: 4, p: 0.0001, pFdr: 0.001,
    days: 90, count: 14, expected: 4.1, basis: 'residents', by: 'place', neighbours: 7, neighboursHigh: 5, risingSince: day('2026-03-01'), emerging: 'new-hot', months: { of: 12, hot: 1, run: 1, last: day('2026-11-01') },
    earlierYears: [3, 2], fresh: true, recurring: false, categories: [{ code: '05', count: 9 }, { code: '01', count: 5 }],
    reason: say(`${area.name}：近 90 天 14 件，按人口和同期总件数应约 4.1 件`, `${area.nameEn}: 14 cases in the last 90 days, about 4.1 expected`),
    figures: [say('连同相邻：z = 4.00', 'With its neighbours: z = 4.00')],
  }
}

export function hotPlaces(areas: readonly AreaRow[]): HotPlaces {
  const sure: Confidence[] = ['high', 'fair', 'hint']
  const places = areas.map((area, k) => hotPlace(area, k + 1, sure[k % 3]!))
  return { ...OF, finding: places.length > 0 ? say('有几个村偏多', 'Some villages have more') : say('没有哪一处明显偏多', 'No place stands out'), places }
}

export function tooFew(): HotPlaces {
  const told = say('只有 9 件，太少，看不出热点', 'Only 9 cases: too few to see a hot-spot')
  return { ...OF, sufficiency: { ...ENOUGH, enough: false, refusal: 'few', say: told }, finding: told, places: [] }
}

/** `judged`: not where nobody knows the residents. */
export function hotCard(area: AreaRow, { judged = true } = {}): HotCard {
  const place = hotPlace(area, 1, 'high')
  const counts = [1, 2, 2, 6, 8]
  return {
    ...OF, place: place.place, index: area.index, level: 'village', class: 'hot99', confidence: 'high', facts: judged ? place : null,
    reason: judged ? place.reason : say(`${area.name}：近 90 天 4 件；缺常住人口，算不出应有多少`, `${area.nameEn}: 4 cases in the last 90 days; without residents it cannot be told how many there should be`),
    figures: judged ? place.figures : [], step: 'month',
    series: counts.map((count, k) => ({ start: day(`2026-${String(k + 7).padStart(2, '0')}-01`), count, ...(judged ? { expected: 1.5, low: 0, high: 4 } : { expected: null, low: null, high: null }) })),
  }
}

function scores(method: BacktestScores['method'], label: string, hitRate: number[]): BacktestScores {
  const pai = hitRate.map((value) => value * 8)
  const middle = (values: number[]) => [...values].sort((a, b) => a - b)[1]!
  const ends = (values: number[]): [number, number] => [Math.min(...values), Math.max(...values)]
  return {
    method, label: say(label, label === '按热点' ? 'Hot-spots' : method), hitRate, pai, pei: hitRate,
    median: { hitRate: middle(hitRate), pai: middle(pai), pei: middle(hitRate) }, spread: { hitRate: ends(hitRate), pai: ends(pai), pei: ends(hitRate) },
  }
}

/** One in which a plain way did better. */
export function backtest(): Backtest {
  const { revision, packVersion, version } = OF
  return {
    revision, packVersion, version, level: 'village', windowDays: 90,
    months: ['2026-09-01', '2026-10-01', '2026-11-01'].map((origin) => ({ origin: day(origin), cases: 120, named: 9, areas: 240 })),
    scores: [scores('hotspots', '按热点', [0.2, 0.25, 0.22]), scores('lastMonth', '照上月件数', [0.3, 0.35, 0.32]), scores('lastYear', '照一年件数', [0.1, 0.15, 0.12])],
    byResidents: true, standing: 'behind', rival: 'lastMonth',
    finding: say('名单命中 22%，照上月件数命中 32%', 'The list caught 22 %, last month’s counts 32 %'),
  }
}

/** The layer itself, on which nothing stands out. */
function hotspots(): Hotspots {
  return { ...OF, method: 'gistar', steps: [], rows: [], clusters: [], global: null, finding: say('没有哪一处明显偏多', 'No place stands out') }
}

type Say = (route: Route, packVersion: string) => Promise<void>
const json = (body: object, status = 200): Say => (route, packVersion) => route.fulfill({ status, json: 'packVersion' in body ? { ...body, packVersion } : body })
export const running = (progress: number) => json({ state: 'running', progress }, 202)
export const refused = (detail: string) => json({ type: '', title: '', status: 503, detail, code: 'busy' }, 503)

/** What the page asked about hot-spots, `GET /places`. */
export type HotCall = `${string} ${string}`
export interface HeldAnswers {
  places: Say
  card: (area: AreaRow) => Say
  backtest: Say
  map: Say
  density: Say
  calls: HotCall[]
}

/** Answers the page's questions about hot-spots, of the pack that is installed; each part may be put in place of another, also later. */
export async function answerHot(page: Page, { areas, packVersion }: { areas: readonly AreaRow[]; packVersion: string }): Promise<HeldAnswers> {
  const held: HeldAnswers = { places: json(hotPlaces(areas)), card: (area) => json(hotCard(area)), backtest: json(backtest()), map: json(hotspots()), density: running(0.1), calls: [] }
  await page.route(/\/hotspots(\/|\?|$)/, (route) => {
    const path = new URL(route.request().url()).pathname.split('/hotspots')[1]!
    const method = route.request().method()
    held.calls.push(`${method} ${path}`)
    if (method === 'DELETE') return route.fulfill({ status: 204 })
    const code = /^\/places\/(\d+)/.exec(path)?.[1]
    if (code) return held.card(areas.find((area) => area.code === code)!)(route, packVersion)
    const parts: Record<string, Say> = { '/places': held.places, '/backtest': held.backtest, '/density': held.density, '': held.map }
    return parts[path]!(route, packVersion)
  })
  return held
}

export const answered = json
