import type { Message } from '@/api/types'
import type { Outgoing } from '../composer/outbox'
import type { Timeline } from './timeline'
import { isEvent } from './words'

/** A message of the timeline, or one of ours that the hub has not confirmed yet. */
export interface Bubble {
  /** Stays the same when the hub confirms what was shown already, so that nothing blinks. */
  key: string
  message: Message | null
  outgoing: Outgoing | null
}

export type Item =
  | { type: 'day'; key: string; at: string }
  | { type: 'event'; key: string; message: Message }
  | {
      type: 'group'
      key: string
      author: 'customer' | 'agent' | 'bot'
      name: string | null
      at: string
      bubbles: Bubble[]
    }

const TOGETHER = 5 * 60_000

/** What a thread shows: days, events, and what one person said in one go. Order is the timeline's, by number. */
export function itemsOf(timeline: Timeline, outgoing: readonly Outgoing[], myName: string | null): Item[] {
  const items: Item[] = []
  let day = ''
  let last: { speaker: string; at: number } | null = null

  function dayOf(at: string): void {
    const key = new Date(at).toDateString()
    if (key === day) return
    day = key
    last = null
    items.push({ type: 'day', key: `day ${key} ${items.length === 0 ? '' : items.length}`, at })
  }

  function say(
    author: 'customer' | 'agent' | 'bot',
    id: string,
    name: string | null,
    at: string,
    bubble: Bubble,
  ): void {
    const time = Date.parse(at)
    const group = items.at(-1)
    const speaker = `${author} ${id}`
    if (group?.type === 'group' && last?.speaker === speaker && time - last.at < TOGETHER)
      group.bubbles.push(bubble)
    else items.push({ type: 'group', key: bubble.key, author, name, at, bubbles: [bubble] })
    last = { speaker, at: time }
  }

  const known = new Set<string>()
  for (const message of timeline) {
    if (message.clientId) known.add(message.clientId)
    dayOf(message.createdAt)
    const key = message.clientId ? `c ${message.clientId}` : `n ${message.number}`
    const { kind, id, name } = message.author
    if (kind === 'system' || isEvent(message)) {
      items.push({ type: 'event', key, message })
      last = null
    } else {
      say(kind, kind === 'agent' ? (name ?? id ?? '') : '', name, message.createdAt, {
        key,
        message,
        outgoing: null,
      })
    }
  }
  for (const entry of outgoing) {
    if (known.has(entry.clientId)) continue
    dayOf(entry.createdAt)
    say('agent', myName ?? '', myName, entry.createdAt, {
      key: `c ${entry.clientId}`,
      message: null,
      outgoing: entry,
    })
  }
  return items
}
