import { decode, encode } from './json'
import { Refusal, type Hub } from './hub'
import type { Frame, Outgoing, Page, Signal } from './protocol'

export type Status = 'idle' | 'connecting' | 'up' | 'down'

/** What the link asks of whoever it works for. */
export interface LinkSide {
  /** A valid token; with `renew` the one there was is not. */
  token(renew: boolean): Promise<string>
  /** Where to go on; undefined for the newest page. */
  cursor(): string | undefined
  language(): string
  page(): Page
  frame(frame: Frame): void
  status(status: Status): void
}

const WELCOME_WITHIN = 8_000
const PING_EVERY = 25_000
const SILENT_FOR = 60_000
const LONGEST_PAUSE = 30_000
/** For how long the socket is left alone once it proved to be blocked. */
const BLOCKED_FOR = 300_000
const OFF = [4003, 4009]

/**
 * The way to the hub: a WebSocket, and long polling where that is blocked. Comes back by itself; what happens meanwhile comes by the
 * cursor. Sending while it is not up does nothing: the outbox sends again on every welcome.
 */
export class Link {
  private socket?: WebSocket
  private polling?: AbortController
  private timer?: ReturnType<typeof setTimeout>
  private pinger?: ReturnType<typeof setInterval>
  private failures = 0
  private unwelcomed = 0
  private socketAgainAt = 0
  private heard = 0
  private renew = false
  private status: Status = 'idle'
  /** Counts attempts: what belongs to an earlier one is passed by. */
  private attempt = 0
  private reading: Promise<void> = Promise.resolve()

  constructor(
    private readonly hub: Hub,
    private readonly side: LinkSide,
    private readonly now: () => number = () => Date.now(),
  ) {}

  /** Connects, or connects at once if it is waiting to. */
  start(): void {
    if (this.status === 'up' || (this.status === 'connecting' && !this.timer)) return
    void this.connect()
  }

  /** Ends the connection; `start` begins anew. */
  stop(): void {
    this.attempt++
    this.drop()
    this.to('idle')
  }

  /** Begins anew with what the side now says: another visitor, another language. */
  restart(): void {
    this.stop()
    void this.connect()
  }

  send(message: Outgoing): void {
    if (this.status !== 'up') return
    if (this.socket) this.write({ type: 'send', ...message })
    else void this.post(() => this.withToken(token => this.hub.send(token, message)), message.id, true)
  }

  signal(signal: Signal): void {
    if (this.status !== 'up') return
    if (this.socket) this.write(signal)
    else
      void this.post(
        () => this.withToken(token => this.hub.signal(token, signal)),
        signal.type === 'recall' ? signal.id : undefined,
        false,
      )
  }

  older(before: string): void {
    if (this.status !== 'up') return
    if (this.socket) return this.write({ type: 'older', before })
    const { attempt } = this
    this.withToken(token => this.hub.timeline(token, { before })).then(
      page => {
        if (attempt !== this.attempt) return
        this.side.frame({ type: 'messages', items: page.items ?? [], before, older: page.older })
      },
      () => this.again(attempt),
    )
  }

  private async connect(): Promise<void> {
    const attempt = ++this.attempt
    this.drop()
    this.to(this.failures > 0 ? 'down' : 'connecting')
    let token: string
    try {
      token = await this.side.token(this.renew)
      this.renew = false
    } catch (error) {
      if (attempt === this.attempt) this.again(attempt, pauseOf(error))
      return
    }
    if (attempt !== this.attempt) return
    if (this.now() >= this.socketAgainAt) this.openSocket(token, attempt)
    else void this.poll(token, attempt)
  }

  private openSocket(token: string, attempt: number): void {
    let socket: WebSocket
    try {
      socket = new WebSocket(this.hub.base.replace(/^http/, 'ws') + '/socket', 'keshu.v1')
    } catch {
      // A page's policy may forbid it.
      this.notWelcomed()
      return this.again(attempt, 0)
    }
    this.socket = socket
    let welcomed = false
    const tooLate = setTimeout(() => socket.close(), WELCOME_WITHIN)
    socket.onopen = () =>
      this.write({
        type: 'hello',
        token,
        after: this.side.cursor(),
        language: this.side.language(),
        page: this.side.page(),
      })
    socket.onmessage = event => {
      this.heard = this.now()
      const text = String(event.data)
      // One after the other: reading is asynchronous, order is not to be lost.
      this.reading = this.reading.then(async () => {
        const frame = (await decode(text).catch(() => null)) as Frame | null
        if (attempt !== this.attempt || !frame) return
        if (frame.type === 'welcome') {
          welcomed = true
          clearTimeout(tooLate)
          this.unwelcomed = 0
          this.arrive()
          this.keepAlive(socket)
        }
        this.side.frame(frame)
      })
    }
    socket.onclose = event => {
      clearTimeout(tooLate)
      if (attempt !== this.attempt) return
      if (event.code === 4001) this.renew = true
      else if (!welcomed && event.code < 4000) this.notWelcomed()
      const pause =
        event.code === 4029
          ? 60_000
          : OFF.includes(event.code)
            ? BLOCKED_FOR
            : event.code === 1012
              ? Math.random() * 1000
              : undefined
      const blocked = !welcomed && this.now() < this.socketAgainAt
      this.again(attempt, blocked || (event.code === 4001 && this.failures === 0) ? 0 : pause)
    }
  }

