import type { Chat } from '../chat'
import { Icon } from './icons'
import { safeUrl } from './words'

/** What the closed widget looks like: a round button, a tab at the edge, a picture, a link in words, or a list of groups. */
export function launcher(chat: Chat): Node {
  const { say, settings, opened } = chat
  const { icon, groups, open } = settings!
  const unread = chat.unread().length
  const words = icon.text || say('title')
  const picture = safeUrl(icon.image)
  const badge = unread > 0 && !opened && <span class="n">{unread > 99 ? '99+' : unread}</span>
  if (icon.kind === 'groups' && groups.length) {
    return (
      <div class="fix groups" role="group" aria-label={words} hidden={opened}>
        <div class="t">{words}</div>
        {groups.map((group, i) => (
          <button id={i ? undefined : 'launcher'} onClick={() => chat.show(group.id)}>
            <span class={open ? 'dot ok' : 'dot'} />
            <span class="grow">{group.name}</span>
            <small>{say(open ? 'online' : 'leave')}</small>
          </button>
        ))}
        {badge}
      </div>
    )
  }
  const shape =
    icon.kind === 'tab'
      ? 'side'
      : icon.kind === 'link'
        ? 'link'
        : icon.kind === 'image' && picture
          ? 'pic'
          : 'round'
  return (
    <button
      id="launcher"
      class={'fix ' + shape}
      aria-label={opened ? say('close') : say('open') + (unread ? `, ${say('unread', { n: unread })}` : '')}
      aria-expanded={opened}
      onClick={() => (chat.opened ? chat.close() : chat.open())}
    >
      {shape === 'side' || shape === 'link' ? (
        words
      ) : picture && (shape === 'pic' || !opened) ? (
        <img src={picture} alt="" />
      ) : (
        <Icon of={opened ? 'down' : 'chat'} size={24} />
      )}
      {badge}
    </button>
  )
}
