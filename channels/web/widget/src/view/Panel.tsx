import type { Chat } from '../chat'
import type { Stage } from '../dom/stage'
import { isChinese } from '../words'
import { composer } from './Composer'
import { form } from './Form'
import { Icon } from './icons'
import { menuOf } from './Menu'
import { messages } from './Messages'
import { safeUrl } from './words'

const FIELDS = 'textarea,input:not([type=file]),select'
const FOCUSABLE = `button:not([disabled]),a[href],[tabindex="0"],${FIELDS}`

/** The open window: keeps the keyboard's focus, closes with Esc, takes files that are dropped on it. */
export function panel(chat: Chat, stage: Stage): Node {
  const { say, settings } = chat
  const root = stage.root
  const shown = chat.formNow()
  const foot = shown ? undefined : composer(chat, stage)
  let box!: HTMLElement
  let spoken!: HTMLElement

  const keys = (event: KeyboardEvent) => {
    // What is typed here is none of the page's shortcuts.
    event.stopPropagation()
    if (event.key === 'Escape' && !event.defaultPrevented) leave(chat, stage)
    if (event.key !== 'Tab') return
    const all = [...box.querySelectorAll<HTMLElement>(FOCUSABLE)].filter(el => el.getClientRects().length)
    const edge = event.shiftKey ? all[0] : all[all.length - 1]
    if (root.activeElement !== edge && root.activeElement !== box) return
    if (root.activeElement === box && !event.shiftKey) return
    event.preventDefault()
    ;(event.shiftKey ? all[all.length - 1] : all[0])?.focus()
  }
  const drag = (on: boolean) => (event: DragEvent) => {
    if (!foot || !event.dataTransfer?.types.includes('Files')) return
    event.preventDefault()
    box.classList.toggle('dropping', on)
    if (event.type === 'drop') foot.add(event.dataTransfer.files)
  }
  const section = (
    <section
      ref={el => (box = el)}
      class="panel"
      role="dialog"
      aria-modal="true"
      aria-label={say('title')}
      tabindex={-1}
      lang={settings!.language}
      onKeyDown={keys}
      onKeyUp={event => event.stopPropagation()}
      onDragOver={drag(true)}
      onDragLeave={drag(false)}
      onDrop={drag(false)}
    >
      {header(chat, stage, shown === 'message')}
      {stage.part(
        () => [chat.status],
        () =>
          chat.status === 'down' && (
            <div class="bar" role="status">
              {say('offline')}
            </div>
          ),
      )}
      {shown ? (
        form(chat, stage, shown)
      ) : (
        <>
          {!settings!.open && (
            <div class="bar calm">
              {settings!.closedNotice || say('closed')}
              {settings!.messageForm.length > 0 && (
                <button class="lk" onClick={() => chat.wantThread(false)}>
                  {say('leave')}
                </button>
              )}
            </div>
          )}
          {messages(chat, stage)}
          {foot!.node}
        </>
      )}
      <div class="drop">{say('drop')}</div>
      <div class="by">{say('by')}</div>
      <div class="vh" aria-live="polite" ref={el => (spoken = el)} />
    </section>
  )
  stage.follow(
    () => spoken,
    () => {
      if (spoken.textContent !== chat.announced) spoken.textContent = chat.announced
    },
  )
  // On a phone the keyboard would cover what is to be read.
  const field = matchMedia('(max-width: 600px)').matches ? null : box.querySelector<HTMLElement>(FIELDS)
  setTimeout(() => (field ?? box).focus({ preventScroll: true }))
  return section
}

/** The focus goes back to where the window was opened. */
function leave(chat: Chat, stage: Stage): void {
  chat.close()
  stage.root.getElementById('launcher')?.focus()
}

function header(chat: Chat, stage: Stage, leaving: boolean): Node {
  const { say, settings } = chat
  const { look, open, closedNotice, language, languages } = settings!
  const other = languages.find(each => isChinese(each) !== isChinese(language))
  const picture = safeUrl(look.logo)
  const close = (icon: 'back' | 'down', shown: string) => (
    <button
      class={'ib ' + shown}
      aria-label={say('close')}
      title={say('close')}
      onClick={() => leave(chat, stage)}
    >
      <Icon of={icon} />
    </button>
  )
  return (
    <header>
      {close('back', 'phone')}
      {stage.part(
        () => [chat.agent?.name, chat.agent?.bot, chat.status],
        () => {
          const { agent, status } = chat
          const name = leaving
            ? say('leaveFor', { name: look.name })
            : agent?.name || (agent?.bot ? say('bot') : look.name)
          return (
            <div class="who">
              <span class="logo">
                {picture ? <img src={picture} alt="" /> : [...(agent?.name || look.name)][0]}
                {open && <span class="dot ok" />}
              </span>
              <div class="grow">
                <b>{name}</b>
                <small>
                  {!open
                    ? closedNotice || say('closed')
                    : agent?.name
                      ? say('company', { name: look.name })
                      : say(status === 'connecting' ? 'connecting' : 'ready')}
                </small>
              </div>
            </div>
          )
        },
      )}
      {menuOf(stage, say('more'), () => [
        [say(chat.muted ? 'soundOn' : 'soundOff'), () => chat.mute(!chat.muted)],
        other && [say('language'), () => void chat.speak(other)],
      ])}
      {close('down', 'desk')}
    </header>
  )
}
