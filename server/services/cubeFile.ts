import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { onlyAggregates, readsArea } from '../access/scope.ts'
import { AppError } from '../contract/error.ts'
import type { Scope } from '../contract/scope.ts'
import type { Cube } from '../cube/cube.ts'
import { everyCase } from '../cube/select.ts'
import { encodeWire, factsIn } from '../cube/wire.ts'
import { appendLine } from '../store/audit.ts'
import { transaction } from '../store/transaction.ts'
import type { Context } from './context.ts'
import { ask, type Question } from './question.ts'
import { notTold, ROWS } from './told/menu.ts'

export const ENCODINGS = ['br', 'gzip', 'identity'] as const
export type Encoding = (typeof ENCODINGS)[number]

/** What a browser holds already. */
export interface Held {
  revision: number
  /** as the file said in which it came */
  mark: string
}

interface CubeFile {
  bytes: Uint8Array<ArrayBuffer>
  revision: number
  rows: number
  /** not merely the days that were touched */
  whole: boolean
}

/** Rows of a few days that a browser is brought up to date with unrecorded: with more, what "changed" would do for a download. */
const MOST_UNSAID = 500

/** Packed files of a revision, each made once however many ask for it. */
interface Kept {
  revision: number
  files: Map<string, Promise<CubeFile>>
}
const kept = new WeakMap<Cube, Kept>()
/** Parts of a county, and revisions that browsers come from, of which files are kept: the least used go. */
const MOST_FILES = 6

/** Throws `AppError` 403 for those who may not read every case where it lies: each row is one, with its place and its day. */
export function refuseRows(scope: Scope): void {
  if (onlyAggregates(scope)) throw notTold('county', ROWS)
  if (!readsArea(scope)) throw ownCasesOnly()
}

function ownCasesOnly(): AppError {
  return new AppError('not_told', {
    status: 403,
    field: 'county',
    say: {
      zh: '调解组织只看本组织的案件，不取全区域逐件的统计数据；需要件数请用 summary、counts、series 等统计接口',
      en: 'A mediator organisation reads its own cases alone and is not given the rows of all; for numbers ask summary, counts or series',
    },
  })
}

/**
 * The facts of every case that the scope counts, in columns without ids: what `decodeWire` reads. To whoever `held` an
 * earlier revision of this very cube only the days that were touched since, where those are less than half of all rows.
 * Whoever is given the whole, or more than 500 rows, is written down before it leaves. Throws `AppError` 403 as `refuseRows` does.
 */
export async function cubeFile(ctx: Context, scope: Scope, { held, encoding }: { held: Held | null; encoding: Encoding }): Promise<Uint8Array<ArrayBuffer>> {
  const { bytes, revision, rows, whole } = await fileFor(ctx, scope, { held, encoding })
  if (whole || rows > MOST_UNSAID) {
    const said = { action: 'cube_read', at: new Date(ctx.now()), county: scope.county, subject: 'cube', after: { revision, rows, whole } } as const
    await transaction(ctx.db, async (tx) => appendLine(tx, scope.by, said))
  }
  return bytes
}

async function fileFor(ctx: Context, scope: Scope, { held, encoding }: { held: Held | null; encoding: Encoding }): Promise<CubeFile> {
  refuseRows(scope)
  const question = await ask(ctx, scope, {})
  const since = held && follows(question, held) ? held.revision : null
  const { cube, revision, root } = question
  // large, and made in less time than it takes to send
  if (encoding === 'identity') return fileOf(question, since)
  const here = keptOf(cube, revision)
  const key = `${root} ${since ?? 'all'} ${encoding}`
  const file = here.files.get(key) ?? packed(fileOf(question, since), encoding)
  here.files.delete(key)
  here.files.set(key, file)
  file.catch(() => here.files.delete(key))
  if (here.files.size > MOST_FILES) here.files.delete(here.files.keys().next().value!)
  return file
}

/** Does the cube know what happened since? */
function follows({ mark, knownFrom, revision }: Question, held: Held): boolean {
  return held.mark === mark && held.revision >= knownFrom && held.revision <= revision
}

function keptOf(cube: Cube, revision: number): Kept {
  const known = kept.get(cube)
  if (known?.revision === revision) return known
  const begun: Kept = { revision, files: new Map() }
  kept.set(cube, begun)
  return begun
}

/** The rows are taken before the first `await`: the cube goes on to the next revision at any other time. */
function fileOf({ cube, query, pack, revision, mark, root }: Question, since: number | null): CubeFile {
  const head = { revision, mark, packVersion: pack.manifest.version, root }
  const all = everyCase(query.areas)
  const days = since === null ? null : cube.touchedSince(since)
  const part = days && factsIn(cube, all, days)
  const file = (columns: ReturnType<typeof factsIn>, touched: typeof days): CubeFile => ({ bytes: encodeWire({ head: { ...head, days: touched }, columns }), revision, rows: columns.day.length, whole: touched === null })
  return part && part.day.length * 2 <= cube.size ? file(part, days) : file(factsIn(cube, all), null)
}

/** Brotli at 4 makes a million cases 4 % smaller than gzip in 60 % of its time. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }

async function packed(file: CubeFile, encoding: 'br' | 'gzip'): Promise<CubeFile> {
  const { bytes } = file
  return { ...file, bytes: encoding === 'br' ? await promisify(brotliCompress)(bytes, BROTLI) : await promisify(gzip)(bytes) }
}
