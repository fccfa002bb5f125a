// The account's menu at the bottom of the chat, as this person sees it.
import { call } from './control.js'

const bar = document.getElementById('menu-bar')
const list = document.getElementById('menu-list')
let shown = ''
let open = -1
let tap = () => {}

/** What a tap on a button makes WeChat tell, and under which key. */
const told = {
  view: ['VIEW', (button) => button.url],
  miniprogram: ['VIEW_MINIPROGRAM', (button) => button.pagepath]
}

function press(button) {
  open = -1
  drawList([])
  const [event, key] = told[button.type] ?? [button.type.toUpperCase(), (one) => one.key]
  const said = key(button)
  // Materials and articles come from WeChat itself; the account is told nothing.
  if (said) tap({ event, key: said })
}

function made(button, act) {
  const element = document.createElement('button')
  element.type = 'button'
  element.textContent = button.name
  element.dataset.menu = button.name
  element.addEventListener('click', act)
  return element
}

function drawList(buttons, place = 0, of = 1) {
  list.hidden = buttons.length === 0
  list.style.setProperty('--at', place)
  list.style.setProperty('--of', of)
  list.replaceChildren(...buttons.map((button) => made(button, () => press(button))))
}

function draw(buttons) {
  open = -1
  drawList([])
  bar.hidden = buttons.length === 0
  bar.replaceChildren(...buttons.map((button, place) => {
    const below = button.sub_button ?? []
    const element = made(button, () => {
      if (below.length === 0) return press(button)
      open = open === place ? -1 : place
      drawList(open < 0 ? [] : below, place, buttons.length)
      element.setAttribute('aria-expanded', String(open >= 0))
    })
    if (below.length > 0) {
      element.classList.add('list')
      element.setAttribute('aria-expanded', 'false')
    }
    return element
  }))
}

export function beginMenu(happen) {
  tap = happen
}

/** Asks what this person sees; what is there already stays as it is. */
export async function showMenu(phone) {
  if (!phone.follower) return
  const path = `/control/accounts/${phone.account}/followers/${encodeURIComponent(phone.follower)}/menu`
  const { button } = phone.following ? await call('GET', path) : { button: [] }
  const now = JSON.stringify([phone.follower, button])
  if (now === shown) return
  shown = now
  draw(button)
}
