import { createRoute, z } from '@hono/zod-openapi'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Area, AreaCode } from '../../../geodata/place/area.ts'
import { createApp } from '../../../server/api/app.ts'
import { may, router } from '../../../server/api/env.ts'
import { demands, type Demand } from '../../../server/api/rights.ts'
import type { AreaList, Counts, Problem, Summary } from '../../../server/contract/answers.ts'
import { RIGHTS, ROLES, type Right, type Role } from '../../../server/contract/roles.ts'
import type { CasePage, MyWork } from '../../../server/contract/cases.ts'
import { MEETING_KINDS } from '../../../server/contract/meetings.ts'
import { moveOf, MOVES } from '../../../server/contract/moves.ts'
import { installPack } from '../../../server/services/installPack.ts'
import { AREAS, COUNTY, openCounty, packOf, put, rows, type County } from '../services/county.ts'
import { cookieOf, type Stand } from './people.ts'
import { COMMITTEE, CENTRE, DEPARTMENT, giveWork, LEAD, type Worked } from './worked.ts'

const TOWNS = ['990101001000', '990101002000'] as const
type Town = (typeof TOWNS)[number]
const other = (town: Town): Town => (town === TOWNS[0] ? TOWNS[1] : TOWNS[0])
/** Another installed county, and one that is not installed. */
const STRANGE = '990102000000'
const NOWHERE = '990103000000'

/** Everything that is there for whoever comes. A route that is added and names no right is told here, or the walk fails. */
const OPEN = [
  'GET /api/health',
  'GET /api/openapi.json',
  'GET /api/docs',
  'GET /api/docs/style.css',
  'GET /api/session',
  'POST /api/session',
  'DELETE /api/session',
  'POST /api/session/demo',
  'POST /api/session/device',
  'GET /api/session/provider',
  'GET /api/session/provider/callback',
  'POST /api/links',
  'POST /api/links/password',
  'POST /api/links/admins',
  'GET /api/links/:old',
]
/** They change a county as a whole: a post that has a part of it is refused. */
const WHOLE: readonly Right[] = ['import', 'settle']

const townOf = (area: Area): Town | undefined => TOWNS.find((town) => area.code.startsWith(town.slice(0, 9)))
const partOf = (town: Town): Area[] => AREAS.filter((area) => townOf(area) === town)
/** Original numbers of the cases of a town. */
const NUMBER: Record<Town, string> = { [TOWNS[0]]: 'LIUHE-', [TOWNS[1]]: 'TAIYU-' }
/** What nobody of the other town may read: its names, its codes, the numbers and words of its cases. */
const secrets = (town: Town): string[] => [...partOf(town).flatMap(({ code, name }) => [code, name]), NUMBER[town]]

/** Administrators keep posts and their places, and read of no case anywhere. */
const hidden = (role: Role, town: Town): string[] => (ROLES.row(role).side === 'work' ? secrets(other(town)) : Object.values(NUMBER))

/** What moves ask for, beside organisations and cases. */
const ASKED = {
  colour: 'red', reason: '一般', plan: '走访', leadPost: '副镇长', mediationType: 'people', limitDays: 2, agreement: 'written', agreedOn: '2024-07-01', appliedOn: '2024-07-01',
  decidedOn: '2024-07-01', performance: 'full', closedOn: '2024-07-01', followedOn: '2024-07-01', followResult: 'stable', advice: 'litigation', whistle: '1', supervision: '1',
  prevented: 'crime', people: 3, note: '再访', dueOn: '2024-07-30',
}

let county: County
let app: ReturnType<typeof createApp>
let worked: Record<Town, Worked>
beforeAll(async () => {
  county = await openCounty(400)
  await county.ctx.db.pool.query('UPDATE county SET next_case_id = 1001')
  worked = await giveWork(county.ctx)
  await installPack(county.ctx, packOf({ code: STRANGE, name: '远县' }, [{ ...AREAS[0]!, code: STRANGE as AreaCode, name: '远县' }]))
  for (const town of TOWNS) {
    const text = `UPDATE dispute SET original_no = $2 || id, summary = CASE WHEN id > 1000 THEN summary ELSE $2 || '摘要' END WHERE county = $1 AND (area = ANY($3) OR town = $4)`
    await county.ctx.db.pool.query(text, [COUNTY, NUMBER[town], partOf(town).map(({ code }) => code), town])
  }
  app = createApp(county.ctx)
})
afterAll(() => county.drop())

