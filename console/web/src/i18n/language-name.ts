import { useI18n } from 'vue-i18n'

/** The name of a language in the reader's own, by the code that a provider uses: `zh_CN` as much as `zh-CN`. */
export function useLanguageName() {
  const { locale } = useI18n()
  return (code: string): string => {
    try {
      const names = new Intl.DisplayNames(locale.value === 'zh' ? 'zh-CN' : 'en-GB', { type: 'language' })
      return names.of(code.replaceAll('_', '-')) ?? code
    } catch {
      // No code of a language; what the provider said is better than nothing.
      return code
    }
  }
}
