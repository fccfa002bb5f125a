import { describe, expect, it } from 'vitest'
import type { Outgoing } from '@/workbench/composer/outbox'
import { itemsOf, type Item } from '@/workbench/thread/items'
import { message } from './samples'

const mine = { kind: 'agent', id: '1', name: '小满' } as const
const sending = (clientId: string, createdAt: string): Outgoing => ({
  clientId,
  conversationId: '7',
  text: 'words',
  createdAt,
  state: 'posting',
  problem: null,
  code: null,
})
const types = (items: Item[]) => items.map(item => item.type)
const keys = (items: Item[]) =>
  items.flatMap(item => (item.type === 'group' ? item.bubbles.map(b => b.key) : []))

describe('a thread', () => {
  it('puts together what one person said in one go', () => {
    const items = itemsOf([message(1), message(2), message(3, { author: mine })], [], null)
    expect(types(items)).toEqual(['day', 'group', 'group'])
  })

  it('begins anew after five minutes and after an event', () => {
    const later = '2026-03-02T08:06:00Z'
    const event = message(3, { createdAt: later, content: { kind: 'entered', text: null, fields: {} } })
    const items = itemsOf(
      [message(1), message(2, { createdAt: later }), event, message(4, { createdAt: later })],
      [],
      null,
    )
    expect(types(items)).toEqual(['day', 'group', 'group', 'event', 'group'])
  })

  it('separates days', () => {
    const items = itemsOf([message(1), message(2, { createdAt: '2026-03-04T08:00:00Z' })], [], null)
    expect(types(items)).toEqual(['day', 'group', 'day', 'group'])
  })

  it('shows a message under the same key before and after the hub confirmed it, and only once', () => {
    const entry = sending('abc', message(2).createdAt)
    const confirmed = message(2, { author: mine, clientId: 'abc' })
    const before = itemsOf([message(1)], [entry], '小满')
    const between = itemsOf([message(1), confirmed], [entry], '小满')
    const after = itemsOf([message(1), confirmed], [], '小满')
    expect(keys(before)).toEqual(keys(after))
    expect(keys(between)).toEqual(keys(after))
  })

  it('makes a line of what happened, whoever did it', () => {
    const closed = message(1, {
      author: { kind: 'system', id: null, name: null },
      content: { kind: 'closed', text: null, fields: {} },
    })
    expect(types(itemsOf([closed], [], null))).toEqual(['day', 'event'])
  })
})
