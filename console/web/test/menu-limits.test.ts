import { describe, expect, it } from 'vitest'
import type { Menu, MenuItem, MenuLimits } from '@/api/types'
import { newItem } from '@/menus/edit'
import { bytes, faultsOf, fit } from '@/menus/limits'
import { menuLimits } from './samples'

const limits: MenuLimits = menuLimits()
const item = (change: Partial<MenuItem>): MenuItem => ({ ...newItem(), name: '帮助', text: '好', ...change })
const menu = (...items: MenuItem[]): Menu => ({ intro: '', items, tagged: [] })
const faults = (...items: MenuItem[]) =>
  faultsOf(menu(...items), limits).map(f => `${f.path} ${f.code} ${f.limit}`)

describe('the length of a name', () => {
  it('is counted in bytes and never cuts what the eye sees as one character', () => {
    expect(bytes('售后保修服务')).toBe(18)
    expect(fit('售后保修服务', 16)).toBe('售后保修服')
    expect(fit('ab👨‍👩‍👧', 16)).toBe('ab')
    expect(fit('四个汉字', 16)).toBe('四个汉字')
  })
})

describe('a menu', () => {
  it('may be exactly at every limit', () => {
    const child = item({ name: '中'.repeat(20), key: 'k'.repeat(128) })
    expect(
      faults(item({ name: '一二三四五a' }), item({ name: '多', action: 'SUBMENU', children: [child] })),
    ).toEqual([])
  })

  it('names each limit that is broken by one, where it is', () => {
    const four = [1, 2, 3, 4].map(() => item({}))
    expect(faults(...four)).toEqual(['items too_many 3'])
    expect(faults(item({ action: 'SUBMENU', children: [1, 2, 3, 4, 5, 6].map(() => item({})) }))).toEqual([
      'items[0].children too_many 5',
    ])
    expect(faults(item({ name: '1'.repeat(17) }))).toEqual(['items[0].name too_long 16'])
    expect(faults(item({ key: 'k'.repeat(129) }))).toEqual(['items[0].key too_long 128'])
    expect(faults(item({ text: '好'.repeat(683) }))).toEqual(['items[0].text too_long 2048'])
    const url = `https://shop.example.com/${'x'.repeat(1000)}`
    expect(faults(item({ action: 'LINK', url }))).toEqual(['items[0].url too_long 1024'])
  })

  it('has something in it, and a name and an answer in every entry', () => {
    expect(faults()).toEqual(['items empty 0'])
    expect(faults(item({ action: 'SUBMENU' }))).toEqual(['items[0].children empty 0'])
    expect(faults(item({ name: ' ', text: '' }))).toEqual([
      'items[0].name missing 0',
      'items[0].text missing 0',
    ])
    expect(faults(item({ name: '笑\ud83d' }))).toEqual(['items[0].name unprintable 0'])
  })

  it('opens pages by whole addresses only', () => {
    for (const url of [
      'shop.example.com',
      'javascript:alert(1)',
      'javascript://a/%0aalert(1)',
      'https://',
      'ftp://a.example',
    ]) {
      expect(faults(item({ action: 'LINK', url }))).toEqual(['items[0].url bad_url 0'])
    }
    expect(faults(item({ action: 'LINK', url: 'https://商城.example.com/中文?名=值' }))).toEqual([])
  })

  it('has every key once, and one menu for each tag', () => {
    expect(faults(item({ key: 'K' }), item({ key: 'K' }))).toEqual(['items[1].key key_twice 0'])
    const tagged = (audience: string) => ({ id: audience, audience, audienceName: '', items: [item({})] })
    expect(
      faultsOf({ ...menu(item({})), tagged: [tagged('2'), tagged('2'), tagged('')] }, limits).map(
        f => `${f.path} ${f.code}`,
      ),
    ).toEqual(['tagged[1].audience audience_twice', 'tagged[2].audience missing'])
  })
})
