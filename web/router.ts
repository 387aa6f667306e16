import { createRouter, createWebHistory } from 'vue-router'
import { i18n } from './i18n/index.ts'
import { recoverLostChunks } from './lostChunk.ts'
import { useToasts } from './ui/toasts.ts'
import MapPage from './views/MapPage.vue'

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', name: 'map', component: MapPage },
    { path: '/import', name: 'import', component: () => import('./views/import/ImportPage.vue') },
    { path: '/places', name: 'places', component: () => import('./views/queue/QueuePage.vue') },
    { path: '/help', name: 'help', component: () => import('./views/help/HelpPage.vue') },
    { path: '/:rest(.*)*', name: 'lost', component: () => import('./views/LostPage.vue') },
  ],
})

recoverLostChunks(router, {
  kept: sessionStorage,
  reach: async (path) => (await fetch(path, { method: 'HEAD', cache: 'no-store' })).ok,
  load: (path) => window.location.assign(path),
  tell: () => useToasts().tell(i18n.global.t('shell.loadFailed'), 'error'),
})
