/**
 * A hub small enough to read, after ../../PROTOCOL.md, in memory: what the widget is tried on where no real one runs. `control` plays
 * the agent and the trouble.
 */
import { createHash, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { WebSocketServer } from 'ws'

const SCRIPT = new URL('../dist/keshu.js', import.meta.url)

export async function fakeHub(change = {}) {
  const hub = new FakeHub(change)
  await new Promise(done => hub.server.listen(0, '127.0.0.1', done))
  hub.url = `http://127.0.0.1:${hub.server.address().port}`
  return hub
}

class FakeHub {
  settings = {
    deployment: 'shop',
    version: 1,
    language: 'zh',
    languages: ['zh', 'en'],
    look: {
      name: '栖禾家居',
      colour: '#2c5e58',
      greeting: '下午好，想了解什么？',
      position: 'right',
      offset: { x: 24, y: 24 },
    },
    icon: { kind: 'floating' },
    groups: [
      { id: 'sales', name: '售前咨询' },
      { id: 'service', name: '售后服务' },
    ],
    form: [],
    open: true,
    messageForm: [
      { name: 'phone', label: '手机', kind: 'phone', required: true },
      { name: 'question', label: '想问什么', kind: 'long', required: true },
    ],
    pages: { show: ['/*'], hide: ['/admin/*'] },
    limits: {
      textLength: 2000,
      fileBytes: 1024 * 1024,
      fileTypes: ['image/png', 'image/jpeg', 'application/pdf'],
      recallSeconds: 120,
    },
    texts: {},
  }
  visitors = new Map()
  uploads = new Map()
  sockets = new Set()
  received = []
  /** Whether sockets are refused, as by a proxy. */
  blocked = false
  /** Says why a message is refused, or nothing. */
  refuse = () => undefined
  /** Calls that wait for something to happen. */
  waiting = new Set()

  constructor(change) {
    Object.assign(this.settings, change)
    this.server = createServer((request, answer) => this.serve(request, answer))
    this.websockets = new WebSocketServer({ noServer: true, handleProtocols: () => 'keshu.v1' })
    this.server.on('upgrade', (request, socket, head) => {
      if (this.blocked) return socket.destroy()
      this.websockets.handleUpgrade(request, socket, head, ws => this.accept(ws))
    })
  }

  close() {
    for (const socket of this.sockets) socket.ws.terminate()
    this.server.closeAllConnections()
    this.server.close()
  }

  /** Cuts every connection, as a lost network does. */
  cut(code) {
    for (const { ws } of this.sockets) {
      if (code) ws.close(code)
      else ws.terminate()
    }
  }

  visitor() {
    return [...this.visitors.values()].pop()
  }

  add(visitor, entry) {
    const number = visitor.entries.length + 1
    const whole = {
      cursor: String(number).padStart(8, '0'),
      key: `k${number}`,
      at: new Date().toISOString(),
      recalled: false,
      ...entry,
    }
    visitor.entries.push(whole)
    this.push(visitor, { type: 'messages', items: [whole], cursor: whole.cursor, more: false, older: false })
    return whole
  }

  push(visitor, frame) {
    for (const socket of this.sockets) if (socket.visitor === visitor) socket.ws.send(JSON.stringify(frame))
    for (const wake of this.waiting) wake()
  }

  answer(content, name = '小满', from = 'agent') {
    const visitor = this.visitor()
    return this.add(visitor, { from, name, content })
  }

  typing(typing) {
    this.visitor().typing = { typing, name: '小满' }
    this.push(this.visitor(), { type: 'typing', typing, name: '小满' })
  }

  agent(agent) {
    this.visitor().agent = agent
    this.push(this.visitor(), { type: 'agent', ...agent })
  }

  readAll() {
    const visitor = this.visitor()
    for (const entry of visitor.entries) if (entry.from === 'visitor') entry.state = 'read'
    this.push(visitor, { type: 'read', cursor: visitor.entries[visitor.entries.length - 1].cursor })
  }

  take(visitor, { id, content, group }) {
    const refused = this.refuse(content)
    if (refused) return { refused }
    this.received.push({ visitor: visitor.id, id, content, group })
    if (!visitor.entries.some(entry => entry.id === id)) {
      const shown = { ...content }
      if (content.upload) {
        const { type, bytes } = this.uploads.get(content.upload)
        Object.assign(shown, { url: `/files/${content.upload}`, type, bytes, upload: undefined })
      }
      this.add(visitor, { from: 'visitor', id, state: 'sent', content: shown })
    }
    return { accepted: id }
  }

  signal(visitor, signal) {
    visitor.signals.push(signal)
    if (signal.type !== 'recall') return undefined
    const entry = visitor.entries.find(each => each.id === signal.id || each.key === signal.id)
    if (!entry || this.refuseRecall)
      return { status: 409, code: 'recall.too_late', detail: '已超过两分钟，不能撤回' }
    entry.recalled = true
    entry.content = { kind: entry.content.kind }
    visitor.changed.push(entry)
    this.push(visitor, { type: 'changed', items: [entry] })
    return undefined
  }

  begin({ token }) {
    let visitor = [...this.visitors.values()].find(each => each.token === token)
    if (!visitor) {
      const id = 'v' + (this.visitors.size + 1)
      visitor = { id, token: 't-' + randomUUID(), entries: [], signals: [], changed: [] }
      this.visitors.set(id, visitor)
    }
    return {
      token: visitor.token,
      expires: new Date(Date.now() + 86_400_000).toISOString(),
      visitor: visitor.id,
      member: false,
      renewed: true,
      name: null,
    }
  }

  page(visitor, { after, before }) {
    const { entries } = visitor
    if (before) {
      const at = entries.findIndex(entry => entry.cursor === before)
      const items = entries.slice(Math.max(0, at - 20), at)
      return { items, before, older: at > 20, more: false }
    }
    const items = after ? entries.filter(entry => entry.cursor > after) : entries.slice(-20)
    return { items, cursor: entries.at(-1)?.cursor ?? '', more: false, older: !after && entries.length > 20 }
  }

  accept(ws) {
    const socket = { ws, visitor: undefined }
    ws.on('message', data => {
      const frame = JSON.parse(String(data))
      const { visitor } = socket
      const say = each => ws.send(JSON.stringify(each))
      if (frame.type === 'hello') {
        const known = [...this.visitors.values()].find(each => each.token === frame.token)
        if (!known) return ws.close(4001)
        socket.visitor = known
        this.sockets.add(socket)
        known.signals.push(frame)
        say({ type: 'welcome', cursor: '0', session: this.begin(frame) })
        say({ type: 'messages', ...this.page(known, frame) })
        if (known.agent) say({ type: 'agent', ...known.agent })
      } else if (frame.type === 'ping') say({ type: 'pong' })
      else if (frame.type === 'older') say({ type: 'messages', ...this.page(visitor, frame) })
      else if (frame.type === 'send') {
        const { refused } = this.take(visitor, frame)
        say(refused ? { type: 'refused', id: frame.id, ...refused } : { type: 'accepted', id: frame.id })
      } else {
        const refused = this.signal(visitor, frame)
        if (refused) say({ type: 'refused', id: frame.id, ...refused })
      }
    })
    ws.on('close', () => this.sockets.delete(socket))
    ws.on('error', () => this.sockets.delete(socket))
  }

  async serve(request, answer) {
    const url = new URL(request.url, this.url)
    const chunks = []
    for await (const chunk of request) chunks.push(chunk)
    const body = Buffer.concat(chunks)
    const cors = {
      'Access-Control-Allow-Origin': request.headers.origin ?? '*',
      'Access-Control-Allow-Headers': 'authorization, content-type, accept-language',
      'Access-Control-Allow-Methods': 'GET, POST',
      'Cross-Origin-Resource-Policy': 'cross-origin',
    }
    const json = (status, value) => {
      answer.writeHead(status, { ...cors, 'Content-Type': 'application/json' })
      answer.end(JSON.stringify(value))
    }
    const problem = (status, code, detail) => json(status, { status, code, detail })
    if (request.method === 'OPTIONS') return answer.writeHead(204, cors).end()
    if (url.pathname === '/widget/keshu.js') {
      answer.writeHead(200, { ...cors, 'Content-Type': 'text/javascript' })
      return answer.end(readFileSync(SCRIPT))
    }
    if (url.pathname.startsWith('/files/')) {
      const file = this.uploads.get(url.pathname.slice(7))
      answer.writeHead(file ? 200 : 404, { ...cors, 'Content-Type': file?.type ?? 'text/plain' })
      return answer.end(file?.data)
    }
    const call = url.pathname.replace('/visitors/shop/', '')
    if (call === 'settings') {
      const language = url.searchParams.get('language')?.startsWith('en') ? 'en' : 'zh'
      return json(200, { ...this.settings, language })
    }
    if (call === 'session') return json(200, this.begin(JSON.parse(String(body))))
    const visitor = [...this.visitors.values()].find(
      each => `Bearer ${each.token}` === request.headers.authorization,
    )
    if (!visitor) return problem(401, 'token.invalid', '请重新开始')
    if (call === 'uploads') {
      const type = request.headers['content-type']
      if (type === 'application/pdf') return problem(415, 'file.type_refused', '这不是 PDF 文件')
      const upload = createHash('sha1').update(body).update(randomUUID()).digest('hex')
      this.uploads.set(upload, { type, data: body, bytes: body.length })
      const kind = type.startsWith('image/') ? 'image' : 'file'
      return json(201, { upload, kind, name: url.searchParams.get('name'), type, bytes: body.length })
    }
    if (call === 'messages') {
      const { refused, accepted } = this.take(visitor, JSON.parse(String(body)))
      return refused ? problem(400, refused.code, refused.detail) : json(202, { accepted })
    }
    if (call === 'signals') {
      const refused = this.signal(visitor, JSON.parse(String(body)))
      return refused
        ? problem(refused.status, refused.code, refused.detail)
        : answer.writeHead(204, cors).end()
    }
    if (call === 'timeline') {
      const after = url.searchParams.get('after')
      const before = url.searchParams.get('before')
      const read = () => ({
        ...this.page(visitor, { after, before }),
        changed: visitor.changed.splice(0),
        typing: visitor.typing,
        agent: visitor.agent,
      })
      const first = read()
      if (first.items.length || first.changed.length || Number(url.searchParams.get('wait') ?? 0) === 0)
        return json(200, first)
      const wake = () => {
        this.waiting.delete(wake)
        clearTimeout(timer)
        json(200, read())
      }
      const timer = setTimeout(wake, 5000)
      this.waiting.add(wake)
      return undefined
    }
    return problem(404, 'not_found', 'nothing here')
  }
}
