// What crossed between the hub and WeChat, newest first.
import { call } from './control.js'
import { say } from './words.js'

const list = document.getElementById('log')
const empty = document.getElementById('log-empty')
let last = -1
let entries = []

const clock = new Intl.DateTimeFormat('zh-CN', { hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3, hour12: false })

function part(tag, className, text) {
  const element = document.createElement(tag)
  element.className = className
  element.textContent = text
  return element
}

function quoted(text) {
  return text ? ` “${text}”` : ''
}

function called(entry) {
  const bad = entry.status !== 200 || entry.errcode === null || entry.errcode !== 0 || entry.fault
  const end = [
    entry.status === 0 ? say('end.noAnswer') : entry.status !== 200 ? 'HTTP ' + entry.status : '',
    entry.errcode === null ? '' : entry.errcode === 0 ? 'ok' : `${entry.errcode} ${entry.errmsg}`,
    entry.fault ? say('end.onDemand', entry.fault.split(/ after |, /)[0]) : ''
  ].filter(Boolean).join(', ')
  return { what: `${entry.method} ${entry.path}${quoted(entry.text)}`, end, more: entry.fault, ms: entry.ms, bad }
}

function push(entry, names) {
  const what = `${names(entry.openid)} ${entry.type}${quoted(entry.text)}`
  const parts = [say('push.' + entry.outcome)]
  if (entry.copy > 0) parts.push(say('push.copy'))
  if (entry.tries.length > 1) parts.push(say('push.tries', entry.tries.length))
  const tried = entry.tries[entry.tries.length - 1]
  if (entry.outcome === 'failed') parts.push(tried.result)
  return { what, end: parts.join(', '), ms: tried.ms, bad: entry.outcome === 'failed' }
}

function delivered(entry, names) {
  return { what: `${names(entry.openid)}${quoted(entry.text)}`, end: say('via.' + entry.via), ms: null, bad: false }
}

function draw(entry, names) {
  const row = entry.kind === 'call' ? called(entry) : entry.kind === 'push' ? push(entry, names) : delivered(entry, names)
  const item = document.createElement('li')
  item.dataset.kind = entry.kind
  item.dataset.seq = entry.seq
  if (row.bad) item.className = 'bad'
  const what = part('span', 'what', row.what)
  what.title = row.what
  const end = part('span', 'end', row.end)
  end.title = row.more ? `${row.end} (${row.more})` : row.end
  item.append(part('time', 'at', clock.format(new Date(entry.at))), part('span', 'chip', say('kind.' + entry.kind)), what, end, part('span', 'ms', row.ms === null ? '' : row.ms + ' ms'))
  return item
}

function redraw(names) {
  list.replaceChildren(...entries.map((entry) => draw(entry, names)))
  empty.hidden = entries.length > 0
}

/** Shows the newest entries; `names` tells who an openid is. Returns them. */
export async function showLog(names) {
  const log = await call('GET', '/control/log?limit=80')
  if (log.last !== last || log.entries.length !== entries.length) {
    last = log.last
    entries = log.entries
    redraw(names)
  }
  return entries
}

/** Draws everything again, in another language. */
export function redrawLog(names) {
  redraw(names)
}
