// The panel that lets WeChat fail.
import { attempt, call } from './control.js'
import { say } from './words.js'

const api = document.getElementById('fault-api')
const push = document.getElementById('fault-push')
const list = document.getElementById('faults')
const clear = document.getElementById('clear-faults')
let shown = ''

function number(form, name) {
  const text = form.elements[name].value.trim()
  return text === '' ? undefined : Number(text)
}

/** Only the fields that the chosen result has. */
function fields() {
  const answer = api.elements.answer.value
  for (const label of api.querySelectorAll('[data-for]')) {
    const kind = label.dataset.for
    label.hidden = kind === 'when' ? answer === 'right' : kind !== answer
    for (const field of label.querySelectorAll('input, select')) field.disabled = label.hidden
  }
  const delay = api.elements.delayMs
  if (answer === 'right' && Number(delay.value) === 0) delay.value = '3000'
}

function describeApi({ fault, left }) {
  const parts = [fault.answer === 'errcode' ? 'errcode ' + fault.errcode : fault.answer === 'status' ? 'HTTP ' + fault.status : say('answer.' + fault.answer)]
  if (fault.path) parts.push(fault.path.split('/').pop())
  if (fault.delayMs) parts.push(say('chip.delay', fault.delayMs))
  if (fault.every > 1) parts.push(say('chip.every', fault.every))
  if (fault.when === 'after' && fault.answer !== 'right') parts.push(say('chip.after'))
  parts.push(left < 0 ? say('chip.endless') : say('chip.left', left))
  return parts.join(', ')
}

function describePush({ fault, left }) {
  const parts = []
  if (fault.duplicates) parts.push(say('chip.duplicates', fault.duplicates))
  if (fault.reorder > 1) parts.push(say('chip.reorder', fault.reorder))
  if (fault.drop) parts.push(say('chip.drop', fault.drop))
  if (fault.delayMs) parts.push(say('chip.delay', fault.delayMs))
  parts.push(left < 0 ? say('chip.endless') : say('chip.left', left))
  return parts.join(', ')
}

function chip(holding, text) {
  const item = document.createElement('li')
  item.className = 'fault-chip'
  item.dataset.fault = holding.id
  const words = document.createElement('span')
  words.textContent = text
  const remove = document.createElement('button')
  remove.type = 'button'
  remove.title = say('fault.remove')
  remove.setAttribute('aria-label', `${say('fault.remove')}: ${text}`)
  remove.append(icon('i-close'))
  remove.addEventListener('click', () => attempt(() => call('DELETE', '/control/faults/' + holding.id)).then(showFaults))
  item.append(words, remove)
  return item
}

export function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  svg.setAttribute('class', 'i s16')
  svg.setAttribute('aria-hidden', 'true')
  const use = document.createElementNS('http://www.w3.org/2000/svg', 'use')
  use.setAttribute('href', '#' + name)
  svg.append(use)
  return svg
}

/** Shows what holds now. */
export async function showFaults() {
  const faults = await call('GET', '/control/faults')
  const chips = [
    ...faults.api.map((holding) => [holding, describeApi(holding)]),
    ...faults.push.map((holding) => [holding, describePush(holding)])
  ]
  const now = JSON.stringify(chips)
  if (now === shown) return
  shown = now
  list.replaceChildren(...chips.map(([holding, text]) => chip(holding, text)))
  clear.hidden = chips.length === 0
}

export function beginFaults(phone) {
  fields()
  api.elements.answer.addEventListener('change', fields)
  api.addEventListener('submit', async (event) => {
    event.preventDefault()
    await attempt(() => call('POST', '/control/faults/api', {
      answer: api.elements.answer.value,
      errcode: api.elements.errcode.disabled ? undefined : number(api, 'errcode'),
      status: api.elements.status.disabled ? undefined : number(api, 'status'),
      path: api.elements.path.value || undefined,
      count: number(api, 'count'),
      delayMs: number(api, 'delayMs'),
      when: api.elements.when.disabled ? undefined : api.elements.when.value
    }))
    await attempt(showFaults)
  })
  push.addEventListener('submit', async (event) => {
    event.preventDefault()
    await attempt(() => call('POST', '/control/faults/push', {
      account: phone.account,
      duplicates: number(push, 'duplicates'),
      reorder: number(push, 'reorder'),
      drop: number(push, 'drop'),
      delayMs: number(push, 'delayMs'),
      count: number(push, 'count')
    }))
    await attempt(showFaults)
  })
  clear.addEventListener('click', () => attempt(() => call('DELETE', '/control/faults')).then(showFaults))
}
