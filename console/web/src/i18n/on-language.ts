import { watch } from 'vue'
import { useI18n } from 'vue-i18n'

/** What the hub said in the language of before is to be asked for anew, or forgotten. */
export function onLanguageChange(renew: () => void): void {
  const { locale } = useI18n({ useScope: 'global' })
  watch(locale, renew)
}
