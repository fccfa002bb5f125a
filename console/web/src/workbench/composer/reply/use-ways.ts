import { defineStore } from 'pinia'
import { shallowReactive } from 'vue'
import { api, take } from '@/api/client'
import type { ReplyWay } from '@/api/types'

/** The ways that are left to customers whose conversation takes no messages now. */
export const useWays = defineStore('ways', () => {
  const known = shallowReactive(new Map<string, readonly ReplyWay[]>())

  /** Asks the hub; what is known stays where it can't be asked. */
  async function load(conversationId: string): Promise<void> {
    try {
      known.set(
        conversationId,
        await take(api.GET('/api/conversations/{id}/ways', { params: { path: { id: conversationId } } })),
      )
    } catch {
      // The composer says what can be done with what is known; the next look asks again.
    }
  }

  /** After something changed that ways depend on, for whoever looks at them. */
  async function again(conversationId: string): Promise<void> {
    if (known.has(conversationId)) await load(conversationId)
  }

  return { of: (id: string): readonly ReplyWay[] => known.get(id) ?? [], load, again }
})
