import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { api, take } from '@/api/client'
import type { AgentGroup } from '@/api/types'

/** The groups of agents, as forms and filters offer them. */
export const useGroups = defineStore('groups', () => {
  const all = shallowRef<AgentGroup[]>([])

  async function read(): Promise<void> {
    all.value = await take(api.GET('/api/agent-groups'))
  }
  /** Reads them where it would only be nice to have them. */
  const load = (): Promise<void> => read().catch(() => undefined)
  const nameOf = (id: string): string | undefined => all.value.find(group => group.id === id)?.name

  return { all, read, load, nameOf }
})
