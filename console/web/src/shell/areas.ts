import type { IconName } from '@/ui/icons'

/** The areas that exist; the rail and the phone's bar show these and nothing else. */
export const areas: readonly { name: string; icon: IconName; label: string }[] = [
  { name: 'conversations', icon: 'chat', label: 'nav.conversations' },
  { name: 'bot', icon: 'bot', label: 'nav.bot' },
  { name: 'menus', icon: 'menu', label: 'nav.menus' },
  { name: 'audience', icon: 'people', label: 'nav.audience' },
  { name: 'stats', icon: 'chart', label: 'nav.stats' },
  { name: 'channels', icon: 'plug', label: 'nav.channels' },
]
