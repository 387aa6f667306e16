import type { Component } from 'vue'
import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router'
import { i18n } from './i18n/index.ts'
import { recoverLostChunks } from './lostChunk.ts'
import { homeOf, PAGES, type PageName, type PageRow } from './stores/pages.ts'
import { useSession } from './stores/session.ts'
import { PRESENTED } from './stores/view.ts'
import { useToasts } from './ui/toasts.ts'
import MapPage from './views/MapPage.vue'

declare module 'vue-router' {
  interface RouteMeta {
    /** open to everybody, signed in or not */
    open?: boolean
    /** without the bar on top */
    bare?: boolean
    /** has the whole screen once its county is there */
    alone?: boolean
    /** the post needs one of these rights; none: every one may */
    needs?: PageRow['needs']
    /** waits until a county is open */
    county?: boolean
    /** is about the county as a whole */
    whole?: boolean
  }
}

/** A page that the first view does not need comes with its words. */
function withWords(load: () => Promise<{ default: Component }>): () => Promise<{ default: Component }> {
  return async () => (await Promise.all([load(), import('./i18n/pageWords.ts')]))[0]
}

const COMPONENTS: Record<PageName, RouteRecordRaw['component']> = {
  map: MapPage,
  work: withWords(() => import('./views/work/WorkPage.vue')),
  enter: withWords(() => import('./views/enter/EnterPage.vue')),
  ledger: withWords(() => import('./views/ledger/LedgerPage.vue')),
  meetings: withWords(() => import('./views/meetings/MeetingsPage.vue')),
  organisations: withWords(() => import('./views/organisations/OrganisationsPage.vue')),
  presets: withWords(() => import('./views/presets/PresetsPage.vue')),
  import: withWords(() => import('./views/import/ImportPage.vue')),
  places: withWords(() => import('./views/queue/QueuePage.vue')),
  accounts: withWords(() => import('./views/admin/AccountsPage.vue')),
  policy: withWords(() => import('./views/admin/PolicyPage.vue')),
  audit: withWords(() => import('./views/admin/AuditPage.vue')),
}

function routeOf(page: PageRow & { name: PageName }): RouteRecordRaw {
  return { path: page.path, name: page.name, component: COMPONENTS[page.name]!, meta: { needs: page.needs, county: page.county ?? false, whole: page.whole ?? false } }
}

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    ...PAGES.map(routeOf),
    { path: '/account', name: 'account', component: () => import('./views/access/AccountPage.vue') },
    { path: '/sign-in', name: 'sign-in', component: () => import('./views/access/SignInPage.vue'), meta: { open: true, bare: true } },
    { path: '/link/:old?', name: 'link', component: () => import('./views/access/LinkPage.vue'), meta: { open: true, bare: true } },
    { path: '/cases/:id(\\d+)', name: 'case', component: withWords(() => import('./views/case/CasePage.vue')), meta: { needs: ['cases'], county: true } },
    { path: '/decks', name: 'decks', component: withWords(() => import('./views/present/DecksPage.vue')), meta: { needs: ['cases'], county: true } },
    { path: '/present/:deck', name: PRESENTED, component: withWords(() => import('./views/present/PresentPage.vue')), meta: { needs: ['cases'], county: true, alone: true } },
    { path: '/help', name: 'help', component: () => import('./views/help/HelpPage.vue'), meta: { open: true } },
    { path: '/:rest(.*)*', name: 'lost', component: () => import('./views/LostPage.vue') },
  ],
})

/** Nobody gets further than the sign-in, which leads back; a post that sees no map begins where its work is. */
router.beforeEach(async (to) => {
  const session = useSession()
  const known = await session.load()
  // a silent server is told in place of every page
  if (!known || to.meta.open) return true
  if (!session.ready) return { name: 'sign-in', query: to.fullPath === '/' ? {} : { to: to.fullPath } }
  return to.name === 'map' && !session.may('figures') ? { name: homeOf(session.rights) } : true
})

recoverLostChunks(router, {
  kept: sessionStorage,
  reach: async (path) => (await fetch(path, { method: 'HEAD', cache: 'no-store' })).ok,
  load: (path) => window.location.assign(path),
  tell: () => useToasts().tell(i18n.global.t('shell.loadFailed'), 'error'),
})
