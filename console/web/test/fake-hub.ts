import { vi } from 'vitest'
import type { ConversationSummary, Message } from '@/api/types'
import { FakeSocket } from './fake-socket'
import { messages, summary } from './samples'

interface Stored {
  summary: ConversationSummary
  messages: Message[]
}

/** The hub's REST side in memory, behind `fetch`, and its socket side behind `WebSocket`. */
export class FakeHub {
  readonly conversations = new Map<string, Stored>()
  readonly calls: string[] = []
  /** Answers of the hub are a failure until this is set back. */
  down = false

  install(): this {
    FakeSocket.all = []
    vi.stubGlobal('WebSocket', FakeSocket)
    vi.stubGlobal('fetch', (request: Request | string) =>
      this.answer(typeof request === 'string' ? new Request(new URL(request, location.origin)) : request),
    )
    document.cookie = 'XSRF-TOKEN=t'
    return this
  }

  put(id: string, count: number, change: Partial<ConversationSummary> = {}): Stored {
    const stored = {
      summary: summary(id, { lastNumber: count, version: count, ...change }),
      messages: messages(1, count),
    }
    this.conversations.set(id, stored)
    return stored
  }

  /** The customer writes until the conversation has this many messages. */
  grow(id: string, count: number): void {
    const { messages: before } = this.conversations.get(id)!
    this.put(id, count).messages.splice(0, before.length, ...before)
  }

  reads(of: string): string[] {
    return this.calls.filter(call => call.includes(of))
  }

  private async answer(request: Request): Promise<Response> {
    const url = new URL(request.url)
    this.calls.push(`${request.method} ${url.pathname}${url.search}`)
    if (this.down) throw new TypeError('Failed to fetch')
    const [, , , id, part] = url.pathname.split('/')
    if (!id) return Response.json(this.list(url.searchParams.get('ids')?.split(',')))
    const stored = this.conversations.get(id)
    if (!stored) return Response.json({ code: 'conversation.unknown' }, { status: 404 })
    if (request.method === 'POST') return Response.json(this.append(stored, await request.json()))
    return Response.json(part ? this.page(stored, url.searchParams) : this.detail(stored))
  }

  private list(ids: string[] | undefined) {
    const items = [...this.conversations.values()].map(stored => stored.summary)
    return {
      items: ids ? items.filter(item => ids.includes(item.id)) : items,
      next: null,
      counts: { queue: items.length, open: items.length, closed: 0 },
    }
  }

  private page(stored: Stored, query: URLSearchParams) {
    const all = stored.messages
    const from = Number(query.get('from') ?? 0)
    const before = Number(query.get('before') ?? Infinity)
    const found = from
      ? all.filter(m => m.number >= from).slice(0, 50)
      : all.filter(m => m.number < before).slice(-50)
    return { items: found, firstNumber: 1, lastNumber: all.length }
  }

  private detail({ summary: of }: Stored) {
    const customer = { ...of.customer, firstSeenAt: of.activityAt, identities: [] }
    return {
      summary: of,
      customer,
      reply: {
        canSend: true,
        maxLength: 2048,
        lengthUnit: 'bytes',
        segments: null,
        sends: ['text'],
        media: [],
        showsTyping: false,
        mostArticles: 1,
        allowance: null,
        recalls: false,
      },
      readByCustomer: 0,
    }
  }

  private append(stored: Stored, { clientId, text }: { clientId: string; text: string }): Message {
    const known = stored.messages.find(m => m.clientId === clientId)
    if (known) return known
    const added: Message = {
      ...messages(stored.messages.length + 1, stored.messages.length + 1)[0]!,
      author: { kind: 'agent', id: '1', name: '小满' },
      content: { kind: 'text', text, fields: {} },
      clientId,
    }
    stored.messages.push(added)
    stored.summary = { ...stored.summary, lastNumber: added.number, version: added.number }
    return added
  }
}
