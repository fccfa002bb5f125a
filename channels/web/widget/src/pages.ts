/** Whether an address matches a pattern: `*` stands for anything; with a scheme the whole address is meant, else the path. */
export function matches(pattern: string, url: URL): boolean {
  const whole =
    (pattern.includes('://') ? url.origin : '') + url.pathname + (pattern.includes('?') ? url.search : '')
  const text = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\*+/g, '.*')
  return new RegExp(`^${text}$`).test(whole)
}

/** Whether the widget shows on a page: somewhere in `show` (or there is none), and nowhere in `hide`. */
export function shows(rules: { show?: string[]; hide?: string[] } | undefined, address: string): boolean {
  const url = new URL(address)
  const any = (patterns: string[] | undefined) => (patterns ?? []).some(pattern => matches(pattern, url))
  return (!rules?.show?.length || any(rules.show)) && !any(rules?.hide)
}
