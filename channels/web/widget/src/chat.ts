import { Hub, Refusal } from './hub'
import { uuid } from './ids'
import { Incoming } from './incoming'
import { Link } from './link'
import { isFile, type Pending } from './outbox'
import { shows } from './pages'
import type { Content, Entry, Page } from './protocol'
import { Sessions } from './session'
import { Tabs } from './tabs'
import { Uploads } from './uploads'
import { words } from './words'

const TYPING_EVERY = 800
const PREVIEW = 500
const SETTINGS_AGAIN = 30_000

/** The conversation as one tab knows it, and all that can be done with it. The views draw it and call it. */
export class Chat extends Incoming {
  readonly hub: Hub
  readonly uploads = new Uploads(this)
  protected readonly sessions: Sessions
  protected readonly tabs: Tabs
  protected readonly link: Link
  private typedAt = 0
  private typeTimer?: ReturnType<typeof setTimeout>
  private lastPage = location.href

  constructor(
    root: string,
    deployment: string,
    language?: string,
    /** Another kind of icon than the deployment's, on this page. */
    private readonly icon?: string,
  ) {
    const name = `${deployment}@${root.replace(/^\w+:\/\//, '')}`
    super(name)
    this.hub = new Hub(root, deployment)
    this.hub.language = this.keep.get<string>('language') ?? language ?? navigator.language ?? 'zh'
    this.sessions = new Sessions(this.hub, this.keep, page, (session, other) => {
      if (other) this.forget()
      this.tabs.tell({ type: 'session', visitor: session.visitor })
    })
    this.tabs = new Tabs(name, told => this.hear(told))
    this.link = new Link(this.hub, {
      token: refused => this.sessions.token(refused),
      cursor: () => this.entries.cursor,
      language: () => this.settings?.language ?? this.hub.language,
      page,
      frame: frame => this.take(frame),
      status: status => {
        this.status = status
        if (status === 'up') this.resend()
        else this.loading = false
        this.changed()
      },
    })
  }

  // ── beginning ────────────────────────────────────────────────────────────────────────────

  /** Fetches the settings and goes on where this visitor was; a new visitor begins when the window opens. */
  async begin(): Promise<void> {
    await this.fetchSettings()
    if (!this.settings) return
    if (this.sessions.current) this.link.start()
    if (this.tab.get<boolean>('open') && this.shown()) this.open()
    addEventListener('online', () => this.sessions.current && this.link.start())
    document.addEventListener('visibilitychange', () => {
      if (document.hidden) return
      if (this.status === 'down') this.link.start()
      this.seen()
    })
    this.happen('ready', undefined)
  }

  async fetchSettings(fresh?: boolean): Promise<void> {
    try {
      const { icon } = (this.settings = await this.hub.settings(fresh))
      icon.kind = (this.icon as typeof icon.kind) ?? icon.kind
      this.say = words(this.settings.language, this.settings.texts)
      this.changed()
    } catch (error) {
      // Nothing to show without them; whoever sets the widget up sees why.
      console.warn('Keshu: the settings can’t be read.', error)
      if (!(error instanceof Refusal)) setTimeout(() => this.settings || void this.begin(), SETTINGS_AGAIN)
    }
  }

  /** Whether this page is one of those that carry the widget. */
  shown(): boolean {
    return !!this.settings && shows(this.settings.pages, location.href)
  }

  /** The page's address may have changed without a load. */
  moved(): void {
    if (location.href === this.lastPage) return
    this.lastPage = location.href
    this.link.signal({ type: 'page', page: page() })
    if (!this.shown() && this.opened) this.close()
    this.changed()
  }

  // ── the window ───────────────────────────────────────────────────────────────────────────

  open(): void {
    // Before the settings are there it is remembered.
    this.tab.set('open', true)
    if (!this.settings || this.opened) return
    this.opened = true
    this.link.start()
    this.happen('open', undefined)
    this.seen()
    this.changed()
  }

  close(): void {
    if (!this.opened) return
    this.opened = false
    this.tab.set('open', undefined)
    this.happen('close', undefined)
    this.changed()
  }

  show(group?: string): void {
    if (group) this.group = group
    this.open()
  }

  // ── writing ──────────────────────────────────────────────────────────────────────────────

  /** Shows a message at once and sends it; it is sent again on every return until the hub has it. */
  send(content: Content): void {
    const item: Pending = {
      id: uuid(),
      content,
      group: this.takeGroup(),
      at: new Date().toISOString(),
      state: 'sending',
    }
    this.put(item)
    this.link.send({ id: item.id, content, group: item.group })
  }

