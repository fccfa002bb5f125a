import { defineStore } from 'pinia'
import { computed, reactive, ref, shallowReactive, toRaw } from 'vue'
import { api, take } from '@/api/client'
import { ApiProblem } from '@/api/problem'
import type { ConversationCounts, ConversationPage, ConversationSummary, ConversationTab } from '@/api/types'
import { belongsTo, byNeed } from './order'

const PAGE = 50
const MOST_IDS = 100
const MOST_PAGES = 10

/** The conversations known here, and the list as one tab, channel, group and search show it. */
export const useConversations = defineStore('conversations', () => {
  const byId = shallowReactive(new Map<string, ConversationSummary>())
  const listed = new Set<string>()
  /**
   * Grows whenever a summary or the list changes. What is made of all of them depends on this one number: following each of
   * thousands of entries would cost more than the work itself.
   */
  const revision = ref(0)
  const filter = reactive({ tab: 'open' as ConversationTab, channel: '', group: '', q: '' })
  const counts = ref<ConversationCounts | null>(null)
  const next = ref<string | null>(null)
  const phase = ref<'empty' | 'loading' | 'ready' | 'failed'>('empty')
  const problem = ref<ApiProblem | null>(null)
  const loadingMore = ref(false)
  let generation = 0

  const ordered = computed(() => {
    void revision.value
    const known = toRaw(byId)
    return [...listed]
      .map(id => known.get(id))
      .filter(summary => summary !== undefined)
      .sort(byNeed)
  })
  const unread = computed(() => {
    void revision.value
    let sum = 0
    for (const summary of toRaw(byId).values()) if (summary.state !== 'closed') sum += summary.unread
    return sum
  })

  function fetchPage(cursor: string | null, limit = PAGE): Promise<ConversationPage> {
    const query = {
      state: filter.tab,
      limit,
      ...(filter.channel ? { channel: filter.channel } : {}),
      ...(filter.group ? { group: filter.group } : {}),
      ...(filter.q ? { q: filter.q } : {}),
      ...(cursor ? { cursor } : {}),
    }
    return take(api.GET('/api/conversations', { params: { query } }))
  }

  /** Reads the list anew, as far as it was read before; what is shown stays until the answer is here. */
  async function reload(): Promise<void> {
    const mine = ++generation
    const wanted = Math.max(PAGE, listed.size)
    if (phase.value !== 'ready') phase.value = 'loading'
    try {
      const found: ConversationSummary[] = []
      let cursor: string | null = null
      for (let page = 0; page < MOST_PAGES && found.length < wanted; page++) {
        const answer: ConversationPage = await fetchPage(cursor)
        if (mine !== generation) return
        found.push(...answer.items)
        counts.value = answer.counts
        cursor = answer.next
        if (!cursor) break
      }
      listed.clear()
      for (const summary of found) {
        remember(summary)
        listed.add(summary.id)
      }
      revision.value++
      next.value = cursor
      problem.value = null
      phase.value = 'ready'
    } catch (error) {
      if (mine !== generation) return
      problem.value = ApiProblem.from(error)
      if (phase.value !== 'ready') phase.value = 'failed'
    }
  }

  async function more(): Promise<void> {
    if (!next.value || loadingMore.value) return
    const mine = generation
    loadingMore.value = true
    try {
      const answer = await fetchPage(next.value)
      if (mine !== generation) return
      for (const summary of answer.items) {
        remember(summary)
        listed.add(summary.id)
      }
      revision.value++
      counts.value = answer.counts
      next.value = answer.next
    } catch {
      // The rows that are here stay; scrolling on tries again.
    } finally {
      loadingMore.value = false
    }
  }

  /** Another tab, channel, group or search: an empty list until it is read. */
  function show(change: Partial<typeof filter>): Promise<void> {
    Object.assign(filter, change)
    listed.clear()
    revision.value++
    next.value = null
    phase.value = 'loading'
    return reload()
  }

  /** Reads these conversations again; returns what was found. */
  async function refresh(ids: readonly string[]): Promise<ConversationSummary[]> {
    const found: ConversationSummary[] = []
    for (let at = 0; at < ids.length; at += MOST_IDS) {
      const chunk = ids.slice(at, at + MOST_IDS).join(',')
      const answer = await take(api.GET('/api/conversations', { params: { query: { ids: chunk } } }))
      counts.value = answer.counts
      answer.items.forEach(put)
      found.push(...answer.items)
    }
    return found
  }

  /** The first page of open conversations, for the number of unread messages while another tab is shown. */
  async function countUnread(): Promise<void> {
    const query = { state: 'open' as const, limit: MOST_IDS }
    const answer = await take(api.GET('/api/conversations', { params: { query } }))
    answer.items.forEach(remember)
  }

  /** Takes a newer summary and moves it in or out of the list shown. A search shows only what the hub found. */
  function put(summary: ConversationSummary): void {
    if (!remember(summary)) return
    const shown =
      belongsTo(filter.tab, summary) &&
      (!filter.channel || filter.channel === summary.channel.type) &&
      (!filter.group || filter.group === summary.group?.id)
    if (!shown) listed.delete(summary.id)
    else if (!filter.q) listed.add(summary.id)
    revision.value++
  }

  /** False if what is known is newer already. */
  function remember(summary: ConversationSummary): boolean {
    const known = byId.get(summary.id)
    if (known && (known.version > summary.version || known.lastNumber > summary.lastNumber)) return false
    byId.set(summary.id, summary)
    revision.value++
    return true
  }

  function markRead(id: string): void {
    const known = byId.get(id)
    if (!known || known.unread === 0) return
    byId.set(id, { ...known, unread: 0 })
    revision.value++
  }

  return {
    byId,
    filter,
    counts,
    next,
    phase,
    problem,
    loadingMore,
    ordered,
    unread,
    reload,
    more,
    show,
    refresh,
    countUnread,
    put,
    markRead,
  }
})
