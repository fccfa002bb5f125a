/** What crosses between hub and widget; ../PROTOCOL.md says it in words. */

export interface Page {
  url: string
  title: string
  referrer: string
}

export interface Field {
  name: string
  label: string
  kind: 'text' | 'phone' | 'email' | 'choice' | 'long'
  required?: boolean
  options?: string[]
}

export interface Settings {
  deployment: string
  version: number
  language: string
  languages: string[]
  look: {
    name: string
    logo?: string | null
    colour: string
    greeting?: string | null
    position?: 'right' | 'left'
    offset?: { x: number; y: number } | null
  }
  icon: {
    kind: 'floating' | 'tab' | 'image' | 'link' | 'groups'
    image?: string | null
    text?: string | null
  }
  groups: { id: string; name: string }[]
  form: Field[]
  open: boolean
  closedNotice?: string | null
  messageForm: Field[]
  pages: { show: string[]; hide: string[] }
  limits: { textLength: number; fileBytes: number; fileTypes: string[]; recallSeconds: number }
  texts?: Record<string, string>
}

export interface Session {
  token: string
  expires: string
  visitor: string
  member: boolean
  renewed?: boolean
  name?: string | null
}

export interface Content {
  kind: string
  text?: string
  upload?: string
  url?: string
  width?: number
  height?: number
  name?: string
  bytes?: number
  type?: string
  option?: string
  question?: string
  options?: { id: string; text: string }[]
  closing?: string
  articles?: { title: string; description?: string; url: string; picture?: string }[]
  latitude?: number
  longitude?: number
  address?: string
  form?: 'before' | 'message'
  fields?: Record<string, string>
  event?: string
  entry?: string
}

export interface Entry {
  cursor: string
  key: string
  from: 'visitor' | 'agent' | 'bot' | 'system'
  name?: string | null
  at: string
  id?: string | null
  content: Content
  recalled?: boolean
  state?: 'sent' | 'read' | null
}

export interface Agent {
  name?: string | null
  bot?: boolean
}

/** A frame from the hub, or what one answer of the timeline amounts to. */
export type Frame =
  | { type: 'welcome'; cursor?: string; session: Session }
  | { type: 'messages'; items: Entry[]; cursor?: string; before?: string; more?: boolean; older?: boolean }
  | { type: 'changed'; items: Entry[] }
  | { type: 'accepted'; id: string }
  | { type: 'refused'; id: string; code: string; detail: string; retryAfter?: number }
  | { type: 'typing'; typing: boolean; name?: string | null }
  | { type: 'read'; cursor: string }
  | ({ type: 'agent' } & Agent)
  | { type: 'settings'; version: number }
  | { type: 'pong' }

/** A frame to the hub. */
export type Signal =
  | { type: 'typing'; text: string }
  | { type: 'read'; cursor: string }
  | { type: 'recall'; id: string }
  | { type: 'page'; page: Page }

/** A message on its way. */
export interface Outgoing {
  id: string
  content: Content
  group?: string
}

export interface Uploaded {
  upload: string
  kind: string
  name: string
  type: string
  bytes: number
}
