// The customer's phone in a mini program: opens the service, writes, and answers what the mini program asks.
import './mini-words.js'
import { beginChat, redrawChat, showChat } from './chat.js'
import { mediaOf } from './contents.js'
import { attempt, call, repeat } from './control.js'
import { redrawLog, showLog } from './log.js'
import { showPages } from './nav.js'
import { begin, say, saysEnglish, speak } from './words.js'

const byId = (id) => document.getElementById(id)
const programs = byId('program')
const customers = byId('customer')
const BASE = '/control/mini/programs'

let known = { programs: [], customers: [] }
let waiting = new AbortController()
let changes = -1

// Who held the phone before a reload holds it afterwards.
const [programBefore = '', customerBefore = ''] = location.hash.slice(1).split('/')
const phone = { program: programBefore, customer: customerBefore }

const program = () => known.programs.find((one) => one.appId === phone.program)
const person = () => `${BASE}/${phone.program}/customers/${encodeURIComponent(phone.customer)}`
const name = (openid) => known.customers.find((one) => one.openid === openid)?.name ?? openid

function options(select, values, chosen) {
  const now = JSON.stringify(values)
  if (select.dataset.values === now) return
  select.dataset.values = now
  select.replaceChildren(...values.map(([value, text]) => {
    const option = document.createElement('option')
    option.value = value
    option.textContent = text
    return option
  }))
  if (values.some(([value]) => value === chosen)) select.value = chosen
}

/** Somebody else holds the phone: whatever was awaited for the one before is of no interest. */
function hold() {
  phone.program = programs.value
  phone.customer = customers.value
  if (phone.customer) history.replaceState(null, '', `#${phone.program}/${phone.customer}`)
  changes = -1
  waiting.abort()
  waiting = new AbortController()
}

async function showPeople() {
  known.programs = await call('GET', BASE)
  options(programs, known.programs.map((one) => [one.appId, one.name]), phone.program)
  if (programs.value !== phone.program) phone.customer = ''
  phone.program = programs.value
  known.customers = phone.program ? await call('GET', `${BASE}/${phone.program}/customers`) : []
  options(customers, known.customers.map((one) => [one.openid, one.name]), phone.customer)
  if (customers.value !== phone.customer) hold()
  const form = program()?.form
  for (const choice of document.querySelectorAll('[name=form]')) choice.checked = choice.value === form
}

function showConsents(consents) {
  byId('consents').replaceChildren(...(program()?.templates ?? []).map((template) => {
    const left = consents[template.id] ?? 0
    const item = document.createElement('li')
    const title = document.createElement('span')
    title.textContent = template.title
    const count = document.createElement('b')
    count.textContent = left ? say('mini.left', left) : say('mini.none')
    if (!left) count.className = 'none'
    item.dataset.template = template.id
    item.append(title, count)
    return item
  }))
}

async function watchPhone() {
  if (!phone.customer) return
  const of = phone.customer
  const view = await call('GET', `${person()}/chat?waitMs=2000&changes=${changes}`, undefined, waiting.signal)
  if (of !== phone.customer) return
  changes = view.changes
  const title = program()?.name ?? ''
  beginChat(phone.program, () => {})
  showChat(view.entries, title, view.customer.name)
  showConsents(view.customer.consents)
  byId('phone-title').textContent = view.typing ? say('typing') : title
}

async function showAround() {
  await showPeople()
  await showLog(name)
}

function showTime() {
  byId('phone-time').textContent = new Intl.DateTimeFormat('zh-CN', { hour: '2-digit', minute: '2-digit', hour12: false }).format(new Date())
}

async function showConsole() {
  const info = await call('GET', '/control/info')
  if (info.consoleUrl) {
    byId('console').href = info.consoleUrl
    byId('console').hidden = false
  }
}

/** A dialog that is answered once, with null for no. */
function dialog(id, answerOf) {
  const box = byId(id)
  let answered = null
  const end = (value) => {
    box.close()
    answered?.(value)
    answered = null
  }
  byId(`${id}-form`).addEventListener('submit', (event) => {
    event.preventDefault()
    end(answerOf())
  })
  byId(`${id}-cancel`).addEventListener('click', () => end(null))
  box.addEventListener('cancel', () => end(null))
  return () => {
    box.showModal()
    return new Promise((resolve) => { answered = resolve })
  }
}

