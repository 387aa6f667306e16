import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono, type MiddlewareHandler } from 'hono'
import { AppError } from '../contract/error.ts'

const FOR_EVER = 'public, max-age=31536000, immutable'

/** The built page below `dir`: hashed assets for ever, anything else asked for anew, `index.html` for its routes. */
export function webRoutes(dir: string) {
  const built = existsSync(join(dir, 'index.html'))
  const files = built ? serveStatic({ root: dir, precompressed: true }) : null
  const index = built ? serveStatic({ root: dir, path: 'index.html', precompressed: true }) : null
  const page: MiddlewareHandler = async (call, next) => {
    if (!isPage(call.req.path, call.req.header('accept'))) return next()
    if (!index) throw notBuilt()
    return index(call, next)
  }
  return files ? new Hono().get('*', keep, files, page) : new Hono().get('*', page)
}

/** How long a browser may keep a file. */
const keep: MiddlewareHandler = async (call, next) => {
  await next()
  const hashed = call.req.path.startsWith('/assets/')
  if (call.res.ok) call.res.headers.set('cache-control', hashed ? FOR_EVER : 'no-cache')
}

/** Addresses of the page's router have no dot in their last part and are asked for as HTML. */
function isPage(path: string, accept = ''): boolean {
  const last = path.slice(path.lastIndexOf('/') + 1)
  const inside = /^\/(api|tiles|assets)(\/|$)/.test(path)
  return !inside && !last.includes('.') && (accept === '' || /text\/html|\*\/\*/.test(accept))
}

function notBuilt(): AppError {
  return new AppError('page_not_built', {
    status: 503,
    say: { zh: '页面尚未构建，请先运行 npm run build', en: 'The page is not built yet: run npm run build first' },
  })
}
