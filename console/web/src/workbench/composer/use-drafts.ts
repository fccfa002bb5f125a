import { defineStore } from 'pinia'
import { computed, shallowReactive, watch } from 'vue'
import { useSession } from '@/session/store'
import { Drafts } from './drafts'

/** The signed-in agent's drafts, so that the list shows them too. */
export const useDrafts = defineStore('drafts', () => {
  const session = useSession()
  const drafts = computed(() => new Drafts(session.agent?.id ?? ''))
  const texts = shallowReactive(new Map<string, string>())
  watch(drafts, () => texts.clear())

  function read(id: string): string {
    const known = texts.get(id)
    return known ?? drafts.value.read(id)
  }

  function write(id: string, text: string): void {
    texts.set(id, text)
    drafts.value.write(id, text)
  }

  return { read, write }
})
