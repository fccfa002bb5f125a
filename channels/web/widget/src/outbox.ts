import { Keep } from './keep'
import type { Content, Outgoing } from './protocol'

/** A message that the hub has not stored yet, or not returned yet. */
export interface Pending extends Outgoing {
  /** When it was written, ISO 8601. */
  at: string
  state: 'uploading' | 'sending' | 'accepted' | 'refused'
  /** Why it was refused, in words for the visitor. */
  detail?: string
  /** Whether the file went with the page: it can't be sent again. */
  lost?: boolean
  percent?: number
  /** A picture's preview, in this page only. */
  preview?: string
}

const KEPT = 'out:'

/**
 * What is on its way, kept until the hub has it, so that a reload sends it again under the same id. A file is kept only once it is
 * uploaded; of one that was not, its name is kept with the tab, to say that it has to be chosen again.
 */
export class Outbox {
  list: Pending[] = []

  constructor(
    private readonly shared: Keep,
    private readonly tab: Keep,
  ) {
    this.list = [
      ...shared.all<Pending>(KEPT),
      ...tab.all<Pending>(KEPT).map(item => ({ ...item, state: 'refused' as const, lost: true })),
    ].sort((a, b) => (a.at < b.at ? -1 : 1))
  }

  put(item: Pending): void {
    const known = this.list.some(other => other.id === item.id)
    this.list = known ? this.list.map(other => (other.id === item.id ? item : other)) : [...this.list, item]
    const ended = item.state === 'accepted'
    // One by one, so that tabs don't write over each other's.
    this.shared.set(KEPT + item.id, ended || isFile(item) ? undefined : bare(item))
    this.tab.set(KEPT + item.id, !ended && isFile(item) ? bare(item) : undefined)
  }

  get(id: string): Pending | undefined {
    return this.list.find(item => item.id === id)
  }

  change(id: string, change: Partial<Pending>): Pending | undefined {
    const item = this.get(id)
    if (!item) return undefined
    const changed = { ...item, ...change }
    this.put(changed)
    return changed
  }

  remove(id: string): void {
    if (!this.get(id)) return
    this.list = this.list.filter(item => item.id !== id)
    this.shared.set(KEPT + id, undefined)
    this.tab.set(KEPT + id, undefined)
  }

  /** What the hub has not stored, as far as is known, in the order in which it was written. */
  unsent(): Pending[] {
    return this.list.filter(item => item.state === 'sending')
  }

  clear(): void {
    for (const item of this.list) this.remove(item.id)
  }
}

/** Whether its file is not with the hub yet. */
export function isFile(item: { content: Content }): boolean {
  const { kind, upload } = item.content
  return (kind === 'image' || kind === 'file') && !upload
}

function bare(item: Pending): Pending {
  return { ...item, preview: undefined, percent: undefined }
}