const openAsk = dialog('ask', () => byId('ask-value').value.trim())
const openPopup = dialog('popup', () => [...byId('popup-templates').querySelectorAll('input')].map((box) => [box.value, box.checked]))

function ask(title, label, value) {
  byId('ask-title').textContent = title
  byId('ask-label').textContent = label
  byId('ask-value').value = value
  const asked = openAsk()
  byId('ask-value').select()
  return asked
}

function choose(title, templates, checked) {
  byId('popup-title').textContent = title
  byId('popup-templates').replaceChildren(...templates.map((template) => {
    const label = document.createElement('label')
    const box = document.createElement('input')
    box.type = 'checkbox'
    box.value = template.id
    box.checked = checked
    label.append(box, template.title)
    return label
  }))
  return openPopup()
}

const act = (what, body) => attempt(() => call('POST', `${person()}/${what}`, body))
const message = byId('message')

byId('write').addEventListener('submit', async (event) => {
  event.preventDefault()
  const text = message.value.trim()
  if (!text) return
  message.value = ''
  const sent = await act('text', { text })
  if (!sent && !message.value) message.value = text
  message.focus()
})
message.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
    event.preventDefault()
    byId('write').requestSubmit()
  }
})
byId('enter').addEventListener('click', async () => {
  const from = await ask(say('mini.askEnter'), say('mini.from'), say('mini.fromValue'))
  if (from !== null) await act('enter', { sessionFrom: from })
})
byId('page').addEventListener('click', async () => {
  const title = await ask(say('mini.askPage'), say('mini.pageTitle'), say('mini.pageValue'))
  if (title) await act('page', { title, path: 'pages/item/item?id=1024' })
})
byId('subscribe').addEventListener('click', async () => {
  const templates = program()?.templates ?? []
  const chosen = await choose(say('mini.popup', program()?.name ?? ''), templates, true)
  // Refusing the whole is refusing each.
  await act('popup', { answers: Object.fromEntries(chosen ?? templates.map((template) => [template.id, false])) })
})
byId('withdraw').addEventListener('click', async () => {
  const chosen = await choose(say('mini.askWithdraw'), program()?.templates ?? [], false)
  for (const [template, wanted] of chosen ?? []) if (wanted) await act('withdraw', { template })
})
byId('picture').addEventListener('click', () => byId('picture-file').click())
byId('picture-file').addEventListener('change', async () => {
  const [file] = byId('picture-file').files
  byId('picture-file').value = ''
  if (file) await act('picture', { base64: await base64(file) })
})
byId('new-customer').addEventListener('click', async () => {
  const called = await ask(say('ask.newFollower'), say('ask.name'), say('name.new', known.customers.length + 1))
  if (!called) return
  const created = await attempt(() => call('POST', `${BASE}/${phone.program}/customers`, { name: called }))
  if (!created) return
  await showPeople()
  customers.value = created.openid
  hold()
})
for (const choice of document.querySelectorAll('[name=form]')) {
  choice.addEventListener('change', () => attempt(() => call('PUT', '/control/mini/form', { form: choice.value })))
}

async function base64(file) {
  const bytes = new Uint8Array(await file.arrayBuffer())
  let text = ''
  for (let at = 0; at < bytes.length; at += 32768) text += String.fromCharCode(...bytes.subarray(at, at + 32768))
  return btoa(text)
}

programs.addEventListener('change', () => {
  phone.program = programs.value
  phone.customer = ''
  attempt(showPeople)
})
customers.addEventListener('change', hold)
byId('language').addEventListener('click', () => {
  speak(saysEnglish() ? 'zh' : 'en')
  redrawChat()
  redrawLog(name)
  changes = -1
  attempt(showPeople)
})
byId('reset').addEventListener('click', () => attempt(async () => {
  await call('DELETE', `${person()}/chat`)
  await call('DELETE', '/control/log')
  await showAround()
}))

mediaOf(BASE)
begin()
showTime()
setInterval(showTime, 5000)
repeat(30000, showConsole)
repeat(60000, showPages)
repeat(1000, showAround)
repeat(10, watchPhone)
