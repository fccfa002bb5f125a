import type { Chat } from '../chat'
import type { Child } from '../dom/jsx-runtime'
import type { Content } from '../protocol'
import { size } from '../uploads'
import { Icon, type IconName } from './icons'
import { AWAY, safeUrl } from './words'

const LINK = /https?:\/\/[^\s<>"'，。；！？、（）【】《》]*[^\s<>"'，。；！？、（）【】《》.,;:!?)\]]/g

/** What a message says. Nothing of it is ever taken for HTML. */
export function body(content: Content, { say, hub }: Chat, preview?: string): Node {
  const { kind, text, name } = content
  const url = content.url && safeUrl(content.url, hub.base)
  const card = (icon: IconName, title: string, second?: string, href?: string) => (
    <a class="card file" href={href} {...AWAY}>
      <Icon of={icon} />
      <span class="grow">
        <b>{title}</b>
        <small>{second}</small>
      </span>
    </a>
  )
  const file = () =>
    card(
      kind === 'image' ? 'image' : 'doc',
      name || say('file'),
      content.bytes ? size(content.bytes) : '',
      url,
    )
  switch (kind) {
    case 'image': {
      const src = preview ?? url
      if (!src) return file()
      return (
        <a class="frame" href={url} {...AWAY}>
          <img
            src={src}
            width={content.width}
            height={content.height}
            alt={name || say('picture')}
            onError={({ target }) => {
              const frame = target.parentNode
              frame?.parentNode?.replaceChild(file(), frame)
            }}
          />
        </a>
      )
    }
    case 'file':
    case 'video':
      return file()
    case 'voice':
      return url ? <audio controls preload="none" src={url} aria-label={say('voice')} /> : file()
    case 'options':
      return words([content.question, content.closing].filter(Boolean).join('\n'))
    case 'articles':
      return (
        <div class="cards">
          {(content.articles ?? []).map(({ url, title, description, picture }) => (
            <a class="card" href={safeUrl(url)} {...AWAY}>
              {safeUrl(picture) && <img src={safeUrl(picture)} alt="" />}
              <b>{title}</b>
              <small>{description}</small>
            </a>
          ))}
        </div>
      )
    case 'location':
      return card('pin', name || say('location'), content.address)
    case 'form':
      return words(Object.values(content.fields ?? {}).join('\n'))
  }
  return words(text ?? content.entry ?? '')
}

/** Text, with its addresses as links. */
function words(text: string): Node {
  const parts: Child[] = []
  let at = 0
  for (const found of text.matchAll(LINK)) {
    parts.push(
      text.slice(at, found.index),
      <a href={safeUrl(found[0])} {...AWAY}>
        {found[0]}
      </a>,
    )
    at = found.index + found[0].length
  }
  return <p>{[...parts, text.slice(at)]}</p>
}
