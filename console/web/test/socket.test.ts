import { beforeEach, describe, expect, it, vi } from 'vitest'
import { AgentSocket } from '@/workbench/live/socket'
import { FakeSocket } from './fake-socket'

function connect(random = () => 1) {
  const events = {
    connected: vi.fn(),
    lost: vi.fn(),
    hints: vi.fn(),
    degraded: vi.fn(),
    signal: vi.fn(),
    ended: vi.fn(),
    refused: vi.fn(),
  }
  const socket = new AgentSocket(events, {
    url: 'ws://hub/ws/agent',
    open: url => new FakeSocket(url) as unknown as WebSocket,
    random,
  })
  socket.start()
  return { socket, events }
}

/** Milliseconds until the next attempt, found by letting time pass. */
function pause(): number {
  const before = FakeSocket.all.length
  for (let ms = 0; ms <= 60_000; ms += 50) {
    if (FakeSocket.all.length > before) return ms
    vi.advanceTimersByTime(50)
  }
  throw new Error('no further attempt within a minute')
}

beforeEach(() => {
  vi.useFakeTimers()
  FakeSocket.all = []
})

describe("the agents' socket", () => {
  it('is connected once the hub has greeted, not before', () => {
    const { events } = connect()
    expect(events.connected).not.toHaveBeenCalled()
    FakeSocket.last.greet()
    expect(events.connected).toHaveBeenCalledOnce()
  })

  it('hands on hints and the state of the hub', () => {
    const { events } = connect()
    FakeSocket.last.greet()
    const items = [{ id: '7', lastNumber: 3, touched: null }]
    FakeSocket.last.say({ type: 'hints', items })
    FakeSocket.last.say({ type: 'status', degraded: true })
    expect(events.hints).toHaveBeenCalledWith(items)
    expect(events.degraded).toHaveBeenCalledWith(true)
  })

  it('overlooks frames that it does not know or cannot read', () => {
    const { events } = connect()
    FakeSocket.last.greet()
    FakeSocket.last.say({ type: 'something-new' })
    FakeSocket.last.onmessage?.({ data: '{not json' })
    FakeSocket.last.say({ type: 'hints', items: 'none' })
    expect(events.hints).not.toHaveBeenCalled()
    expect(events.lost).not.toHaveBeenCalled()
  })

  it('comes back with pauses that double up to a limit', () => {
    connect()
    FakeSocket.last.greet()
    const pauses = Array.from({ length: 8 }, () => {
      FakeSocket.last.end()
      return pause()
    })
    expect(pauses).toEqual([500, 1000, 2000, 4000, 8000, 15000, 15000, 15000])
  })

  it('spreads its attempts, so that a restart does not bring everybody at once', () => {
    connect(() => 0)
    FakeSocket.last.greet()
    FakeSocket.last.end(1012)
    expect(pause()).toBe(250)
  })

  it('begins with short pauses again after it was connected', () => {
    connect()
    for (let i = 0; i < 4; i++) {
      FakeSocket.last.end()
      pause()
    }
    FakeSocket.last.greet()
    FakeSocket.last.end()
    expect(pause()).toBe(500)
  })

  it('comes back after being too slow a reader', () => {
    const { events } = connect()
    FakeSocket.last.greet()
    FakeSocket.last.end(4002)
    expect(events.ended).not.toHaveBeenCalled()
    pause()
    FakeSocket.last.greet()
    expect(events.connected).toHaveBeenCalledTimes(2)
  })

  it('stays away once the session has ended', () => {
    const { events } = connect()
    FakeSocket.last.greet()
    FakeSocket.last.end(4001)
    expect(events.ended).toHaveBeenCalledOnce()
    vi.advanceTimersByTime(120_000)
    expect(FakeSocket.all).toHaveLength(1)
  })

  it('says when a connection could not even be opened, since nobody may be signed in', () => {
    const { events } = connect()
    FakeSocket.last.end()
    expect(events.refused).toHaveBeenCalledOnce()
  })

  it('gives up a connection that does not answer its ping', () => {
    const { events } = connect()
    FakeSocket.last.greet()
    const silent = FakeSocket.last
    vi.advanceTimersByTime(20_000)
    expect(silent.sent).toEqual([{ type: 'ping' }])
    vi.advanceTimersByTime(10_000)
    expect(silent.closed).toBe(true)
    expect(events.lost).toHaveBeenCalledOnce()
    pause()
    expect(FakeSocket.all).toHaveLength(2)
  })

  it('keeps a connection whose pings are answered', () => {
    const { events } = connect()
    FakeSocket.last.greet()
    for (let i = 0; i < 10; i++) {
      vi.advanceTimersByTime(20_000)
      FakeSocket.last.say({ type: 'pong' })
    }
    expect(events.lost).not.toHaveBeenCalled()
  })

  it('tells the hub of 200 conversations at most', () => {
    const { socket } = connect()
    FakeSocket.last.greet()
    socket.sync(Array.from({ length: 300 }, (_, i) => ({ id: String(i), lastNumber: i })))
    const sync = FakeSocket.last.sent.find(frame => frame.type === 'sync')!
    expect(sync.conversations).toHaveLength(200)
  })

  it('tries at once when it is nudged during a pause', () => {
    const { socket } = connect()
    FakeSocket.last.greet()
    FakeSocket.last.end()
    socket.nudge()
    expect(FakeSocket.all).toHaveLength(2)
    vi.advanceTimersByTime(5_000)
    expect(FakeSocket.all).toHaveLength(2)
  })

  it('does nothing more once it is stopped', () => {
    const { socket, events } = connect()
    FakeSocket.last.greet()
    socket.stop()
    vi.advanceTimersByTime(120_000)
    expect(FakeSocket.all).toHaveLength(1)
    expect(events.lost).not.toHaveBeenCalled()
  })
})
