import { defineStore } from 'pinia'
import { ref, watch } from 'vue'
import { i18n } from '@/i18n'
import { useSession } from '@/session/store'
import { useOutbox } from '../composer/use-outbox'
import { useConversations } from '../list/conversations'
import { PATIENCE } from '../thread/catch-up'
import { useThreads } from '../thread/threads'
import { HintBuffer } from './hint-buffer'
import { useSignals } from './signals'
import { AgentSocket, type Hint } from './socket'

/** A loss shorter than this is nobody's business. */
const QUIET_LOSS = 1_500

/** How often the hub is asked while its nodes can't tell each other what is new. */
const ASK_EVERY = 5_000

/** Keeps list, threads and outbox in step with the hub over the agents' WebSocket. */
export const useLive = defineStore('live', () => {
  const lost = ref(false)
  const degraded = ref(false)
  /** The conversation on screen. */
  const current = ref<string | null>(null)
  let socket: AgentSocket | null = null
  let lossTimer: ReturnType<typeof setTimeout> | undefined
  let asking: ReturnType<typeof setInterval> | undefined

  // Names, states and reasons come from the hub in the reader's language.
  watch(i18n.global.locale, () => socket && readAnew())

  watch(current, id => socket?.look(id))

  const buffer = new HintBuffer(async hints => {
    const threads = useThreads()
    // Summaries and the threads that are held; neither waits for the other.
    const reads = hints.map(hint => threads.catchUp(hint.id, hint))
    await Promise.allSettled([refreshSummaries(hints), ...reads])
  })

  function start(agentId: string): void {
    stop()
    useOutbox().start(agentId)
    socket = new AgentSocket(
      {
        connected,
        lost: onLost,
        hints: items => buffer.add(items),
        degraded: onDegraded,
        signal: signal => useSignals().take(signal),
        ended,
        refused,
      },
      { url: `${location.origin.replace(/^http/, 'ws')}/ws/agent` },
    )
    socket.start()
    addEventListener('online', nudge)
    document.addEventListener('visibilitychange', nudge)
    addEventListener('beforeunload', askToStay)
  }

  function stop(): void {
    socket?.stop()
    socket = null
    buffer.clear()
    clearTimeout(lossTimer)
    clearInterval(asking)
    lost.value = degraded.value = false
    useOutbox().stop()
    removeEventListener('online', nudge)
    document.removeEventListener('visibilitychange', nudge)
    removeEventListener('beforeunload', askToStay)
  }

  /** What waits belongs to this tab and would not go out without it; a reload picks it up again. */
  function askToStay(event: Event): void {
    if (useOutbox().waiting > 0) event.preventDefault()
  }

  function nudge(): void {
    if (document.visibilityState === 'visible') socket?.nudge()
  }

  function connected(): void {
    clearTimeout(lossTimer)
    lossTimer = undefined
    lost.value = false
    const conversations = useConversations()
    const threads = useThreads()
    const numbers = new Map(conversations.ordered.map(c => [c.id, c.lastNumber]))
    if (current.value && threads.held.has(current.value))
      numbers.set(current.value, threads.lastKnown(current.value))
    socket?.sync([...numbers].map(([id, lastNumber]) => ({ id, lastNumber })).reverse())
    readAnew()
    useOutbox().flush()
    socket?.look(current.value)
  }

  function readAnew(): void {
    const conversations = useConversations()
    void conversations.reload()
    if (conversations.filter.tab !== 'open') conversations.countUnread().catch(() => {})
    useThreads()
      .recover(current.value)
      .catch(() => {})
  }

  /** Hints of other nodes come no more then; what they would have told is read. */
  function onDegraded(on: boolean): void {
    degraded.value = on
    clearInterval(asking)
    if (on) asking = setInterval(readAnew, ASK_EVERY)
  }

  function onLost(): void {
    clearInterval(asking)
    lossTimer ??= setTimeout(() => (lost.value = true), QUIET_LOSS)
  }

  function ended(): void {
    useSession().ended()
  }

  function refused(): void {
    void useSession().check()
  }

  return { lost, degraded, current, start, stop, nudge }
})

/** Reads summaries until they are as new as their hints, or the patience runs out. */
async function refreshSummaries(hints: readonly Hint[]): Promise<void> {
  const conversations = useConversations()
  let behind = hints
  for (const pause of [0, ...PATIENCE]) {
    if (pause) await new Promise(resolve => setTimeout(resolve, pause))
    await conversations.refresh(behind.map(hint => hint.id))
    behind = behind.filter(hint => (conversations.byId.get(hint.id)?.lastNumber ?? 0) < hint.lastNumber)
    if (behind.length === 0) return
  }
}
