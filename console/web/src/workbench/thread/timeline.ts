import type { Message } from '@/api/types'

/**
 * What is held of one conversation's timeline: ascending by number, each number once. The hub numbers 1, 2, 3… without gaps,
 * so a gap here means that something has not been read yet.
 */
export type Timeline = readonly Message[]

/** Both together, ascending by number; where both have a number, the newly read one counts. */
export function merge(held: Timeline, read: readonly Message[]): Timeline {
  if (read.length === 0) return held
  const last = held.at(-1)
  const ascending = read.every((message, i) => i === 0 || read[i - 1]!.number < message.number)
  if (ascending && (!last || last.number < read[0]!.number)) return [...held, ...read]
  const byNumber = new Map(held.map(message => [message.number, message]))
  for (const message of read) byNumber.set(message.number, message)
  return [...byNumber.values()].sort((a, b) => a.number - b.number)
}

/** The last number up to which nothing is missing from the first one held; 0 for an empty timeline. */
export function contiguousTo(timeline: Timeline): number {
  let last = timeline[0]?.number ?? 0
  for (const message of timeline) {
    if (message.number > last + 1) break
    last = message.number
  }
  return last
}

/** The first message of ours whose delivery may still change, or null. */
export function firstUnsettled(timeline: Timeline): number | null {
  return (
    timeline.find(m => m.delivery?.state === 'pending' || m.delivery?.state === 'sending')?.number ?? null
  )
}

/** Where to read from to learn about everything up to a hint: new messages and changed deliveries, nothing older than held. */
export function readFrom(timeline: Timeline, touched: number | null): number {
  const next = contiguousTo(timeline) + 1
  if (touched === null || timeline.length === 0) return next
  return Math.max(timeline[0]!.number, Math.min(next, touched))
}
