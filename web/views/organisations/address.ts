import { LEVELS } from '../../../server/contract/levels.ts'
import { ORGANISATION_TYPES } from '../../../server/contract/organisations.ts'
import { PERIODS, type PeriodName } from '../../../server/contract/periods.ts'
import type { OrganisationPick } from '../../panels/organisations/pick.ts'

export const SHOWS = ['list', 'coverage', 'punctuality'] as const
export type Show = (typeof SHOWS)[number]
/** Of the calls that are counted; what a year's review asks for. */
const USUAL_PERIOD: PeriodName = 'last12m'

/** What the address of the page says; anything that it does not know is as if it were not there. */
export interface OrganisationAddress {
  show: Show
  /** of the calls to departments */
  period: PeriodName
  pick: OrganisationPick
  /** id of the one on the desk, `new` for a new one */
  one: string | null
}

type Query = Record<string, string | undefined>

export function parseAddress(query: Query): OrganisationAddress {
  const { type = '', level = '', show = '', period = '' } = query
  return {
    show: SHOWS.find((one) => one === show) ?? 'list',
    period: PERIODS.find((one) => one === period) ?? USUAL_PERIOD,
    pick: {
      words: query.q ?? '',
      type: ORGANISATION_TYPES.is(type) ? type : '',
      level: (LEVELS as readonly string[]).includes(level) ? (level as OrganisationPick['level']) : '',
      area: query.area ?? '',
      closed: query.closed === '1',
    },
    one: query.one || null,
  }
}

export function addressQuery({ show, period, pick, one }: OrganisationAddress): Record<string, string> {
  return {
    ...(show !== 'list' && { show }),
    ...(period !== USUAL_PERIOD && { period }),
    ...(pick.words && { q: pick.words }),
    ...(pick.type && { type: pick.type }),
    ...(pick.level && { level: pick.level }),
    ...(pick.area && { area: pick.area }),
    ...(pick.closed && { closed: '1' }),
    ...(one && { one }),
  }
}