/** A post of a role in a town; administrators have no area, and a mediator his organisation. */
const stand = (role: Role, town: Town): Stand => {
  if (role === 'mediator') return { role, area: town, organisation: COMMITTEE[town] }
  return role === 'clerk' ? { role, area: town, organisation: CENTRE[town] } : { role, area: town }
}

async function ask(who: Stand | null, method: string, path: string, body?: unknown) {
  const headers = { ...(who && { cookie: await cookieOf(county.ctx, who) }), ...(body !== undefined && { 'content-type': 'application/json' }) }
  const response = await app.request(path, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) })
  const text = await response.text()
  const code = response.ok || !text.startsWith('{') ? undefined : (JSON.parse(text) as Problem).code
  return { status: response.status, code, text }
}

const SAMPLES: Record<string, string> = { county: COUNTY, version: 'a'.repeat(64), archive: 'boundaries.pmtiles', batch: '00000000-0000-0000-0000-00000000000f' }
const addressOf = (path: string, town: Town, id: number | string = 1) => path.replace(/:(\w+)/g, (_, name: string) => SAMPLES[name] ?? (name === 'code' ? town : name === 'id' ? String(id) : '1'))
/** Of every list its longest, and of single things one that is there. */
const readAddress = (path: string, town: Town) =>
  addressOf(path, town, path.includes('/organisations/') ? COMMITTEE[town] : path.includes('/meetings/') ? worked[town].meeting : worked[town].plain)

/** What a route answers to a post, by its demand alone. */
function expected(demand: Demand, role: Role, path: string): 'served' | 'refused' {
  if (demand === null || demand.length === 0) return 'served'
  const right = demand.find((one) => (ROLES.row(role).rights as readonly Right[]).includes(one))
  if (!right) return 'refused'
  return WHOLE.includes(right) && path.includes(':county') ? 'refused' : 'served'
}

const undeclared = (routes: typeof app.routes): string[] => [...demands(routes)].filter(([, demand]) => demand === null).map(([key]) => key)

describe('every route', () => {
  test('names its right, or is listed as one for everybody', () => expect(undeclared(app.routes).sort()).toEqual([...OPEN].sort()))

  test('is found when it does not', () => {
    const planted = createApp(county.ctx).get('/api/counties/:county/secrets', (call) => call.text('太峪村'))
    expect(undeclared(planted.routes).filter((key) => !OPEN.includes(key))).toEqual(['GET /api/counties/:county/secrets'])
  })

  test('finds no scope when it names no right: it does not compile', () => {
    const plain = createRoute({ method: 'get', path: '/{county}', request: { params: z.object({ county: z.string() }) }, responses: { 200: { description: '' } } })
    router().openapi(plain, (call) => {
      // @ts-expect-error no right is named
      return call.text(call.var.scope.county)
    })
    router().openapi(createRoute({ ...plain, middleware: may('figures') }), (call) => {
      // @ts-expect-error figures are no cases
      return call.text(call.var.scope.cases.within)
    })
    router().openapi(createRoute({ ...plain, middleware: may('cases') }), (call) => {
      // @ts-expect-error cases of a part are not the county as a whole
      return call.text(String(call.var.scope.whole))
    })
    router().openapi(createRoute({ ...plain, middleware: may('import') }), (call) => call.text(`${String(call.var.scope.whole)}${call.var.scope.cases.within}`))
    expect(plain.path).toBe('/{county}')
  })

  test('wants somebody who is signed in', async () => {
    for (const [key, demand] of demands(app.routes)) {
      if (demand === null) continue
      const [method = '', path = ''] = key.split(' ')
      const { status, code } = await ask(null, method, addressOf(path, TOWNS[0]))
      expect([key, status, code]).toEqual([key, 401, 'not_signed_in'])
    }
  })

  describe.each(ROLES.codes)('as %s', (role) => {
    test.each(TOWNS)('of %s', async (town) => {
      for (const [key, demand] of demands(app.routes)) {
        if (demand === null) continue
        const [method = '', path = ''] = key.split(' ')
        const { status, code, text } = await ask(stand(role, town), method, method === 'GET' ? readAddress(path, town) : addressOf(path, town), method === 'GET' ? undefined : {})
        const refused = code === 'not_allowed' || code === 'not_signed_in' || code === 'duty_open'
        expect([key, refused ? 'refused' : 'served', refused ? status : 403]).toEqual([key, expected(demand, role, path), 403])
        expect([key, status < 500 || status === 503]).toEqual([key, true])
        // the ground of the whole pack is in its tiles, borders and names as on a printed map, and no case
        const told = path.startsWith('/tiles/') ? '' : text
        expect([key, hidden(role, town).filter((word) => told.includes(word))]).toEqual([key, []])
      }
    })
  })
})

