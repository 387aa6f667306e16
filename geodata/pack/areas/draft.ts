import type { Placement } from '../../place/area.ts'
import type { Level } from '../../place/level.ts'
import type { Multi } from '../shapes/measure.ts'

/** An area while the builder works on it. */
export interface Draft {
  code: string
  name: string
  level: Level
  /** what the parent column says: a code or a name */
  parentWords?: string
  /** code of the parent once settled; null for the root */
  parent?: string | null
  kind?: string
  nameEn?: string
  aliases: string[]
  population?: number
  honours: string[]
  legalAware?: number
  validFrom?: string
  validTo?: string
  /** code or name */
  successor?: string
  polygons: Multi
  point?: [number, number]
  placement: Placement
  /** file and place in it, for findings */
  file: string
  label: string
}

/** How a feature is called in a finding: name and code, or its number. */
export function labelOf(name: string, code: string, number: number): string {
  if (name && code) return `${name}(${code})`
  return name || code || `#${number}`
}
