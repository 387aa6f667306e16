import { afterEach, describe, expect, test, vi } from 'vitest'
import { useCounty } from '../../../web/stores/county.ts'
import { useFigures, type FiguresAsk } from '../../../web/stores/figures.ts'
import { someCounty, useServer, type Call } from './server.ts'

afterEach(() => vi.unstubAllGlobals())

const HERE = '990101000000'
const ASK: FiguresAsk = { county: HERE, filter: {}, level: 'village', step: 'month' }

/** The pack of the server: a new version puts another village at index 1. */
let version = '1'
const VILLAGES: Record<string, string> = { 1: '东周村', 2: '西周村' }

function answer({ path }: Call, of = version): object {
  const area = { index: 1, code: `c${of}`, name: VILLAGES[of], placement: 'boundary', level: 'village' }
  if (path.includes('/areas?')) return { packVersion: of, areas: [area] }
  if (path.includes('by=village')) return { revision: Number(of), packVersion: of, rows: [{ ...area, key: area.code, count: 3, resolved: 1 }] }
  if (path.includes('/counts')) return { revision: Number(of), packVersion: of, rows: [] }
  if (/\/counties\/\d+$/.test(path)) return { ...someCounty(HERE, of), revision: Number(of) }
  return { revision: Number(of), points: [] }
}

describe('when the pack is replaced under an open page', () => {
  test('figures of the new one are shown with its areas and tiles, never with those of the old one', async () => {
    version = '1'
    useServer((call) => answer(call), { counties: true })
    const [county, figures] = [useCounty(), useFigures()]
    await figures.load(ASK)
    expect([figures.set?.packVersion, figures.set?.places[0]?.name, county.info?.packVersion]).toEqual(['1', '东周村', '1'])
    version = '2'
    await figures.load({ ...ASK, filter: { colour: ['red'] } })
    const set = figures.set!
    expect([set.packVersion, set.info.packVersion, county.info?.packVersion]).toEqual(['2', '2', '2'])
    expect(set.places.map(({ name }) => name)).toEqual(['西周村'])
    expect(county.byIndex.get(1)?.name).toBe('西周村')
  })

  test('until the new figures are there, those on show keep the ground that they were counted on', async () => {
    version = '1'
    useServer((call) => answer(call), { counties: true })
    const [county, figures] = [useCounty(), useFigures()]
    await figures.load(ASK)
    version = '2'
    await county.refresh()
    expect(figures.behind).toBe(true)
    expect([figures.set?.info.packVersion, figures.set?.places[0]?.name]).toEqual(['1', '东周村'])
    await figures.reload()
    expect([figures.behind, figures.set?.places[0]?.name]).toEqual([false, '西周村'])
  })

  test('a late list of the old areas does not fill up the new county', async () => {
    version = '1'
    let late: (said: unknown) => void = () => {}
    let asked = 0
    useServer((call) => (call.path.includes('/areas?') && asked++ === 0 ? new Promise((resolve) => (late = resolve)) : answer(call)), { counties: true })
    const county = useCounty()
    const first = county.ensure('village')
    version = '2'
    await county.refresh()
    late(answer({ path: '/areas?' } as Call, '1'))
    expect((await first).map(({ name }) => name)).toEqual(['西周村'])
    expect(county.areas.get('village')!.map(({ name }) => name)).toEqual(['西周村'])
  })

  test('areas of a newer pack than the one on show bring the county with them', async () => {
    version = '2'
    useServer((call) => answer(call), { counties: true })
    const county = useCounty()
    expect(county.info?.packVersion).toBe('1')
    await county.ensure('village')
    expect([county.info?.packVersion, county.byIndex.get(1)?.name]).toEqual(['2', '西周村'])
  })

  test('a place read before it is read again after', async () => {
    version = '1'
    let late: (said: unknown) => void = () => {}
    let asked = 0
    useServer((call) => {
      if (!call.path.includes('/areas/')) return answer(call)
      return asked++ === 0 ? new Promise((resolve) => (late = resolve)) : { packVersion: '2' }
    }, { counties: true })
    const county = useCounty()
    const first = county.detail('c1')
    version = '2'
    await county.refresh()
    late({ packVersion: '1' })
    await first
    expect((await county.detail('c1')).packVersion).toBe('2')
  })
})

describe('when a person is faster than the server', () => {
  const RED = { ...ASK, filter: { colour: ['red' as const] } }

  test('a question taken back leaves what is shown, however late its answer comes', async () => {
    version = '1'
    const late: (() => void)[] = []
    useServer(async (call) => {
      if (call.path.includes('colour=red')) await new Promise<void>((resolve) => late.push(resolve))
      return answer(call)
    }, { counties: true })
    const figures = useFigures()
    await figures.show(ASK)
    const before = figures.set
    const red = figures.show(RED)
    await vi.waitFor(() => expect(late.length).toBeGreaterThan(0))
    await figures.show(ASK)
    late.forEach((release) => release())
    await red
    expect(figures.set).toBe(before)
    expect([figures.loading, figures.error, figures.outdated(ASK)]).toEqual([false, null, false])
  })

  test('another day asks anew, though no case came in', async () => {
    version = '1'
    let today = '2024-07-01'
    useServer((call) => ({ ...answer(call), ...(/\/counties\/\d+$/.test(call.path) && { today }) }), { counties: true })
    const [county, figures] = [useCounty(), useFigures()]
    await figures.show(ASK)
    expect(figures.behind).toBe(false)
    today = '2024-07-02'
    await county.refresh()
    expect([figures.behind, figures.set?.info.today]).toEqual([true, '2024-07-01'])
    await figures.show({ ...ASK })
    expect([figures.behind, figures.set?.info.today]).toEqual([false, '2024-07-02'])
  })

  test('the same question is not sent twice', async () => {
    version = '1'
    const calls = useServer((call) => answer(call), { counties: true })
    const figures = useFigures()
    await Promise.all([figures.show(ASK), figures.show({ ...ASK })])
    expect(calls.filter(({ path }) => path.includes('/summary'))).toHaveLength(1)
  })

  test('figures of a county that was left meanwhile are not shown', async () => {
    version = '1'
    let release: (() => void) | null = null
    useServer(async (call) => {
      if (call.path.includes('/summary')) await new Promise<void>((resolve) => (release = resolve))
      return answer(call)
    }, { counties: true })
    const [county, figures] = [useCounty(), useFigures()]
    const shown = figures.show(ASK)
    await vi.waitFor(() => expect(release).not.toBeNull())
    county.info = someCounty('990202000000')
    release!()
    await shown
    expect([figures.set, figures.loading]).toEqual([null, false])
  })
})