const WORK = ROLES.codes.filter((role) => ROLES.row(role).side === 'work')
const READING = ['leader', 'clerk', 'mediator', 'supervisor', 'worker'] as const

/** Asked for the other town by code, by name, and by widening whatever can be widened. */
const PROBES = (town: Town): [string, string][] => {
  const [code, village] = [other(town), partOf(other(town))[1]!.code]
  const filters = [`area=${code}`, `area=${village}`, 'area=' + COUNTY, 'from=2000-01-01']
  const of = (rest: string): [string, string][] => filters.map((filter) => [`${rest}${rest.includes('?') ? '&' : '?'}${filter}`, code])
  return [
    ...of('/summary'),
    ...['county', 'town', 'village', 'grid', 'category', 'month'].flatMap((by) => of(`/counts?by=${by}`)),
    ...['town,month', 'village,category', 'grid,week'].flatMap((by) => of(`/cross?by=${by}`)),
    ...of('/series?step=month'),
    ...['town', 'village', 'category'].flatMap((by) => of(`/ranks?by=${by}`)),
    ...['', '?by=town', '?by=village'].flatMap((by) => of(`/towns${by}`)),
    ['', code],
    ['/areas', code],
    ...['county', 'town', 'village', 'grid'].map((level): [string, string] => [`/areas?level=${level}`, code]),
    [`/areas?parent=${code}`, code],
    [`/areas?parent=${COUNTY}`, code],
    [`/areas/${code}`, code],
    [`/areas/${village}`, village],
    [`/areas/${COUNTY}`, code],
    ...['太峪', '柳河', 'ty', 'lh', '周', '镇', '9901'].map((q): [string, string] => [`/areas/search?limit=20&q=${encodeURIComponent(q)}`, code]),
    ...['/cases?limit=200', '/cases/export?format=csv', '/cases/export?format=geojson'].flatMap((rest) => of(rest)),
    [`/cases?q=${encodeURIComponent(NUMBER[other(town)])}`, NUMBER[other(town)]],
    ...['/meetings', '/meetings/actions?status=all', '/meetings/next', ...MEETING_KINDS.codes.map((kind) => `/meetings/calendar?kind=${kind}`)].flatMap((rest) => of(rest)),
    [`/meetings/${worked[other(town)].meeting}`, worked[other(town)].meeting],
    ['/imports', code],
    ['/unlocated', code],
  ]
}

describe('nothing of the other town', () => {
  const roles = ['leader', 'clerk', 'mediator', 'supervisor', 'worker', 'wall'] as const
  test.each(roles.flatMap((role) => TOWNS.map((town) => [role, town] as const)))('is in any byte for a %s of %s', async (role, town) => {
    for (const [rest, asked] of PROBES(town)) {
      const { text } = await ask(stand(role, town), 'GET', `/api/counties/${COUNTY}${rest}`)
      // a refusal says again what was asked for
      const echo = [asked, partOf(other(town))[1]!.code]
      const told = text.startsWith('{"type"') ? echo.reduce((left, word) => left.replaceAll(word, ''), text) : text
      expect([rest, secrets(other(town)).filter((word) => told.includes(word))]).toEqual([rest, []])
    }
  })

  test.each(TOWNS)('is in the figures of %s: they are its own, to the case', async (town) => {
    const { rows: counted } = await county.ctx.db.pool.query<{ n: number }>('SELECT count(*) AS n FROM dispute WHERE county = $1 AND original_no LIKE $2', [COUNTY, `${NUMBER[town]}%`])
    const get = async <Answer>(rest: string): Promise<Answer> => JSON.parse((await ask(stand('supervisor', town), 'GET', `/api/counties/${COUNTY}${rest}`)).text) as Answer
    expect((await get<Summary>('/summary')).count).toBe(counted[0]!.n)
    for (const by of ['county', 'town', 'village', 'colour', 'day']) expect((await get<Counts>(`/counts?by=${by}`)).total).toBe(counted[0]!.n)
    expect((await get<AreaList>('/areas?level=town')).areas.map(({ code }) => code)).toEqual([town])
  })

  test('comes out by subtraction: what happens there changes no answer here', async () => {
    const paths = [...PROBES(TOWNS[0]).map(([rest]) => rest), '/work', '/organisations', '/organisations/coverage', '/views', `/cases/${worked[TOWNS[0]].plain}`]
    const answers = async () => {
      const texts: string[] = []
      for (const role of READING) for (const rest of paths) texts.push(`${role} ${rest} ${(await ask(stand(role, TOWNS[0]), 'GET', `/api/counties/${COUNTY}${rest}`)).text.replaceAll(/"revision":\d+/g, '')}`)
      return texts
    }
    const before = await answers()
    const day = { occurredOn: '1999-01-01', dueOn: '1999-02-01', closedOn: null }
    await put(county.ctx, rows(460, 9).slice(440).map((row) => ({ ...row, ...day, area: '990101002201', town: null })))
    expect(await answers()).toEqual(before)
  })
})

