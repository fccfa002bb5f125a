import { Attention } from './attention'
import type { Link } from './link'
import type { Pending } from './outbox'
import type { Entry, Frame } from './protocol'
import type { Sessions } from './session'
import { State } from './state'
import type { Tabs, Told } from './tabs'
import type { Uploads } from './uploads'

const TYPING_HOLDS = 15_000

/** What comes from the hub and from the other tabs. */
export abstract class Incoming extends State {
  abstract readonly uploads: Uploads
  protected abstract readonly link: Link
  protected abstract readonly sessions: Sessions
  protected abstract readonly tabs: Tabs
  abstract put(item: Pending): void
  abstract fetchSettings(fresh?: boolean): Promise<void>
  protected readonly attention = new Attention()
  protected readSent?: string
  private typingTimer?: ReturnType<typeof setTimeout>

  protected take(frame: Frame): void {
    switch (frame.type) {
      case 'welcome':
        this.sessions.take(frame.session)
        break
      case 'messages':
        this.takeMessages(frame)
        break
      case 'changed':
        this.entries.change(frame.items)
        break
      case 'accepted':
        this.settle(frame.id)
        break
      case 'refused':
        // Without an id it was no message: earlier ones, say, which can be asked for again.
        if (frame.id) this.refused(frame.id, frame.detail)
        else this.loading = false
        break
      case 'typing':
        this.takeTyping(frame.typing ? { name: frame.name } : undefined)
        break
      case 'read':
        this.entries.read(frame.cursor)
        break
      case 'agent':
        this.agent = { name: frame.name, bot: frame.bot }
        break
      case 'settings':
        if (frame.version !== this.settings?.version) void this.fetchSettings(true)
        break
    }
    this.changed()
  }

  protected takeMessages(frame: {
    items: Entry[]
    cursor?: string
    before?: string
    more?: boolean
    older?: boolean
  }): void {
    const first = this.entries.cursor === undefined
    const before = frame.before !== undefined
    if (before) this.loading = false
    const fresh = this.entries.add(frame)
    for (const entry of fresh) {
      if (!entry.id) continue
      this.uploads.forget(entry.id)
      this.outbox.remove(entry.id)
    }
    if (before) return
    const theirs = fresh.filter(entry => entry.from === 'agent' || entry.from === 'bot')
    if (theirs.length) this.takeTyping(undefined)
    if (!first && theirs.length) {
      this.announce(theirs)
      if (!this.muted && this.firstToRing(theirs[theirs.length - 1]!.key)) this.attention.ring()
      for (const entry of theirs)
        this.happen('message', { from: entry.from, name: entry.name, kind: entry.content.kind })
    }
    this.seen()
    this.tellUnread()
  }

  protected announce(theirs: Entry[]): void {
    const last = theirs[theirs.length - 1]!
    this.announced = this.say('newMessage', {
      name: last.name ?? this.say(last.from === 'bot' ? 'bot' : 'agent'),
      text: last.content.text ?? last.content.question ?? last.content.name ?? '',
    })
  }

  /** Whatever the hub may not have: what it has it knows by the id. */
  protected resend(): void {
    for (const item of this.outbox.unsent())
      this.link.send({ id: item.id, content: item.content, group: item.group })
    this.uploads.resume()
  }

  protected refused(id: string, detail: string): void {
    const words = detail || this.say('notSent')
    const item = this.outbox.get(id)
    if (item?.content.kind === 'form') {
      // It is filled in again, from what was filled in.
      this.outbox.remove(id)
      this.formProblem = words
      this.threadWanted = false
      this.formDone = false
      this.keep.set('form', undefined)
    } else if (item) this.put({ ...item, state: 'refused', detail: words })
    else this.notes.set(id, words)
  }

  protected settle(id: string): void {
    const item = this.outbox.get(id)
    if (!item) return
    if (item.content.kind === 'form') {
      this.filled = {}
      this.tab.set('filled', undefined)
    }
    this.put({ ...item, state: 'accepted' })
  }

  protected takeTyping(typing: { name?: string | null } | undefined): void {
    clearTimeout(this.typingTimer)
    this.typing = typing
    if (!typing) return
    this.typingTimer = setTimeout(() => {
      this.typing = undefined
      this.changed()
    }, TYPING_HOLDS)
  }

  /** What the other tabs tell. */
  protected hear(told: Told): void {
    switch (told.type) {
      case 'pending':
        if (!this.entries.byId(told.item.id)) this.outbox.put(told.item)
        break
      case 'gone':
        this.outbox.remove(told.id)
        break
      case 'seen':
        this.tellUnread()
        break
      case 'session':
        if (told.visitor !== this.sessions.current?.visitor) {
          this.sessions.reread()
          if (this.status !== 'idle') this.link.restart()
        }
        break
      case 'set':
        this.reread()
        break
    }
    this.changed()
  }

  /** One tab rings, not all of them. */
  protected firstToRing(key: string): boolean {
    if (this.keep.get<string>('rang') === key) return false
    this.keep.set('rang', key)
    return true
  }

  protected tellUnread(): void {
    const count = this.unread().length
    this.attention.count(count)
    this.happen('unread', count)
  }

  /** What belongs to another visitor than the one there is now. What is on its way stays: it is the same person who wrote it. */
  protected forget(): void {
    this.entries.clear()
    this.notes.clear()
    this.agent = this.typing = this.readSent = undefined
    this.formDone = false
    this.keep.set('form', undefined)
    this.keep.set('seen', undefined)
    this.attention.count(0)
  }

  unread(): Entry[] {
    return this.entries.unseen(this.keep.get<string>('seen'))
  }

  /** The window is open before the visitor's eyes: what is there has been seen. */
  seen(): void {
    const last = this.entries.list[this.entries.list.length - 1]
    if (!this.opened || document.hidden || !last || this.status !== 'up' || this.readSent === last.cursor)
      return
    this.readSent = last.cursor
    if (this.unread().length) this.link.signal({ type: 'read', cursor: last.cursor })
    this.keep.set('seen', last.cursor)
    this.tabs.tell({ type: 'seen', cursor: last.cursor })
    this.tellUnread()
  }
}
