import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { greedyPlan } from '../../server/patrol/planner/greedy.ts'
import type { Plan, Problem } from '../../server/patrol/planner/problem.ts'
import { Search } from '../../server/patrol/planner/search.ts'
import { print } from './measure.ts'

/** processor seconds for each instance */
const LIMIT_S = 5
const STEPS = 200
const SEED = 1

interface Instance {
  name: string
  problem: Problem
  /** best score known, null where the folder does not say */
  known: number | null
}

/** Gap to the best score known, in percent of it. */
interface Gap {
  search: number
  greedy: number
  tookS: number
}

/**
 * `npm run bench -- top DIR`: the team orienteering instances below a folder (`*.txt` in the form of Chao, Golden and Wasil 1996,
 * `best_known.csv` beside them with columns instance and best_known), one seed, at most 5 s of one processor each, beside a
 * plain greedy. Sets are told by the digit after the p of a name.
 */
export function benchTop(folder: string | undefined): void {
  if (!folder) {
    print('top needs a folder of team orienteering instances: npm run bench -- top DIR')
    process.exitCode = 2
    return
  }
  const sets = new Map<string, Gap[]>()
  for (const { name, problem, known } of instancesBelow(folder)) {
    const worthOf = (plan: Plan) => plan.flat().reduce((sum, stop) => sum + problem.stops.worth[stop]!, 0)
    const begun = process.cpuUsage().user
    const took = () => (process.cpuUsage().user - begun) / 1e6
    const search = new Search(problem, { seed: SEED })
    // nothing is gained by going on where the best score known is reached; a better one is looked for where none is known
    const enough = known ?? Infinity
    while (took() < LIMIT_S && search.bestValue.worth < enough) search.run(STEPS, took() / LIMIT_S)
    const tookS = took()
    const greedy = worthOf(greedyPlan(problem))
    if (known === null) {
      print(`${name}: ${search.bestValue.worth}, greedy ${greedy}`)
      continue
    }
    const gap = (worth: number) => (known > 0 ? 100 * (1 - worth / known) : 0)
    const found = { search: gap(worthOf(search.best)), greedy: gap(greedy), tookS }
    if (found.search !== 0) print(`${name}: ${search.bestValue.worth} of ${known} (${found.search.toFixed(2)} %)`)
    const set = /^p(\d)/.exec(name)?.[1] ?? name
    sets.set(set, [...(sets.get(set) ?? []), found])
  }
  for (const [set, gaps] of [...sets].toSorted()) {
    const mean = (of: (gap: Gap) => number) => gaps.reduce((sum, one) => sum + of(one), 0) / gaps.length
    const reached = gaps.filter(({ search }) => search <= 0).length
    print(`set ${set}: ${reached} of ${gaps.length} at the best known, mean gap ${mean(({ search }) => search).toFixed(3)} % (greedy ${mean(({ greedy }) => greedy).toFixed(1)} %), ${mean(({ tookS }) => tookS).toFixed(1)} s each`)
  }
}

function instancesBelow(folder: string): Instance[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const known = new Map(files.filter((file) => basename(file) === 'best_known.csv').flatMap((file) => scoresOf(readFileSync(join(folder, file), 'utf8'))))
  return files.filter((file) => /p\d.*\.txt$/.test(basename(file))).toSorted().map((file) => {
    const name = basename(file, '.txt')
    return { name, problem: instanceOf(readFileSync(join(folder, file), 'utf8')), known: known.get(name) ?? null }
  })
}

function scoresOf(csv: string): [string, number][] {
  const [head, ...rows] = csv.trim().split(/\r?\n/).map((line) => line.split(','))
  const [name, best] = [head!.indexOf('instance'), head!.indexOf('best_known')]
  return rows.map((row) => [row[name]!, Number(row[best])])
}

/** Lines `n N`, `m P`, `tmax T`, then `x y score` a point: the first is where all paths begin, the last where they end. */
function instanceOf(text: string): Problem {
  const [[, n], [, m], [, tmax], ...points] = text.trim().split(/\r?\n/).map((line) => line.trim().split(/[\s;]+/).map(Number)) as [number[], number[], number[], ...number[][]]
  const [nodes, paths, until] = [n!, m!, tmax!]
  const count = nodes - 2
  const roads = Float64Array.from({ length: nodes * nodes }, (_, at) => {
    const [a, b] = [points[Math.floor(at / nodes)]!, points[at % nodes]!]
    return Math.hypot(a[0]! - b[0]!, a[1]! - b[1]!)
  })
  return {
    nodes,
    travel: [roads],
    liking: null,
    evenness: 0,
    stops: {
      count,
      node: Int32Array.from({ length: count }, (_, stop) => stop + 1),
      worth: Float64Array.from({ length: count }, (_, stop) => points[stop + 1]![2]!),
      stay: new Float64Array(count),
      opens: new Float64Array(count),
      closes: new Float64Array(count).fill(until),
    },
    shifts: {
      count: paths,
      from: new Int32Array(paths),
      to: new Int32Array(paths).fill(nodes - 1),
      opens: new Float64Array(paths),
      closes: new Float64Array(paths).fill(until),
      mode: new Uint8Array(paths),
    },
  }
}
