import { api, take } from '@/api/client'
import type { Media, MediaLimit } from '@/api/types'

export type MediaKind = MediaLimit['kind']

/** Why a file can't be sent; null if it can, as far as can be told before it is uploaded. */
export type Refusal = 'empty' | 'tooLarge' | 'type'

/** As what a channel would send the file: as what it is, if the channel carries that, else as a file. */
export function kindOf(file: File, limits: readonly MediaLimit[]): MediaKind | null {
  const first = file.type.split('/')[0]
  const own: MediaKind | null =
    first === 'image' ? 'image' : first === 'video' ? 'video' : first === 'audio' ? 'voice' : null
  if (own && limits.some(l => l.kind === own)) return own
  return limits.some(l => l.kind === 'file') ? 'file' : null
}

/** The hub checks again, and by the bytes; this spares the upload. */
export function refusalOf(file: File, limit: MediaLimit): Refusal | null {
  if (file.size === 0) return 'empty'
  if (file.size > limit.maxBytes) return 'tooLarge'
  // Browsers don't know every type; what they don't know the hub finds out.
  return limit.contentTypes.length > 0 && file.type && !limit.contentTypes.includes(aliasOf(file.type))
    ? 'type'
    : null
}

const ALIASES: Record<string, string> = { 'audio/mp3': 'audio/mpeg', 'image/x-ms-bmp': 'image/bmp' }
const aliasOf = (type: string) => ALIASES[type] ?? type

const formOf = (kind: MediaKind, file: File): FormData => {
  const form = new FormData()
  form.append('file', file, file.name || kind)
  return form
}

/** For automatic answers, which belong to no conversation. */
export function uploadForAnswers(kind: MediaKind, file: File): Promise<Media> {
  const form = formOf(kind, file)
  return take(
    api.POST('/api/media', {
      params: { query: { kind } },
      body: form as never,
      bodySerializer: () => form,
    }),
  )
}

export function upload(conversationId: string, kind: MediaKind, file: File): Promise<Media> {
  const form = formOf(kind, file)
  return take(
    api.POST('/api/conversations/{id}/media', {
      params: { path: { id: conversationId }, query: { kind } },
      body: form as never,
      bodySerializer: () => form,
    }),
  )
}
