import type { Context as Call, MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { compress } from 'hono/compress'
import { methodNotAllowed } from 'hono/method-not-allowed'
import { AppError } from '../contract/error.ts'
import type { Context } from '../services/context.ts'
import { accountRoutes } from './accounts.ts'
import { areaRoutes } from './areas.ts'
import { auditRoutes } from './audit.ts'
import { attachmentRoutes } from './attachments.ts'
import { caseRoutes } from './cases.ts'
import { caseTableRoutes } from './caseTable.ts'
import { countyRoutes } from './counties.ts'
import { cubeRoutes } from './cube.ts'
import { deckRoutes } from './decks.ts'
import { deviceRoutes } from './devices.ts'
import { docsRoutes } from './docs.ts'
import { openDesk, type Surroundings } from './desk.ts'
import { router, type Env } from './env.ts'
import { figureRoutes } from './figures.ts'
import { ownHost, sameOrigin } from './guard.ts'
import { headers } from './headers.ts'
import { healthRoutes } from './health.ts'
import { hotspotRoutes } from './hotspots.ts'
import { importRoutes } from './imports.ts'
import { faultText } from './log.ts'
import { notTooMany } from './limits.ts'
import { linkRoutes } from './links.ts'
import { meetingRoutes } from './meetings.ts'
import { organisationRoutes } from './organisations.ts'
import { outlookRoutes } from './outlook.ts'
import { outcomeRoutes } from './outcome.ts'
import { placeCardRoutes } from './placeCard.ts'
import { placeRoutes } from './places.ts'
import { policyRoutes } from './policy.ts'
import { presetRoutes } from './presets.ts'
import { appErrorOf, problem } from './problem.ts'
import { providerRoutes } from './provider.ts'
import { rankRoutes } from './ranks.ts'
import { sessionRoutes } from './session.ts'
import { tileRoutes } from './tiles.ts'
import { viewRoutes } from './views.ts'
import { webRoutes } from './web.ts'
import { workRoutes } from './work.ts'

export interface AppOptions {
  /** version of the program, in the description of the API and in every ETag */
  version?: string
  /** host names beyond the loopback ones; null lets every name through (a server that listens on all addresses) */
  hosts?: readonly string[] | null
  /** folder of the built page; null serves none */
  webDir?: string | null
  /** a gateway in front, if there is one */
  around?: Surroundings
  /** called for what nobody foresaw, with a text that holds no data */
  onFault?: (text: string) => void
}

const HERE: Surroundings = { origin: null, trustProxy: [], provider: null }

/** The whole of HTTP: guard → routes → page. */
export function createApp(ctx: Context, options: AppOptions = {}) {
  const { version = '0', hosts = [], webDir = null, onFault, around = HERE } = options
  const app = router()
  const desk = openDesk(ctx, version, around)
  const seated: MiddlewareHandler<Env> = (call, next) => {
    call.set('desk', desk)
    return next()
  }
  app.use(compress())
  app.use(headers(around.origin?.protocol === 'https:'))
  if (hosts) app.use(ownHost(hosts))
  app.use(sameOrigin)
  app.use(methodNotAllowed({ app, onMethodNotAllowed: (call, methods) => notAllowed(call, methods) }))
  app.onError((error, call) => {
    const known = appErrorOf(error)
    if (known.status >= 500 && onFault) onFault(faultText(error))
    return problem(call, known)
  })
  app.notFound((call) => problem(call, notFound(call.req.path)))

  for (const path of ['/api/*', '/tiles/*']) app.use(path, seated, notTooMany, smallBodies)
  const routes = app
    .route('/api', healthRoutes(ctx, version))
    .route('/api/session', sessionRoutes(ctx))
    .route('/api/session', providerRoutes(ctx))
    .route('/api/links', linkRoutes(ctx))
    .route('/api/accounts', accountRoutes(ctx))
    .route('/api/devices', deviceRoutes(ctx))
    .route('/api/policy', policyRoutes(ctx))
    .route('/api/counties', countyRoutes(ctx))
    .route('/api/counties', areaRoutes(ctx))
    .route('/api/counties', placeCardRoutes(ctx))
    .route('/api/counties', figureRoutes(ctx))
    .route('/api/counties', outlookRoutes(ctx))
    .route('/api/counties', cubeRoutes(ctx))
    .route('/api/counties', hotspotRoutes(ctx))
    .route('/api/counties', outcomeRoutes(ctx))
    .route('/api/counties', rankRoutes(ctx))
    .route('/api/counties', importRoutes(ctx))
    .route('/api/counties', placeRoutes(ctx))
    .route('/api/counties', organisationRoutes(ctx))
    .route('/api/counties', presetRoutes(ctx))
    .route('/api/counties', meetingRoutes(ctx))
    .route('/api', auditRoutes(ctx))
    .route('/api/counties', workRoutes(ctx))
    .route('/api/counties', caseTableRoutes(ctx))
    .route('/api/counties', viewRoutes(ctx))
    .route('/api/counties', deckRoutes(ctx))
    .route('/api/counties', caseRoutes(ctx))
    .route('/api/counties', attachmentRoutes(ctx))
  app.route('/api', docsRoutes(app, version))
  app.route('/tiles', tileRoutes(ctx))
  if (webDir !== null) app.route('/', webRoutes(webDir))
  return routes
}

/** Bodies but uploads, which have limits of their own. */
const BODY_BYTES = 256 * 1_024
const limited = bodyLimit({
  maxSize: BODY_BYTES,
  onError: () => {
    throw new AppError('body_too_large', { status: 413, say: { zh: '内容超过 256 kB', en: 'The body is larger than 256 kB' } })
  },
})
const smallBodies: MiddlewareHandler = (call, next) =>
  /^multipart\/form-data\b/i.test(call.req.header('content-type') ?? '') ? next() : limited(call, next)

function notAllowed(call: Call, methods: string[]): Response {
  const can = methods.join(', ')
  const response = problem(
    call,
    new AppError('method_not_allowed', {
      status: 405,
      say: { zh: `这个地址只接受 ${can}`, en: `This address takes ${can} only` },
    }),
  )
  response.headers.set('allow', can)
  return response
}

function notFound(path: string): AppError {
  return path.startsWith('/api')
    ? new AppError('no_such_path', {
        status: 404,
        say: { zh: '没有这个接口，全部接口见 /api/docs', en: 'There is no such endpoint: /api/docs lists them all' },
      })
    : new AppError('no_such_page', { status: 404, say: { zh: '没有这个地址，请从首页进入', en: 'Nothing is here: start from /' } })
}
