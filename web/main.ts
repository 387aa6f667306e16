import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './App.vue'
import { i18n } from './i18n/index.ts'
import { router } from './router.ts'
import { useSettings } from './stores/settings.ts'
import './theme/tokens.css'
import './theme/base.css'

const app = createApp(App).use(createPinia()).use(i18n).use(router)
useSettings()
app.mount('#app')
