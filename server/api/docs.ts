import type { OpenAPIHono } from '@hono/zod-openapi'
import { Hono } from 'hono'
import { etag } from 'hono/etag'
import { DOCS_STYLE, docsPage, type Description } from './docsPage.ts'
import type { Env } from './env.ts'
import { demands } from './rights.ts'

/** `/api/openapi.json` and a page that shows it: made here, without a script, so that it works on any network. */
export function docsRoutes(app: OpenAPIHono<Env>, version: string) {
  app.openAPIRegistry.registerComponent('securitySchemes', 'session', SESSION)
  app.openAPIRegistry.registerComponent('securitySchemes', 'device', DEVICE)
  const describe = once(() =>
    withRights(app, app.getOpenAPI31Document({
      openapi: '3.1.0',
      info: {
        title: '枫图 Fengtu',
        version,
        description:
          '基层治理风险地图的数据接口：只有地点与案件，没有个人。错误按 RFC 9457 返回，语言随 Accept-Language。Data of the risk map: places and cases, never persons. Errors are problem documents (RFC 9457) in the language of Accept-Language. Answers about a county carry the data revision and its mark as ETag. 除登录与健康检查外，都要登录后的 cookie，或大屏设备的令牌；每个接口写明所需权限。All but signing in and health want the cookie of a session, or the token of a screen wall; each names the right that it asks for.',
        license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
      },
      security: [{ session: [] }, { device: [] }],
    })),
  )
  return new Hono()
    .use('/openapi.json', etag({ weak: true }))
    .use('/docs', etag({ weak: true }))
    .get('/openapi.json', (call) => call.json(describe(), 200, { 'cache-control': 'no-cache' }))
    .get('/docs', (call) => call.html(docsPage(describe()), 200, { 'cache-control': 'no-cache' }))
    .get('/docs/style.css', (call) =>
      call.body(DOCS_STYLE, 200, { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'no-cache' }),
    )
}

const SESSION = {
  type: 'apiKey',
  in: 'cookie',
  name: 'fengtu',
  description: 'POST /api/session 登录后由服务器设置，HttpOnly、SameSite=Strict；经 https 网关时名为 __Host-fengtu。Set by the server on sign-in, HttpOnly and SameSite=Strict; named __Host-fengtu behind a gateway with https.',
} as const
const DEVICE = { type: 'http', scheme: 'bearer', description: '大屏设备的令牌，只读件数。The token of a screen wall: figures alone.' } as const

/** Says of every operation which rights let somebody call it, and that some are there for everybody. */
function withRights(app: OpenAPIHono<Env>, doc: Description): Description {
  for (const [key, demand] of demands(app.routes)) {
    const [method = '', path = ''] = key.split(' ')
    const operation = doc.paths?.[path.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase() as 'get']
    if (operation) Object.assign(operation, demand === null ? { security: [] } : { 'x-rights': demand })
  }
  return doc
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | null = null
  return () => (made ??= { value: make() }).value
}
