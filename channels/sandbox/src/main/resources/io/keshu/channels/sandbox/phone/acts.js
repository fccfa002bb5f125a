// What the person who holds the phone does.
import { attempt, call } from './control.js'
import { beginMenu } from './menu.js'
import { say } from './words.js'

const byId = (id) => document.getElementById(id)
const dialog = byId('ask')
let answered = null

function ask(title, label, value) {
  byId('ask-title').textContent = title
  byId('ask-label').textContent = label
  byId('ask-value').value = value
  dialog.showModal()
  byId('ask-value').select()
  return new Promise((resolve) => { answered = resolve })
}

function end(value) {
  dialog.close()
  answered?.(value)
  answered = null
}

byId('ask-form').addEventListener('submit', (event) => {
  event.preventDefault()
  end(byId('ask-value').value.trim() || null)
})
byId('ask-cancel').addEventListener('click', () => end(null))
dialog.addEventListener('cancel', () => end(null))

/** Makes the controls act on whomever `phone` says is holding the phone. */
export function beginActs(phone) {
  const person = () => `/control/accounts/${phone.account}/followers/${encodeURIComponent(phone.follower)}`
  const happen = (event) => attempt(() => call('POST', person() + '/event', event)).then(phone.refresh)
  const message = byId('message')
  beginMenu(happen)

  byId('write').addEventListener('submit', async (event) => {
    event.preventDefault()
    const text = message.value.trim()
    if (!text) return
    message.value = ''
    const sent = await attempt(() => call('POST', person() + '/text', { text }))
    if (!sent && !message.value) message.value = text
    message.focus()
  })
  message.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault()
      byId('write').requestSubmit()
    }
  })
  byId('follow').addEventListener('click', () => happen({ event: phone.following ? 'unsubscribe' : 'subscribe' }))
  byId('follow-now').addEventListener('click', () => happen({ event: 'subscribe' }))
  byId('locate').addEventListener('click', () => happen({ event: 'LOCATION', latitude: 30.2741, longitude: 120.1551 }))
  byId('scan').addEventListener('click', async () => {
    const key = await ask(say('ask.scan'), say('ask.scene'), 'shop-1')
    if (key) await happen({ event: 'SCAN', key })
  })
  byId('click').addEventListener('click', async () => {
    const key = await ask(say('ask.click'), say('ask.key'), 'HELP')
    if (key) await happen({ event: 'CLICK', key })
  })
  byId('new-follower').addEventListener('click', async () => {
    const name = await ask(say('ask.newFollower'), say('ask.name'), say('name.new', phone.people + 1))
    if (!name) return
    const created = await attempt(() => call('POST', `/control/accounts/${phone.account}/followers`, { name, following: false }))
    if (created) await phone.choose(created[0].openid)
  })
}
