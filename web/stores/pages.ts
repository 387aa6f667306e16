import type { Right } from '../../server/contract/roles.ts'

export interface PageRow {
  name: string
  path: string
  /** a post needs one of these to open it; none: every one may */
  needs: readonly Right[]
  /** the navigation shows it to these alone; others get there by a link. Nothing: to all who may open it */
  menu?: readonly Right[]
  /** shows something of the county that is open */
  county?: boolean
  /** is about the county as a whole: a post that has a part of it may not open it */
  whole?: boolean
}

/** Pages of the navigation in its order. The first that a post may open is where it begins. */
export const PAGES = [
  { name: 'map', path: '/', needs: ['figures'], county: true },
  { name: 'work', path: '/work', needs: ['handle', 'direct', 'supervise'], county: true },
  { name: 'ledger', path: '/ledger', needs: ['cases'], county: true },
  { name: 'enter', path: '/enter', needs: ['enter'], county: true },
  { name: 'import', path: '/import', needs: ['import'], county: true, whole: true },
  { name: 'places', path: '/places', needs: ['settle'], county: true, whole: true },
  { name: 'meetings', path: '/meetings', needs: ['cases'], county: true },
  { name: 'organisations', path: '/organisations', needs: ['cases'], county: true },
  { name: 'accounts', path: '/accounts', needs: ['accounts', 'policy'] },
  { name: 'policy', path: '/policy', needs: ['policy'] },
  { name: 'audit', path: '/audit', needs: ['audit'] },
  { name: 'presets', path: '/presets', needs: ['cases', 'settings'], menu: ['settings'], county: true },
] as const satisfies readonly PageRow[]
export type PageName = (typeof PAGES)[number]['name']

/** `part`: the post sees a part of the county alone. */
export function mayOpen({ needs, whole = false }: Pick<PageRow, 'needs' | 'whole'>, rights: readonly Right[], part: boolean): boolean {
  if (whole && part) return false
  return needs.length === 0 || needs.some((right) => rights.includes(right))
}

/** Pages that the navigation of a post shows. */
export function pagesOf(rights: readonly Right[], part: boolean): (typeof PAGES)[number][] {
  return PAGES.filter((page: PageRow) => mayOpen({ ...page, needs: page.menu ?? page.needs }, rights, part))
}

/** Where a post begins; a post without any page, or nobody's, begins with its own account. */
export function homeOf(rights: readonly Right[]): PageName | 'account' {
  return pagesOf(rights, true)[0]?.name ?? 'account'
}
