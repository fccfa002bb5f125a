// A customer's mail program: what passed between her and the company, writing and answering.
import { begin, say, saysEnglish, speak } from './words.js'

const byId = (id) => document.getElementById(id)
const people = byId('person')
const PAGES = ['/', '/mini', '/sms', '/mail', '/shop']
let answered = null
let shown = ''
let overview = { company: '', people: [] }
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

function tell(text) {
  const notice = byId('notice')
  notice.textContent = text
  notice.hidden = false
  clearTimeout(fading)
  fading = setTimeout(() => { notice.hidden = true }, 6000)
}

const lettersPath = (person) => `/control/mail/people/${encodeURIComponent(person)}/letters`

function make(tag, className, text) {
  const element = document.createElement(tag)
  if (className) element.className = className
  if (text !== undefined) element.textContent = text
  return element
}

/** The letter above what it quotes, so that threads stay readable. */
function texts(text) {
  const lines = text.split('\n')
  const at = lines.findIndex((line, i) => line.startsWith('> ') && i > 0)
  if (at < 1) return [text.trim(), '']
  return [lines.slice(0, at - 1).join('\n').trim(), lines.slice(at - 1).join('\n').trim()]
}

function attachments(letter) {
  const all = make('div', 'attached')
  letter.attached.forEach((one, i) => {
    const address = `${lettersPath(people.value)}/${letter.id}/attached/${i}`
    const link = make('a', '', one.name || say('file'))
    link.href = address
    link.download = one.name || 'attachment'
    if (/^image\/(png|jpeg|gif|webp)$/.test(one.type)) {
      const picture = make('img')
      picture.src = address
      picture.alt = one.name
      all.append(picture)
    }
    all.append(link)
  })
  return all
}

function item(letter) {
  const mine = letter.from === 'customer'
  const li = make('li', mine ? 'mine' : '')
  li.dataset.from = letter.from
  const head = make('p', 'letter-head')
  head.append(make('span', '', mine ? say('me') : say('company')), make('time', '', new Date(letter.at).toLocaleString(saysEnglish() ? 'en' : 'zh-CN')))
  if (letter.automatic) head.append(make('span', '', say('automatic')))
  const [fresh, old] = texts(letter.text)
  li.append(head, make('h2', '', letter.subject || say('noSubject')), make('p', 'letter-text', fresh))
  if (old) li.append(make('p', 'letter-text old', old))
  if (letter.attached.length) li.append(attachments(letter))
  if (!mine) {
    const answer = make('button', 'btn sm', say('answer'))
    answer.type = 'button'
    answer.addEventListener('click', () => write(letter))
    const end = make('div')
    end.append(answer)
    li.append(end)
  }
  return li
}

async function showPeople() {
  overview = await call('GET', '/control/mail')
  byId('company').textContent = overview.company
  const now = JSON.stringify(overview.people)
  if (people.dataset.shown === now) return
  people.dataset.shown = now
  const before = people.value || location.hash.slice(1)
  people.replaceChildren(...overview.people.map((person) => {
    const option = make('option', '', `${person.name} <${person.address}>`)
    option.value = person.address
    return option
  }))
  if (overview.people.some((person) => person.address === before)) people.value = before
}

async function showLetters(again = false) {
  if (!people.value) return
  const of = people.value
  const letters = await call('GET', lettersPath(of))
  const now = of + JSON.stringify(letters)
  if (of !== people.value || (now === shown && !again)) return
  shown = now
  byId('empty').hidden = letters.length > 0
  byId('letters').replaceChildren(...letters.reverse().map(item))
}

async function showPages() {
  const there = await call('GET', '/control/pages')
  const nav = byId('pages')
  const links = PAGES.filter((page) => there.includes(page))
  nav.replaceChildren(...links.map((page) => {
    const link = make('a', '', say('page.' + page))
    link.href = page
    if (page === '/mail') link.setAttribute('aria-current', 'page')
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

function write(letter) {
  answered = letter
  const form = byId('write-form')
  form.reset()
  const subject = letter?.subject ?? ''
  form.subject.value = letter && !/^(re|回复)[:：]/i.test(subject) ? `Re: ${subject}` : subject
  byId('write-title').textContent = letter ? say('answering', subject || say('noSubject')) : say('newLetter')
  byId('write').showModal()
  ;(letter ? form.text : form.subject).focus()
}

const content = (file) => new Promise((done, failed) => {
  const reader = new FileReader()
  reader.onload = () => done(String(reader.result).replace(/^[^,]*,/, ''))
  reader.onerror = () => failed(reader.error)
  reader.readAsDataURL(file)
})

async function send(event) {
  event.preventDefault()
  const form = byId('write-form')
  byId('send').disabled = true
  try {
    const files = await Promise.all([...form.files.files].map(async (file) => ({ name: file.name, type: file.type, content: await content(file) })))
    await call('POST', lettersPath(people.value), {
      subject: form.subject.value,
      text: form.text.value,
      html: form.html.checked,
      answers: answered ? String(answered.id) : '',
      files
    })
    byId('write').close()
    tell(say('sent'))
    await showLetters()
  } catch (problem) {
    tell(say('failed', problem.message))
  } finally {
    byId('send').disabled = false
  }
}

async function meet(event) {
  event.preventDefault()
  try {
    const person = await call('POST', '/control/mail/people', { name: byId('meet-form').elements.name.value })
    byId('meet').close()
    await showPeople()
    people.value = person.address
    await choose()
  } catch (problem) {
    tell(say('failed', problem.message))
  }
}

async function choose() {
  history.replaceState(null, '', '#' + people.value)
  await showLetters(true)
}

async function around() {
  for (;;) {
    try {
      if (!document.hidden) {
        await showPeople()
        await showLetters()
        byId('offline').hidden = true
      }
    } catch {
      byId('offline').hidden = false
    }
    await new Promise((resolve) => setTimeout(resolve, 1500))
  }
}

byId('language').addEventListener('click', async () => {
  speak(saysEnglish() ? 'zh' : 'en')
  await Promise.all([showLetters(true), showPages()])
})
people.addEventListener('change', choose)
byId('new-letter').addEventListener('click', () => write(null))
byId('new-person').addEventListener('click', () => { byId('meet-form').reset(); byId('meet').showModal() })
byId('cancel').addEventListener('click', () => byId('write').close())
byId('meet-cancel').addEventListener('click', () => byId('meet').close())
byId('write-form').addEventListener('submit', send)
byId('meet-form').addEventListener('submit', meet)

begin()
showPages().catch(() => { byId('pages').hidden = true })
showConsole().catch(() => { byId('console').hidden = true })
around()
