import type { ConversationSummary, ConversationTab } from '@/api/types'

interface Moments {
  /** Infinity for whoever does not wait. */
  waiting: number
  activity: number
}

/** Read once: a list of thousands is sorted at every change. */
const moments = new WeakMap<ConversationSummary, Moments>()

function momentsOf(summary: ConversationSummary): Moments {
  let found = moments.get(summary)
  if (!found) {
    found = {
      waiting: summary.waitingSince ? Date.parse(summary.waitingSince) : Infinity,
      activity: Date.parse(summary.activityAt),
    }
    moments.set(summary, found)
  }
  return found
}

/** Who needs us first: whoever waits, longest first; then the latest activity. The hub orders its pages in the same way. */
export function byNeed(a: ConversationSummary, b: ConversationSummary): number {
  const one = momentsOf(a)
  const other = momentsOf(b)
  if (one.waiting !== other.waiting) return one.waiting < other.waiting ? -1 : 1
  return other.activity - one.activity || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
}

export function belongsTo(tab: ConversationTab, summary: ConversationSummary): boolean {
  switch (tab) {
    case 'queue':
      return summary.state === 'queued'
    case 'closed':
      return summary.state === 'closed'
    default:
      return summary.state !== 'closed'
  }
}

/**
 * The order to show while the pointer rests on the list: what was there keeps its place, what left is gone, what follows the
 * end (the next page) is put there, and what would push in between is held back. `held` is how many are waiting to be shown.
 */
export function steady(shown: readonly string[], wanted: readonly string[]): { ids: string[]; held: number } {
  const want = new Set(wanted)
  const kept = shown.filter(id => want.has(id))
  const known = new Set(kept)
  const end = kept.length > 0 ? wanted.indexOf(kept.at(-1)!) : -1
  const following = wanted.slice(end + 1).filter(id => !known.has(id))
  return { ids: [...kept, ...following], held: want.size - kept.length - following.length }
}

export type Urgency = 'calm' | 'warn' | 'bad'

/** Amber from 3 minutes, red from 6: the house's service level until groups have their own. */
export function urgency(waitedMs: number): Urgency {
  return waitedMs >= 6 * 60_000 ? 'bad' : waitedMs >= 3 * 60_000 ? 'warn' : 'calm'
}
