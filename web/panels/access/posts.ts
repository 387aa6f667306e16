import type { Language } from '../../../geodata/place/say.ts'
import { ROLES } from '../../../server/contract/roles.ts'
import type { Post } from '../../../server/contract/session.ts'

/** A post in one line: 调解组织 · 枫溪县 / 柳河镇 · 柳河镇调委会. An administrator's has neither area nor organisation. */
export function postText({ role, areaName, area, organisation }: Omit<Post, 'id'>, language: Language): string {
  return line([ROLES.row(role).label[language], areaName ?? area, organisation?.name])
}

/** The same where there is little room: the organisation, else the area without what lies above it. */
export function postShort({ role, areaName, area, organisation }: Omit<Post, 'id'>, language: Language): string {
  return line([ROLES.row(role).label[language], organisation?.name ?? (areaName ?? area)?.split(' / ').at(-1)])
}

function line(parts: (string | null | undefined)[]): string {
  return parts.filter(Boolean).join(' · ')
}
