import type { Right } from '../../server/contract/roles.ts'

export interface PageRow {
  name: string
  path: string
  /** a post needs one of these to open it; none: every one may */
  needs: readonly Right[]
  /** shows something of the county that is open */
  county?: boolean
}

/** Pages of the navigation in its order. The first that a post may open is where it begins. */
export const PAGES = [
  { name: 'map', path: '/', needs: ['figures'], county: true },
  { name: 'import', path: '/import', needs: ['import'], county: true },
  { name: 'places', path: '/places', needs: ['settle'], county: true },
  { name: 'accounts', path: '/accounts', needs: ['accounts', 'policy'] },
  { name: 'policy', path: '/policy', needs: ['policy'] },
  { name: 'audit', path: '/audit', needs: ['audit'] },
] as const satisfies readonly PageRow[]
export type PageName = (typeof PAGES)[number]['name']

export function mayOpen({ needs }: Pick<PageRow, 'needs'>, rights: readonly Right[]): boolean {
  return needs.length === 0 || needs.some((right) => rights.includes(right))
}

/** Pages that a post may open. */
export function pagesOf(rights: readonly Right[]): (typeof PAGES)[number][] {
  return PAGES.filter((page) => mayOpen(page, rights))
}

/** Where a post begins; a post without any page, or nobody's, begins with its own account. */
export function homeOf(rights: readonly Right[]): PageName | 'account' {
  return pagesOf(rights)[0]?.name ?? 'account'
}
