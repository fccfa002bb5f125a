import { publish } from './api'
import { Chat } from './chat'
import { mount } from './mount'

const FILE = '/widget/keshu.js'

/** The script's own tag: where it came from is where the hub is. */
function ownTag(): HTMLScriptElement | null {
  const current = document.currentScript
  // A form field or a picture with this name hides the browser's own.
  if (current instanceof HTMLScriptElement && current.dataset.deployment) return current
  return document.querySelector<HTMLScriptElement>(`script[src*="${FILE}"][data-deployment]`)
}

function start(tag: HTMLScriptElement): void {
  const { deployment = '', language, theme, global, icon } = tag.dataset
  const root = tag.src.slice(0, tag.src.lastIndexOf(FILE))
  const chat = new Chat(root, deployment, language, icon)
  publish(chat, global ?? 'Keshu')
  const drawn = () => {
    mount(chat, theme)
    void chat.begin()
  }
  if (document.body) drawn()
  else document.addEventListener('DOMContentLoaded', drawn, { once: true })
}

const tag = ownTag()
// Twice on a page is once: single-page applications run their scripts again.
if (tag && !document.querySelector('keshu-widget')) start(tag)
else if (!tag) console.warn('Keshu: the script’s tag has no data-deployment.')
