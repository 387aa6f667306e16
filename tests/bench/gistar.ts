import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { localGStar } from '@geoda/lisa'
import { giStar } from '../../server/analysis/localG.ts'
import { random } from '../../server/analysis/random.ts'
import { listWeights } from '../../server/analysis/weightsFrom.ts'
import { measure, measureInTurn, print, seconds } from './measure.ts'

const SIDE = 60
const PERMUTATIONS = 999
const LARGE_SIDE = 300
/** Runs of R, whose median is told. */
const R_RUNS = 3

/** Gi* with permutations beside GeoDa's own C++ (WebAssembly) and, where it is installed, R spdep; and Gi* alone on a large lattice. */
export async function benchGiStar(): Promise<void> {
  const lists = queenLists(SIDE)
  const values = valuesFor(lists.length)
  const theirs = await geoda()
  const [ours, other] = await measureInTurn(
    [
      () => giStar(values, listWeights(lists), { permutations: PERMUTATIONS, seed: 1 }),
      () => theirs({ data: values, neighbors: lists, permutation: PERMUTATIONS, seed: 1 }),
    ],
    { runs: 7, warmUp: 2 },
  )
  print(`Gi*, ${PERMUTATIONS} permutations on ${lists.length} cells, neighbours as lists, one thread`)
  print(`  ours           ${seconds(ours!)}`)
  print(`  @geoda/lisa    ${seconds(other!)}: ${(other!.medianS / ours!.medianS).toFixed(1)} × ours`)
  const spdepS = spdepSeconds(lists, values)
  if (spdepS === null) print('  R spdep        skipped: no Rscript with spdep here')
  else print(`  R spdep        ${Math.round(spdepS * 1000)} ms: ${(spdepS / ours!.medianS).toFixed(1)} × ours`)
  await largeLattice()
}

async function largeLattice(): Promise<void> {
  const weights = listWeights(queenLists(LARGE_SIDE))
  const values = valuesFor(weights.n)
  const alone = await measure(() => giStar(values, weights), { runs: 15, warmUp: 3 })
  print(`Gi*, z and p, ${LARGE_SIDE} × ${LARGE_SIDE} lattice: ${seconds(alone)}`)
}

function queenLists(side: number): number[][] {
  const near = (at: number): number[] => [at - 1, at, at + 1].filter((one) => one >= 0 && one < side)
  return Array.from({ length: side * side }, (_, cell) => {
    const [row, column] = [Math.floor(cell / side), cell % side]
    return near(row).flatMap((r) => near(column).map((c) => r * side + c)).filter((other) => other !== cell)
  })
}

function valuesFor(n: number): number[] {
  const draws = random(4)
  return Array.from({ length: n }, () => draws.uniform() * 10)
}

/**
 * Its own file instead of the network. It is built for browsers: it asks for a `navigator`, which Node 20 has not, and takes
 * nothing but `window` for a sign that it may fetch.
 */
async function geoda(): Promise<typeof localGStar> {
  const browser: Record<string, unknown> = { window: globalThis }
  if (typeof navigator === 'undefined') browser.navigator = { language: 'en' }
  for (const [name, value] of Object.entries(browser)) Object.defineProperty(globalThis, name, { value, configurable: true })
  const lisa = await import('@geoda/lisa')
  const entry = createRequire(import.meta.url).resolve('@geoda/lisa')
  const wasm = readFileSync(join(dirname(entry), '../wasm/geoda-lisa.wasm'))
  await lisa.initWASM(`data:application/octet-stream;base64,${wasm.toString('base64')}`)
  for (const name of Object.keys(browser)) Reflect.deleteProperty(globalThis, name)
  return lisa.localGStar
}

/** Median of a few runs inside one R, without its start; null where it cannot run. */
function spdepSeconds(lists: number[][], values: number[]): number | null {
  const folder = mkdtempSync(join(tmpdir(), 'fengtu-bench-'))
  try {
    writeFileSync(join(folder, 'lists.txt'), lists.map((list) => list.map((j) => j + 1).join(' ')).join('\n'))
    writeFileSync(join(folder, 'values.txt'), values.join('\n'))
    const script = `suppressMessages(library(spdep))
      nb <- lapply(strsplit(readLines("lists.txt"), " "), as.integer)
      class(nb) <- "nb"; attr(nb, "region.id") <- as.character(seq_along(nb))
      x <- as.numeric(readLines("values.txt"))
      run <- function() system.time(localG_perm(x, nb2listw(include.self(nb), style = "B"), nsim = ${PERMUTATIONS}))[["elapsed"]]
      cat(median(replicate(${R_RUNS}, run())))`
    const { status, stdout } = spawnSync('Rscript', ['-e', script], { cwd: folder, encoding: 'utf8' })
    return status === 0 ? Number(stdout) : null
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
