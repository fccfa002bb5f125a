import { ApiProblem } from '@/api/problem'
import type { Message, NewContent } from '@/api/types'
import { newClientId } from './ids'

/** What is no text, as the hub takes it. */
export type OutgoingContent = Omit<NewContent, 'clientId'>

/** One message that the hub has not confirmed yet. */
export interface Outgoing {
  readonly clientId: string
  readonly conversationId: string
  /** The words, or what stands for another content. */
  readonly text: string
  readonly content?: OutgoingContent
  /** Id of the way it goes, if not the conversation's own. */
  readonly way?: string
  readonly createdAt: string
  /** waiting: goes out when the hub can be reached; posting: on its way; refused: the hub said no, see problem. */
  state: 'waiting' | 'posting' | 'refused'
  problem: string | null
  code: string | null
}

/** The delivery state that comes nearest: an agent need not know where on its way a message is held up. */
export function shownState(entry: Outgoing): 'pending' | 'sending' | 'failed' {
  if (entry.state === 'refused') return 'failed'
  return entry.state === 'posting' ? 'sending' : 'pending'
}

export interface OutboxPorts {
  post(
    conversationId: string,
    clientId: string,
    text: string,
    content?: OutgoingContent,
    way?: string,
  ): Promise<Message>
  /** The hub has it. */
  confirmed(conversationId: string, message: Message): void
  changed(entries: readonly Outgoing[]): void
}

const RETRY_FIRST = 1_000
const RETRY_LONGEST = 15_000

/**
 * Sends each message under one client id until the hub answers, one at a time for each conversation so that their order
 * stays. A repeat after a lost answer carries the same id, and the hub keeps the first. What waits survives a reload; the
 * storage must be this tab's own, since two tabs would overwrite each other's.
 */
export class Outbox {
  private entries: Outgoing[]
  private readonly sending = new Set<string>()
  private timer: ReturnType<typeof setTimeout> | undefined
  private failures = 0

  constructor(
    private readonly key: string,
    private readonly ports: OutboxPorts,
    private readonly storage: Storage = sessionStorage,
  ) {
    this.entries = this.restore()
    this.publish()
  }

  /**
   * Takes a text, or another content with the words that stand for it; it appears at once and is posted as soon as what went
   * before is through.
   */
  send(conversationId: string, text: string, content?: OutgoingContent, way?: string): Outgoing {
    const entry: Outgoing = {
      clientId: newClientId(),
      conversationId,
      text,
      ...(content && { content }),
      ...(way && { way }),
      createdAt: new Date().toISOString(),
      state: 'waiting',
      problem: null,
      code: null,
    }
    this.entries.push(entry)
    this.publish()
    void this.pump(conversationId)
    return entry
  }

  /** Posts again what was refused, under its own client id. */
  again(clientId: string): void {
    const entry = this.entries.find(e => e.clientId === clientId)
    if (!entry || entry.state !== 'refused') return
    entry.state = 'waiting'
    entry.problem = entry.code = null
    this.publish()
    void this.pump(entry.conversationId)
  }

  /** Takes back what was refused; returns its text so that it can be edited, or nothing to edit where it was none. */
  discard(clientId: string): string | null {
    const entry = this.entries.find(e => e.clientId === clientId)
    if (!entry || entry.state === 'posting') return null
    this.entries = this.entries.filter(e => e !== entry)
    this.publish()
    return entry.content ? '' : entry.text
  }

  /** The timeline shows these; whatever of them was still waiting for its answer is through. */
  seen(messages: readonly Message[]): void {
    const ids = new Set(messages.map(m => m.clientId).filter(id => id !== null))
    if (!this.entries.some(e => ids.has(e.clientId))) return
    this.entries = this.entries.filter(e => !ids.has(e.clientId))
    this.publish()
  }

  /** Tries everything that waits: connected again, signed in again, or just started. */
  flush(): void {
    clearTimeout(this.timer)
    this.timer = undefined
    for (const id of new Set(this.entries.map(e => e.conversationId))) void this.pump(id)
  }

  stop(): void {
    clearTimeout(this.timer)
  }

  private async pump(conversationId: string): Promise<void> {
    if (this.sending.has(conversationId)) return
    this.sending.add(conversationId)
    try {
      for (;;) {
        const entry = this.entries.find(e => e.conversationId === conversationId && e.state === 'waiting')
        if (!entry || !(await this.post(entry))) return
      }
    } finally {
      this.sending.delete(conversationId)
    }
  }

  /** Whether the next one may be tried. */
  private async post(entry: Outgoing): Promise<boolean> {
    entry.state = 'posting'
    this.publish()
    try {
      const { conversationId, clientId, text, content, way } = entry
      const message = await this.ports.post(conversationId, clientId, text, content, way)
      this.failures = 0
      this.entries = this.entries.filter(e => e.clientId !== entry.clientId)
      this.ports.confirmed(entry.conversationId, message)
      this.publish()
      return true
    } catch (error) {
      const problem = ApiProblem.from(error)
      if (problem.passing) {
        entry.state = 'waiting'
        this.retryLater(problem.status)
      } else {
        entry.state = 'refused'
        entry.problem = problem.detail
        entry.code = problem.code
      }
      this.publish()
      return !problem.passing
    }
  }

  private retryLater(status: number): void {
    // Without a session only a new sign-in helps; it calls flush.
    if (status === 401 || this.timer !== undefined) return
    const pause = Math.min(RETRY_LONGEST, RETRY_FIRST * 2 ** this.failures++)
    this.timer = setTimeout(() => this.flush(), pause)
  }

  private publish(): void {
    try {
      if (this.entries.length === 0) this.storage.removeItem(this.key)
      else this.storage.setItem(this.key, JSON.stringify(this.entries))
    } catch {
      // Without storage the messages still wait in memory.
    }
    this.ports.changed(this.entries.map(e => ({ ...e })))
  }

  private restore(): Outgoing[] {
    try {
      const kept = JSON.parse(this.storage.getItem(this.key) ?? '[]') as Outgoing[]
      return kept.map(e => ({ ...e, state: e.state === 'posting' ? 'waiting' : e.state }))
    } catch {
      return []
    }
  }
}
