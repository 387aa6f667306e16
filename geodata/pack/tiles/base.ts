import type { FindingLog } from '../findings.ts'
import type { LayerRecord } from '../originals.ts'
import type { PackSource } from '../source.ts'
import type { Say } from '../../place/say.ts'

export async function baseArchives(_spec: PackSource, _folder: string, _bbox: [number, number, number, number], _log: FindingLog, _records: LayerRecord[], _tell: (say: Say, share: number) => void): Promise<Map<string, Uint8Array>> {
  return new Map()
}
