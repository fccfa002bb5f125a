import { encode } from './json'

/** The page's own storage under one name; where pages have none (a sandboxed frame) it lasts as long as the page. */
export class Keep {
  private readonly memory = new Map<string, string>()

  /** @param tabOnly for this tab, through its reloads; else for all of them, for as long as the browser keeps it */
  constructor(
    private readonly name: string,
    private readonly tabOnly = false,
  ) {}

  private get storage(): Storage {
    return this.tabOnly ? sessionStorage : localStorage
  }

  /** What was kept under a key, if it is what it was kept as; else undefined. */
  get<T>(key: string): T | undefined {
    const text = this.read(key)
    if (text === null || text === undefined) return undefined
    try {
      return JSON.parse(text) as T
    } catch {
      return undefined
    }
  }

  /** Everything that was kept under keys that begin so. */
  all<T>(prefix: string): T[] {
    const full = this.key(prefix)
    const keys = new Set(this.memory.keys())
    try {
      for (let i = 0; i < this.storage.length; i++) keys.add(this.storage.key(i) ?? '')
    } catch {
      // No storage.
    }
    const found: T[] = []
    for (const key of keys) {
      if (!key.startsWith(full)) continue
      const value = this.get<T>(key.slice(this.key('').length))
      if (value !== undefined) found.push(value)
    }
    return found
  }

  set(key: string, value: unknown): void {
    const full = this.key(key)
    try {
      if (value === undefined) this.storage.removeItem(full)
      else this.storage.setItem(full, encode(value))
      this.memory.delete(full)
    } catch {
      // No storage, or a full one.
      if (value === undefined) this.memory.delete(full)
      else this.memory.set(full, encode(value))
    }
  }

  private read(key: string): string | null | undefined {
    const full = this.key(key)
    try {
      return this.memory.get(full) ?? this.storage.getItem(full)
    } catch {
      return this.memory.get(full)
    }
  }

  private key(key: string): string {
    return `keshu:${this.name}:${key}`
  }
}
