// What is no text, as a phone shows it: of both sides, in the fields that WeChat uses for each.
import { say } from './words.js'

let accounts = '/control/accounts'

/** Where the accounts are whose media are shown. */
export function mediaOf(base) {
  accounts = base
}

const media = (account, id) => `${accounts}/${account}/media/${encodeURIComponent(id)}`

function element(tag, className, text) {
  const made = document.createElement(tag)
  if (className) made.className = className
  if (text) made.textContent = text
  return made
}

function picture(account, id) {
  const image = element('img', 'picture')
  image.src = media(account, id)
  image.alt = say('type.image')
  return image
}

function film(account, id, title) {
  const box = element('figure', 'film')
  const video = element('video')
  video.src = media(account, id)
  video.controls = true
  video.preload = 'metadata'
  video.setAttribute('aria-label', title || say('type.video'))
  box.append(video)
  if (title) box.append(element('figcaption', '', title))
  return box
}

/** Browsers play MP3; AMR they don't, so that a recording in it is offered to be saved. */
function voice(account, id, said) {
  const box = element('p', 'voice', `◖ ${say('type.voice')}`)
  const sound = element('audio')
  sound.src = media(account, id)
  sound.controls = true
  sound.preload = 'metadata'
  sound.setAttribute('aria-label', say('type.voice'))
  sound.addEventListener('error', () => {
    const link = element('a', '', say('save'))
    link.href = media(account, id)
    link.download = ''
    sound.replaceWith(link, element('small', '', say('amr')))
  })
  box.append(sound)
  if (said) box.append(element('small', '', said))
  return box
}

/** A card with a title, more words, and perhaps somewhere to go. */
function card(title, more, url) {
  const box = element(/^https?:/i.test(url ?? '') ? 'a' : 'div', 'card-in')
  if (box.tagName === 'A') {
    box.href = url
    box.target = '_blank'
    box.rel = 'noopener noreferrer'
  }
  box.append(element('b', '', title))
  if (more) box.append(element('small', '', more))
  return box
}

function question(menu, answer) {
  const box = element('div', 'card-in')
  if (menu.head_content) box.append(element('span', '', menu.head_content))
  for (const option of menu.list ?? []) {
    const button = element('button', 'option', option.content)
    button.type = 'button'
    button.addEventListener('click', () => answer(option))
    box.append(button)
  }
  if (menu.tail_content) box.append(element('small', '', menu.tail_content))
  return box
}

/** A template message: its title, and what stands on each line. */
function template(fields) {
  const box = card(fields.title, '', fields.url)
  box.classList.add('template')
  for (const line of fields.lines) {
    const row = element('span', 'row')
    if (line.label) row.append(element('small', '', line.label))
    row.append(element('span', '', line.value))
    box.append(row)
  }
  if (fields.url || fields.appid) box.append(element('small', 'more', say(fields.appid ? 'template.program' : 'template.more')))
  return box
}

/** @param answer called with the option of a question that was tapped */
export function contentOf(entry, account, answer) {
  const fields = JSON.parse(entry.text)
  switch (entry.type) {
    case 'image': return picture(account, fields.MediaId ?? fields.media_id)
    case 'voice': return voice(account, fields.MediaId ?? fields.media_id, fields.Recognition)
    case 'video':
    case 'shortvideo': return film(account, fields.MediaId ?? fields.media_id, fields.title)
    case 'location': return card(fields.Label || say('type.location'), `${fields.Location_X}, ${fields.Location_Y}`)
    case 'link': return card(fields.Title ?? fields.title, fields.Description ?? fields.description, fields.Url ?? fields.url)
    case 'news': return card(fields.articles[0].title, fields.articles[0].description, fields.articles[0].url)
    case 'music': return card(fields.title, fields.description, fields.musicurl)
    case 'miniprogrampage': return card(fields.title ?? fields.Title, `${say('type.miniprogrampage')} ${fields.pagepath ?? fields.PagePath}`)
    case 'template': return template(fields)
    case 'msgmenu': return question(fields, answer)
    default: return card(say('type.other'), fields.article_id ?? fields.media_id ?? fields.card_id ?? entry.type)
  }
}
