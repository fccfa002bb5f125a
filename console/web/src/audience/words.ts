import { useI18n } from 'vue-i18n'

const SOURCES = new Set([
  'ADD_SCENE_SEARCH',
  'ADD_SCENE_ACCOUNT_MIGRATION',
  'ADD_SCENE_PROFILE_CARD',
  'ADD_SCENE_QR_CODE',
  'ADD_SCENE_PROFILE_LINK',
  'ADD_SCENE_PROFILE_ITEM',
  'ADD_SCENE_PAID',
  'ADD_SCENE_WECHAT_ADVERTISEMENT',
  'ADD_SCENE_REPRINT',
  'ADD_SCENE_LIVESTREAM',
  'ADD_SCENE_CHANNELS',
  'ADD_SCENE_WXA',
  'ADD_SCENE_OTHERS',
])

/** How a customer came, in words where the provider's word is known. */
export function useSourceWords() {
  const { t } = useI18n()
  return (source: string): string => (SOURCES.has(source) ? t(`audience.sources.${source}`) : source)
}
