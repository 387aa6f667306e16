import type { CaseDraft } from '../../contract/case.ts'
import type { Domain } from '../../contract/domains.ts'
import { organisationRows, type StoredOrganisation } from '../../store/organisations.ts'
import type { Transaction } from '../../store/transaction.ts'
import type { Ground } from '../caseLife/reach.ts'
import type { Names } from '../caseLife/shown.ts'
import type { Parties } from './course.ts'
import { HABITS } from './habits.ts'

/** The offices of the county, as cases look for them. */
export interface Offices {
  partiesTo(draft: CaseDraft): Parties
  isOfVillage(organisation: string): boolean
  named: Names
}

export async function officesOf(tx: Transaction, { scope, today, pack: { tree } }: Ground): Promise<Offices> {
  const open = (await organisationRows(tx, scope)).filter(({ closedOn }) => closedOn === null)
  const first = new Map<string, string>()
  for (const { id, type, area, domain } of [...open].reverse()) {
    first.set(`${type} ${area}`, id)
    first.set(`${type} ${domain}`, id)
  }
  const there = (type: StoredOrganisation['type'], of: string): string => {
    const id = first.get(`${type} ${of}`)
    if (id === undefined) throw new Error(`demo: no ${type} of ${of}`)
    return id
  }
  const trades = Object.keys(HABITS) as Domain[]
  const departments = Object.fromEntries(trades.flatMap((trade) => (first.has(`department ${trade}`) ? [[trade, there('department', trade)]] : [])))
  const villages = new Set(open.flatMap(({ id, area }) => {
    const index = tree.current(area, today)
    return index >= 0 && tree.ancestorAt(index, 'village') >= 0 ? [id] : []
  }))
  return {
    named: new Map(open.map((one) => [one.id, one])),
    isOfVillage: (organisation) => villages.has(organisation),
    partiesTo({ area, colour, category }) {
      const index = tree.current(area!, today)
      const [village, town] = [tree.areas[tree.ancestorAt(index, 'village')]!.code, tree.areas[tree.ancestorAt(index, 'town')]!.code]
      const entrant = there('committee', village)
      const trade = SECTORS[category]
      const holder = colour === 'red' ? there('committee', town) : colour === 'yellow' && trade ? there('sector_committee', trade) : entrant
      return { entrant, holder, centre: there('centre', town), above: there('centre', scope.county), departments }
    },
  }
}

/** Kinds that the committee of their trade settles, where they are no light ones. */
const SECTORS: Partial<Record<string, Domain>> = { '07': 'labour', '09': 'expropriation', '12': 'traffic', '13': 'medical' }
