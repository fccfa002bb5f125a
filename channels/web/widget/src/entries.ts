import type { Entry } from './protocol'

/** What was said, in order, each entry once; and how far both sides have read. */
export class Entries {
  list: Entry[] = []
  /** Where to go on; undefined before the first page. */
  cursor?: string
  /** Whether there are earlier ones. */
  older = false
  private readonly keys = new Set<string>()
  private readByAgent?: string

  /** Takes in what the hub sent and says which entries were not known. */
  add(page: { items: Entry[]; cursor?: string; before?: string; older?: boolean }): Entry[] {
    const fresh: Entry[] = []
    for (const item of page.items) {
      if (this.keys.has(item.key)) {
        this.change([item])
        continue
      }
      this.keys.add(item.key)
      fresh.push(item)
    }
    const first = this.cursor === undefined
    this.list = page.before !== undefined ? [...fresh, ...this.list] : [...this.list, ...fresh]
    if (page.before !== undefined || first) this.older = !!page.older
    if (page.before === undefined)
      this.cursor = page.cursor ?? page.items[page.items.length - 1]?.cursor ?? this.cursor
    this.applyRead()
    return fresh
  }

  /** Puts entries that are different now in the place of what they were. */
  change(items: Entry[]): void {
    for (const item of items) this.list = this.list.map(entry => (entry.key === item.key ? item : entry))
  }

  /** An agent has seen everything up to there. */
  read(cursor: string): void {
    this.readByAgent = cursor
    this.applyRead()
  }

  /** The entries that the other side wrote after a cursor; all of them if the cursor is not among these. */
  unseen(cursor: string | undefined): Entry[] {
    const from = this.list.findIndex(entry => entry.cursor === cursor)
    return this.list.slice(from + 1).filter(entry => entry.from === 'agent' || entry.from === 'bot')
  }

  byId(id: string): Entry | undefined {
    return this.list.find(entry => entry.id === id)
  }

  clear(): void {
    this.list = []
    this.keys.clear()
    this.cursor = this.readByAgent = undefined
    this.older = false
  }

  private applyRead(): void {
    const upTo = this.list.findIndex(entry => entry.cursor === this.readByAgent)
    if (upTo < 0) return
    this.list = this.list.map((entry, i) =>
      i <= upTo && entry.from === 'visitor' && entry.state !== 'read' ? { ...entry, state: 'read' } : entry,
    )
  }
}
