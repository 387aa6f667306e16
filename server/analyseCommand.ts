import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Call, Command } from './command.ts'
import { fromCaller } from './config.ts'
import { AppError, type Language } from './contract/error.ts'
import { analyse, type Analysis, type Question } from './services/analyse/analyse.ts'
import { METHODS, type Row } from './services/analyse/methods.ts'
import { parseScheme } from './services/analyse/weighing.ts'
import { asUsage, UsageError } from './terminal.ts'

const NAMES = Object.keys(METHODS).join('|')
const MOST_PERMUTATIONS = 999_999

export const analyseCommand: Command = {
  usage: `analyse FILE.geojson --value FIELD --method ${NAMES} [--population FIELD] [--weights queen|rook|knn:K|band:METRES] [--permutations N] [--seed N] [--id FIELD] [--crs NAME|plane]`,
  say: {
    zh: '对自己的多边形或点做空间统计，不需要装县；--permutations 用置换检验代替正态近似，--crs plane 表示平面坐标（band 用其单位）',
    en: 'Spatial statistics on your own polygons or points, without a county; --permutations tests by permutation instead of the normal curve, --crs plane is for plane coordinates (band in their unit)',
  },
  values: ['value', 'population', 'method', 'weights', 'permutations', 'seed', 'id', 'crs'],
  switches: [],
  async run(call) {
    const question = asked(call)
    const path = fromCaller(call.words[0]!, call.out.env)
    const found = analyse(await bytesOf(path), basename(path), question)
    call.out.answer(found, lines(found, call.out.language))
    return 0
  },
}

function asked({ words, options }: Call): Question {
  if (words.length !== 1) throw new UsageError({ zh: '请给出一个 GeoJSON 文件', en: 'Name one GeoJSON file' })
  const { value, population, method: name, weights, id, crs } = options as Record<string, string | undefined>
  if (value === undefined) throw new UsageError({ zh: '请用 --value 写明分析哪个字段', en: 'Name the field to analyse by --value' })
  const method = name !== undefined && Object.hasOwn(METHODS, name) ? METHODS[name]! : null
  if (!method) throw new UsageError({ zh: `--method 可用的值：${NAMES}`, en: `--method takes one of: ${NAMES}` })
  if (method.needsPopulation && population === undefined) {
    throw new UsageError({ zh: `${name} 要用 --population 写明人口字段`, en: `${name} needs the field of residents: --population FIELD` })
  }
  const permutations = whole('permutations', options.permutations, 0, MOST_PERMUTATIONS)
  if (permutations > 0 && !method.local) {
    throw new UsageError({ zh: `--permutations 只用于 lisa、eb-lisa、gi、gistar`, en: '--permutations goes with lisa, eb-lisa, gi and gistar' })
  }
  if (weights !== undefined && !method.needsWeights) throw new UsageError({ zh: `${name} 不用 --weights`, en: `${name} takes no --weights` })
  const scheme = asUsage(() => parseScheme(weights ?? 'queen'))
  return { method: name!, value, population, id, crs, scheme, permutations, seed: whole('seed', options.seed, 1, 2 ** 32 - 1) }
}

function whole(name: string, given: string | boolean | undefined, usual: number, most: number): number {
  if (given === undefined) return usual
  const number = /^\d+$/.test(String(given)) ? Number(given) : NaN
  if (number <= most) return number
  throw new UsageError({ zh: `--${name} 应为 0 到 ${most} 的整数`, en: `--${name} must be a whole number from 0 to ${most}` })
}

async function bytesOf(path: string): Promise<Uint8Array> {
  return readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') throw new AppError('file_missing', { status: 404, say: { zh: `没有这个文件：${path}`, en: `There is no such file: ${path}` } })
    const say = error.code === 'EISDIR'
      ? { zh: `这是文件夹，不是文件：${path}`, en: `This is a folder, not a file: ${path}` }
      : { zh: `读不了这个文件（${error.code}）：${path}`, en: `The file cannot be read (${error.code}): ${path}` }
    throw new AppError('file_unreadable', { status: 400, say })
  })
}

/** A table to read: tab-separated, the most striking first; then what is said of the whole. */
function lines({ rows, global, parameters }: Analysis, language: Language): string[] {
  const striking = [...rows].sort((a, b) => (a.p ?? 2) - (b.p ?? 2) || (b.value ?? -Infinity) - (a.value ?? -Infinity))
  const columns = COLUMNS.filter((column) => rows.some((row) => row[column] !== null))
  const table = striking.map((row) => columns.map((column) => shown(row[column])).join('\t'))
  const about = global ? Object.entries(global).map(([name, value]) => `${name} ${shown(value as number)}`) : []
  const left = Number(parameters.left)
  const zh = language === 'zh'
  const foot = left > 0 ? [zh ? `${left} 处没有数值或人口，未参加` : `${left} without a value or residents took no part`] : []
  return [columns.join('\t'), ...table, ...about, ...foot]
}

const COLUMNS: (keyof Row)[] = ['id', 'value', 'statistic', 'z', 'p', 'pFdr', 'class']

const shown = (value: string | number | null): string => (typeof value === 'number' ? String(Number(value.toPrecision(7))) : (value ?? ''))
