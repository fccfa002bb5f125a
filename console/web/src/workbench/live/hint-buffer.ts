import type { Hint } from './socket'

/** Collects hints for a moment, one for each conversation, so that a burst is read once. */
export class HintBuffer {
  private readonly pending = new Map<string, Hint>()
  private timer: ReturnType<typeof setTimeout> | undefined
  private busy = false

  constructor(
    private readonly handle: (hints: Hint[]) => Promise<void>,
    private readonly lingerMs = 80,
  ) {}

  add(hints: readonly Hint[]): void {
    for (const hint of hints) {
      const known = this.pending.get(hint.id)
      this.pending.set(hint.id, known ? join(known, hint) : hint)
    }
    this.schedule()
  }

  clear(): void {
    clearTimeout(this.timer)
    this.timer = undefined
    this.pending.clear()
  }

  private schedule(): void {
    if (this.busy || this.timer !== undefined || this.pending.size === 0) return
    this.timer = setTimeout(() => void this.flush(), this.lingerMs)
  }

  private async flush(): Promise<void> {
    this.timer = undefined
    const hints = [...this.pending.values()]
    this.pending.clear()
    this.busy = true
    try {
      await this.handle(hints)
    } finally {
      this.busy = false
      this.schedule()
    }
  }
}

function join(a: Hint, b: Hint): Hint {
  const touched = [a.touched, b.touched].filter(n => n !== null && n !== undefined)
  return {
    id: a.id,
    lastNumber: Math.max(a.lastNumber, b.lastNumber),
    touched: touched.length ? Math.min(...touched) : null,
  }
}
