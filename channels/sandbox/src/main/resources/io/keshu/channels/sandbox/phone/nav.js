// The way from one page of the sandbox to the others: those that this sandbox has, as it says itself.
import { call } from './control.js'
import { say, spoken } from './words.js'

const PAGES = ['/', '/mini', '/sms', '/mail', '/shop']

/** Fills the page's navigation; with one page alone there is nowhere to go, and it stays hidden. */
export async function showPages() {
  const nav = document.getElementById('pages')
  const here = location.pathname.replace(/(.)\/$/, '$1')
  const there = await call('GET', '/control/pages')
  const shown = PAGES.filter((page) => there.includes(page))
  nav.replaceChildren(...shown.map((page) => {
    const link = document.createElement('a')
    link.href = page
    link.textContent = say('page.' + page.slice(1))
    if (page === here) link.setAttribute('aria-current', 'page')
    return link
  }))
  nav.hidden = shown.length < 2
}

spoken(() => {
  for (const link of document.querySelectorAll('#pages a')) link.textContent = say('page.' + new URL(link.href).pathname.slice(1))
})
