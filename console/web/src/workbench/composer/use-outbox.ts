import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import { api, take } from '@/api/client'
import type { Message } from '@/api/types'
import { useThreads } from '../thread/threads'
import { Outbox, type Outgoing, type OutgoingContent } from './outbox'

/** The signed-in agent's outbox, as pages see it. */
export const useOutbox = defineStore('outbox', () => {
  const entries = shallowRef<readonly Outgoing[]>([])
  let outbox: Outbox | null = null

  function start(agentId: string): void {
    outbox?.stop()
    outbox = new Outbox(`keshu.outbox.${agentId}`, {
      post: (id, clientId, text, content, way) =>
        take(
          content
            ? api.POST('/api/conversations/{id}/messages/content', {
                params: { path: { id }, query: { way } },
                body: { clientId, ...content },
              })
            : api.POST('/api/conversations/{id}/messages', {
                params: { path: { id }, query: { way } },
                body: { clientId, text },
              }),
        ),
      confirmed: (id, message) => useThreads().put(id, message),
      changed: list => (entries.value = list),
    })
    outbox.flush()
  }

  function stop(): void {
    outbox?.stop()
    outbox = null
    entries.value = []
  }

  /** How many wait for the hub to be reachable again. */
  const waiting = computed(() => entries.value.filter(e => e.state === 'waiting').length)

  return {
    entries,
    waiting,
    start,
    stop,
    send: (conversationId: string, text: string, content?: OutgoingContent, way?: string) =>
      outbox?.send(conversationId, text, content, way),
    again: (clientId: string) => outbox?.again(clientId),
    discard: (clientId: string) => outbox?.discard(clientId) ?? null,
    seen: (messages: readonly Message[]) => outbox?.seen(messages),
    flush: () => outbox?.flush(),
  }
})
