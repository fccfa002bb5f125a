import type { Chat } from '../chat'
import { List, type Stage } from '../dom/stage'
import { encode } from '../json'
import type { Entry } from '../protocol'
import { message, waiting } from './Message'
import { time } from './words'

const NEAR = 80
/** After which the time stands between messages, in ms. */
const PAUSE = 300_000

/** What was said, the newest at the bottom; earlier ones come by scrolling up, and nothing moves under the eye. */
export function messages(chat: Chat, stage: Stage): Node {
  const { say, settings, entries } = chat
  const { language, look } = settings!
  let box!: HTMLElement
  let atEnd = true
  let newest = ''
  const node = (
    <div
      class="log"
      role="log"
      aria-live="off"
      aria-label={say('title')}
      tabindex={0}
      ref={el => (box = el)}
      onScroll={() => {
        atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR
        if (box.scrollTop < NEAR) chat.older()
      }}
    />
  )
  const list = new List(box)
  const line = (key: string, shows: unknown, build: () => Node) => ({
    key,
    shows: encode(shows),
    build: build as () => ChildNode,
  })
  const toEnd = () => {
    if (atEnd) box.scrollTop = box.scrollHeight
  }
  const draw = () => {
    const { list: known } = entries
    const pending = chat.outbox.list.filter(item => !entries.byId(item.id))
    const lastOwn = pending.length ? undefined : last(known, entry => entry.from === 'visitor')
    const asked = last(known, entry => entry.content.kind === 'options' || entry.content.kind === 'choice')
    const lines = []
    if (entries.older)
      lines.push(
        line('older', chat.loading, () => (
          <button class="e lk" disabled={chat.loading} onClick={() => chat.older()}>
            {say(chat.loading ? 'connecting' : 'older')}
          </button>
        )),
      )
    if (!entries.older && look.greeting)
      lines.push(
        line('hello', 0, () => (
          <div class="x">
            <span class="w">{look.name}</span>
            <p>{look.greeting}</p>
          </div>
        )),
      )
    let at = 0
    let speaker = ''
    for (const entry of known) {
      const when = Date.parse(entry.at)
      if (when - at > PAUSE) {
        lines.push(
          line('t' + entry.key, time(entry.at, language), () => (
            <div class="e">{time(entry.at, language)}</div>
          )),
        )
      }
      at = when
      const voice = entry.from + (entry.name ?? '')
      const how = {
        named: voice !== speaker && entry.from !== 'visitor',
        last: entry === lastOwn,
        choosable: entry === asked,
        recallable: chat.recallable(entry),
        note: chat.notes.get(entry.id ?? entry.key),
      }
      speaker = voice
      lines.push(line(entry.key, [entry, how], () => message(chat, stage, entry, how)))
    }
    for (const item of pending) lines.push(line(item.id, [item, chat.status], () => waiting(chat, item)))
    if (chat.typing) {
      const name = chat.typing.name || say('agent')
      lines.push(
        line('typing', name, () => (
          <div class="x">
            <span class="w">{say('typing', { name })}</span>
            <span class="ty" aria-hidden="true">
              <i />
              <i />
              <i />
            </span>
          </div>
        )),
      )
    }
    const fromEnd = box.scrollHeight - box.scrollTop
    list.set(lines)
    // One's own message is always shown; what comes above or below else moves nothing.
    const own = pending.length ? pending[pending.length - 1]!.id : newest
    if (own !== newest) atEnd = true
    newest = own
    if (!atEnd && known[0]?.key !== first) box.scrollTop = box.scrollHeight - fromEnd
    first = known[0]?.key
    toEnd()
  }
  let first: string | undefined
  draw()
  stage.follow(() => node, draw)
  // Pictures grow when they arrive, and the window shrinks when a phone's keyboard comes.
  box.addEventListener('load', toEnd, true)
  if (window.ResizeObserver) new ResizeObserver(toEnd).observe(box)
  return node
}

function last(list: Entry[], is: (entry: Entry) => boolean): Entry | undefined {
  return list.filter(is).pop()
}
