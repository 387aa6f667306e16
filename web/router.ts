import { createRouter, createWebHistory } from 'vue-router'
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
