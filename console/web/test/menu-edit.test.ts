import { describe, expect, it } from 'vitest'
import type { MenuItem } from '@/api/types'
import { add, drop, itemPath, newItem, newTagged, remove, step } from '@/menus/edit'

const leaf = (id: string): MenuItem => ({ ...newItem(), id, name: id })
const list = (id: string, ...children: MenuItem[]): MenuItem => ({ ...leaf(id), action: 'SUBMENU', children })
/** As `a b(c d)`. */
const shape = (items: readonly MenuItem[]): string =>
  items.map(item => item.id + (item.action === 'SUBMENU' ? `(${shape(item.children)})` : '')).join(' ')

describe('moving entries', () => {
  it('steps among its own, and over the edge of a list into the one beside it', () => {
    const items = [list('a', leaf('x'), leaf('y')), list('b', leaf('z'))]
    expect(step(items, 'x', 1)).toBe(true)
    expect(shape(items)).toBe('a(y x) b(z)')
    expect(step(items, 'x', 1)).toBe(true)
    expect(shape(items)).toBe('a(y) b(x z)')
    expect(step(items, 'a', 1)).toBe(true)
    expect(shape(items)).toBe('b(x z) a(y)')
    expect(step(items, 'b', -1)).toBe(false)
  })

  it('drops an entry before another or into a list, but no list into a list', () => {
    const items = [leaf('a'), list('b', leaf('x')), list('c', leaf('y'))]
    expect(drop(items, 'a', { before: 'x' })).toBe(true)
    expect(shape(items)).toBe('b(a x) c(y)')
    expect(drop(items, 'c', { before: 'x' })).toBe(false)
    expect(drop(items, 'x', { into: 'c' })).toBe(true)
    expect(drop(items, 'c', { before: 'b' })).toBe(true)
    expect(shape(items)).toBe('c(y x) b(a)')
  })

  it('makes a button of a list that loses its last entry, and a list of a button that gets one', () => {
    const items = [list('a', leaf('x'))]
    remove(items, 'x')
    expect(items[0]!.action).toBe('REPLY')
    add(items, 'a')
    expect(items[0]!.action).toBe('SUBMENU')
    expect(items[0]!.children).toHaveLength(1)
  })
})

it('copies a menu for a tag under ids and keys of its own', () => {
  const { items } = newTagged([list('a', leaf('x'))], '2', '熟客')
  expect(items[0]!.children[0]!.name).toBe('x')
  expect(items[0]!.children[0]!.id).not.toBe('x')
  expect(items[0]!.children[0]!.key).toBe(items[0]!.children[0]!.id)
})

it('names the place of an entry as the hub does', () => {
  const items = [leaf('a'), list('b', leaf('x'), leaf('y'))]
  expect(itemPath(items, 'y', 'tagged[0].items')).toBe('tagged[0].items[1].children[1]')
  expect(itemPath(items, 'a', 'items')).toBe('items[0]')
})
