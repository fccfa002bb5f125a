import type { MessagePage } from '@/api/types'
import { contiguousTo, merge, readFrom, type Timeline } from './timeline'

/** What a hint says: messages up to lastNumber exist, and deliveries changed from touched on. */
export interface Target {
  lastNumber: number
  touched: number | null
}

export interface CatchUpPorts {
  timeline(): Timeline
  apply(timeline: Timeline): void
  read(from: number): Promise<MessagePage>
  wait(ms: number): Promise<void>
}

/** Waits between reads that found less than their hint said, in ms; the database's nodes agree well within their sum. */
export const PATIENCE: readonly number[] = [150, 300, 600, 1200, 2400]

/**
 * Brings one timeline up to what hints promise. Hints that come in while it reads are merged into one more round, so that a
 * burst costs two reads and not twenty.
 */
export class CatchUp {
  private wanted: Target | null = null
  private running: Promise<void> | null = null

  constructor(private readonly ports: CatchUpPorts) {}

  /** Resolves when everything asked for so far was read, or given up after the patience ran out. Rejects if a read failed. */
  to(target: Target): Promise<void> {
    this.wanted = this.wanted ? join(this.wanted, target) : target
    this.running ??= this.run().finally(() => (this.running = null))
    return this.running
  }

  private async run(): Promise<void> {
    while (this.wanted) {
      const target = this.wanted
      this.wanted = null
      await this.reach(target)
    }
  }

  private async reach(target: Target): Promise<void> {
    const oldest = this.ports.timeline()[0]?.number ?? 0
    // What is older than the first message held is read when somebody scrolls there. An erasure touches all that is held.
    const first = target.touched === 1 ? Math.max(1, oldest) : target.touched
    const touched = first !== null && first >= oldest ? first : null
    for (let attempt = 0; ; attempt++) {
      const before = this.ports.timeline()
      const from = readFrom(before, touched)
      if (from > target.lastNumber && touched === null) return
      await this.readAll(from)
      const after = this.ports.timeline()
      const arrived = contiguousTo(after) >= target.lastNumber
      // A delivery that looks unchanged may have been read before already: once more, then it is believed.
      if (arrived && (touched === null || attempt > 0 || !sameDelivery(before, after, touched))) return
      const pause = PATIENCE[attempt]
      if (pause === undefined) return
      await this.ports.wait(pause)
    }
  }

  private async readAll(from: number): Promise<void> {
    let next = from
    for (;;) {
      const page = await this.ports.read(next)
      this.ports.apply(merge(this.ports.timeline(), page.items))
      const last = page.items.at(-1)
      if (!last || last.number >= page.lastNumber) return
      next = last.number + 1
    }
  }
}

function join(a: Target, b: Target): Target {
  const touched = [a.touched, b.touched].filter(n => n !== null)
  return {
    lastNumber: Math.max(a.lastNumber, b.lastNumber),
    touched: touched.length ? Math.min(...touched) : null,
  }
}

function sameDelivery(before: Timeline, after: Timeline, number: number): boolean {
  const delivery = (timeline: Timeline) =>
    JSON.stringify(timeline.find(m => m.number === number)?.delivery ?? null)
  return delivery(before) === delivery(after)
}
