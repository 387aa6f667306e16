import type { Language } from '../../../geodata/place/say.ts'
import { ROLES } from '../../../server/contract/roles.ts'
import type { Post } from '../../../server/contract/session.ts'

/** A post in one line: 调解组织 · 柳河镇 · 柳河镇调委会. An administrator's has neither area nor organisation. */
export function postText({ role, areaName, area, organisation }: Omit<Post, 'id'>, language: Language): string {
  const where = areaName ?? area
  return [ROLES.row(role).label[language], where, organisation?.name].filter(Boolean).join(' · ')
}
