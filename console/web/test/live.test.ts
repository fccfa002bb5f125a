import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { useSession } from '@/session/store'
import { useOutbox } from '@/workbench/composer/use-outbox'
import { useConversations } from '@/workbench/list/conversations'
import { useLive } from '@/workbench/live/live'
import { useThreads } from '@/workbench/thread/threads'
import { FakeHub } from './fake-hub'
import { FakeSocket } from './fake-socket'
import { freshPinia } from './mounting'

let hub: FakeHub
const numbers = (id: string) =>
  useThreads()
    .held.get(id)
    ?.timeline.map(m => m.number)
const upTo = (count: number) => Array.from({ length: count }, (_, i) => i + 1)
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)
const hint = (id: string, lastNumber: number, touched: number | null = null) =>
  FakeSocket.last.say({ type: 'hints', items: [{ id, lastNumber, touched }] })

/** Signed in, connected, looking at conversation 7, which has three messages. */
async function atWork(): Promise<void> {
  hub.put('7', 3)
  hub.put('8', 1)
  useLive().start('1')
  FakeSocket.last.greet()
  useLive().current = '7'
  await useThreads().open('7')
  await pass(100)
}

beforeEach(() => {
  vi.useFakeTimers()
  hub = new FakeHub().install()
  freshPinia()
  vi.spyOn(Math, 'random').mockReturnValue(1)
})
afterEach(() => useLive().stop())

describe('the live connection', () => {
  it('reads the list when it is greeted and tells what it holds', async () => {
    await atWork()
    expect(useConversations().ordered.map(c => c.id)).toEqual(['7', '8'])
    FakeSocket.last.end()
    await pass(500)
    FakeSocket.last.greet()
    const sync = FakeSocket.last.sent.find(frame => frame.type === 'sync')
    expect(sync?.conversations).toEqual(
      expect.arrayContaining([
        { id: '7', lastNumber: 3 },
        { id: '8', lastNumber: 1 },
      ]),
    )
  })

  it('follows a hint with the thread and its row', async () => {
    await atWork()
    hub.grow('7', 5)
    hint('7', 5)
    await pass(200)
    expect(numbers('7')).toEqual(upTo(5))
    expect(useConversations().byId.get('7')?.lastNumber).toBe(5)
  })

  it('reads a burst of hints once', async () => {
    await atWork()
    hub.calls.length = 0
    hub.grow('7', 30)
    for (let n = 4; n <= 30; n++) hint('7', n)
    await pass(300)
    expect(numbers('7')).toEqual(upTo(30))
    expect(hub.reads('/messages').length).toBeLessThanOrEqual(2)
    expect(hub.reads('?ids=')).toHaveLength(1)
  })

  it('reads again a little later where a hint was quicker than the database', async () => {
    await atWork()
    hint('7', 4)
    await pass(150)
    expect(numbers('7')).toEqual(upTo(3))
    hub.grow('7', 4)
    await pass(1_000)
    expect(numbers('7')).toEqual(upTo(4))
    expect(useConversations().byId.get('7')?.lastNumber).toBe(4)
  })

  it('shows a conversation that begins', async () => {
    await atWork()
    hub.put('9', 1)
    hint('9', 1)
    await pass(200)
    expect(useConversations().ordered.map(c => c.id)).toContain('9')
  })

  it('reads by itself what came while the nodes could not tell each other, until they can', async () => {
    await atWork()
    FakeSocket.last.say({ type: 'status', degraded: true })
    hub.put('9', 1)
    hub.grow('7', 5)
    await pass(6_000)
    expect(numbers('7')).toEqual(upTo(5))
    expect(useConversations().ordered.map(c => c.id)).toContain('9')

    FakeSocket.last.say({ type: 'status', degraded: false })
    await pass(1_000)
    hub.calls.length = 0
    await pass(12_000)
    expect(hub.calls).toHaveLength(0)
  })

  it('says nothing of a short loss and something of a longer one', async () => {
    await atWork()
    FakeSocket.last.end()
    await pass(1_000)
    FakeSocket.last.greet()
    await pass(5_000)
    expect(useLive().lost).toBe(false)
    FakeSocket.last.end()
    await pass(2_000)
    expect(useLive().lost).toBe(true)
    FakeSocket.last.greet()
    expect(useLive().lost).toBe(false)
  })

  it('catches up after a loss with what came meanwhile, without gaps or doubles', async () => {
    await atWork()
    FakeSocket.last.end()
    hub.down = true
    hub.grow('7', 120)
    await pass(500)
    hub.down = false
    FakeSocket.last.greet()
    await pass(500)
    expect(numbers('7')).toEqual(upTo(120))
  })

  it('sends what was written during the loss once, when it is over', async () => {
    await atWork()
    hub.down = true
    FakeSocket.last.end()
    useOutbox().send('7', 'written in the dark')
    await pass(4_000)
    expect(useOutbox().waiting).toBe(1)
    hub.down = false
    await pass(20_000)
    FakeSocket.last.greet()
    await pass(500)
    expect(useOutbox().entries).toEqual([])
    expect(hub.conversations.get('7')!.messages.filter(m => m.clientId)).toHaveLength(1)
    expect(numbers('7')).toEqual(upTo(4))
  })

  it('sends what waits as soon as it is connected again, whatever pause the retries have come to', async () => {
    await atWork()
    hub.down = true
    FakeSocket.last.end()
    useOutbox().send('7', 'written in the dark')
    // Tried after 0, 1, 3, 7 and 15 seconds; the next try would come at 30.
    await pass(16_000)
    hub.down = false
    FakeSocket.last.greet()
    await pass(200)
    expect(useOutbox().entries).toEqual([])
  })

  it('reads what lies between its own message and the last one it knew, though no hint came', async () => {
    await atWork()
    hub.grow('7', 6)
    useOutbox().send('7', 'mine')
    await pass(200)
    expect(numbers('7')).toEqual(upTo(7))
  })

  it('asks before the page is left while something waits to be sent', async () => {
    await atWork()
    const leaves = () => dispatchEvent(new Event('beforeunload', { cancelable: true }))
    expect(leaves()).toBe(true)
    hub.down = true
    useOutbox().send('7', 'written in the dark')
    await pass(100)
    expect(leaves()).toBe(false)
  })

  it('passes on that the hub is degraded', async () => {
    await atWork()
    FakeSocket.last.say({ type: 'status', degraded: true })
    expect(useLive().degraded).toBe(true)
  })

  it('signs out where the hub ended the session', async () => {
    await atWork()
    const session = useSession()
    session.state = 'in'
    FakeSocket.last.end(4001)
    expect(session.state).toBe('out')
    expect(session.expired).toBe(true)
  })
})
