import { vi } from 'vitest'
import { Chat } from '../src/chat'
import type { Entry, Frame, Settings } from '../src/protocol'

export const settings: Settings = {
  deployment: 'shop',
  version: 1,
  language: 'zh',
  languages: ['zh', 'en'],
  look: { name: '栖禾家居', colour: '#2c5e58', greeting: '您好' },
  icon: { kind: 'floating' },
  groups: [{ id: 'sales', name: '售前' }],
  form: [],
  open: true,
  messageForm: [],
  pages: { show: [], hide: [] },
  limits: { textLength: 20, fileBytes: 1000, fileTypes: ['image/*', 'application/pdf'], recallSeconds: 120 },
}

/** The hub's end of every socket that was opened, in order. */
export class FakeSocket {
  static all: FakeSocket[] = []
  static OPEN = 1
  /** Whether what lies between cuts every attempt. */
  static blocked = false
  readyState = 0
  sent: Record<string, unknown>[] = []
  onopen?: (() => void) | null
  onmessage?: ((event: { data: string }) => void) | null
  onclose?: ((event: { code: number }) => void) | null

  constructor(readonly url: string) {
    FakeSocket.all.push(this)
    queueMicrotask(() => {
      if (FakeSocket.blocked) return this.end(1006)
      this.readyState = 1
      this.onopen?.()
    })
  }

  send(text: string): void {
    this.sent.push(JSON.parse(text) as Record<string, unknown>)
  }

  close(): void {
    this.readyState = 3
  }

  end(code: number): void {
    this.readyState = 3
    this.onclose?.({ code })
  }

  async say(frame: Frame): Promise<void> {
    this.onmessage?.({ data: JSON.stringify(frame) })
    await settle()
  }

  /** Takes the client in, with what is there. */
  async welcome(items: Entry[] = [], more: { older?: boolean; visitor?: string } = {}): Promise<void> {
    await this.say({
      type: 'welcome',
      session: {
        token: 'token-1',
        expires: '2030-01-01T00:00:00Z',
        visitor: more.visitor ?? 'v1',
        member: false,
      },
    })
    await this.say({
      type: 'messages',
      items,
      cursor: items[items.length - 1]?.cursor ?? '',
      older: more.older,
    })
  }

  of(type: string): Record<string, unknown>[] {
    return this.sent.filter(frame => frame.type === type)
  }
}

export const lastSocket = () => FakeSocket.all[FakeSocket.all.length - 1]!

/** Lets everything that was promised happen. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 40; i++) await Promise.resolve()
  await vi.advanceTimersByTimeAsync(0)
}

export interface Call {
  path: string
  cache?: string
  body?: Record<string, unknown>
  token: string
}

export interface FakeHub {
  calls: Call[]
  /** What a path answers; a number is a refusal with that status. */
  answers: Record<string, (call: Call) => unknown>
}

/** Stands in the place of fetch and WebSocket. */
export function fakeHub(): FakeHub {
  FakeSocket.all = []
  FakeSocket.blocked = false
  let visitors = 0
  const hub: FakeHub = {
    calls: [],
    answers: {
      settings: () => settings,
      session: () => {
        visitors++
        return {
          token: `token-${visitors}`,
          expires: '2030-01-01T00:00:00Z',
          visitor: `v${visitors}`,
          member: false,
        }
      },
    },
  }
  vi.stubGlobal('WebSocket', FakeSocket)
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    const path = url.replace('https://hub/visitors/shop/', '').replace(/\?.*/, '')
    const headers = init.headers as Record<string, string>
    const call: Call = {
      path: url.replace('https://hub/visitors/shop/', ''),
      body: init.body ? (JSON.parse(String(init.body)) as Record<string, unknown>) : undefined,
      token: headers.Authorization ?? '',
      cache: init.cache,
    }
    hub.calls.push(call)
    const answer = await hub.answers[path]?.(call)
    if (answer === undefined) return { ok: true, status: 204 }
    const refused = typeof answer === 'number'
    return {
      ok: !refused,
      status: refused ? answer : 200,
      json: async () => (refused ? { code: 'token.invalid', detail: '不行' } : answer),
    }
  })
  return hub
}

export async function newChat(): Promise<Chat> {
  const chat = new Chat('https://hub', 'shop', 'zh')
  await chat.begin()
  await settle()
  return chat
}

/** A chat whose window is open and whose hub has taken it in. */
export async function openChat(items: Entry[] = [], more: { older?: boolean } = {}) {
  const chat = await newChat()
  chat.open()
  await settle()
  const socket = lastSocket()
  await socket.welcome(items, more)
  return { chat, socket }
}

export function entry(number: number, from: Entry['from'], text: string, more: Partial<Entry> = {}): Entry {
  return {
    cursor: `c${number}`,
    key: `k${number}`,
    from,
    at: new Date().toISOString(),
    content: { kind: 'text', text },
    ...more,
  }
}
