import type { Pending } from './outbox'

/** What the tabs of one browser tell each other. The hub's entries come to each tab by its own connection. */
export type Told =
  | { type: 'pending'; item: Pending }
  | { type: 'gone'; id: string }
  | { type: 'seen'; cursor: string }
  | { type: 'session'; visitor: string }
  | { type: 'draft'; text: string }
  | { type: 'set' }

/** The other tabs with the same deployment. Where the browser has no BroadcastChannel each tab is alone, and still right. */
export class Tabs {
  private readonly channel?: BroadcastChannel

  constructor(name: string, hear: (told: Told) => void) {
    try {
      this.channel = new BroadcastChannel('keshu:' + name)
      this.channel.onmessage = event => hear(event.data as Told)
    } catch {
      // An old browser, or a sandboxed frame.
    }
  }

  tell(told: Told): void {
    this.channel?.postMessage(told)
  }

  close(): void {
    this.channel?.close()
  }
}
