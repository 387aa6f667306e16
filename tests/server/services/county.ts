import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Facility, Manifest } from '../../../geodata/pack/format.ts'
import type { Area, AreaCode } from '../../../geodata/place/area.ts'
import { countyScope } from '../../../server/access/scope.ts'
import { CATEGORIES } from '../../../server/contract/categories.ts'
import { CHANNELS } from '../../../server/contract/channels.ts'
import { COLOURS } from '../../../server/contract/colours.ts'
import { STATES } from '../../../server/contract/states.ts'
import { openAnalyses } from '../../../server/live/analyses.ts'
import type { Context } from '../../../server/services/context.ts'
import { cubeCache } from '../../../server/services/cubes.ts'
import { installPack, type InstallResult, type PackFiles } from '../../../server/services/installPack.ts'
import { packCache } from '../../../server/services/packs.ts'
import { fileStore } from '../../../server/store/files.ts'
import { engines, type TestDatabase } from '../../databases.ts'

export const COUNTY = '990101000000' as AreaCode
export const SCOPE = countyScope(COUNTY)
/** 2024-07-01 in Shanghai */
export const NOW = Date.UTC(2024, 6, 1, 2)

const area = (code: string, name: string, level: Area['level'], parent: string | null, more: Partial<Area> = {}): Area => ({
  code: code as AreaCode,
  name,
  level,
  parent: parent as AreaCode | null,
  placement: 'boundary',
  centre: [105, 35],
  bbox: [104.9, 34.9, 105.1, 35.1],
  ...more,
})

/** Two towns; a village without residents, one off the map, one merged into another, a grid right below a town. */
export const AREAS: Area[] = [
  area(COUNTY, '枫溪县', 'county', null),
  area('990101001000', '柳河镇', 'town', COUNTY, { population: 20_000 }),
  area('990101001201', '东周村', 'village', '990101001000', { population: 1_200 }),
  area('99010100120101', '东周一格', 'grid', '990101001201'),
  area('99010100120102', '东周二格', 'grid', '990101001201'),
  area('990101001202', '西周村', 'village', '990101001000', { population: 800 }),
  area('990101001203', '老周村', 'village', '990101001000', {
    population: 300,
    validTo: '2023-06-01' as Area['validTo'],
    successor: '990101001202' as AreaCode,
  }),
  area('990101002000', '太峪镇', 'town', COUNTY),
  area('990101002201', '太峪村', 'village', '990101002000', { population: 500 }),
  area('990101002202', '太峪口村', 'village', '990101002000', { placement: 'none', centre: undefined, bbox: undefined }),
  area('99010100299001', '镇区一格', 'grid', '990101002000'),
]

const TOWNS = AREAS.filter(({ level }) => level === 'town').map(({ code }) => code)

function manifest(): Manifest {
  return {
    format: 1,
    code: COUNTY,
    name: '枫溪县',
    fictional: true,
    version: 'a'.repeat(64),
    levels: (['county', 'town', 'village', 'grid'] as const).map((level) => ({ level, label: { zh: level, en: level } })),
    codes: 'gb',
    centre: [105, 35],
    bbox: [104, 34, 106, 36],
    layers: [{ name: 'village', file: 'village.geojson', source: 'test', licence: 'CC0', crs: 'WGS84', features: 4 }],
    print: { attribution: 'test' },
    presets: { dueDays: 30, categoryTerms: {} },
  }
}

export const TILES = Uint8Array.from({ length: 1_000 }, (_, at) => at % 251)

/** A pack with what the manifest of this county says otherwise. */
export function packOf(changes: Partial<Manifest>, areas: Area[], facilities: Facility[] = []): PackFiles {
  const told = { ...manifest(), ...changes }
  const file = (value: unknown) => new TextEncoder().encode(JSON.stringify(value))
  const files = new Map([
    ['pack.json', file(told)],
    ['areas.json', file(areas)],
    ['shapes.geojson', file({ type: 'FeatureCollection', features: [] })],
    ['facilities.json', file(facilities)],
    ['boundaries.pmtiles', TILES],
  ])
  return { manifest: told, areas, files }
}

export async function install(ctx: Context, version = 'a', areas = AREAS, facilities: Facility[] = []): Promise<InstallResult> {
  return installPack(ctx, packOf({ version: version.repeat(64) }, areas, facilities))
}

/** One row of `dispute`, as far as counting goes. */
export interface Row {
  id: number
  area: string | null
  /** of one without an area */
  town: string | null
  occurredOn: string
  dueOn: string | null
  closedOn: string | null
  category: string
  colour: string
  state: string
  channel: string
  people: number | null
  amountFen: number | null
  sensitive: boolean
  agreement: string | null
  judiciallyConfirmed: boolean
  followedUp: boolean
  /** of a case that somebody worked on; null where nobody did */
  performance: string | null
  reopened: number | null
}

/** Of a case that nobody agreed on, confirmed, followed up or worked on. */
export const BARE = { agreement: null, judiciallyConfirmed: false, followedUp: false, performance: null, reopened: null } satisfies Partial<Row>

const COUNTED = STATES.codes.filter((code) => code !== 'merged')

