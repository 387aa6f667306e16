import type { OpenAPIHono } from '@hono/zod-openapi'
import { Hono } from 'hono'
import { etag } from 'hono/etag'
import { DOCS_STYLE, docsPage } from './docsPage.ts'
import type { Env } from './env.ts'

/** `/api/openapi.json` and a page that shows it: made here, without a script, so that it works on any network. */
export function docsRoutes(app: OpenAPIHono<Env>, version: string) {
  const describe = once(() =>
    app.getOpenAPI31Document({
      openapi: '3.1.0',
      info: {
        title: '枫图 Fengtu',
        version,
        description:
          '基层治理风险地图的数据接口：只有地点与案件，没有个人。错误按 RFC 9457 返回，语言随 Accept-Language。Data of the risk map: places and cases, never persons. Errors are problem documents (RFC 9457) in the language of Accept-Language. Answers about a county carry the data revision and its mark as ETag.',
        license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
      },
    }),
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

function once<T>(make: () => T): () => T {
  let made: { value: T } | null = null
  return () => (made ??= { value: make() }).value
}
