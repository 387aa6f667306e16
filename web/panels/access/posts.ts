import type { Language } from '../../../geodata/place/say.ts'
import { ROLES } from '../../../server/contract/roles.ts'
import type { Post } from '../../../server/contract/session.ts'

/** A post in one line: 调解组织 · 枫溪县 / 柳河镇 · 柳河镇调委会. An administrator's has neither area nor organisation. */
export function postText(post: Omit<Post, 'id'>, language: Language): string {
  return line([ROLES.row(post.role).label[language], areaOf(post, language), post.organisation?.name])
}

/** The same where there is little room: the organisation, else the area without what lies above it. */
export function postShort(post: Omit<Post, 'id'>, language: Language): string {
  return line([ROLES.row(post.role).label[language], post.organisation?.name ?? areaOf(post, language)?.split(' / ').at(-1)])
}

function areaOf({ area, areaName, areaNameEn }: Omit<Post, 'id'>, language: Language): string | null {
  return (language === 'en' ? areaNameEn : areaName) ?? area
}

function line(parts: (string | null | undefined)[]): string {
  return parts.filter(Boolean).join(' · ')
}