/** Seeded rows with every term, known and unknown places, and codes of areas that are no more; all of them count. `worked`: a fifth of them was handled in Fengtu. */
export function rows(count: number, seed = 1, states: readonly string[] = COUNTED, { worked = false } = {}): Row[] {
  let state = seed
  const next = (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
  const day = (after: number) => new Date(Date.UTC(2022, 0, 1) + after * 86_400_000).toISOString().slice(0, 10)
  const pick = <T>(list: readonly T[]) => list[next(list.length)]!
  return Array.from({ length: count }, (_, at) => {
    const on = next(910)
    const waits = next(10) === 0
    return {
      id: at + 1,
      area: waits ? null : pick(AREAS).code,
      town: waits && next(2) === 0 ? pick(TOWNS) : null,
      occurredOn: day(on),
      dueOn: next(5) === 0 ? null : day(on + 30),
      closedOn: next(3) === 0 ? null : day(on + next(60)),
      category: pick(CATEGORIES.codes),
      colour: pick(COLOURS.codes),
      state: pick(states),
      channel: pick(CHANNELS.codes),
      people: next(4) === 0 ? null : next(30),
      amountFen: next(4) === 0 ? null : next(1_000_000_000),
      sensitive: next(8) === 0,
      agreement: [null, null, 'written', 'oral'][at % 4] ?? null,
      judiciallyConfirmed: at % 6 === 2,
      followedUp: at % 7 === 3,
      ...(worked && at % 5 === 1 ? { performance: [null, 'full', 'part'][at % 3] ?? null, reopened: at % 2 } : { performance: null, reopened: null }),
    }
  })
}

const COLUMNS = `county, id, revision, batch, content_key, number_lost, occurred_on, due_on, due_preset, closed_on, category, colour,
  state, channel, people, amount_fen, agreement, judicially_confirmed, followed_up, sensitive, area, town, located_by`

/** Writes rows (new ones and changed ones) as an import does: in one transaction that raises the revision. */
export async function put({ db }: Context, list: Row[]): Promise<void> {
  const client = await db.pool.connect()
  try {
    await client.query('BEGIN')
    const { rows: raised } = await client.query<{ revision: number }>(
      'UPDATE county SET revision = revision + 1 WHERE county = $1 RETURNING revision',
      [COUNTY],
    )
    await client.query('DELETE FROM dispute WHERE county = $1 AND id = ANY($2)', [COUNTY, list.map(({ id }) => id)])
    await client.query(
      `INSERT INTO dispute (${COLUMNS})
       SELECT $1, r.id, $2, '00000000-0000-0000-0000-000000000001', r.id, false, r."occurredOn", r."dueOn", false, r."closedOn",
              r.category, r.colour, r.state, r.channel, r.people, r."amountFen", r.agreement, r."judiciallyConfirmed", r."followedUp", r.sensitive, r.area, r.town,
              CASE WHEN r.area IS NULL THEN 'unknown' ELSE 'name' END
       FROM json_to_recordset($3) AS r(id bigint, area text, town text, "occurredOn" date, "dueOn" date, "closedOn" date,
         category text, colour text, state text, channel text, people integer, "amountFen" bigint, sensitive boolean,
         agreement text, "judiciallyConfirmed" boolean, "followedUp" boolean)`,
      [COUNTY, raised[0]!.revision, JSON.stringify(list)],
    )
    await client.query('DELETE FROM dispute_life WHERE county = $1 AND id = ANY($2)', [COUNTY, list.filter(({ reopened }) => reopened !== null).map(({ id }) => id)])
    await client.query(
      `INSERT INTO dispute_life (county, id, last_seq, performance, reopened, subsidy_status)
       SELECT $1, r.id, 1, r.performance, r.reopened, 'none'
       FROM json_to_recordset($2) AS r(id bigint, performance text, reopened integer) WHERE r.reopened IS NOT NULL`,
      [COUNTY, JSON.stringify(list)],
    )
    await client.query('COMMIT')
  } finally {
    client.release()
  }
}

export async function remove({ db }: Context, ids: number[]): Promise<void> {
  const client = await db.pool.connect()
  try {
    await client.query('BEGIN')
    const { rows: raised } = await client.query<{ revision: number }>(
      'UPDATE county SET revision = revision + 1 WHERE county = $1 RETURNING revision',
      [COUNTY],
    )
    await client.query('DELETE FROM dispute WHERE county = $1 AND id = ANY($2)', [COUNTY, ids])
    await client.query('INSERT INTO dispute_gone SELECT $1, unnest($2::bigint[]), $3', [COUNTY, ids, raised[0]!.revision])
    await client.query('COMMIT')
  } finally {
    client.release()
  }
}

export function contextOn({ db, config }: TestDatabase, clock: { now: number }, options: { threads?: number } = {}): Context {
  const now = () => clock.now
  const packs = packCache(db, now)
  const files = fileStore(join(config?.dataDir ?? tmpdir(), 'attachments'))
  return { db, now, packs, cubes: cubeCache(db, packs, now), analyses: openAnalyses(options), files, writable: true, language: 'zh' }
}

export interface County {
  ctx: Context
  clock: { now: number }
  drop(): Promise<void>
}

/** The county with `count` cases on a fresh database. */
export async function openCounty(count: number, engine = engines[0]!): Promise<County> {
  const database = await engine.fresh()
  const clock = { now: NOW }
  const ctx = contextOn(database, clock)
  await install(ctx)
  if (count > 0) await put(ctx, rows(count))
  return { ctx, clock, drop: () => database.drop() }
}
