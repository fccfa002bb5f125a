import { createI18n } from 'vue-i18n'
import en from './en.json'
import zh from './zh.json'

export type Language = 'zh' | 'en'

/** The languages the console speaks, each named in itself. */
export const languages: readonly { code: Language; name: string; lang: string }[] = [
  { code: 'zh', name: '中文', lang: 'zh-CN' },
  { code: 'en', name: 'English', lang: 'en' },
]
const KEY = 'keshu.language'

function stored(): Language {
  try {
    return localStorage.getItem(KEY) === 'en' ? 'en' : 'zh'
  } catch {
    return 'zh'
  }
}

export const i18n = createI18n({
  legacy: false,
  locale: stored(),
  fallbackLocale: 'zh',
  messages: { zh, en },
})

export function language(): Language {
  return i18n.global.locale.value as Language
}

export function setLanguage(to: Language): void {
  i18n.global.locale.value = to
  document.documentElement.lang = languages.find(l => l.code === to)!.lang
  try {
    localStorage.setItem(KEY, to)
  } catch {
    // Not kept, but spoken.
  }
}
