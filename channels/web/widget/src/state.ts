import { Entries } from './entries'
import { Keep } from './keep'
import type { Status } from './link'
import { Outbox } from './outbox'
import type { Agent, Settings } from './protocol'
import { words, type Say } from './words'

export type Happening = 'ready' | 'open' | 'close' | 'message' | 'unread'

/** What there is to draw, and who is told when it changes. */
export abstract class State {
  settings?: Settings
  say: Say = words('zh')
  status: Status = 'idle'
  opened = false
  agent?: Agent
  typing?: { name?: string | null }
  group?: string
  draft: string
  muted = false
  formDone = false
  /** Nobody is there, and the visitor would rather see the conversation than leave a message. */
  threadWanted = false
  /** What stands in the forms. */
  filled: Record<string, string>
  /** Why a form was refused. */
  formProblem = ''
  /** Whether earlier entries are on their way. */
  loading = false
  /** Why a recall was refused, by the message's id. */
  readonly notes = new Map<string, string>()
  /** What a screen reader is to say now. */
  announced = ''
  readonly entries = new Entries()
  readonly outbox: Outbox
  protected readonly keep: Keep
  protected readonly tab: Keep
  private readonly listeners = new Set<() => void>()
  private readonly hearers = new Map<Happening, Set<(detail: unknown) => void>>()

  constructor(name: string) {
    this.keep = new Keep(name)
    this.tab = new Keep(name, true)
    this.outbox = new Outbox(this.keep, this.tab)
    this.draft = this.tab.get<string>('draft') ?? ''
    this.filled = this.tab.get<Record<string, string>>('filled') ?? {}
    this.reread()
  }

  on(what: Happening, hearer: (detail: unknown) => void): () => void {
    const hearers = this.hearers.get(what) ?? new Set()
    this.hearers.set(what, hearers.add(hearer))
    return () => void hearers.delete(hearer)
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener)
    return () => void this.listeners.delete(listener)
  }

  changed(): void {
    for (const listener of [...this.listeners]) listener()
  }

  protected happen(what: Happening, detail: unknown): void {
    for (const hearer of [...(this.hearers.get(what) ?? [])]) {
      try {
        hearer(detail)
      } catch (error) {
        console.error(error)
      }
    }
  }

  /** Takes over what another tab set. */
  protected reread(): void {
    this.muted = this.keep.get<boolean>('muted') ?? false
    this.formDone = this.keep.get<boolean>('form') ?? false
  }
}
