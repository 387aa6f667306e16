import type { AreaCode, NamedPlace } from '../../server/contract/answers.ts'
import type { MeetingCalendar, MeetingCell, MeetingSum } from '../../server/contract/meetings.ts'

/** A line of the calendar: one area, or a town with all its villages. */
export interface CalendarLine extends MeetingSum {
  area: Pick<NamedPlace, 'code' | 'name' | 'nameEn'>
  /** of one area; null of a town that stands for its villages */
  cells: MeetingCell[] | null
  /** by period: how many of them held a meeting, of how many that owed one or held it all the same */
  shares: MeetingSum[]
}

/** Each area for itself. */
export function areaLines({ rows }: MeetingCalendar): CalendarLine[] {
  return rows.map(({ area, cells, held, owed }) => ({ area, cells, held, owed, shares: cells.map(shareOf) }))
}

/** Villages summed up by their town, in the order of the calendar; `towns` names them. */
export function townLines({ rows, periods }: MeetingCalendar, towns: ReadonlyMap<AreaCode, Pick<NamedPlace, 'code' | 'name' | 'nameEn'>>): CalendarLine[] {
  const lines = new Map<AreaCode, CalendarLine>()
  for (const { area, town, cells, held, owed } of rows) {
    const code = town ?? area.code
    let line = lines.get(code)
    if (!line) lines.set(code, (line = { area: towns.get(code) ?? { ...area, code }, cells: null, held: 0, owed: 0, shares: periods.map(() => ({ held: 0, owed: 0 })) }))
    line.held += held
    line.owed += owed
    for (const [k, cell] of cells.entries()) {
      const { held: n, owed: of } = shareOf(cell)
      line.shares[k]!.held += n
      line.shares[k]!.owed += of
    }
  }
  return [...lines.values()]
}

function shareOf({ state }: MeetingCell): MeetingSum {
  return { held: state === 'held' ? 1 : 0, owed: state === 'none' ? 0 : 1 }
}
