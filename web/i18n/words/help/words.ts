import type { Mover } from '../../../../server/contract/moves.ts'

/** A paragraph, a list, numbered steps, a command to type. */
export type Block = { p: string } | { list: string[] } | { steps: string[] } | { code: string }

/** Tables follow the blocks of the sections `people`, `hotspots`, `moves`, `fields`, `figures` and `keys`. */
export type SectionId =
  | 'what' | 'rule' | 'people' | 'map' | 'card' | 'hotspots' | 'ranks' | 'enter' | 'case' | 'moves' | 'cases' | 'ledger' | 'places' | 'bodies' | 'meetings' | 'present'
  | 'fields' | 'figures' | 'keys' | 'office' | 'county' | 'data' | 'disclaimer'

export interface HelpWords {
  title: string
  lead: string
  contents: string
  print: string
  sections: { id: SectionId; title: string; blocks: Block[] }[]
  fieldHead: [string, string]
  figureHead: [string, string]
  figures: { cases: [string, string]; perTen: string; unlocated: [string, string]; compare: [string, string]; states: string }
  now: string
  roleHead: [string, string, string]
  hotHead: [string, string, string]
  /** the layer that is of points, in the table of layers: name and question */
  hotDensity: [string, string]
  sureHead: [string, string]
  /** change over time, and when a place has it */
  courseHead: [string, string]
  /** what a word of confidence means; `share` is how many of a hundred may be wrong */
  sure: string
  moveHead: [string, string, string, string]
  /** who makes a move */
  movers: Record<Mover, string>
  /** in the table of moves: any state in which the case is still somebody's work; the state that stays */
  everyActive: string
  stays: string
  keyHead: [string, string]
  keys: [string, string][]
}
