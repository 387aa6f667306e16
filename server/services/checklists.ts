import type { ChecklistAnswer } from '../contract/checklists.ts'
import type { Settings } from '../contract/settings.ts'
import type { StoredOrganisation } from '../store/organisations.ts'
import type { OrganisationReach } from './organisationReach.ts'

/** The list of a centre with its answers; null for what is no centre and for levels without a list. */
export function checklistOf(
  { type, area }: StoredOrganisation,
  { pack, seen }: OrganisationReach,
  { checklists }: Settings,
  answers: ReadonlyMap<string, boolean> | undefined,
): ChecklistAnswer | null {
  const level = pack.tree.areas[seen(area)]?.level
  const list = type === 'centre' ? checklists.find((one) => one.level === level) : undefined
  if (!list) return null
  const items = list.items.map((item) => ({ ...item, has: answers?.get(item.code) ?? null }))
  return { label: list.label, items, complete: items.every(({ has }) => has === true) }
}
