import type { Chat } from '../chat'
import type { Stage } from '../dom/stage'
import { size } from '../uploads'
import { Icon, type IconName } from './icons'
import { hide } from './Message'

const TALLEST = 112

interface Chosen {
  file: File
  problem?: string
  preview: string
}

/** Where the visitor writes; files lie in a tray first, with what they are, and go with the send button. */
export function composer(chat: Chat, stage: Stage): { node: Node; add(files: Iterable<File>): void } {
  const { say, settings } = chat
  const { textLength, fileTypes } = settings!.limits
  let box!: HTMLTextAreaElement
  let input!: HTMLInputElement
  let tray: Chosen[] = []
  const over = () => [...chat.draft].length - textLength
  const good = () => tray.filter(({ problem }) => !problem)
  const can = () => over() <= 0 && !!(chat.draft.trim() || good().length)

  const add = (files: Iterable<File>) => {
    for (const file of files)
      tray = [...tray, { file, problem: chat.uploads.problem(file), preview: URL.createObjectURL(file) }]
    box.focus()
    stage.update()
  }
  const send = () => {
    if (!can()) return
    const files = good()
    const text = chat.draft.trim()
    tray = []
    for (const { file } of files) chat.uploads.send(file)
    if (text) chat.sendText(text)
    box.focus()
  }
  const write = () => {
    if (box.value !== chat.draft) box.value = chat.draft
    box.style.height = 'auto'
    box.style.height = Math.min(TALLEST, box.scrollHeight) + 'px'
  }
  const button = (icon: IconName, label: string, act: () => void, shown = 'desk') => (
    <button class={'ib ' + shown} aria-label={label} title={label} onClick={act}>
      <Icon of={icon} />
    </button>
  )
  const choose = (accept: string) => () => {
    input.accept = accept
    input.click()
  }
  const node = (
    <div class="foot">
      {stage.part(
        () => [tray],
        () => (
          <div>
            {tray.map(chosen => (
              <div class="tray">
                {chosen.file.type.startsWith('image/') ? (
                  <img src={chosen.preview} alt="" onError={hide} />
                ) : (
                  <Icon of="doc" />
                )}
                <span class="grow">
                  <b>{chosen.file.name}</b>
                  <small class={chosen.problem && 'bad'} role={chosen.problem && 'alert'}>
                    {chosen.problem ?? `${chosen.file.type} ${size(chosen.file.size)}`}
                  </small>
                </span>
                {button(
                  'x',
                  say('remove', { name: chosen.file.name }),
                  () => {
                    tray = tray.filter(other => other !== chosen)
                    stage.update()
                  },
                  '',
                )}
              </div>
            ))}
          </div>
        ),
      )}
      {stage.part(
        () => [over() > 0 && over()],
        () =>
          over() > 0 && (
            <div class="bad" role="alert">
              {say('tooLong', { over: over() })}
            </div>
          ),
      )}
      <div class="kc">
        {button('image', say('attach'), choose(''), 'phone')}
        <textarea
          ref={el => (box = el)}
          rows={1}
          placeholder={say('write')}
          aria-label={say('write')}
          enterkeyhint="send"
          onInput={() => chat.write(box.value)}
          onKeyDown={event => {
            // Enter also ends what an input method is composing.
            if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return
            event.preventDefault()
            send()
          }}
          onPaste={event => {
            const files = event.clipboardData?.files
            if (!files?.length) return
            event.preventDefault()
            add(files)
          }}
        />
        {button(
          'image',
          say('picture'),
          choose(fileTypes.filter(type => type.startsWith('image/')).join() || 'image/*'),
        )}
        {button('clip', say('file'), choose(''))}
        {stage.part(
          () => [can()],
          () => (
            <button class="go" aria-label={say('send')} title={say('send')} disabled={!can()} onClick={send}>
              <Icon of="up" />
            </button>
          ),
        )}
        <input
          ref={el => (input = el)}
          type="file"
          multiple
          hidden
          onChange={() => {
            add([...(input.files ?? [])])
            input.value = ''
          }}
        />
      </div>
    </div>
  )
  write()
  stage.follow(() => node, write)
  return { node, add }
}
