/** A WebSocket without a network: the test plays the hub. */
export class FakeSocket {
  static all: FakeSocket[] = []
  readyState = 0
  sent: { type: string; [key: string]: unknown }[] = []
  closed = false
  onmessage: ((event: { data: string }) => void) | null = null
  onclose: ((event: { code: number }) => void) | null = null

  constructor(readonly url: string) {
    FakeSocket.all.push(this)
  }

  static get last(): FakeSocket {
    return FakeSocket.all.at(-1)!
  }

  send(data: string): void {
    this.sent.push(JSON.parse(data))
  }

  close(): void {
    this.closed = true
    this.readyState = 3
  }

  /** The hub greets. */
  greet(): void {
    this.readyState = 1
    this.say({ type: 'hello', node: 1, protocol: 1 })
  }

  say(frame: object): void {
    this.onmessage?.({ data: JSON.stringify(frame) })
  }

  /** The connection ends on the hub's side or on the way. */
  end(code = 1006): void {
    this.readyState = 3
    this.onclose?.({ code })
  }
}
