import { Hono } from 'hono'
import { AppError } from '../contract/error.ts'
import type { AreaCode } from '../contract/answers.ts'
import type { Context } from '../services/context.ts'
import { may, type Env } from './env.ts'
import { holds } from './fresh.ts'

const ARCHIVE = /^[a-z][a-z0-9_-]*\.pmtiles$/

/**
 * Tile archives by byte ranges. The pack's version is in the address, so a copy stays good for ever. They hold the ground
 * of the whole pack, borders and names as on any printed map, and never a case: who sees a part of the county gets all of them.
 */
export function tileRoutes(ctx: Context) {
  return new Hono<Env>().get('/:county/:version/:archive', may('figures', { kept: false }), async (call) => {
    const { county, version, archive } = call.req.param()
    const pack = await ctx.packs.get(county as AreaCode)
    const current = pack.manifest.version === version && ARCHIVE.test(archive)
    const bytes = current ? await pack.file(archive) : null
    if (!bytes) throw noArchive(pack.manifest.version === version)
    const etag = `"${version.slice(0, 16)}-${archive}"`
    const marks = {
      etag,
      'cache-control': 'private, max-age=31536000, immutable, no-transform',
      'accept-ranges': 'bytes',
    }
    if (holds(call.req.header('if-none-match'), etag)) return call.body(null, 304, marks)
    const type = { ...marks, 'content-type': 'application/vnd.pmtiles' }
    const ifRange = call.req.header('if-range')
    const asked = ifRange === undefined || ifRange === etag ? call.req.header('range') : undefined
    const range = parseRange(asked, bytes.length)
    if (range === 'unsatisfiable') return call.body(null, 416, { ...marks, 'content-range': `bytes */${bytes.length}` })
    const { start, end } = range ?? { start: 0, end: bytes.length }
    const part = bytes.subarray(start, end) as Uint8Array<ArrayBuffer>
    const size = { 'content-length': String(part.length) }
    if (!range) return call.body(part, 200, { ...type, ...size })
    return call.body(part, 206, { ...type, ...size, 'content-range': `bytes ${start}-${end - 1}/${bytes.length}` })
  })
}

/**
 * One byte range of RFC 9110, section 14: `bytes=0-499`, `bytes=500-`, `bytes=-500`, as [start, end).
 * Null for no range and for what may be ignored (other units, several ranges, nonsense).
 */
export function parseRange(header: string | undefined, size: number): { start: number; end: number } | 'unsatisfiable' | null {
  const match = /^bytes=\s*(\d*)-(\d*)\s*$/.exec(header ?? '')
  if (!match || (match[1] === '' && match[2] === '')) return null
  if (match[1] === '') {
    const last = Number(match[2])
    return last === 0 || size === 0 ? 'unsatisfiable' : { start: Math.max(0, size - last), end: size }
  }
  const start = Number(match[1])
  const end = match[2] === '' ? size : Math.min(size, Number(match[2]) + 1)
  if (match[2] !== '' && Number(match[2]) < start) return null
  return start >= size ? 'unsatisfiable' : { start, end }
}

function noArchive(thisVersion: boolean): AppError {
  return thisVersion
    ? new AppError('no_tiles', { status: 404, say: { zh: '该县底图包中没有这个瓦片文件', en: 'The pack of this county has no such archive' } })
    : new AppError('pack_replaced', {
        status: 404,
        say: { zh: '底图包已更新，请刷新页面', en: 'The pack was replaced by another version: reload the page' },
      })
}
