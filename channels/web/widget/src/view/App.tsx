import type { Chat } from '../chat'
import type { Stage } from '../dom/stage'
import { launcher } from './Launcher'
import { panel } from './Panel'

/** All of it: the window while it is open, and the icon unless the page has its own place for that. */
export function app(chat: Chat, stage: Stage, inline: () => boolean): Node {
  return (
    <>
      {stage.part(
        () => [
          chat.opened && chat.shown(),
          chat.settings?.version,
          chat.settings?.language,
          chat.settings && chat.formNow(),
        ],
        () => chat.opened && chat.shown() && panel(chat, stage),
      )}
      {icon(chat, stage, inline)}
    </>
  )
}

/** The icon alone. */
export function icon(chat: Chat, stage: Stage, elsewhere: () => boolean): Node {
  return stage.part(
    () => [
      chat.shown() && !elsewhere(),
      chat.opened,
      chat.settings?.version,
      chat.settings?.language,
      chat.settings?.open,
      chat.unread().length,
    ],
    () => chat.shown() && !elsewhere() && launcher(chat),
  )
}
