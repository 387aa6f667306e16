import type { Finding } from '../format.ts'
import { finding } from '../findings.ts'
import { readDbf, type DbfTable } from './dbf.ts'
import { rawLayer, type LayerResult, type RawFeature } from './layer.ts'
import { readShp } from './shp.ts'
import { decodeText } from './text.ts'

export interface ShapefileParts {
  shp: Uint8Array
  dbf?: Uint8Array
  prj?: Uint8Array
  cpg?: Uint8Array
}

/** Reads a shapefile in its own coordinates. Attributes are text. */
export function readShapefile(parts: ShapefileParts, file: string): LayerResult {
  const shp = safely(() => readShp(parts.shp))
  if (!shp) return { findings: [finding('error', 'shp_unreadable', file, UNREADABLE)] }
  const findings: Finding[] = []
  if (shp.truncated) findings.push(finding('error', 'shp_truncated', file, TRUNCATED))
  const table = parts.dbf ? readDbf(parts.dbf, parts.cpg ? decodeText(parts.cpg) : null) : null
  if (!table) findings.push(finding('error', 'dbf_missing', file, NO_DBF))
  else findings.push(...tableFindings(table, shp.geometries.length, file))
  const features: RawFeature[] = []
  shp.geometries.forEach((geometry, index) => {
    const record = table?.records[index]
    if (record === null) return
    features.push({ number: index + 1, properties: record ?? {}, geometry })
  })
  const crs = parts.prj ? { kind: 'wkt' as const, text: decodeText(parts.prj).trim() } : null
  return rawLayer(features, table?.columns ?? [], { crs, looseRings: true, findings })
}

/** Finds the shapefiles of a set of files by their names: one entry a `.shp`. */
export function shapefilesIn(files: ReadonlyMap<string, Uint8Array>): Map<string, ShapefileParts> {
  const lower = new Map([...files].map(([name, bytes]) => [name.toLowerCase(), bytes]))
  const found = new Map<string, ShapefileParts>()
  for (const [name, shp] of files) {
    if (!/\.shp$/i.test(name)) continue
    const stem = name.slice(0, -4).toLowerCase()
    const part = (extension: string) => lower.get(`${stem}.${extension}`)
    found.set(name, { shp, dbf: part('dbf'), prj: part('prj'), cpg: part('cpg') ?? lower.get(`${stem}.shp.cpg`) })
  }
  return found
}

function tableFindings(table: DbfTable, shapes: number, file: string): Finding[] {
  const findings: Finding[] = []
  if (table.contradicted) {
    findings.push(
      finding('warning', 'encoding_contradicted', file, {
        zh: `文件声明的编码 ${table.contradicted} 与内容不符，已按 ${table.encoding} 读取；请核对名称，必要时更正 .cpg`,
        en: `The declared encoding ${table.contradicted} does not fit the bytes, read as ${table.encoding}: check the names and correct the .cpg`,
      }),
    )
  } else if (table.encodingBy === 'detected' && table.encoding !== 'utf-8') {
    findings.push(
      finding('repaired', 'encoding_detected', file, {
        zh: `没有 .cpg 也没有语言标识，按内容判断编码为 ${table.encoding}`,
        en: `No .cpg and no language id: the encoding was found from the bytes to be ${table.encoding}`,
      }),
    )
  }
  if (table.records.length !== shapes) {
    findings.push(
      finding('error', 'dbf_rows', file, {
        zh: `图形 ${shapes} 个、属性 ${table.records.length} 行，数目不符；请从原软件重新导出`,
        en: `${shapes} shapes but ${table.records.length} attribute rows: export the file again from where it came`,
      }),
    )
  }
  return findings
}

function safely<T>(read: () => T): T | null {
  try {
    return read()
  } catch {
    return null
  }
}

const UNREADABLE = {
  zh: '不是可读的 Shapefile（.shp 头或记录损坏）；请重新导出',
  en: 'Not a readable shapefile (header or a record of the .shp is broken): export it again',
}
const TRUNCATED = {
  zh: '.shp 文件不完整，末尾缺失；请重新复制或导出',
  en: 'The .shp ends in the middle of a record: copy or export it again',
}
const NO_DBF = {
  zh: '缺少可读的 .dbf 属性表，无法得知代码和名称；请把 .shp .shx .dbf .prj 一起打包',
  en: 'There is no readable .dbf, so codes and names are unknown: zip .shp, .shx, .dbf and .prj together',
}
