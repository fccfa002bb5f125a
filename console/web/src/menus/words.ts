import { useI18n } from 'vue-i18n'
import type { MenuChange, MenuItem, MenuVersion } from '@/api/types'
import type { Fault } from './limits'

/** Faults, deeds and differences in the reader's language. */
export function useMenuWords() {
  const { t } = useI18n()
  return {
    fault: (fault: Fault) => t(`menus.fault.${fault.code}`, { limit: fault.limit }),
    deed(item: MenuItem): string {
      if (item.action === 'SUBMENU') return t('menus.subCount', { n: item.children.length })
      return t(
        item.action === 'REPLY' && item.handOver ? 'menus.action.AGENT' : `menus.action.${item.action}`,
      )
    },
    change(change: MenuChange): string {
      const said = t(`menus.change.${change.kind}`, {
        name: change.name || t('menus.unnamed'),
        was: change.was || t('menus.unnamed'),
        tag: change.audience,
      })
      return change.audience && !change.kind.startsWith('MENU_')
        ? t('menus.change.of', { tag: change.audience, change: said })
        : said
    },
    state: (version: MenuVersion) => t(`menus.state.${version.state}`),
  }
}