  /** The group that was asked for goes with the next message, if there is such a group. */
  takeGroup(): string | undefined {
    const { group } = this
    this.group = undefined
    return this.settings?.groups.some(({ id }) => id === group) ? group : undefined
  }

  sendText(text: string): void {
    this.send({ kind: 'text', text })
    this.write('')
  }

  /** Puts a message on its way again, under the id that it has. */
  again(id: string): void {
    const item = this.outbox.get(id)
    if (!item || item.lost) return
    if (isFile(item)) return this.uploads.again(item)
    this.put({ ...item, state: 'sending', detail: undefined })
    this.link.send({ id, content: item.content, group: item.group })
  }

  discard(id: string): void {
    this.uploads.cancel(id)
    this.outbox.remove(id)
    this.tabs.tell({ type: 'gone', id })
    this.changed()
  }

  /** A message that was just put together, or changed on its way. */
  put(item: Pending): void {
    this.outbox.put(item)
    if (!isFile(item)) this.tabs.tell({ type: 'pending', item: { ...item, preview: undefined } })
    this.changed()
  }

  /** Its file is with the hub. */
  uploaded(item: Pending): void {
    this.put(item)
    this.link.send({ id: item.id, content: item.content, group: item.group })
  }

  token(): Promise<string> {
    return this.sessions.token(false)
  }

  /** What stands in the box. The agent sees it a moment later. */
  write(text: string): void {
    this.draft = text
    this.tab.set('draft', text || undefined)
    this.changed()
    clearTimeout(this.typeTimer)
    const wait = Math.max(0, this.typedAt + TYPING_EVERY - Date.now())
    this.typeTimer = setTimeout(() => {
      this.typedAt = Date.now()
      this.link.signal({ type: 'typing', text: this.draft.slice(0, PREVIEW) })
    }, wait)
  }

  recall(entry: Entry): void {
    const id = entry.id ?? entry.key
    this.notes.delete(id)
    this.link.signal({ type: 'recall', id })
  }

  /** Whether a message of one's own can still be taken back. */
  recallable(entry: Entry): boolean {
    const seconds = this.settings?.limits.recallSeconds ?? 0
    return (
      entry.from === 'visitor' &&
      !entry.recalled &&
      entry.content.kind !== 'form' &&
      Date.now() - Date.parse(entry.at) < seconds * 1000
    )
  }

  /** Sends what was filled in: before the chat, or when nobody is there. */
  submit(form: 'before' | 'message', fields: Record<string, string>): void {
    this.formProblem = ''
    if (form === 'before') this.keep.set('form', (this.formDone = true))
    else this.threadWanted = true
    this.send({ kind: 'form', form, fields })
    this.tabs.tell({ type: 'set' })
  }

  fill(name: string, value: string): void {
    this.filled = { ...this.filled, [name]: value }
    this.tab.set('filled', this.filled)
    this.changed()
  }

  wantThread(wanted: boolean): void {
    this.threadWanted = wanted
    this.changed()
  }

  /** The form that is to be filled in now: the one before the chat, or, when nobody is there, the one that leaves a message. */
  formNow(): 'before' | 'message' | undefined {
    const { form, messageForm, open } = this.settings!
    if (!open) return messageForm.length && !this.threadWanted ? 'message' : undefined
    const talked = this.outbox.list.length || this.entries.list.some(({ from }) => from === 'visitor')
    return form.length && !this.formDone && !talked ? 'before' : undefined
  }

  // ── reading ──────────────────────────────────────────────────────────────────────────────

  older(): void {
    const first = this.entries.list[0]
    if (!first || !this.entries.older || this.loading || this.status !== 'up') return
    this.loading = true
    this.link.older(first.cursor)
    this.changed()
  }

  mute(muted: boolean): void {
    this.muted = muted
    this.keep.set('muted', muted || undefined)
    this.tabs.tell({ type: 'set' })
    this.changed()
  }

  // ── who and how ──────────────────────────────────────────────────────────────────────────

  /** Somebody signed in on the page (a JWT that the company's login signed), or out (null). */
  member(jwt: string | null): void {
    if (jwt) this.sessions.signIn(jwt)
    else {
      this.sessions.signOut()
      this.outbox.clear()
      this.forget()
    }
    if (jwt || this.opened) this.link.restart()
    else this.link.stop()
    this.changed()
  }

  async speak(language: string): Promise<void> {
    this.hub.language = language
    this.keep.set('language', language)
    await this.fetchSettings()
    if (this.status !== 'idle') this.link.restart()
  }

  /** Ends everything; for tests and for pages that take the widget away. */
  end(): void {
    this.link.stop()
    this.tabs.close()
    this.attention.count(0)
  }
}

export function page(): Page {
  return { url: location.href, title: document.title, referrer: document.referrer }
}
