import type { Menu, MenuItem, TaggedMenu } from '@/api/types'

/** Where an item is: in the default menu, or in that of a tag. */
export interface Spot {
  list: MenuItem[]
  index: number
  parent: MenuItem | null
}

function freshId(): string {
  return crypto.randomUUID()
}

export function newItem(): MenuItem {
  const id = freshId()
  return {
    id,
    name: '',
    action: 'REPLY',
    text: '',
    handOver: false,
    key: id,
    url: '',
    appId: '',
    pagePath: '',
    value: '',
    children: [],
  }
}

/** A copy under ids and keys of its own, so that taps on the two can be told apart. */
function copyOf(item: MenuItem): MenuItem {
  const { id } = newItem()
  return { ...item, id, key: id, children: item.children.map(copyOf) }
}

export function newTagged(from: readonly MenuItem[], audience: string, audienceName: string): TaggedMenu {
  return { id: freshId(), audience, audienceName, items: from.map(copyOf) }
}

/** The items of one of the menus; the default one has no tag. */
export function itemsOf(menu: Menu, tagged: string | null): MenuItem[] {
  return tagged ? (menu.tagged.find(each => each.id === tagged)?.items ?? []) : menu.items
}

/** The hub's name of the place where these items are. */
export function pathOf(menu: Menu, tagged: string | null): string {
  return tagged ? `tagged[${menu.tagged.findIndex(each => each.id === tagged)}].items` : 'items'
}

export function find(items: MenuItem[], id: string | null): Spot | null {
  for (const [index, item] of items.entries()) {
    if (item.id === id) return { list: items, index, parent: null }
    const below = item.children.findIndex(child => child.id === id)
    if (below >= 0) return { list: item.children, index: below, parent: item }
  }
  return null
}

/** The path of an item's faults below that of its menu. */
export function itemPath(items: MenuItem[], id: string, menuPath: string): string {
  const spot = find(items, id)
  if (!spot) return menuPath
  return spot.parent
    ? `${menuPath}[${items.indexOf(spot.parent)}].children[${spot.index}]`
    : `${menuPath}[${spot.index}]`
}

/** Adds an entry; below a button that so becomes a list, whose own deed is given up. */
export function add(items: MenuItem[], below: string | null): MenuItem {
  const made = newItem()
  const parent = below ? items.find(item => item.id === below) : null
  if (parent) {
    parent.action = 'SUBMENU'
    parent.children.push(made)
  } else items.push(made)
  return made
}

/** A list that loses its last button is a button again. */
function settle(parent: MenuItem | null): void {
  if (parent && parent.children.length === 0) parent.action = 'REPLY'
}

export function remove(items: MenuItem[], id: string): void {
  const spot = find(items, id)
  if (!spot) return
  spot.list.splice(spot.index, 1)
  settle(spot.parent)
}

/** One place up or down among its own; a button at the edge of a list goes into the list beside it. */
export function step(items: MenuItem[], id: string, by: 1 | -1): boolean {
  const spot = find(items, id)
  if (!spot) return false
  const to = spot.index + by
  if (to >= 0 && to < spot.list.length) {
    const [item] = spot.list.splice(spot.index, 1)
    spot.list.splice(to, 0, item!)
    return true
  }
  const beside = spot.parent ? items[items.indexOf(spot.parent) + by] : undefined
  if (beside?.action !== 'SUBMENU') return false
  const [item] = spot.list.splice(spot.index, 1)
  beside.children.splice(by === 1 ? 0 : beside.children.length, 0, item!)
  settle(spot.parent)
  return true
}

/** Puts an item before another one, or at the end of a list. A list itself goes only among the top entries. */
export function drop(items: MenuItem[], id: string, target: { before?: string; into?: string }): boolean {
  const from = find(items, id)
  if (!from || id === target.before || id === target.into) return false
  const item = from.list[from.index]!
  const goal = target.before ? find(items, target.before) : null
  const list = target.into ? items.find(each => each.id === target.into)?.children : (goal?.list ?? items)
  if (!list || (item.action === 'SUBMENU' && list !== items)) return false
  from.list.splice(from.index, 1)
  const at = target.before ? list.findIndex(each => each.id === target.before) : list.length
  list.splice(at < 0 ? list.length : at, 0, item)
  if (from.list !== list) settle(from.parent)
  return true
}
