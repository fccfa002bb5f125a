import { defineStore } from 'pinia'
import { shallowReactive } from 'vue'
import { api, take } from '@/api/client'
import { ApiProblem } from '@/api/problem'
import type { ConversationDetail, Message } from '@/api/types'
import { useOutbox } from '../composer/use-outbox'
import { CatchUp, type Target } from './catch-up'
import { contiguousTo, firstUnsettled, merge, type Timeline } from './timeline'

const PAGE = 50
const MOST_HELD = 30

/** One conversation as far as it was read. */
export interface Thread {
  readonly id: string
  timeline: Timeline
  /** First number of the whole timeline, so that scrolling knows where it ends. */
  firstNumber: number
  detail: ConversationDetail | null
  phase: 'loading' | 'ready' | 'failed'
  problem: ApiProblem | null
  loadingOlder: boolean
}

const sleep = (ms: number) => new Promise<void>(resolve => setTimeout(resolve, ms))

/** The threads that were opened last, kept so that going back and forth shows them at once. */
export const useThreads = defineStore('threads', () => {
  const held = shallowReactive(new Map<string, Thread>())
  const catchUps = new Map<string, CatchUp>()

  /** Shows a conversation: its newest page, or what is held and whatever came since. */
  async function open(id: string): Promise<void> {
    const known = held.get(id)
    if (known?.phase === 'ready') {
      held.delete(id)
      held.set(id, known)
      await readDetail(known)
      const lastNumber = known.detail?.summary.lastNumber ?? 0
      await catchUp(id, { lastNumber, touched: firstUnsettled(known.timeline) })
      return
    }
    const thread = known ?? create(id)
    Object.assign(thread, { phase: 'loading', problem: null })
    try {
      const [page] = await Promise.all([readMessages(id, {}), readDetail(thread)])
      thread.firstNumber = page.firstNumber
      apply(thread, merge(thread.timeline, page.items))
      thread.phase = 'ready'
    } catch (error) {
      thread.problem = ApiProblem.from(error)
      thread.phase = 'failed'
    }
  }

  /** The page before the first message held. */
  async function older(id: string): Promise<void> {
    const thread = held.get(id)
    const first = thread?.timeline[0]?.number
    if (!thread || !first || first <= thread.firstNumber || thread.loadingOlder) return
    thread.loadingOlder = true
    try {
      const page = await readMessages(id, { before: first })
      thread.firstNumber = page.items.length ? page.firstNumber : first
      apply(thread, merge(thread.timeline, page.items))
    } finally {
      thread.loadingOlder = false
    }
  }

  /** Follows a hint; does nothing for a thread that is not held. */
  async function catchUp(id: string, target: Target): Promise<void> {
    const thread = held.get(id)
    if (thread?.phase === 'ready') await catchUps.get(id)!.to(target)
  }

  /**
   * After a loss: the one on screen reads its newest messages again, since deliveries may have changed unseen; the others are
   * let go and read anew when they are opened.
   */
  async function recover(id: string | null): Promise<void> {
    for (const other of [...held.keys()]) if (other !== id) forget(other)
    const thread = id ? held.get(id) : undefined
    if (!id || !thread) return
    if (thread.phase !== 'ready') return open(id)
    await readDetail(thread)
    const touched = thread.timeline[Math.max(0, thread.timeline.length - PAGE)]?.number ?? null
    await catchUp(id, { lastNumber: thread.detail?.summary.lastNumber ?? 0, touched })
  }

  /** A message the hub has just answered with. What lies between it and the last one known is read as well. */
  function put(id: string, message: Message): void {
    const thread = held.get(id)
    if (!thread) return
    apply(thread, merge(thread.timeline, [message]))
    if (contiguousTo(thread.timeline) < message.number) {
      void catchUp(id, { lastNumber: message.number, touched: null }).catch(() => {})
    }
  }

  async function readDetail(thread: Thread): Promise<void> {
    thread.detail = await take(api.GET('/api/conversations/{id}', { params: { path: { id: thread.id } } }))
  }

  /** What may be sent goes by what was said and how deliveries ended. */
  async function refreshReply(id: string): Promise<void> {
    const thread = held.get(id)
    if (!thread?.detail) return
    const reply = await take(api.GET('/api/conversations/{id}/reply', { params: { path: { id } } }))
    if (thread.detail) thread.detail = { ...thread.detail, reply }
  }

  function create(id: string): Thread {
    const thread = shallowReactive<Thread>({
      id,
      timeline: [],
      firstNumber: 1,
      detail: null,
      phase: 'loading',
      problem: null,
      loadingOlder: false,
    })
    held.set(id, thread)
    catchUps.set(
      id,
      new CatchUp({
        timeline: () => thread.timeline,
        apply: timeline => apply(thread, timeline),
        read: from => readMessages(id, { from }),
        wait: sleep,
      }),
    )
    for (const old of [...held.keys()].slice(0, Math.max(0, held.size - MOST_HELD))) forget(old)
    return thread
  }

  function forget(id: string): void {
    held.delete(id)
    catchUps.delete(id)
  }

  function apply(thread: Thread, timeline: Timeline): void {
    thread.timeline = timeline
    useOutbox().seen(timeline)
  }

  function lastKnown(id: string): number {
    return contiguousTo(held.get(id)?.timeline ?? [])
  }

  return { held, open, older, catchUp, recover, refreshReply, put, lastKnown }
})

function readMessages(id: string, query: { before?: number; from?: number }) {
  return take(
    api.GET('/api/conversations/{id}/messages', {
      params: { path: { id }, query: { ...query, limit: PAGE } },
    }),
  )
}
