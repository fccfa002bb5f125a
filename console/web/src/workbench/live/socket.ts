/** One conversation of which the hub says that it went on. */
export interface Hint {
  id: string
  lastNumber: number
  touched: number | null
}

/** What a customer does at this moment; nothing of it is kept. */
export interface CustomerSignal {
  id: string
  typing?: boolean
  /** What stands in the box, where the channel tells. */
  text?: string
  /** The number of the last message that was seen. */
  read?: number
}

export interface SocketEvents {
  /** Connected and greeted: the moment to compare what is held. */
  connected(): void
  lost(): void
  hints(items: Hint[]): void
  degraded(degraded: boolean): void
  signal(signal: CustomerSignal): void
  /** The hub ended the session (4001). No further attempt is made. */
  ended(): void
  /** A connection could not even be opened; the reason is hidden from scripts and may be that nobody is signed in. */
  refused(): void
}

export interface SocketOptions {
  url: string
  open?: (url: string) => WebSocket
  random?: () => number
}

const PING_EVERY = 20_000
const ANSWER_WITHIN = 10_000
const OPEN_WITHIN = 10_000
const FIRST_PAUSE = 500
const LONGEST_PAUSE = 15_000
const MOST_IN_SYNC = 200

const SESSION_ENDED = 4001

/** The agents' WebSocket: connects, keeps itself alive, comes back after a loss with growing, jittered pauses. */
export class AgentSocket {
  private socket: WebSocket | null = null
  private greeted = false
  private failures = 0
  private stopped = true
  private retry: ReturnType<typeof setTimeout> | undefined
  private ping: ReturnType<typeof setInterval> | undefined
  private deadline: ReturnType<typeof setTimeout> | undefined

  constructor(
    private readonly events: SocketEvents,
    private readonly options: SocketOptions,
  ) {}

  start(): void {
    if (!this.stopped) return
    this.stopped = false
    this.connect()
  }

  stop(): void {
    this.stopped = true
    clearTimeout(this.retry)
    this.drop()
  }

  /** Tries at once instead of at the end of the pause: the network came back or somebody looks at the page again. */
  nudge(): void {
    if (this.stopped) return
    if (this.socket) {
      if (this.greeted) this.sendPing()
      return
    }
    clearTimeout(this.retry)
    this.connect()
  }

  /** Tells what is held; the hub answers with hints for what differs. */
  sync(conversations: { id: string; lastNumber: number }[]): void {
    this.send({ type: 'sync', conversations: conversations.slice(0, MOST_IN_SYNC) })
  }

  /** Tells which conversation is on screen, whose customer's signals are wanted. */
  look(conversation: string | null): void {
    this.send({ type: 'look', conversation })
  }

  private connect(): void {
    const socket = (this.options.open ?? (url => new WebSocket(url)))(this.options.url)
    this.socket = socket
    this.greeted = false
    socket.onmessage = event => this.socket === socket && this.receive(String(event.data))
    socket.onclose = event => this.socket === socket && this.closed(event.code)
    this.expect(OPEN_WITHIN)
  }

  private receive(data: string): void {
    clearTimeout(this.deadline)
    const frame = parse(data)
    switch (frame?.type) {
      case 'hello':
        this.greeted = true
        this.failures = 0
        clearInterval(this.ping)
        this.ping = setInterval(() => this.sendPing(), PING_EVERY)
        this.events.connected()
        break
      case 'hints':
        if (Array.isArray(frame.items)) this.events.hints(frame.items as Hint[])
        break
      case 'signal':
        if (typeof frame.id === 'string') this.events.signal(frame as unknown as CustomerSignal)
        break
      case 'status':
        this.events.degraded(frame.degraded === true)
        break
    }
  }

  private sendPing(): void {
    this.send({ type: 'ping' })
    this.expect(ANSWER_WITHIN)
  }

  /** A connection that says nothing for this long is taken for dead, whatever the browser thinks of it. */
  private expect(within: number): void {
    clearTimeout(this.deadline)
    this.deadline = setTimeout(() => {
      this.drop()
      this.closed(1006, true)
    }, within)
  }

  private drop(): void {
    clearInterval(this.ping)
    clearTimeout(this.deadline)
    const socket = this.socket
    this.socket = null
    if (socket) {
      socket.onmessage = socket.onclose = null
      socket.close()
    }
  }

  private closed(code: number, silent = false): void {
    const wasGreeted = this.greeted
    this.drop()
    this.greeted = false
    if (code === SESSION_ENDED) {
      this.stopped = true
      this.events.ended()
      return
    }
    this.events.lost()
    if (!wasGreeted && !silent) this.events.refused()
    if (!this.stopped) this.retry = setTimeout(() => this.connect(), this.pause())
  }

  private pause(): number {
    const ceiling = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** this.failures++)
    return ceiling * (0.5 + (this.options.random ?? Math.random)() / 2)
  }

  private send(frame: object): void {
    if (this.socket?.readyState === 1) this.socket.send(JSON.stringify(frame))
  }
}

function parse(data: string): { type?: unknown; [key: string]: unknown } | null {
  try {
    return JSON.parse(data)
  } catch {
    return null
  }
}
