import { expect, test } from 'vitest'
import { contrast, palette } from '../src/colour'
import { decode, encode } from '../src/json'
import { shows } from '../src/pages'
import { bundles, words } from '../src/words'
import { safeUrl } from '../src/view/words'
import { fault } from '../src/view/Form'

test('JSON is written as the standard has it, whatever a page adds to arrays and strings', async () => {
  const value = { a: [1, 'zwei "\\"\n\u2028', null, true], b: { c: undefined, d: '客枢🙂' } }
  const polluted = Array.prototype as unknown as { toJSON?: () => string }
  polluted.toJSON = () => 'tampered'
  const text = encode(value)
  delete polluted.toJSON
  expect(JSON.parse(text)).toEqual({ a: value.a, b: { d: '客枢🙂' } })
  expect(await decode(text)).toEqual(JSON.parse(text))
})

test.each([
  [{ show: ['/*'], hide: ['/admin/*'] }, 'https://s.cn/a/b', true],
  [{ show: ['/*'], hide: ['/admin/*'] }, 'https://s.cn/admin/x', false],
  [{ show: ['/shop', '/p/*.html'] }, 'https://s.cn/shop?from=mail', true],
  [{ show: ['/shop', '/p/*.html'] }, 'https://s.cn/p/12.html', true],
  [{ show: ['/shop', '/p/*.html'] }, 'https://s.cn/p/12.htm', false],
  [{ show: ['https://m.s.cn/*'] }, 'https://s.cn/', false],
  [{ show: ['https://m.s.cn/*'] }, 'https://m.s.cn/x', true],
  [{ show: ['/s?q=*'] }, 'https://s.cn/s?q=lamp', true],
  [{ show: [] }, 'https://s.cn/', true],
  [undefined, 'https://s.cn/', true],
])('pages %j on %s: %s', (rules, address, shown) => {
  expect(shows(rules as Parameters<typeof shows>[0], address)).toBe(shown)
})

test('whatever colour a deployment has, its text can be read', () => {
  const rgb = (hex: string) =>
    [1, 3, 5].map(at => parseInt(hex.slice(at, at + 2), 16)) as [number, number, number]
  for (const colour of [
    '#2c5e58',
    '#ffe600',
    '#ffffff',
    '#000',
    '0B5FFF',
    '#777777',
    'nonsense',
    '#e60012',
  ]) {
    const { brand, on, ink, inkd } = palette(colour)
    expect(contrast(rgb(brand), rgb(on)), `${colour}: on the brand`).toBeGreaterThanOrEqual(4.5)
    expect(contrast(rgb(ink), rgb('#ffffff')), `${colour}: on light`).toBeGreaterThanOrEqual(4.5)
    expect(contrast(rgb(inkd), rgb('#171d25')), `${colour}: on dark`).toBeGreaterThanOrEqual(4.5)
  }
})

test('both languages say the same, with the same values', () => {
  const values = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort()
  expect(Object.keys(bundles.en)).toEqual(Object.keys(bundles.zh))
  for (const [word, text] of Object.entries(bundles.zh)) {
    expect(values(bundles.en[word as keyof typeof bundles.zh]), word).toEqual(values(text))
  }
  expect(words('en-GB')('typing', { name: 'Ann' })).toBe('Ann is typing')
  expect(words('zh-CN', { send: '寄' })('send')).toBe('寄')
})

test('only web addresses become links', () => {
  expect(safeUrl('https://a.cn/x')).toBe('https://a.cn/x')
  for (const bad of ['javascript:alert(1)', 'data:text/html,x', ' java\nscript:x', 'x', '', undefined]) {
    expect(safeUrl(bad), String(bad)).toBeUndefined()
  }
})

test('forms say what is wrong with a field', () => {
  const say = words('zh')
  const phone = { name: 'p', label: '手机', kind: 'phone', required: true } as const
  expect(fault(phone, ' ', say)).toBe('请填写手机')
  expect(fault(phone, '1380013', say)).toBe('')
  expect(fault(phone, 'abc', say)).not.toBe('')
  expect(fault({ ...phone, kind: 'email', required: false }, '', say)).toBe('')
  expect(fault({ ...phone, kind: 'email' }, 'a@b', say)).not.toBe('')
  expect(fault({ ...phone, kind: 'email' }, 'a@b.cn', say)).toBe('')
})
