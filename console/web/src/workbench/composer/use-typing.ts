import { onBeforeUnmount } from 'vue'
import { api } from '@/api/client'

/** A channel shows it for some seconds; while somebody goes on writing it is told again. */
const AGAIN_MS = 10_000

/** Tells the hub that the agent is writing. It doesn't matter whether it arrives. */
export function useTyping(conversationId: () => string, wanted: () => boolean) {
  let toldAt = 0
  let toldOf: string | null = null

  function tell(id: string, typing: boolean): void {
    void api
      .POST('/api/conversations/{id}/typing', { params: { path: { id } }, body: { typing } })
      .catch(() => undefined)
  }

  function writing(): void {
    if (!wanted()) return
    const now = Date.now()
    if (toldOf === conversationId() && now - toldAt < AGAIN_MS) return
    toldAt = now
    toldOf = conversationId()
    tell(toldOf, true)
  }

  /** The message left, which ends it on the other side too. */
  function sent(): void {
    toldOf = null
  }

  /** Nothing is left of what was being written. */
  function stopped(): void {
    if (toldOf !== null) tell(toldOf, false)
    toldOf = null
  }

  onBeforeUnmount(stopped)
  return { writing, sent, stopped }
}
