import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Chat } from '../src/chat'
import {
  entry,
  fakeHub,
  FakeSocket,
  lastSocket,
  newChat,
  openChat,
  settings,
  settle,
  type FakeHub,
} from './fakes'

let hub: FakeHub
const chats: Chat[] = []
const keep = <T extends { chat: Chat }>(opened: T): T => {
  chats.push(opened.chat)
  return opened
}

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true })
  localStorage.clear()
  sessionStorage.clear()
  hub = fakeHub()
})

afterEach(() => {
  for (const chat of chats.splice(0)) chat.end()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('a page that nobody chats on opens no socket and begins no visitor', async () => {
  keep({ chat: await newChat() })
  expect(FakeSocket.all).toHaveLength(0)
  expect(hub.calls.map(call => call.path)).toEqual(['settings?language=zh'])
})

test('a message is shown at once, sent under its own id, and stands once when the hub returns it', async () => {
  const { chat, socket } = keep(await openChat())
  chat.sendText('你好')
  expect(chat.outbox.list).toMatchObject([{ state: 'sending', content: { text: '你好' } }])
  const sent = socket.of('send')[0]!
  expect(sent).toMatchObject({ content: { kind: 'text', text: '你好' } })
  const id = String(sent.id)
  await socket.say({ type: 'accepted', id })
  expect(chat.outbox.list).toMatchObject([{ id, state: 'accepted' }])
  await socket.say({ type: 'messages', items: [entry(1, 'visitor', '你好', { id })], cursor: 'c1' })
  expect(chat.outbox.list).toHaveLength(0)
  expect(chat.entries.list.map(each => each.content.text)).toEqual(['你好'])
})

test('what the hub did not accept survives a reload and goes again under the same id', async () => {
  const { chat, socket } = keep(await openChat())
  chat.sendText('还没到')
  const id = socket.of('send')[0]!.id
  chat.end()
  const again = keep(await openChat())
  expect(again.chat.outbox.list).toMatchObject([{ id, content: { text: '还没到' } }])
  expect(again.socket.of('send').map(frame => frame.id)).toEqual([id])
})

test('what the hub accepted is not sent again after a reload', async () => {
  const { chat, socket } = keep(await openChat())
  chat.sendText('到了')
  await socket.say({ type: 'accepted', id: String(socket.of('send')[0]!.id) })
  chat.end()
  const again = keep(await openChat())
  expect(again.chat.outbox.list).toHaveLength(0)
  expect(again.socket.of('send')).toHaveLength(0)
})

test('a refusal stands at the message in the hub’s words, and sending again keeps the id', async () => {
  const { chat, socket } = keep(await openChat())
  chat.sendText('太快')
  const id = String(socket.of('send')[0]!.id)
  await socket.say({ type: 'refused', id, code: 'rate.exceeded', detail: '请稍等' })
  expect(chat.outbox.list).toMatchObject([{ id, state: 'refused', detail: '请稍等' }])
  chat.again(id)
  expect(socket.of('send').map(frame => frame.id)).toEqual([id, id])
  await socket.say({ type: 'refused', id, code: 'rate.exceeded', detail: '请稍等' })
  chat.discard(id)
  expect(chat.outbox.list).toHaveLength(0)
})

test('an entry that comes twice stands once', async () => {
  const { chat, socket } = keep(await openChat([entry(1, 'agent', '在')]))
  await socket.say({
    type: 'messages',
    items: [entry(1, 'agent', '在'), entry(2, 'agent', '吗')],
    cursor: 'c2',
  })
  expect(chat.entries.list.map(each => each.key)).toEqual(['k1', 'k2'])
})

test('after a lost connection it goes on from its cursor and sends what waited', async () => {
  const { chat, socket } = keep(await openChat([entry(7, 'agent', '在')]))
  socket.end(1006)
  expect(chat.status).toBe('down')
  chat.sendText('断了')
  expect(socket.of('send')).toHaveLength(0)
  await vi.advanceTimersByTimeAsync(1500)
  const next = lastSocket()
  expect(next).not.toBe(socket)
  await settle()
  expect(next.of('hello')).toMatchObject([{ after: 'c7', token: 'token-1' }])
  await next.welcome([entry(8, 'agent', '还在')])
  expect(next.of('send')).toMatchObject([{ content: { text: '断了' } }])
  expect(chat.entries.list.map(each => each.key)).toEqual(['k7', 'k8'])
})

test('a node that restarts is come back to at once', async () => {
  const { socket } = keep(await openChat())
  socket.end(1012)
  await vi.advanceTimersByTimeAsync(1000)
  expect(lastSocket()).not.toBe(socket)
})

test('a token that is no longer taken begins a new visitor, and what was being sent goes along', async () => {
  const { chat, socket } = keep(await openChat([entry(1, 'agent', '旧')]))
  socket.end(1006)
  chat.sendText('新的')
  await vi.advanceTimersByTimeAsync(1500)
  lastSocket().end(4001)
  await vi.advanceTimersByTimeAsync(2500)
  await settle()
  expect(lastSocket().of('hello')).toMatchObject([{ token: 'token-2' }])
  await lastSocket().welcome([], { visitor: 'v2' })
  expect(chat.entries.list).toHaveLength(0)
  expect(lastSocket().of('send')).toMatchObject([{ content: { text: '新的' } }])
})

test('where sockets are blocked everything goes over HTTP', async () => {
  FakeSocket.blocked = true
  let woken = () => {}
  let cursor = 0
  hub.answers.timeline = call => {
    const page = { items: [entry(++cursor, 'agent', `第 ${cursor} 条`)], cursor: `c${cursor}`, older: false }
    if (!call.path.includes('after')) return page
    return new Promise(resolve => (woken = () => resolve(page)))
  }
  hub.answers.messages = call => ({ accepted: call.body?.id })
  const chat = await newChat()
  keep({ chat })
  chat.open()
  await vi.advanceTimersByTimeAsync(3000)
  await settle()
  expect(chat.status).toBe('up')
  expect(chat.entries.list.map(each => each.content.text)).toEqual(['第 1 条'])
  chat.sendText('走 HTTP')
  await settle()
  expect(hub.calls.filter(call => call.path === 'messages')).toMatchObject([
    { token: 'Bearer token-1', body: { content: { text: '走 HTTP' } } },
  ])
  expect(chat.outbox.list).toMatchObject([{ state: 'accepted' }])
  woken()
  await settle()
  expect(chat.entries.list).toHaveLength(2)
  expect(hub.calls.some(call => call.path === 'timeline?after=c1&wait=25')).toBe(true)
})

test('earlier entries come before what is there', async () => {
  const { chat, socket } = keep(await openChat([entry(5, 'agent', '新')], { older: true }))
  chat.older()
  chat.older()
  expect(socket.of('older')).toEqual([{ type: 'older', before: 'c5' }])
  await socket.say({ type: 'messages', items: [entry(4, 'visitor', '旧')], before: 'c5', older: false })
  expect(chat.entries.list.map(each => each.key)).toEqual(['k4', 'k5'])
  expect(chat.entries.older).toBe(false)
  expect(chat.entries.cursor).toBe('c5')
})

test('earlier entries that could not be read can be asked for again', async () => {
  const { chat, socket } = keep(await openChat([entry(5, 'agent', '新')], { older: true }))
  chat.older()
  await socket.say({ type: 'refused', id: '', code: 'unavailable', detail: '请稍后', retryAfter: 1 })
  chat.older()
  expect(socket.of('older')).toHaveLength(2)
})

test('a message is taken back within two minutes, and shown so when the hub says so', async () => {
  const { chat, socket } = keep(await openChat([entry(1, 'visitor', '写错了', { id: 'mine' })]))
  const [mine] = chat.entries.list
  expect(chat.recallable(mine!)).toBe(true)
  chat.recall(mine!)
  expect(socket.of('recall')).toEqual([{ type: 'recall', id: 'mine' }])
  await socket.say({ type: 'refused', id: 'mine', code: 'recall.too_late', detail: '太晚了' })
  expect(chat.notes.get('mine')).toBe('太晚了')
  await socket.say({ type: 'changed', items: [{ ...mine!, recalled: true }] })
  expect(chat.entries.list).toMatchObject([{ key: 'k1', recalled: true }])
  const old = entry(2, 'visitor', '早了', { at: new Date(Date.now() - 121_000).toISOString() })
  expect(chat.recallable(old)).toBe(false)
})

test('an agent’s reading marks what the visitor wrote up to there', async () => {
  const { chat, socket } = keep(
    await openChat([entry(1, 'visitor', '一'), entry(2, 'agent', '二'), entry(3, 'visitor', '三')]),
  )
  await socket.say({ type: 'read', cursor: 'c2' })
  expect(chat.entries.list.map(each => each.state)).toEqual(['read', undefined, undefined])
})

test('an open window reads what comes and tells the hub once; a closed one counts it', async () => {
  const { chat, socket } = keep(await openChat([entry(1, 'agent', '在')]))
  expect(socket.of('read')).toEqual([{ type: 'read', cursor: 'c1' }])
  chat.close()
  document.title = '小店'
  await socket.say({
    type: 'messages',
    items: [entry(2, 'agent', '还在'), entry(3, 'bot', '吗')],
    cursor: 'c3',
  })
  expect(chat.unread()).toHaveLength(2)
  expect(document.title).toBe('(2) 小店')
  chat.open()
  expect(chat.unread()).toHaveLength(0)
  expect(document.title).toBe('小店')
  expect(socket.of('read').map(frame => frame.cursor)).toEqual(['c1', 'c3'])
})

test('what is typed is told at most once in 800 ms, with what stands there last', async () => {
  const { chat, socket } = keep(await openChat())
  await vi.advanceTimersByTimeAsync(1000)
  for (const text of ['你', '你好', '你好吗']) chat.write(text)
  await vi.advanceTimersByTimeAsync(0)
  chat.write('你好吗？')
  await vi.advanceTimersByTimeAsync(800)
  expect(socket.of('typing').map(frame => frame.text)).toEqual(['你好吗', '你好吗？'])
})

test('an agent’s typing ends by itself after 15 s, and with the message', async () => {
  const { chat, socket } = keep(await openChat())
  await socket.say({ type: 'typing', typing: true, name: '小满' })
  expect(chat.typing).toEqual({ name: '小满' })
  await vi.advanceTimersByTimeAsync(15_000)
  expect(chat.typing).toBeUndefined()
  await socket.say({ type: 'typing', typing: true, name: '小满' })
  await socket.say({ type: 'messages', items: [entry(1, 'agent', '好')], cursor: 'c1' })
  expect(chat.typing).toBeUndefined()
})

test('two tabs show the same while one of them sends, and neither sends the other’s', async () => {
  const first = keep(await openChat())
  const second = keep(await openChat())
  first.chat.sendText('一次')
  await vi.waitFor(() => expect(second.chat.outbox.list).toMatchObject([{ content: { text: '一次' } }]))
  expect(second.socket.of('send')).toHaveLength(0)
  const id = String(first.socket.of('send')[0]!.id)
  for (const { socket } of [first, second]) {
    await socket.say({ type: 'messages', items: [entry(1, 'visitor', '一次', { id })], cursor: 'c1' })
  }
  for (const { chat } of [first, second]) {
    expect(chat.outbox.list).toHaveLength(0)
    expect(chat.entries.list).toHaveLength(1)
  }
})

test('reading in one tab takes the number away in the other', async () => {
  const first = keep(await openChat())
  const second = keep(await openChat())
  second.chat.close()
  const counts: unknown[] = []
  second.chat.on('unread', count => counts.push(count))
  await second.socket.say({ type: 'messages', items: [entry(1, 'agent', '在')], cursor: 'c1' })
  expect(counts).toEqual([1])
  await first.socket.say({ type: 'messages', items: [entry(1, 'agent', '在')], cursor: 'c1' })
  await vi.waitFor(() => expect(counts).toEqual([1, 0]))
})

test('the form comes before the first word, and comes back with what was filled in if the hub refuses it', async () => {
  hub.answers.settings = () => ({
    ...settings,
    form: [{ name: 'phone', label: '手机', kind: 'phone', required: true }],
  })
  const { chat, socket } = keep(await openChat())
  expect(chat.formNow()).toBe('before')
  chat.fill('phone', '123')
  chat.submit('before', { phone: '123' })
  expect(chat.formNow()).toBeUndefined()
  const sent = socket.of('send')[0]!
  expect(sent.content).toEqual({ kind: 'form', form: 'before', fields: { phone: '123' } })
  await socket.say({ type: 'refused', id: String(sent.id), code: 'content.invalid', detail: '手机号不对' })
  expect(chat.formNow()).toBe('before')
  expect(chat.formProblem).toBe('手机号不对')
  expect(chat.filled).toEqual({ phone: '123' })
})

test('when nobody is there the form to leave a message stands first', async () => {
  const form = [{ name: 'question', label: '想问什么', kind: 'long', required: true }]
  hub.answers.settings = () => ({ ...settings, open: false, messageForm: form })
  const { chat, socket } = keep(await openChat())
  expect(chat.formNow()).toBe('message')
  chat.submit('message', { question: '几点开门' })
  expect(socket.of('send')).toMatchObject([
    { content: { form: 'message', fields: { question: '几点开门' } } },
  ])
  expect(chat.formNow()).toBeUndefined()
})

test('the group that was picked goes with the first message only', async () => {
  const { chat, socket } = keep(await openChat())
  chat.show('sales')
  chat.sendText('一')
  chat.sendText('二')
  chat.show('nowhere')
  chat.sendText('三')
  expect(socket.of('send').map(frame => frame.group ?? null)).toEqual(['sales', null, null])
})

test('a member who signs in is that member; signing out leaves nothing behind', async () => {
  const { chat, socket } = keep(await openChat([entry(1, 'agent', '在')]))
  chat.member('a.jwt.b')
  await settle()
  expect(hub.calls.filter(call => call.path === 'session').pop()?.body).toMatchObject({ member: 'a.jwt.b' })
  expect(lastSocket()).not.toBe(socket)
  await lastSocket().welcome([entry(9, 'agent', '会员您好')], { visitor: 'v2' })
  expect(chat.entries.list.map(each => each.key)).toEqual(['k9'])
  chat.sendText('还没到')
  chat.member(null)
  await settle()
  expect(chat.entries.list).toHaveLength(0)
  expect(chat.outbox.list).toHaveLength(0)
  expect(hub.calls.filter(call => call.path === 'session').pop()?.body).not.toHaveProperty('token')
})

test('files are refused before they are sent: too large, empty, of a kind that is not taken', async () => {
  const { chat } = keep(await openChat())
  const file = (bytes: number, name: string, type: string) =>
    new File([new Uint8Array(bytes)], name, { type })
  expect(chat.uploads.problem(file(10, 'a.png', 'image/png'))).toBeUndefined()
  expect(chat.uploads.problem(file(0, 'a.png', 'image/png'))).toContain('空文件')
  expect(chat.uploads.problem(file(2048, 'a.png', 'image/png'))).toContain('2 KB')
  expect(chat.uploads.problem(file(10, 'a.exe', 'application/x-msdownload'))).toContain('a.exe')
})

test('of an upload that a reload interrupted it says that the file has to be chosen again', async () => {
  vi.stubGlobal(
    'XMLHttpRequest',
    class {
      upload = {}
      open() {}
      setRequestHeader() {}
      send() {}
      abort() {}
    },
  )
  const { chat } = keep(await openChat())
  chat.uploads.send(new File(['x'], '灯罩.png', { type: 'image/png' }))
  await settle()
  expect(chat.outbox.list).toMatchObject([{ state: 'uploading' }])
  chat.end()
  const again = keep(await openChat())
  expect(again.chat.outbox.list).toMatchObject([
    { state: 'refused', lost: true, content: { name: '灯罩.png' } },
  ])
})

test('when the deployment changed its new settings are fetched past the browser’s cache, and drawn', async () => {
  const { chat, socket } = keep(await openChat())
  hub.answers.settings = () => ({ ...settings, version: 2, look: { ...settings.look, name: '新名字' } })
  await socket.say({ type: 'settings', version: 2 })
  expect(hub.calls[hub.calls.length - 1]).toMatchObject({ path: 'settings?language=zh', cache: 'reload' })
  expect(chat.settings?.look.name).toBe('新名字')
})
