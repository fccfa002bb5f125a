/** A link that may be followed: http or https, nothing that runs. Without a base only whole addresses are. */
export function safeUrl(url: string | undefined | null, base?: string): string | undefined {
  try {
    const { protocol, href } = new URL(url!, base)
    return /^https?:$/.test(protocol) ? href : undefined
  } catch {
    return undefined
  }
}

export const AWAY = { target: '_blank', rel: 'noopener noreferrer nofollow' }

/** The time of day; before today with its date. */
export function time(at: string, language: string, now = new Date()): string {
  const then = new Date(at)
  const clock = { hour: '2-digit', minute: '2-digit', hour12: false } as const
  if (then.toDateString() === now.toDateString()) return then.toLocaleTimeString(language, clock)
  const year = then.getFullYear() === now.getFullYear() ? undefined : 'numeric'
  return then.toLocaleString(language, { ...clock, month: 'short', day: 'numeric', year })
}
