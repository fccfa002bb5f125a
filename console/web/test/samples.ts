import type { ConversationSummary, Delivery, MenuLimits, Message } from '@/api/types'

const START = Date.parse('2026-03-02T08:00:00Z')

export function message(number: number, change: Partial<Message> = {}): Message {
  return {
    number,
    author: { kind: 'customer', id: null, name: null },
    createdAt: new Date(START + number * 1000).toISOString(),
    content: { kind: 'text', text: `words ${number}`, fields: {} },
    clientId: null,
    delivery: null,
    media: null,
    via: null,
    sentAs: null,
    recalled: false,
    ...change,
  }
}

export function messages(from: number, to: number): Message[] {
  return Array.from({ length: to - from + 1 }, (_, i) => message(from + i))
}

export function delivery(change: Partial<Delivery> = {}): Delivery {
  return {
    state: 'accepted',
    reason: null,
    code: null,
    text: null,
    attempts: 1,
    nextAttemptAt: null,
    canResend: false,
    ...change,
  }
}

export function summary(id: string, change: Partial<ConversationSummary> = {}): ConversationSummary {
  return {
    id,
    state: 'queued',
    version: 1,
    customer: { id: `c${id}`, name: `客户 ${id}` },
    channel: { type: 'wechat', accountId: '1', accountName: '公众号' },
    group: null,
    lastNumber: 1,
    preview: { author: 'customer', kind: 'text', text: '你好' },
    activityAt: '2026-03-02T08:00:00Z',
    waitingSince: null,
    unread: 0,
    ...change,
  }
}

/** A promise that the test settles, for calls that are under way. */
export function deferred<T>() {
  let resolve!: (value: T) => void
  let reject!: (reason: unknown) => void
  const promise = new Promise<T>((yes, no) => {
    resolve = yes
    reject = no
  })
  return { promise, resolve, reject }
}

/** Lets everything run that waits for promises only. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 50; i++) await Promise.resolve()
}

export function menuLimits(change: Partial<MenuLimits> = {}): MenuLimits {
  return {
    published: true,
    topEntries: 3,
    subEntries: 5,
    topNameBytes: 16,
    subNameBytes: 60,
    keyBytes: 128,
    urlBytes: 1024,
    textMax: 2048,
    textUnit: 'bytes',
    urlSchemes: ['http', 'https'],
    kinds: ['CLICK', 'LINK', 'MINI_PROGRAM', 'SCAN', 'PLACE'],
    conditional: 20,
    ...change,
  }
}
