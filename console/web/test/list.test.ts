import { beforeEach, describe, expect, it } from 'vitest'
import ConversationRow from '@/workbench/list/ConversationRow.vue'
import { useConversations } from '@/workbench/list/conversations'
import { belongsTo, byNeed, steady, urgency } from '@/workbench/list/order'
import { FakeHub } from './fake-hub'
import { byTestId, freshPinia, show } from './mounting'
import { summary } from './samples'

describe('the order of the list', () => {
  it('is by need: the longest wait first, then the latest activity', () => {
    const list = [
      summary('idle', { activityAt: '2026-03-02T08:30:00Z' }),
      summary('late', { waitingSince: '2026-03-02T08:20:00Z' }),
      summary('newest', { activityAt: '2026-03-02T09:00:00Z' }),
      summary('early', { waitingSince: '2026-03-02T08:10:00Z' }),
    ]
    expect(list.sort(byNeed).map(c => c.id)).toEqual(['early', 'late', 'newest', 'idle'])
  })

  it('holds still under the pointer: nothing moves, what left goes, what is new is counted', () => {
    expect(steady(['a', 'b', 'c'], ['d', 'a', 'c'])).toEqual({ ids: ['a', 'c'], held: 1 })
    expect(steady(['a', 'b', 'c'], ['c', 'b', 'a']).ids).toEqual(['a', 'b', 'c'])
  })

  it('grows at its end under the pointer, since the next page pushes nothing', () => {
    expect(steady(['a', 'b'], ['n', 'a', 'b', 'c', 'd'])).toEqual({ ids: ['a', 'b', 'c', 'd'], held: 1 })
  })

  it('marks a wait amber from three minutes and red from six', () => {
    expect([179_000, 180_000, 359_000, 360_000].map(urgency)).toEqual(['calm', 'warn', 'warn', 'bad'])
  })

  it('knows which tab a conversation belongs to', () => {
    expect(belongsTo('queue', summary('1', { state: 'bot' }))).toBe(false)
    expect(belongsTo('open', summary('1', { state: 'bot' }))).toBe(true)
    expect(belongsTo('open', summary('1', { state: 'closed' }))).toBe(false)
    expect(belongsTo('closed', summary('1', { state: 'closed' }))).toBe(true)
  })
})

describe('a row', () => {
  it('counts what nobody has read, but not where nobody is to answer any more', () => {
    const row = (state: 'queued' | 'closed') =>
      show(ConversationRow, {
        summary: summary('1', { state, unread: 3 }),
        selected: false,
        focusable: true,
      })
    const open = row('queued')
    expect(open.find(byTestId('row-unread')).text()).toBe('3')
    open.unmount()
    const closed = row('closed')
    expect(closed.find(byTestId('row-unread')).exists()).toBe(false)
    closed.unmount()
  })
})

describe('the list', () => {
  let hub: FakeHub
  beforeEach(() => {
    hub = new FakeHub().install()
    freshPinia()
  })

  it('does not go back to an older state of a conversation', () => {
    const list = useConversations()
    list.put(summary('1', { version: 5, lastNumber: 9 }))
    list.put(summary('1', { version: 4, lastNumber: 8 }))
    expect(list.byId.get('1')?.version).toBe(5)
  })

  it('lets a conversation leave its tab when its state changes', () => {
    const list = useConversations()
    list.put(summary('1', { version: 1 }))
    expect(list.ordered).toHaveLength(1)
    list.put(summary('1', { version: 2, state: 'closed' }))
    expect(list.ordered).toHaveLength(0)
  })

  it('lets in only those for the group that is shown', () => {
    const list = useConversations()
    void list.show({ group: '7' })
    list.put(summary('1', { group: { id: '7', name: '售后' } }))
    list.put(summary('2', { group: { id: '8', name: '售前' } }))
    list.put(summary('3'))
    expect(list.ordered.map(c => c.id)).toEqual(['1'])
  })

  it('adds nothing to a search that the hub did not find', () => {
    const list = useConversations()
    list.filter.q = '发票'
    list.put(summary('1'))
    expect(list.ordered).toHaveLength(0)
  })

  it('keeps what it shows when a later reading fails, and says so only where it has nothing', async () => {
    hub.put('1', 1)
    const list = useConversations()
    await list.reload()
    hub.down = true
    await list.reload()
    expect(list.phase).toBe('ready')
    expect(list.ordered).toHaveLength(1)
    await list.show({ tab: 'queue' })
    expect(list.phase).toBe('failed')
    expect(list.problem?.status).toBe(0)
  })

  it('sums the unread messages of open conversations', () => {
    const list = useConversations()
    list.put(summary('1', { unread: 2 }))
    list.put(summary('2', { unread: 3, state: 'closed' }))
    list.put(summary('3', { unread: 4 }))
    list.markRead('1')
    expect(list.unread).toBe(4)
  })
})
