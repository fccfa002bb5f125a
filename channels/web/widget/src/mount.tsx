import type { Chat } from './chat'
import { palette } from './colour'
import { Stage } from './dom/stage'
import { app, icon } from './view/App'
import css from './widget.css?inline'

/** The element itself against whatever the page says of all elements; CSSOM, so that no policy is in the way. */
const HOST = { all: 'initial', display: 'contents', visibility: 'visible' }
const WATCH_EVERY = 1000

/** Draws the widget beside the page: in a shadow root of its own, at the document's end, back again if the page throws it away. */
export function mount(chat: Chat, theme?: string): void {
  const host = attach(document.documentElement)
  const main = stageIn(host)
  let place: HTMLElement | null = null
  let placed: Stage | undefined
  const dark = matchMedia('(prefers-color-scheme: dark)')

  const draw = () => {
    if (!chat.settings) return
    const found = /link|image|groups/.test(chat.settings.icon.kind)
      ? document.querySelector<HTMLElement>('[data-keshu-place]')
      : null
    if (found !== place) {
      placed?.host.parentNode?.removeChild(placed.host)
      place = found
      placed = found ? stageIn(attach(found)) : undefined
      placed?.top.appendChild(icon(chat, placed, () => false))
    }
    for (const stage of [main, placed]) {
      if (!stage) continue
      dress(
        stage,
        chat,
        theme && theme !== 'auto' ? theme : dark.matches ? 'dark' : 'light',
        stage === placed,
      )
      stage.update()
    }
  }
  main.top.appendChild(app(chat, main, () => !!place))
  chat.subscribe(draw)
  dark.addEventListener('change', draw)
  fit(host)
  // Pages that change their address or their body without a load tell nobody.
  setInterval(() => {
    if (!host.isConnected) document.documentElement.appendChild(host)
    chat.moved()
    draw()
  }, WATCH_EVERY)
  document.addEventListener('click', event => {
    const target = event.target instanceof Element && event.target.closest('[data-keshu-open]')
    if (!target) return
    event.preventDefault()
    chat.show(target.getAttribute('data-keshu-open') ?? '')
  })
}

function attach(parent: HTMLElement): HTMLElement {
  const host = document.createElement('keshu-widget')
  for (const [name, value] of Object.entries(HOST)) host.style.setProperty(name, value, 'important')
  parent.appendChild(host)
  return host
}

function stageIn(host: HTMLElement): Stage {
  const root = host.attachShadow({ mode: 'open' })
  try {
    // No style element: a strict policy would block it.
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(css)
    root.adoptedStyleSheets = [sheet]
  } catch {
    const style = document.createElement('style')
    style.textContent = css
    root.appendChild(style)
  }
  return new Stage(root)
}

function dress(stage: Stage, chat: Chat, theme: string, inline: boolean): void {
  const { look, icon, groups } = chat.settings!
  const values: Record<string, string> = {
    ...palette(look.colour),
    x: (look.offset?.x ?? 24) + 'px',
    y: (look.offset?.y ?? 24) + 'px',
  }
  for (const name of Object.keys(values))
    stage.host.style.setProperty('--k-' + name, values[name]!, 'important')
  stage.host.style.setProperty('color-scheme', theme, 'important')
  // Only a round button stays under the open window.
  const round =
    icon.kind === 'floating' ||
    (icon.kind === 'image' && !icon.image) ||
    (icon.kind === 'groups' && !groups.length)
  stage.top.className = `root ${theme} ${look.position ?? ''} ${round ? '' : 'low'} ${inline ? 'inline' : ''}`
}

/** Keeps the window in what a phone shows of the page, above its keyboard. */
function fit(host: HTMLElement): void {
  const view = window.visualViewport
  if (!view) return
  const follow = () => {
    host.style.setProperty('--k-height', view.height + 'px', 'important')
    host.style.setProperty('--k-top', view.offsetTop + 'px', 'important')
  }
  view.addEventListener('resize', follow)
  view.addEventListener('scroll', follow)
  follow()
}
