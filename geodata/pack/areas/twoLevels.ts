import { gridParentCode } from '../../place/code.ts'
import { isLevel, LEVEL_LABELS, LEVELS, type Level } from '../../place/level.ts'
import type { Say } from '../../place/say.ts'
import type { RawLayer } from '../layers/layer.ts'
import type { AreaLayerSource } from '../source.ts'
import { readCode } from './codes.ts'
import { readLevel, readText } from './values.ts'

/**
 * What is wrong with a layer that states one level for a file of two, as lists of towns with their villages are; null
 * for a layer of one level. A column of levels tells it, or a row that is the parent of another one by column or code:
 * on one level nothing lies in another. A single odd code does not, for a farm or a zone may stand among villages.
 */
export function twoLevels(layer: RawLayer, { level, fields }: AreaLayerSource, codes: 'gb' | 'free'): Say | null {
  if (level === undefined || fields.level !== undefined) return null
  const told = levelColumn(layer, Object.values(fields))
  if (told) return advice(told.levels, told.column)
  const levels = nestedLevels(layer, { level, fields }, codes)
  return levels && advice(levels, null)
}

interface Told {
  column: string
  levels: Level[]
}

const LEVEL_HEADER = /level|级别|层级|等级|行政级/i

/** A column that nobody named and that says two levels. */
function levelColumn({ columns, features }: RawLayer, named: (string | undefined)[]): Told | null {
  for (const column of columns) {
    if (named.includes(column)) continue
    const words = new Set(features.map(({ properties }) => readText(properties[column])).filter((word) => word !== ''))
    const read = [...words].map(readLevel)
    if (words.size < 2 || read.includes(null)) continue
    const levels = LEVELS.filter((one) => read.includes(one))
    const sure = LEVEL_HEADER.test(column) || [...words].every(isLevel)
    if (levels.length > 1 && sure) return { column, levels }
  }
  return null
}

/** The levels that codes show where some row of the layer is the parent of another one. */
function nestedLevels({ features }: RawLayer, { level, fields }: { level: Level; fields: AreaLayerSource['fields'] }, codes: 'gb' | 'free'): Level[] | null {
  const column = fields.code
  if (column === undefined) return null
  const read = (value: unknown): string => {
    const reading = readCode(value, undefined, codes)
    return 'code' in reading ? reading.code : readText(value)
  }
  const rows = features.map(({ properties }) => ({
    code: read(properties[column]),
    parent: fields.parent === undefined ? '' : read(properties[fields.parent]),
  }))
  const known = new Set(rows.map(({ code }) => code))
  const above = (code: string): string => {
    if (codes === 'free') return ''
    return /^\d{9}(?!000)\d{3}$/.test(code) ? `${code.slice(0, 9)}000` : (gridParentCode(code) ?? '')
  }
  const isNested = rows.some(({ code, parent }) => [parent, above(code)].some((other) => other !== '' && other !== code && known.has(other)))
  if (!isNested) return null
  const shown = new Set(rows.map(({ code }) => levelOf(code)))
  const levels = LEVELS.filter((one) => codes === 'gb' && shown.has(one))
  return levels.length > 1 ? levels : [level]
}

function levelOf(code: string): Level | null {
  if (gridParentCode(code)) return 'grid'
  if (!/^\d{12}$/.test(code)) return null
  if (!code.endsWith('000')) return 'village'
  return code.endsWith('000000') ? 'county' : 'town'
}

function advice(levels: Level[], column: string | null): Say {
  const names = (language: 'zh' | 'en') => levels.map((level) => LEVEL_LABELS[level][language]).join(language === 'zh' ? '、' : ', ')
  const several = levels.length > 1
  const which = {
    zh: several ? `同一文件里有${['两', '三'][levels.length - 2] ?? '多'}级（${names('zh')}）` : `同一文件里有两级：有的行是另一些行的上级，都写成了${names('zh')}`,
    en: several ? `The file holds ${levels.length === 2 ? 'two' : levels.length} levels (${names('en')})` : `The file holds two levels: some rows are the parents of others, and all were stated as ${names('en')}`,
  }
  const how = column
    ? { zh: `在 fields 里加 "level": "${column}"`, en: `add "level": "${column}" to "fields"` }
    : { zh: '在 fields 里加 level 列', en: 'name a column of levels as "level" in "fields"' }
  return {
    zh: `${which.zh}：去掉这个图层的 level、${how.zh}，或拆成两个图层（每级一个文件）`,
    en: `${which.en}: take "level" away from the layer and ${how.en}, or split it into two layers (a file for each level)`,
  }
}
