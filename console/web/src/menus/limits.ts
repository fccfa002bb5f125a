import type { Menu, MenuItem, MenuLimits } from '@/api/types'

/** One place where a menu may not be published, as the hub names it: `items[0].children[2].name`. */
export interface Fault {
  path: string
  code: string
  limit: number
}

const encoder = new TextEncoder()
const segments = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
// Control characters, and halves of surrogate pairs.
const unprintable = /[\p{Cc}\p{Cs}]/u
const address = /^([a-z][a-z0-9+.-]*):\/\/([^/?#\\\s]+)([/?#]\S*)?$/i

/** What providers count. */
export function bytes(text: string): number {
  return encoder.encode(text).length
}

/** As much of the text as fits, never a part of what the eye sees as one character. */
export function fit(text: string, most: number): string {
  let room = most
  let kept = ''
  for (const { segment } of segments.segment(text)) {
    room -= bytes(segment)
    if (room < 0) return kept
    kept += segment
  }
  return kept
}

export type Action = MenuItem['action']

const kinds: Readonly<Record<Exclude<Action, 'SUBMENU'>, string>> = {
  REPLY: 'CLICK',
  RULE: 'CLICK',
  GROUP: 'CLICK',
  LINK: 'LINK',
  MINI_PROGRAM: 'MINI_PROGRAM',
  SCAN: 'SCAN',
  SCAN_AND_WAIT: 'SCAN_AND_WAIT',
  CAMERA: 'CAMERA',
  CAMERA_OR_ALBUM: 'CAMERA_OR_ALBUM',
  ALBUM: 'ALBUM',
  PLACE: 'PLACE',
  MATERIAL: 'MATERIAL',
  ARTICLE: 'ARTICLE',
  ARTICLE_VIEW: 'ARTICLE_VIEW',
}
export const rareActions: readonly Action[] = [
  'SCAN',
  'SCAN_AND_WAIT',
  'CAMERA',
  'CAMERA_OR_ALBUM',
  'ALBUM',
  'PLACE',
  'MATERIAL',
  'ARTICLE',
  'ARTICLE_VIEW',
]
export const stored: readonly Action[] = ['MATERIAL', 'ARTICLE', 'ARTICLE_VIEW']

/** Entries that lead to a rule or a group of agents. */
export const leading: readonly Action[] = ['RULE', 'GROUP']

/** Whether the channel has such buttons. */
export function allowed(action: Action, limits: MenuLimits): boolean {
  return action === 'SUBMENU' || (limits.kinds as string[]).includes(kinds[action])
}

/** Whether the hub is told of a tap, so that it can be answered. */
export function keyed(action: Action): boolean {
  return !['SUBMENU', 'LINK', 'MINI_PROGRAM', ...stored].includes(action)
}

function goodAddress(url: string, schemes: readonly string[]): boolean {
  const parts = address.exec(url)
  if (!parts || !schemes.includes(parts[1]!.toLowerCase())) return false
  try {
    return new URL(url).hostname !== ''
  } catch {
    return false
  }
}

/** Looks while somebody types; the hub looks again and has the last word. */
export function faultsOf(menu: Menu, limits: MenuLimits): Fault[] {
  const faults: Fault[] = []
  const add = (path: string, code: string, limit = 0) => faults.push({ path, code, limit })

  function text(path: string, value: string, most: number): boolean {
    if (value.trim() === '') add(path, 'missing')
    else if (unprintable.test(value)) add(path, 'unprintable')
    else if (bytes(value.trim()) > most) add(path, 'too_long', most)
    else return true
    return false
  }

  function url(path: string, value: string): void {
    if (text(path, value, limits.urlBytes) && !goodAddress(value.trim(), limits.urlSchemes))
      add(path, 'bad_url')
  }

  function answer(path: string, value: string, required: boolean): void {
    const length = limits.textUnit === 'bytes' ? bytes(value.trim()) : [...value.trim()].length
    if (required && value.trim() === '') add(path, 'missing')
    else if (length > limits.textMax)
      add(path, limits.textUnit === 'bytes' ? 'too_long' : 'too_long_chars', limits.textMax)
  }

  function button(path: string, item: MenuItem, keys: Set<string>): void {
    if (!allowed(item.action, limits)) add(`${path}.action`, 'kind_not_allowed')
    if (keyed(item.action)) {
      const key = item.key.trim() || item.id
      if (text(`${path}.key`, key, limits.keyBytes) && keys.has(key)) add(`${path}.key`, 'key_twice')
      keys.add(key)
      answer(`${path}.text`, item.text, item.action === 'REPLY')
    }
    if (item.action === 'MINI_PROGRAM') {
      text(`${path}.appId`, item.appId, limits.keyBytes)
      text(`${path}.pagePath`, item.pagePath, limits.urlBytes)
    }
    if (item.action === 'LINK' || item.action === 'MINI_PROGRAM') url(`${path}.url`, item.url)
    if (leading.includes(item.action) && item.value === '') add(`${path}.value`, 'missing')
    if (stored.includes(item.action)) text(`${path}.value`, item.value, limits.urlBytes)
  }

  function level(path: string, items: readonly MenuItem[], keys: Set<string>, top: boolean): void {
    const most = top ? limits.topEntries : limits.subEntries
    if (items.length === 0) add(path, 'empty')
    if (items.length > most) add(path, 'too_many', most)
    items.forEach((item, i) => {
      const each = `${path}[${i}]`
      text(`${each}.name`, item.name, top ? limits.topNameBytes : limits.subNameBytes)
      if (item.action === 'SUBMENU') level(`${each}.children`, item.children, keys, false)
      else button(each, item, keys)
    })
  }

  level('items', menu.items, new Set(), true)
  if (menu.tagged.length > limits.conditional) {
    add('tagged', limits.conditional ? 'too_many' : 'condition_not_allowed', limits.conditional)
  }
  const audiences = new Set<string>()
  menu.tagged.forEach((tagged, i) => {
    if (!tagged.audience) add(`tagged[${i}].audience`, 'missing')
    else if (audiences.has(tagged.audience)) add(`tagged[${i}].audience`, 'audience_twice')
    audiences.add(tagged.audience)
    level(`tagged[${i}].items`, tagged.items, new Set(), true)
  })
  answer('intro', menu.intro, false)
  return faults
}
