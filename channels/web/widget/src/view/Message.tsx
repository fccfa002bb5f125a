import type { Chat } from '../chat'
import type { Stage } from '../dom/stage'
import type { Pending } from '../outbox'
import type { Entry } from '../protocol'
import { body } from './Body'
import { Icon } from './icons'
import { menuOf } from './Menu'
import { time } from './words'

interface How {
  /** Whether to say who speaks. */
  named: boolean
  /** Whether it is the visitor's last. */
  last: boolean
  /** Whether it is the last question with options, and none was chosen. */
  choosable: boolean
  recallable: boolean
  /** Why it could not be taken back. */
  note?: string
}

/** One entry of the conversation. */
export function message(chat: Chat, stage: Stage, entry: Entry, how: How): Node {
  const { say, settings } = chat
  const { content, from, recalled, at } = entry
  const me = from === 'visitor'
  const event = content.kind === 'event' || from === 'system'
  if (event || recalled) return <div class="e">{event ? content.text : say('recalled')}</div>
  const clock = time(at, settings!.language)
  return (
    <div class={me ? 'x me' : 'x ' + from}>
      {how.named && (
        <span class="w">{`${entry.name || say(from === 'bot' ? 'bot' : 'agent')} ${clock}`}</span>
      )}
      <div class="line" title={clock}>
        {how.recallable && menuOf(stage, say('more'), () => [[say('recall'), () => chat.recall(entry)]])}
        {body(content, chat)}
      </div>
      {how.choosable && content.options && (
        <div class="qr" role="group" aria-label={content.question}>
          {content.options.map(({ id, text }) => (
            <button onClick={() => chat.send({ kind: 'choice', option: id, text })}>{text}</button>
          ))}
        </div>
      )}
      {how.note && (
        <span class="w bad" role="alert">
          {how.note}
        </span>
      )}
      {how.last && <span class="w">{`${say(entry.state === 'read' ? 'read' : 'sent')} ${clock}`}</span>}
    </div>
  )
}

/** A message on its way: its progress, or why it did not go and what can be done. */
export function waiting(chat: Chat, item: Pending): Node {
  const { say } = chat
  const { state, content, percent = 0, id, lost } = item
  const name = content.name ?? ''
  if (state === 'uploading')
    return (
      <div class="x me">
        <div class="up" role="progressbar" aria-valuenow={percent} aria-label={name}>
          {item.preview && <img src={item.preview} alt="" onError={hide} />}
          <button
            class="no"
            aria-label={say('cancel')}
            title={say('cancel')}
            onClick={() => chat.discard(id)}
          >
            <Icon of="x" size={14} />
          </button>
          <div class="pr">
            <b>{name}</b>
            {say('uploading', { n: percent })}
            <progress max="100" value={percent} />
          </div>
        </div>
      </div>
    )
  const refused = state === 'refused'
  const words = refused
    ? lost
      ? say('lost', { name })
      : item.detail
    : say(state === 'accepted' ? 'sent' : chat.status === 'up' ? 'sending' : 'waiting')
  return (
    <div class="x me">
      {body(content, chat, item.preview)}
      <span class={refused ? 'w bad' : 'w'} role={refused ? 'alert' : undefined}>
        {words}
        {refused && !lost && (
          <button class="lk" onClick={() => chat.again(id)}>
            {say('again')}
          </button>
        )}
        {refused && (
          <button class="lk" onClick={() => chat.discard(id)}>
            {say('discard')}
          </button>
        )}
      </span>
    </div>
  )
}

/** A page's policy may forbid previews. */
export function hide(event: { target: Element }): void {
  event.target.setAttribute('hidden', '')
}