const casesOf = ({ plain, family }: Worked) => [plain, family]

describe('cases of the other town', () => {
  const there = (town: Town) => worked[other(town)]
  /** Everything that can be done with a case, in the right form and from its last version. */
  const doings = (town: Town, id: number, version: number): [method: string, rest: string, body?: unknown][] => {
    const all = { ...ASKED, holder: COMMITTEE[town], to: CENTRE[town], departments: [DEPARTMENT], into: worked[town].plain }
    const own = Object.entries(all) as [string, unknown][]
    return [
      ...['', '?asOf=2024-06-30', '/attachments', '/attachments/1'].map((rest): [string, string] => ['GET', `/cases/${id}${rest}`]),
      ...MOVES.codes.map((code): [string, string, unknown] => ['POST', `/cases/${id}/moves/${code}`, { version, ...Object.fromEntries(own.filter(([name]) => (moveOf(code).asks as readonly string[]).includes(name))) }]),
      ['PATCH', `/cases/${id}`, { version, people: 9 }],
      ['PATCH', `/cases/${id}`, { version, clear: true, note: '有姓名' }],
      ['POST', `/cases/${id}/participants`, { version, organisation: COMMITTEE[town], ring: 'N' }],
      ['DELETE', `/cases/${id}/participants/${DEPARTMENT}?version=${version}`],
      ['DELETE', `/cases/${id}/attachments/1`],
      ['POST', '/cases', { occurredOn: '2024-06-30', area: partOf(other(town))[1]!.code, category: '02', channel: 'screening', summary: '两户争执' }],
    ]
  }
  const state = async (town: Town) => (await county.ctx.db.pool.query('SELECT id, count(*) FROM dispute_event WHERE id = ANY($1) GROUP BY id ORDER BY id', [casesOf(there(town))])).rows

  test.each(READING.flatMap((role) => TOWNS.map((town) => [role, town] as const)))('are neither read nor changed by a %s of %s, who asks rightly', async (role, town) => {
    const before = await state(town)
    expect(before).toHaveLength(2)
    for (const id of casesOf(there(town))) {
      const { rows: [row] } = await county.ctx.db.pool.query<{ revision: number }>('SELECT revision FROM dispute WHERE id = $1', [id])
      for (const [method, rest, body] of doings(town, id, row!.revision)) {
        const { status, text } = await ask(stand(role, town), method, `/api/counties/${COUNTY}${rest}`, body)
        expect([method, rest, [400, 403, 404].includes(status)]).toEqual([method, rest, true])
        expect([rest, secrets(other(town)).filter((word) => text.includes(word))]).toEqual([rest, []])
      }
    }
    expect(await state(town)).toEqual(before)
  })

  test.each(TOWNS)('of %s: its mediators have cases, and those alone', async (town) => {
    const { text } = await ask(stand('mediator', town), 'GET', `/api/counties/${COUNTY}/cases?limit=200`)
    expect((JSON.parse(text) as CasePage).rows.map(({ id }) => id).sort()).toEqual(casesOf(worked[town]).sort())
    const { text: work } = await ask(stand('mediator', town), 'GET', `/api/counties/${COUNTY}/work`)
    expect(Object.values((JSON.parse(work) as MyWork).lists).flat().length).toBeGreaterThan(0)
  })
})

