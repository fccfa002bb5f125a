// A customer's phone: the messages between her and the company, sending one, switching it off.
import { begin, say, saysEnglish, speak } from './words.js'

const byId = (id) => document.getElementById(id)
const people = byId('person')
const PAGES = ['/', '/mini', '/sms', '/mail', '/shop']
let shown = ''
let fading = 0

async function call(method, path, body) {
  const response = await fetch(path, {
    method,
    headers: method === 'GET' ? {} : { 'Content-Type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body)
  })
  const answer = await response.json()
  if (!response.ok) throw new Error(answer.message)
  return answer
}

async function attempt(work) {
  try {
    await work()
  } catch (problem) {
    const notice = byId('notice')
    notice.textContent = say('failed', problem.message)
    notice.hidden = false
    clearTimeout(fading)
    fading = setTimeout(() => { notice.hidden = true }, 6000)
  }
}

const path = (what) => `/control/sms/people/${encodeURIComponent(people.value)}/${what}`

function make(tag, className, text) {
  const element = document.createElement(tag)
  if (className) element.className = className
  if (text !== undefined) element.textContent = text
  return element
}

function item(message) {
  const li = make('li', message.from === 'customer' ? 'mine' : '')
  li.dataset.from = message.from
  const told = [new Date(message.at).toLocaleTimeString(saysEnglish() ? 'en' : 'zh-CN')]
  if (message.segments > 1) told.push(say('segments', message.segments))
  if (message.state) told.push(say('state.' + message.state))
  li.append(make('p', '', message.text), make('small', '', told.join(' · ')))
  return li
}

async function showPeople() {
  const overview = await call('GET', '/control/sms')
  byId('company').textContent = overview.company
  byId('unbound').hidden = overview.bound > 0
  const now = JSON.stringify(overview.people)
  if (people.dataset.shown !== now) {
    people.dataset.shown = now
    const before = people.value || location.hash.slice(1)
    people.replaceChildren(...overview.people.map((person) => {
      const option = make('option', '', `${person.name} +${person.number}`)
      option.value = person.number
      return option
    }))
    if (overview.people.some((person) => person.number === before)) people.value = before
  }
  byId('off').checked = overview.people.find((person) => person.number === people.value)?.off ?? false
}

async function showMessages(again = false) {
  if (!people.value) return
  const of = people.value
  const messages = await call('GET', path('messages'))
  const now = of + JSON.stringify(messages)
  if (of !== people.value || (now === shown && !again)) return
  shown = now
  const list = byId('messages')
  list.replaceChildren(...messages.map(item))
  list.scrollTop = list.scrollHeight
}

async function showPages() {
  const there = await call('GET', '/control/pages')
  const nav = byId('pages')
  const links = PAGES.filter((page) => there.includes(page))
  nav.replaceChildren(...links.map((page) => {
    const link = make('a', '', say('page.' + page))
    link.href = page
    if (page === '/sms') link.setAttribute('aria-current', 'page')
    return link
  }))
  nav.hidden = links.length < 2
}

async function showConsole() {
  const info = await call('GET', '/control/info')
  if (!info.consoleUrl) return
  byId('console').href = info.consoleUrl
  byId('console').hidden = false
}

async function around() {
  for (;;) {
    try {
      if (!document.hidden) {
        await showPeople()
        await showMessages()
        byId('offline').hidden = true
      }
    } catch {
      byId('offline').hidden = false
    }
    await new Promise((resolve) => setTimeout(resolve, 1000))
  }
}

byId('language').addEventListener('click', async () => {
  speak(saysEnglish() ? 'zh' : 'en')
  await Promise.all([showMessages(true), showPages()])
})
people.addEventListener('change', () => attempt(async () => {
  history.replaceState(null, '', '#' + people.value)
  await showPeople()
  await showMessages(true)
}))
byId('off').addEventListener('change', () => attempt(() => call('POST', path('off'), { off: byId('off').checked })))
byId('send').addEventListener('submit', (event) => {
  event.preventDefault()
  const text = byId('text').value
  attempt(async () => {
    await call('POST', path('messages'), { text })
    byId('text').value = ''
    await showMessages()
  })
})
byId('text').addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
    event.preventDefault()
    byId('send').requestSubmit()
  }
})
byId('new-person').addEventListener('click', () => { byId('meet-form').reset(); byId('meet').showModal() })
byId('meet-cancel').addEventListener('click', () => byId('meet').close())
byId('meet-form').addEventListener('submit', (event) => {
  event.preventDefault()
  attempt(async () => {
    const person = await call('POST', '/control/sms/people', { name: byId('meet-form').elements.name.value })
    byId('meet').close()
    await showPeople()
    people.value = person.number
    await showMessages(true)
  })
})

begin()
showPages().catch(() => { byId('pages').hidden = true })
showConsole().catch(() => { byId('console').hidden = true })
around()
