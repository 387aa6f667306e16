import { createEventHook, useEventListener, useLocalStorage, usePreferredDark } from '@vueuse/core'
import { defineStore } from 'pinia'
import { computed, ref, watchEffect } from 'vue'
import type { Language, Say } from '../../geodata/place/say.ts'
import { speak } from '../api/client.ts'
import { i18n, LANG_TAGS } from '../i18n/index.ts'

export type Theme = 'desk' | 'hall'
export type ThemeChoice = Theme | 'system'

/** What `?theme=` and `?lang=` ask for; null where they do not, or ask for something unknown. */
export function askedSettings(query: URLSearchParams): { theme: ThemeChoice | null; language: Language | null } {
  const theme = query.get('theme')
  const lang = query.get('lang')?.toLowerCase() ?? ''
  return {
    theme: theme === 'desk' || theme === 'hall' || theme === 'system' ? theme : null,
    language: lang.startsWith('zh') ? 'zh' : lang.startsWith('en') ? 'en' : null,
  }
}

/** Look and language of this browser: the URL's wish, else what was chosen last, else the system's. */
export const useSettings = defineStore('settings', () => {
  const asked = askedSettings(new URLSearchParams(window.location.search))
  const storedTheme = useLocalStorage<ThemeChoice>('fengtu.theme', 'system')
  const storedLanguage = useLocalStorage<Language | ''>('fengtu.language', '')
  const urlTheme = ref(asked.theme)
  const urlLanguage = ref(asked.language)
  const prefersDark = usePreferredDark()

  const themeChoice = computed<ThemeChoice>({
    get: () => urlTheme.value ?? storedTheme.value,
    set: (choice) => {
      urlTheme.value = null
      storedTheme.value = choice
    },
  })
  /** paper is light, whatever the screen is */
  const printing = ref(false)
  /** the printer is called and waits for nothing; the page is as it was on the screen */
  const calledToPaper = createEventHook<void>()
  useEventListener('beforeprint', () => {
    void calledToPaper.trigger()
    printing.value = true
  })
  useEventListener('afterprint', () => (printing.value = false))
  const theme = computed<Theme>(() => {
    if (printing.value) return 'desk'
    if (themeChoice.value !== 'system') return themeChoice.value
    return prefersDark.value ? 'hall' : 'desk'
  })
  const language = computed<Language>({
    get: () => urlLanguage.value ?? (storedLanguage.value || 'zh'),
    set: (choice) => {
      urlLanguage.value = null
      storedLanguage.value = choice
    },
  })
  const say = (words: Say) => words[language.value]
  /** a place in the language of the page; held as a value, since each call of an action costs its observers, and a picture of the map has thousands of names */
  const named = computed(() => {
    const english = language.value === 'en'
    return ({ name, nameEn = name }: { name: string; nameEn?: string | undefined }) => (english ? nameEn : name)
  })

  watchEffect(() => {
    document.documentElement.dataset.theme = theme.value
  }, { flush: 'sync' })
  watchEffect(() => {
    i18n.global.locale.value = language.value
    document.documentElement.lang = LANG_TAGS[language.value]
    speak(language.value)
  }, { flush: 'sync' })

  return { theme, themeChoice, printing, onPaper: calledToPaper.on, language, say, named }
})
