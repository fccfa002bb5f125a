// What the phone shows.
import { contentOf } from './contents.js'
import { say } from './words.js'

const chat = document.getElementById('chat')
let shown = []
let names = { account: '', follower: '' }
let appId = ''
let answer = () => {}

/** Whose phone it is, and what happens when an option of a question is tapped. */
export function beginChat(account, onAnswer) {
  appId = account
  answer = onAnswer
}

const hours = new Intl.DateTimeFormat('zh-CN', { hour: '2-digit', minute: '2-digit', hour12: false })
const days = new Intl.DateTimeFormat('zh-CN', { month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit', hour12: false })
const GAP_MS = 5 * 60 * 1000

function thin(text, type) {
  const element = document.createElement('div')
  element.className = type === 'fault' ? 'thin fault' : 'thin'
  element.textContent = text
  return element
}

function time(entry, before) {
  if (before && Date.parse(entry.at) - Date.parse(before.at) < GAP_MS) return null
  const at = new Date(entry.at)
  const today = at.toDateString() === new Date().toDateString()
  const element = thin((today ? hours : days).format(at))
  element.classList.add('time')
  return element
}

function bubble(entry) {
  const line = document.createElement('div')
  line.className = entry.from === 'user' ? 'line me' : 'line'
  const face = document.createElement('span')
  face.className = 'face'
  face.setAttribute('aria-hidden', 'true')
  face.textContent = [...(entry.from === 'user' ? names.follower : names.account)][0] ?? ''
  line.append(face, entry.type === 'text' ? words(entry.text) : contentOf(entry, appId, answer))
  return line
}

function words(text) {
  const element = document.createElement('p')
  element.textContent = text
  return element
}

function draw(entry) {
  let element
  if (entry.type !== 'event' && entry.type !== 'fault') element = bubble(entry)
  else if (entry.type === 'fault') element = thin(say('fault'), 'fault')
  else {
    const [event, ...key] = entry.text.split(' ')
    element = thin([say('event.' + event), key.join(' ')].filter(Boolean).join(' '))
  }
  element.dataset.from = entry.from
  element.dataset.type = entry.type
  element.dataset.seq = entry.seq
  if (entry.via) element.dataset.via = entry.via
  return element
}

/** Whether the end is in sight; pictures and films that arrive later make the chat longer and must not push it out. */
let atEnd = true
chat.addEventListener('scroll', () => { atEnd = chat.scrollHeight - chat.scrollTop - chat.clientHeight < 80 })
for (const arrived of ['load', 'loadedmetadata']) {
  chat.addEventListener(arrived, () => { if (atEnd) chat.scrollTop = chat.scrollHeight }, true)
}

/** Shows the lines; what is there already stays as it is. */
export function showChat(entries, account, follower) {
  const same = names.account === account && names.follower === follower
    && shown.every((entry, index) => entries[index]?.seq === entry.seq && entries[index]?.at === entry.at)
  names = { account, follower }
  if (!same) {
    chat.replaceChildren()
    shown = []
    atEnd = true
  }
  const fresh = entries.slice(shown.length)
  const animated = shown.length > 0
  const follow = atEnd || !animated
  for (const entry of fresh) {
    const divider = time(entry, shown[shown.length - 1])
    if (divider) chat.append(divider)
    const element = draw(entry)
    if (animated) element.classList.add('new')
    chat.append(element)
    shown.push(entry)
  }
  if (fresh.length && follow) chat.scrollTop = chat.scrollHeight
}

/** Draws everything again, in another language. */
export function redrawChat() {
  const entries = shown
  shown = []
  chat.replaceChildren()
  showChat(entries, names.account, names.follower)
}
