import { LEVELS } from '../../../server/contract/levels.ts'
import { ORGANISATION_TYPES } from '../../../server/contract/organisations.ts'
import type { OrganisationPick } from '../../panels/organisations/pick.ts'

export type Show = 'list' | 'coverage'

/** What the address of the page says; anything that it does not know is as if it were not there. */
export interface OrganisationAddress {
  show: Show
  pick: OrganisationPick
  /** id of the one on the desk, `new` for a new one */
  one: string | null
}

type Query = Record<string, string | undefined>

export function parseAddress(query: Query): OrganisationAddress {
  const { type = '', level = '' } = query
  return {
    show: query.show === 'coverage' ? 'coverage' : 'list',
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

export function addressQuery({ show, pick, one }: OrganisationAddress): Record<string, string> {
  return {
    ...(show === 'coverage' && { show }),
    ...(pick.words && { q: pick.words }),
    ...(pick.type && { type: pick.type }),
    ...(pick.level && { level: pick.level }),
    ...(pick.area && { area: pick.area }),
    ...(pick.closed && { closed: '1' }),
    ...(one && { one }),
  }
}