describe('a sensitive case', () => {
  const others = READING.filter((role) => role !== 'mediator')
  test.each(others.flatMap((role) => TOWNS.map((town) => [role, town] as const)))('tells a %s of %s its town and no more, in any byte', async (role, town) => {
    const { family, plain } = worked[town]
    const village = partOf(town)[1]!
    const get = async (rest: string) => (await ask(stand(role, town), 'GET', `/api/counties/${COUNTY}${rest}`)).text
    const list = JSON.parse(await get('/cases?limit=200&sort=-occurredOn')) as Partial<CasePage>
    const work = JSON.parse(await get('/work')) as Partial<MyWork>
    const csv = (await get('/cases/export?format=csv')).split('\n').filter((line) => line.includes(`-0${family}`)).join('\n')
    const points = JSON.parse(await get('/cases/export?format=geojson')) as { features?: { id: number }[] }
    const told = {
      page: await get(`/cases/${family}`),
      past: await get(`/cases/${family}?asOf=2024-06-30`),
      files: await get(`/cases/${family}/attachments`),
      file: await get(`/cases/${family}/attachments/1`),
      list: JSON.stringify(list.rows?.filter(({ id }) => id === family)),
      work: JSON.stringify(Object.values(work.lists ?? {}).flat().filter((item) => item.case.id === family)),
      csv,
      points: JSON.stringify(points.features?.filter(({ id }) => id === family)),
    }
    // the centre gave it to the committee of the village
    const known = (text: string) => (role === 'clerk' ? text.replaceAll(`${village.name}人民调解委员会`, '').replaceAll(`"${COMMITTEE[town]}"`, '') : text)
    const words = [village.name, village.code, LEAD, '暴力', '现场', '"lng":1', COMMITTEE[town], `mediator.${COMMITTEE[town]}`]
    for (const [where, text] of Object.entries(told)) expect([where, words.filter((word) => known(text ?? '').includes(word))]).toEqual([where, []])
    if (role === 'worker') return
    expect(told.page).toContain('"sensitive":true')
    expect(list.rows?.some(({ id }) => id === family)).toBe(true)
    // where nothing is to hide, all of it is there: the words are the right ones
    expect(await get(`/cases/${plain}`)).toContain(village.name)
    const own = (await ask(stand('mediator', town), 'GET', `/api/counties/${COUNTY}/cases/${family}`)).text
    expect(words.slice(0, 4).filter((word) => !own.includes(word))).toEqual([])
  })
})

describe('a county that a post does not see', () => {
  const inner = (path: string) => path.includes(':county') && !path.startsWith('/tiles/')
  test.each(WORK)('is for a %s as if it were not installed, byte for byte', async (role) => {
    for (const [key, demand] of demands(app.routes)) {
      const [method = '', path = ''] = key.split(' ')
      if (demand === null || !inner(path)) continue
      const from = (code: string) => ask(stand(role, TOWNS[0]), method, addressOf(path, TOWNS[0]).replace(COUNTY, code), method === 'GET' ? undefined : {})
      const [there, nowhere] = [await from(STRANGE), await from(NOWHERE)]
      expect({ ...there, text: there.text.replaceAll(STRANGE, NOWHERE) }).toEqual(nowhere)
      expect(nowhere.status).toBe(expected(demand, role, '') === 'served' ? 404 : 403)
    }
    expect((await ask(stand(role, TOWNS[0]), 'GET', '/api/counties')).text).not.toContain(STRANGE)
  })
})

describe('role × right', () => {
  const rights: Record<Role, string> = {
    leader: 'figures cases supervise export',
    clerk: 'figures cases enter handle direct import settle export organisations',
    mediator: 'figures cases enter handle',
    supervisor: 'figures cases',
    worker: 'figures cases enter',
    wall: 'figures',
    system_admin: 'accounts settings',
    security_admin: 'policy',
    audit_admin: 'audit',
  }
  test.each(ROLES.codes)('%s', (role) => expect([...ROLES.row(role).rights].join(' ')).toBe(rights[role]))

  test('no administrator sees a figure or a case, and nobody of the work keeps accounts', () => {
    const work: readonly Right[] = ['figures', 'cases', 'enter', 'handle', 'direct', 'supervise', 'import', 'settle', 'export', 'organisations']
    const held = ROLES.rows.flatMap(({ code, side, rights: own }) => own.map((right) => [code, right, side === 'work'] as const))
    expect(held.filter(([, right, works]) => works !== work.includes(right))).toEqual([])
    expect(new Set(held.map(([, right]) => right)).size).toBe(RIGHTS.codes.length)
  })
})
