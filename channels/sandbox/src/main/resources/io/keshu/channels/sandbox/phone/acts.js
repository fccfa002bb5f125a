// What the person who holds the phone does.
import { attempt, call } from './control.js'
import { beginMenu } from './menu.js'
import { say } from './words.js'

const byId = (id) => document.getElementById(id)
const dialog = byId('ask')
let answered = null

function ask(title, label, value, choices = []) {
  byId('ask-choices').replaceChildren(...choices.map((choice) => {
    const option = document.createElement('option')
    option.value = choice
    return option
  }))
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
  byId('pay').addEventListener('click', () => happen({ event: 'PAY' }))
  byId('template-end').addEventListener('change', () =>
    attempt(() => call('POST', person() + '/templates', { end: byId('template-end').value })).then(phone.refresh))
  byId('scan').addEventListener('click', async () => {
    // The codes that the account has made; another scene may be typed.
    const scenes = (await attempt(() => call('GET', `/control/accounts/${phone.account}/scenes`))) ?? []
    const key = await ask(say('ask.scan'), say('ask.scene'), scenes[0] ?? 'shop-1', scenes)
    if (key) await happen({ event: 'SCAN', key })
  })
  byId('click').addEventListener('click', async () => {
    const key = await ask(say('ask.click'), say('ask.key'), 'HELP')
    if (key) await happen({ event: 'CLICK', key })
  })
  const send = (body) => attempt(() => call('POST', person() + '/message', body)).then(phone.refresh)
  byId('picture').addEventListener('click', () => byId('picture-file').click())
  byId('picture-file').addEventListener('change', async () => {
    const [file] = byId('picture-file').files
    byId('picture-file').value = ''
    if (!file) return
    const kind = file.type.split('/')[0]
    await send({ type: kind === 'video' ? 'video' : kind === 'audio' || file.name.endsWith('.amr') ? 'voice' : 'image', base64: await base64(file) })
  })
  byId('voice').addEventListener('click', async () => {
    const said = await ask(say('ask.voice'), say('ask.said'), say('said'))
    // Frames without sound, fifty a second, a second for every three characters.
    const sound = '#!AMR\n' + '|'.repeat(Math.max(1, Math.ceil((said?.length ?? 0) / 3)) * 50)
    if (said) await send({ type: 'voice', base64: btoa(sound), recognition: said })
  })
  byId('place').addEventListener('click', async () => {
    const label = await ask(say('ask.place'), say('ask.label'), say('place'))
    if (label) await send({ type: 'location', latitude: 30.2741, longitude: 120.1551, label })
  })
  byId('new-follower').addEventListener('click', async () => {
    const name = await ask(say('ask.newFollower'), say('ask.name'), say('name.new', phone.people + 1))
    if (!name) return
    const created = await attempt(() => call('POST', `/control/accounts/${phone.account}/followers`, { name, following: false }))
    if (created) await phone.choose(created[0].openid)
  })
  return {
    answer: (option) => attempt(() => call('POST', person() + '/text', { text: option.content, option: option.id }))
  }
}

async function base64(file) {
  const bytes = new Uint8Array(await file.arrayBuffer())
  let text = ''
  for (let at = 0; at < bytes.length; at += 32768) text += String.fromCharCode(...bytes.subarray(at, at + 32768))
  return btoa(text)
}