  /** Twice in a row without a welcome: something between here and the hub blocks sockets. */
  private notWelcomed(): void {
    if (++this.unwelcomed >= 2) {
      this.unwelcomed = 1
      this.socketAgainAt = this.now() + BLOCKED_FOR
    }
  }

  private async poll(token: string, attempt: number): Promise<void> {
    const polling = (this.polling = new AbortController())
    let first = true
    while (attempt === this.attempt) {
      try {
        const after = this.side.cursor()
        const answer = await this.hub.timeline(token, { after, wait: first ? 0 : 25 }, polling.signal)
        if (attempt !== this.attempt) return
        if (first) {
          first = false
          this.arrive()
        }
        const { items = [], changed = [], cursor, more, older, typing, read, agent } = answer
        if (items.length || !after) this.side.frame({ type: 'messages', items, cursor, more, older })
        else if (cursor) this.side.frame({ type: 'messages', items: [], cursor })
        if (changed.length) this.side.frame({ type: 'changed', items: changed })
        if (read) this.side.frame({ type: 'read', cursor: read })
        if (agent) this.side.frame({ type: 'agent', ...agent })
        this.side.frame({ type: 'typing', typing: !!typing?.typing, name: typing?.name })
      } catch (error) {
        return this.broke(attempt, error)
      }
      if (this.now() >= this.socketAgainAt) return void this.connect()
    }
  }

  /** Posts and tells of it as the socket's frames would. */
  private async post(call: () => Promise<void>, id: string | undefined, accepts: boolean): Promise<void> {
    const { attempt } = this
    try {
      await call()
      if (id && accepts && attempt === this.attempt) this.side.frame({ type: 'accepted', id })
    } catch (error) {
      if (attempt !== this.attempt) return
      if (error instanceof Refusal && error.status !== 401) {
        const { code, detail, retryAfter } = error
        if (id) this.side.frame({ type: 'refused', id, code, detail, retryAfter })
      } else this.broke(attempt, error)
    }
  }

  private broke(attempt: number, error: unknown): void {
    if (attempt !== this.attempt) return
    if (error instanceof Refusal && error.status === 401) this.renew = true
    this.again(attempt, pauseOf(error))
  }

  private async withToken<T>(call: (token: string) => Promise<T>): Promise<T> {
    return call(await this.side.token(false))
  }

  private write(frame: object): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(encode(frame))
  }

  private keepAlive(socket: WebSocket): void {
    clearInterval(this.pinger)
    this.pinger = setInterval(() => {
      if (this.now() - this.heard > SILENT_FOR) socket.close()
      else this.write({ type: 'ping' })
    }, PING_EVERY)
  }

  private arrive(): void {
    this.failures = 0
    this.to('up')
  }

  /** Comes back after a pause, which grows and has some chance in it unless it is given. */
  private again(attempt: number, pause?: number): void {
    if (attempt !== this.attempt) return
    const grown = Math.min(LONGEST_PAUSE, 1000 * 2 ** this.failures) * (0.5 + Math.random() / 2)
    this.failures++
    this.drop()
    this.to('down')
    this.attempt++
    this.timer = setTimeout(() => void this.connect(), pause ?? grown)
  }

  private drop(): void {
    clearTimeout(this.timer)
    clearInterval(this.pinger)
    this.timer = this.pinger = undefined
    this.polling?.abort()
    this.polling = undefined
    const socket = this.socket
    this.socket = undefined
    if (socket) {
      socket.onopen = socket.onmessage = socket.onclose = null
      socket.close()
    }
  }

  private to(status: Status): void {
    if (this.status === status) return
    this.status = status
    this.side.status(status)
  }
}

/** As long as the hub says, or five minutes where it will have none of this page. */
function pauseOf(error: unknown): number | undefined {
  if (!(error instanceof Refusal)) return undefined
  if (error.retryAfter) return error.retryAfter * 1000
  return error.status === 403 || error.status === 404 || error.status === 409 ? BLOCKED_FOR : undefined
}
