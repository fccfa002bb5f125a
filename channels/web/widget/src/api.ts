import type { Chat } from './chat'
import type { Happening } from './state'

/** What a page may call; README.md says it in words. */
export interface Api {
  open(): void
  close(): void
  show(group: string): void
  member(jwt: string | null): void
  language(language: string): void
  on(event: Happening, hearer: (detail: unknown) => void): () => void
}

/** Before the script came, pages put their calls on a list: `(window.Keshu = window.Keshu || []).push(['member', jwt])`. */
type Queued = [keyof Api, ...unknown[]]

const SPARE = 'KeshuWidget'

/** Puts the API where pages find it, after what they asked for meanwhile; a page's own object of that name is left alone. */
export function publish(chat: Chat, name: string): Api {
  const api: Api = {
    open: () => chat.open(),
    close: () => chat.close(),
    show: group => chat.show(group),
    member: jwt => chat.member(jwt),
    language: language => void chat.speak(language),
    on: (event, hearer) => chat.on(event, hearer),
  }
  const names = window as unknown as Record<string, unknown>
  const there = names[name]
  const queue = Array.isArray(there) ? (there as Queued[]) : []
  names[there === undefined || Array.isArray(there) ? name : SPARE] = api
  for (const [call, ...values] of queue) {
    const method = api[call] as ((...values: unknown[]) => unknown) | undefined
    method?.(...values)
  }
  document.dispatchEvent(new CustomEvent('keshu:ready', { detail: api }))
  return api
}
