import { until } from './until.mjs'

const SEND = '/cgi-bin/message/custom/send'

/** WeChat as the sandbox plays it, driven by its control. */
export class Sandbox {
  constructor(url) {
    this.url = url
  }

  account(settings = {}) {
    return this.call('POST', '/control/accounts', settings)
  }

  /** Tells WeChat where messages go, as one does on its platform; WeChat calls that address to check it. */
  async connect(account, webhookUrl) {
    await this.call('PATCH', `/control/accounts/${account.appId}`, { webhookUrl })
    return this.call('POST', `/control/accounts/${account.appId}/check`, {})
  }

  async customer(account, name) {
    const [{ openid }] = await this.call('POST', `/control/accounts/${account.appId}/followers`, { name })
    return new Customer(this, account.appId, openid)
  }

  /** The next call that sends a message goes wrong. */
  spoilNextSend(fault) {
    return this.call('POST', '/control/faults/api', { path: SEND, count: 1, ...fault })
  }

  /** For the next so many fetches WeChat has no media under any id. */
  loseMedia(count) {
    const path = '/cgi-bin/media/get'
    return this.call('POST', '/control/faults/api', { path, count, answer: 'errcode', errcode: 40007 })
  }

  async call(method, path, body) {
    const headers = { 'Content-Type': 'application/json' }
    const answer = await fetch(this.url + path, { method, headers, body: body && JSON.stringify(body) })
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
    return answer.json()
  }
}

/** Somebody with a phone. */
class Customer {
  constructor(sandbox, account, openid) {
    this.sandbox = sandbox
    this.account = account
    this.openid = openid
    this.path = `/control/accounts/${account}/followers/${openid}`
  }

  write(text) {
    return this.sandbox.call('POST', `${this.path}/text`, { text })
  }

  /** How template messages to her end from now on: DELIVERED, BLOCKED or FAILED. */
  templatesEnd(end) {
    return this.sandbox.call('POST', `${this.path}/templates`, { end })
  }

  happen(event) {
    return this.sandbox.call('POST', `${this.path}/event`, event)
  }

  /** What the account wrote, as it stands on the phone. */
  async received() {
    const { entries } = await this.sandbox.call('GET', `${this.path}/chat`)
    return entries.filter(entry => entry.from === 'account').map(entry => entry.text)
  }

  async receives(text) {
    return until(
      `${text} on the phone`,
      () => this.received(),
      texts => texts.includes(text),
    )
  }
}
