// The page: who holds the phone, and everything that keeps it up to date.
import { beginActs } from './acts.js'
import { beginChat, redrawChat, showChat } from './chat.js'
import { attempt, call, repeat } from './control.js'
import { beginFaults, showFaults } from './faults.js'
import { redrawLog, showLog } from './log.js'
import { showMenu } from './menu.js'
import { showPages } from './nav.js'
import { begin, say, saysEnglish, speak } from './words.js'

const byId = (id) => document.getElementById(id)
const accounts = byId('account')
const followers = byId('follower')

let known = { accounts: [], followers: [] }
let waiting = new AbortController()

// Who held the phone before a reload holds it afterwards.
const [accountBefore = '', followerBefore = ''] = location.hash.slice(1).split('/')
const phone = {
  account: accountBefore,
  follower: followerBefore,
  following: true,
  heard: false,
  get people() { return known.followers.length },
  refresh: () => attempt(showPeople),
  async choose(openid) {
    await showPeople()
    followers.value = openid
    hold()
  }
}

function name(openid) {
  return known.followers.find((person) => person.openid === openid)?.name ?? openid
}

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

async function showPeople() {
  known.accounts = await call('GET', '/control/accounts')
  options(accounts, known.accounts.map((account) => [account.appId, account.name]), phone.account)
  if (accounts.value !== phone.account) phone.follower = ''
  phone.account = accounts.value
  known.followers = phone.account ? await call('GET', `/control/accounts/${phone.account}/followers`) : []
  options(followers, known.followers.map((person) => [person.openid, person.name + (person.following ? '' : say('notFollowingMark'))]), phone.follower)
  if (followers.value !== phone.follower || accounts.value !== phone.account) hold()
}

/** Somebody else holds the phone: whatever was awaited for the one before is of no interest. */
function hold() {
  phone.account = accounts.value
  phone.follower = followers.value
  if (phone.follower) history.replaceState(null, '', `#${phone.account}/${phone.follower}`)
  changes = -1
  waiting.abort()
  waiting = new AbortController()
}

let changes = -1

async function watchPhone() {
  if (!phone.follower) return
  const of = phone.follower
  const path = `/control/accounts/${phone.account}/followers/${encodeURIComponent(of)}/chat`
  const view = await call('GET', `${path}?waitMs=2000&changes=${changes}`, undefined, waiting.signal)
  if (of !== phone.follower) return
  changes = view.changes
  phone.following = view.follower.following
  // Whoever answers has taken what was said, be it longer ago than the log reaches.
  phone.heard = view.entries.some((entry) => entry.from === 'account')
  const account = known.accounts.find((one) => one.appId === phone.account)?.name ?? ''
  beginChat(phone.account, (option) => acts.answer(option))
  showChat(view.entries, account, view.follower.name)
  byId('template-end').value = view.follower.templates
  byId('phone-title').textContent = view.typing ? say('typing') : account
  showFollowing()
  step('wrote', view.entries.some((entry) => entry.from === 'user'))
  step('answered', view.entries.some((entry) => entry.from === 'account' && entry.via === 'api'))
}

function showFollowing() {
  byId('write').hidden = !phone.following
  byId('follow-first').hidden = phone.following
  byId('follow').querySelector('span').textContent = say(phone.following ? 'unfollowShort' : 'followShort')
  byId('follow').querySelector('use').setAttribute('href', phone.following ? '#i-unfollow' : '#i-follow')
  for (const id of ['click', 'locate', 'picture', 'voice', 'place', 'pay']) byId(id).disabled = !phone.following
}

function step(name, done) {
  byId('steps').querySelector(`[data-step=${name}]`).classList.toggle('done', done)
  let current = true
  for (const item of byId('steps').children) {
    const open = !item.classList.contains('done')
    if (open && current) item.setAttribute('aria-current', 'step')
    else item.removeAttribute('aria-current')
    if (open) current = false
  }
}

async function showAround() {
  await showPeople()
  await showMenu(phone)
  await showFaults()
  const entries = await showLog(name)
  step('taken', phone.heard || entries.some((entry) => entry.kind === 'push' && entry.outcome !== 'failed' && entry.openid === phone.follower))
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

accounts.addEventListener('change', () => {
  phone.account = accounts.value
  phone.follower = ''
  attempt(showPeople)
})
followers.addEventListener('change', hold)
byId('language').addEventListener('click', () => {
  speak(saysEnglish() ? 'zh' : 'en')
  redrawChat()
  redrawLog(name)
  showFollowing()
  attempt(showFaults)
  attempt(showPeople)
})
byId('reset').addEventListener('click', () => attempt(async () => {
  await call('DELETE', `/control/accounts/${phone.account}/followers/${encodeURIComponent(phone.follower)}/chat`)
  await call('DELETE', '/control/faults')
  await call('DELETE', '/control/log')
  await showAround()
}))

begin()
const acts = beginActs(phone)
beginFaults(phone)
showTime()
setInterval(showTime, 5000)
repeat(30000, showConsole)
repeat(60000, showPages)
repeat(1000, showAround)
repeat(10, watchPhone)
